"""`ivr check`: every mistake of a line in one run."""

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import click

from ivr.cli.mending import Ground, mended
from ivr.cli.trouble import CannotRunError
from ivr.diagnostics import Severity
from ivr.line.loading import DEFAULT_LINE
from ivr.reporting.report import Report, conclusion, counted
from ivr.reporting.text import Tone, as_text, plainly

__all__ = ["check", "counted"]

FINDINGS = 1
FORMATS = ("text", "json", "sarif", "github", "junit")


@click.command
@click.argument("line", default=DEFAULT_LINE)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file; the count is printed."
)
@click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), help="The day that facts are old or not on; by default today."
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
        _write(output, written)
        click.echo(conclusion(report))
    worst = [one for one in report.findings if one.severity is Severity.ERROR or not warnings_ok]
    sys.exit(FINDINGS if worst else 0)


def _in_words(report: Report, form: str, output: Path | None) -> str:
    # Imported here, because most checks need one format, and none of them its neighbours.
    match form:
        case "json":
            from ivr.reporting.as_json import as_json  # noqa: PLC0415

            return as_json(report)
        case "sarif":
            from importlib.metadata import version  # noqa: PLC0415

            from ivr.checking.registry import find  # noqa: PLC0415
            from ivr.reporting.sarif import as_sarif  # noqa: PLC0415

            return as_sarif(report, find, version("ivr-yaml"))
        case "github":
            from ivr.reporting.github import as_github  # noqa: PLC0415

            return as_github(report)
        case "junit":
            from ivr.reporting.junit import as_junit  # noqa: PLC0415

            return as_junit(report)
        case _:
            return as_text(report, _paint() if output is None else plainly)


_COLOURS = {Tone.ERROR: "red", Tone.WARNING: "yellow", Tone.CARET: "green", Tone.FAINT: "blue"}


def _paint() -> Callable[[str, Tone], str]:
    """Colours for a terminal whose user did not ask for none. https://no-color.org"""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return plainly
    return lambda text, tone: click.style(text, fg=_COLOURS.get(tone), bold=tone is not Tone.FAINT)


def _write(output: Path, text: str) -> None:
    try:
        output.write_text(f"{text}\n", encoding="utf-8")
    except OSError as error:
        raise CannotRunError(f"{output} cannot be written: {error.strerror}") from None
