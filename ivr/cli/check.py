"""`ivr check`: every mistake of a line in one run."""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from ivr.checking.check import check as check_line
from ivr.cli.lines import load_folder
from ivr.diagnostics import Diagnostic, Severity, in_order
from ivr.line.loading import DEFAULT_LINE
from ivr.rehearsal.finding import NotPlayableError, call_files, read

FINDINGS = 1


@click.command
@click.argument("line", default=DEFAULT_LINE)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), help="The day that facts are old or not on; by default today."
)
def check(line: str, form: str, today: datetime | None) -> None:
    """Tell everything that is wrong with a line and its calls.

    LINE is the folder with the line.yaml. Exit code 0: nothing is wrong; 1: there are findings, if only warnings;
    2: the check could not run.
    """
    loaded = load_folder(line)
    day = today.date() if today else datetime.now(UTC).date()
    found = in_order([*check_line(loaded, day), *_in_calls(line)])
    print(_as_json(found) if form == "json" else _as_text(found, line))
    sys.exit(FINDINGS if found else 0)


def _in_calls(line: str) -> Iterator[Diagnostic]:
    """Mistakes in the text of the line's own calls."""
    for file in call_files([Path(line)]):
        try:
            read(file)
        except NotPlayableError as error:
            yield from error.findings


def _as_text(found: Sequence[Diagnostic], line: str) -> str:
    if not found:
        return f"{line}: nothing is wrong."
    return "\n".join([*map(str, found), "", f"{line}: {counted(found)}."])


def counted(found: Sequence[Diagnostic]) -> str:
    """How many of each severity, in words: 2 errors and 1 warning."""
    counts = Counter(one.severity for one in found)
    return " and ".join(f"{counts[one]} {one}{'s' * (counts[one] > 1)}" for one in Severity if counts[one])


def _as_json(found: Sequence[Diagnostic]) -> str:
    return json.dumps([_row(one) for one in found], indent=2, ensure_ascii=False)


def _row(one: Diagnostic) -> dict[str, str | int]:
    return {
        "file": one.place.file,
        "line": one.place.line,
        "column": one.place.column,
        "code": one.code,
        "name": one.name,
        "severity": one.severity,
        "message": one.message,
        "help": one.help,
    }
