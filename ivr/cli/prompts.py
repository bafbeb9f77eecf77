"""`ivr prompts`: what a line says, for translators, reviewers and voice talent."""

import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from ivr.cli.check import FINDINGS, counted
from ivr.cli.prompts_files import Texts, catalogue_of, source_of, texts_of, write_whole
from ivr.cli.prompts_seconds import summary
from ivr.cli.prompts_sheet import Sheet, sheet_of
from ivr.cli.trouble import CannotRunError, told_plainly
from ivr.diagnostics import Diagnostic, Severity
from ivr.line.catalogue import FOLDER, Catalogue, file_of, read_catalogue
from ivr.line.catalogue_findings import Tally, catalogue_findings, tally
from ivr.line.catalogue_header import CREATED, header_of
from ivr.line.catalogue_syntax import scan
from ivr.line.catalogue_writing import Changes, new_catalogue, template, update
from ivr.line.loading import DEFAULT_LINE
from ivr.service.lines import BrokenLineError
from ivr.source import Source

TEMPLATE = f"{FOLDER}/messages.pot"
_TABLE = ("language", "translated", "fuzzy", "missing", "obsolete", "review")


@click.group
def prompts() -> None:
    """What a line says: catalogues for translators, and a sheet for reviewers and voice talent."""


@prompts.command
@click.argument("line", default=DEFAULT_LINE)
def extract(line: str) -> None:
    """Write every text of a line to languages/messages.pot, the catalogue without translations."""
    with told_plainly():
        _extract(texts_of(line))


@prompts.command(name="update")
@click.argument("line", default=DEFAULT_LINE)
def update_all(line: str) -> None:
    """Bring the catalogues of a line up to date with its texts.

    New texts are empty, changed ones fuzzy with the former text above them, and those that nobody says any more are kept
    as obsolete. A language of line.yaml without a catalogue gets one. Exit code 1: a catalogue has mistakes and was left
    as it is.
    """
    with told_plainly():
        texts = texts_of(line)
        created = _extract(texts)
        good = [_update(texts, language, created) for language in (*texts.languages, *texts.others())]
    sys.exit(0 if all(good) else FINDINGS)


@prompts.command(name="check")
@click.argument("line", default=DEFAULT_LINE)
def check_all(line: str) -> None:
    """Tell what is missing, fuzzy or wrong in the catalogues of a line.

    Exit code 0: nothing; 1: something.
    """
    with told_plainly():
        texts = texts_of(line)
        found, rows = [], []
        for language in texts.languages:
            catalogue, wrong = catalogue_of(texts, language)
            found += [*wrong, *catalogue_findings(texts.line, catalogue)]
            rows.append((catalogue, tally(texts.messages_in(catalogue.language), catalogue)))
    _tell(line, found, rows)
    sys.exit(FINDINGS if found else 0)


@prompts.command
@click.argument("line", default=DEFAULT_LINE)
@click.option("--format", "form", type=click.Choice(["csv", "html"]), default="csv", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="A file; else standard output.")
def sheet(line: str, form: str, output: Path | None) -> None:
    """List every text in every language as it is spoken, with its place, its seconds and who has reviewed it."""
    with told_plainly():
        made = _sheet(line)
        text = made.as_html() if form == "html" else made.as_csv()
        if output is None:
            click.echo(text.encode(), nl=False)
        else:
            write_whole(output, text)
            print(f"{output}: {len(made.rows)} texts in {' and '.join(made.languages)}.")


@prompts.command
@click.argument("line", default=DEFAULT_LINE)
def seconds(line: str) -> None:
    """Tell how long a line speaks in each language, and name the ten texts of each that take longest."""
    with told_plainly():
        print(*summary(_sheet(line)), sep="\n")


def _sheet(line: str) -> Sheet:
    texts = texts_of(line)
    return sheet_of(texts, [_readable(texts, language) for language in texts.languages])


def _extract(texts: Texts) -> str:
    """Writes the template where it is not as it should be; its date."""
    path = Path(texts.folder) / TEMPLATE
    before = path.read_bytes().decode(errors="replace") if path.is_file() else ""
    text = template(str(texts.line.file.line), texts.messages, texts.folder, datetime.now(UTC), before)
    if text == before:
        print(f"{path}: {len(texts.messages)} texts, unchanged.")
    else:
        write_whole(path, text)
        print(f"{path}: {len(texts.messages)} texts.")
    return header_of(scan(Source(str(path), text))).get(CREATED)


def _update(texts: Texts, language: str, created: str) -> bool:
    """Whether the catalogue is up to date now; one with mistakes is left alone, so that nothing is lost."""
    path = Path(texts.folder) / file_of(language)
    try:
        source = source_of(texts.folder, language)
    except BrokenLineError as error:
        return _left_alone(path, error.findings)
    former = source or Source(str(path), new_catalogue(str(texts.line.file.line), language))
    _, wrong = read_catalogue(former, language)
    updated = update(former, texts.messages_in(language), texts.folder, created)
    if wrong or isinstance(updated, tuple):
        return _left_alone(path, wrong)
    if updated.text != former.text and (path.exists() or source is None or updated.changes.any):
        write_whole(path, updated.text)
    note = "" if language in texts.languages else " line.yaml does not name this language."
    print(f"{path}: {'made, ' if source is None else ''}{_told(updated.changes)}.{note}")
    return True


def _left_alone(path: Path, findings: Iterable[Diagnostic]) -> bool:
    print(*findings, sep="\n")
    print(f"{path}: left as it is until its mistakes are put right.")
    return False


def _told(changes: Changes) -> str:
    counts = (
        (changes.new, "new"),
        (changes.changed, "changed and fuzzy now"),
        (changes.restored, "back again"),
        (changes.obsolete, "obsolete now"),
    )
    return ", ".join(f"{count} {what}" for count, what in counts if count) or "no text changed"


def _readable(texts: Texts, language: str) -> Catalogue:
    """Raises CannotRunError: a sheet with an empty column would be recorded as it is."""
    catalogue, found = catalogue_of(texts, language)
    errors = [one for one in found if one.severity is Severity.ERROR]
    if errors:
        told = "\n".join(map(str, errors))
        raise CannotRunError(f"the catalogue of {language} has mistakes; `ivr prompts check` shows all.\n\n{told}")
    return catalogue


def _tell(line: str, found: Sequence[Diagnostic], rows: Sequence[tuple[Catalogue, Tally]]) -> None:
    for one in found:
        print(one)
    if found:
        print()
    for catalogue, counts in rows:
        for entry in counts.obsolete:
            print(f"{catalogue.file}:{entry.line}: obsolete: {entry.text}")
    if rows:
        print(_table([_TABLE, *(_row(*one) for one in rows)]))
    print(f"{line}: {counted(found) if found else 'nothing is wrong'}.")


def _row(catalogue: Catalogue, counts: Tally) -> tuple[str, ...]:
    numbers = (counts.translated, counts.fuzzy, counts.missing, len(counts.obsolete))
    return (catalogue.language, *map(str, numbers), catalogue.review or "not marked")


def _table(rows: Sequence[tuple[str, ...]]) -> str:
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
