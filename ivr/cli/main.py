"""`ivr`: the group of commands. Each is imported when it is run: a check needs no web server, and nobody waits for one."""

import ast
import errno
import os
import sys
from importlib import import_module
from pathlib import Path

import click

from ivr.cli.trouble import CannotRunError

COMMANDS = (
    "new",
    "call",
    "phone",
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

    def invoke(self, ctx: click.Context) -> object:
        """A full disk behind standard output is nobody's fault here. click itself sees to a pipe that was closed."""
        try:
            return super().invoke(ctx)
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            os.dup2(
                os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
            )  # or Python writes it again at its end, and says so
            raise CannotRunError("what there is to tell cannot be written: no space is left") from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """As click does, but from the text of each file: what `serve` is for can be told without a web server."""
        del ctx
        room = formatter.width - 6 - max(map(len, COMMANDS))  # what click leaves between names and words
        rows = [(name, click.Command(name, help=_documentation(name)).get_short_help_str(room)) for name in COMMANDS]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


def _documentation(name: str) -> str:
    """The docstring of a command, which stands in the file of its name."""
    tree = ast.parse(Path(__file__).with_name(f"{name}.py").read_text(encoding="utf-8"))
    own = next(one for one in tree.body if isinstance(one, ast.FunctionDef) and one.name == name)
    return ast.get_docstring(own) or ""


@click.command(cls=OnDemand, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="ivr-yaml", prog_name="ivr")
def main() -> None:
    """A phone line written in YAML."""


if __name__ == "__main__":
    main(prog_name="ivr")
