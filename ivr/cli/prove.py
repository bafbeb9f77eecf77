"""`ivr prove`: what holds on every call that can happen, and for what does not, a call that shows it."""

import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import click

from ivr.checking.certificates.endless_line import endless_line
from ivr.checking.check import check
from ivr.checking.proving import Proved, with_allowed
from ivr.checking.proving import prove as proved_line
from ivr.checking.rule import Subject
from ivr.checking.times import times
from ivr.cli.formats import FORMATS, formatted
from ivr.cli.lines import load_folder
from ivr.cli.trouble import CannotRunError, told_plainly
from ivr.cli.writing import paint, write
from ivr.diagnostics import Severity
from ivr.exploring.confirming import EFFORT
from ivr.line.company import Company
from ivr.line.company_changes import stranger_in, with_company
from ivr.line.compile import compile_line
from ivr.line.loading import DEFAULT_LINE, Loaded, files_of_folder, load
from ivr.reporting.proof_text import as_proof
from ivr.reporting.proof_times import time_rows
from ivr.reporting.report import Report
from ivr.reporting.text import as_text, plainly

BROKEN = 1
Changes = Mapping[str, str | tuple[str, ...]]


@click.command
@click.argument("line", default=DEFAULT_LINE)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
@click.option("--save", type=click.Path(file_okay=False, path_type=Path), help="Write each broken call as a call file.")
@click.option("--with", "changes", multiple=True, metavar="FACT=VALUE", help="Prove it with another company.yaml.")
@click.option(
    "--effort",
    type=click.IntRange(min=1),
    default=EFFORT,
    show_default=True,
    help="Moves tried to find a call for one break.",
)
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The day it is checked on; by default today.",
)
def prove(
    line: str,
    form: str,
    output: Path | None,
    save: Path | None,
    changes: Sequence[str],
    effort: int,
    today: datetime | None,
) -> None:
    """Prove what holds on every call that can happen on a line.

    LINE is the folder with the line.yaml. What does not hold is shown by the shortest call found that breaks it. Exit code
    0: everything holds; 1: something does not, or was not settled; 2: it could not run. `--with fees.card=1.25` proves the
    line for a company with other facts; it may be given several times, and values with commas are lists.
    """
    loaded = _loaded(line, _changes(changes))
    proved = proved_line(_subject(line, loaded, today.date() if today else datetime.now(UTC).date()), effort=effort)
    proved = with_allowed(proved, loaded.texts)
    report = Report(line, [one.finding for one in proved.breaks], loaded.texts)
    told = _in_words(proved, report, form, plain=output is not None)
    if output is None:
        click.echo(told)
    else:
        write(output, f"{told}\n")
    if save is not None:
        _save(proved, loaded, save, _changes(changes))
    sys.exit(BROKEN if proved.breaks or proved.given_up else 0)


def _changes(written_so: Sequence[str]) -> Changes:
    """Raises BadParameter for what is no fact of a company."""
    found: dict[str, str | tuple[str, ...]] = {}
    for one in written_so:
        path, equals, value = one.partition("=")
        if not equals or not path or not value:
            raise click.BadParameter(f"{one!r} is no fact such as fees.card=1.25", param_hint="--with")
        stranger = stranger_in(Company, path)
        if stranger is not None:
            near = f"; did you mean {stranger.near}?" if stranger.near else ""
            raise click.BadParameter(f"a company.yaml has no place for {path}{near}", param_hint="--with")
        found[path] = tuple(part.strip() for part in value.split(",")) if "," in value else value
    return found


def _loaded(line: str, changes: Changes) -> Loaded:
    as_it_is = load_folder(line)
    return load(with_company(files_of_folder(line), changes)) if changes else as_it_is


def _subject(folder: str, loaded: Loaded, today: date) -> Subject:
    """Raises CannotRunError for a line with mistakes: what is walked has to be one."""
    wrong = [one for one in check(loaded, today) if one.severity is Severity.ERROR]
    if wrong or loaded.line is None:
        told = as_text(Report(folder, wrong, loaded.texts))
        raise CannotRunError(f"the line has mistakes, so there are no calls to prove anything about.\n\n{told}")
    return Subject(loaded.line, compile_line(loaded.line).program, today)


def _in_words(proved: Proved, report: Report, form: str, *, plain: bool) -> str:
    if form != "text":
        return formatted(report, form)
    return as_proof(proved, report, plainly if plain else paint(), _times(proved))


def _times(proved: Proved) -> Sequence[str]:
    """None of a line that goes round for ever, or was not walked to its end."""
    endless = any(one.certificate is endless_line and not one.holds for one in proved.judged)
    return [] if endless or proved.given_up else ["", *time_rows(times(proved.proof))]


def _save(proved: Proved, loaded: Loaded, folder: Path, changes: Changes) -> None:
    # Imported here, because a proof alone needs no carrier.
    from ivr.rehearsal.realising import Realised, realised  # noqa: PLC0415
    from ivr.rehearsal.saving import save  # noqa: PLC0415

    with told_plainly():
        for number, one in enumerate((each for each in proved.breaks if each.certain), 1):
            name = f"{one.finding.name}-{number}.call.yaml"
            made = realised(one, proved.proof, loaded, changes)
            if not isinstance(made, Realised):
                click.echo(f"{name} is not written: {made.why}.", err=True)
                continue
            try:
                folder.mkdir(parents=True, exist_ok=True)
                save(made.text, folder / name)
            except OSError as error:
                raise CannotRunError(f"{folder / name} cannot be written: {error.strerror}") from None
            click.echo(f"{folder / name}: fails on the line as it is, and passes once it is mended.", err=True)
