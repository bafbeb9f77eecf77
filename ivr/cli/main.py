"""`ivr`: the group of commands."""

import click

from ivr.cli.call import call
from ivr.cli.check import check
from ivr.cli.new import new
from ivr.cli.number import number
from ivr.cli.prompts import prompts
from ivr.cli.serve import serve
from ivr.cli.storm import storm
from ivr.cli.test import test


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="ivr-yaml", prog_name="ivr")
def main() -> None:
    """A phone line written in YAML."""


for command in (new, call, check, test, prompts, storm, serve, number):
    main.add_command(command)

if __name__ == "__main__":
    main(prog_name="ivr")
