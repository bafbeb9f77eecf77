"""`ivr check`: every mistake of a line in one run."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from ivr.cli.formats import FORMATS, formatted
from ivr.cli.mending import Ground, mended
from ivr.cli.writing import paint, write
from ivr.diagnostics import Severity
from ivr.line.loading import DEFAULT_LINE
from ivr.reporting.report import Report, conclusion, counted
from ivr.reporting.text import as_text, plainly

__all__ = ["check", "counted"]

FINDINGS = 1


@click.command
@click.argument("line", default=DEFAULT_LINE)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file; the count is printed."
)
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The day that facts are old or not on; by default today.",
)
@click.option("--warnings-ok", is_flag=True, help="Exit code 0 when there is nothing worse than warnings.")
@click.option("--fix", is_flag=True, help="Mend what can be mended without asking, and show what was changed.")
def check(line: str, form: str, output: Path | None, today: datetime | None, *, warnings_ok: bool, fix: bool) -> None:
    """Tell everything that is wrong with a line and its calls.

    LINE is the folder with the line.yaml. Exit code 0: nothing is wrong; 1: there are findings, if only warnings;
    2: the check could not run. `ivr explain CODE` tells what a finding means.
    """
    ground = Ground(line, today.date() if today else datetime.now(UTC).date())
    report = mended(ground, tell=form == "text" or output is not None) if fix else ground.report()
    written = _in_words(report, form, output)
    if output is None:
        click.echo(written)
    else:
        write(output, f"{written}\n")
        click.echo(conclusion(report))
    worst = [one for one in report.findings if one.severity is Severity.ERROR or not warnings_ok]
    sys.exit(FINDINGS if worst else 0)


def _in_words(report: Report, form: str, output: Path | None) -> str:
    if form == "text":
        return as_text(report, paint() if output is None else plainly)
    return formatted(report, form)
