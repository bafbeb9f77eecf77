"""`ivr`: the group of commands. Each is imported when it is run: a check needs no web server, and nobody waits for one."""

from importlib import import_module

import click

COMMANDS = (
    "new",
    "call",
    "check",
    "prove",
    "explain",
    "test",
    "diff",
    "prompts",
    "storm",
    "mutate",
    "serve",
    "number",
    "desk",
    "schema",
    "draw",
)
"""In the order of their use. Each stands in the module of its name."""


class OnDemand(click.Group):
    """A group whose commands are read one by one. Source: click, "Lazily loading subcommands"."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"ivr.cli.{cmd_name}"), cmd_name)
        return command if isinstance(command, click.Command) else None


@click.command(cls=OnDemand, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="ivr-yaml", prog_name="ivr")
def main() -> None:
    """A phone line written in YAML."""


if __name__ == "__main__":
    main(prog_name="ivr")
