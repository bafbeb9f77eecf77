"""`ivr diff`: what callers will notice between two versions of a line."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import click

from ivr.cli.lines import load_folder
from ivr.cli.revisions import Repository, from_root, repository
from ivr.cli.trouble import CannotRunError
from ivr.cli.writing import coloured, write
from ivr.exploring.difference import Difference, difference
from ivr.exploring.difference_change import Side
from ivr.exploring.distances import Distances
from ivr.line.loading import DEFAULT_LINE, LINE_FILE, Loaded
from ivr.reporting.difference_words import Mark, summary
from ivr.service.lines import BrokenLineError, program_of

DIFFERENT = 1
FORMATS = ("text", "markdown", "html", "json")
WORKING_TREE = "the working tree"
LATEST = "HEAD"
_SHOWN = 5
"""Findings of a line that cannot be compared; `ivr check` shows all."""


@dataclass(frozen=True, slots=True)
class Version:
    """One side, as it was asked for: a folder, at a revision or (with none) as it is on disk."""

    folder: str
    revision: str = ""

    def __str__(self) -> str:
        return f"{self.revision}:{self.folder}" if self.revision else f"{self.folder} in {WORKING_TREE}"


@click.command
@click.argument("old", default="")
@click.argument("new", default="")
@click.option(
    "--line", default=DEFAULT_LINE, show_default=True, help="The folder, where OLD or NEW is only a revision."
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file; the count is printed."
)
@click.option("--paths", is_flag=True, help="Measure ways over every call that can happen; this takes a minute.")
def diff(old: str, new: str, *, line: str, form: str, output: Path | None, paths: bool) -> None:
    """Tell what callers will notice between two versions of a line.

    OLD and NEW are folders, or git revisions such as main, or HEAD~3:menus/pay-my-bill. OLD is HEAD and NEW the working tree where
    they are left out; with one folder alone, its own last revision is OLD. Exit code 0: callers will notice nothing;
    1: they will; 2: the two could not be compared.
    """
    versions = _versions(old, new, line)
    sides = [_side(one, which) for one, which in zip(versions, ("OLD", "NEW"), strict=True)]
    found = _compared(sides[0], sides[1], paths=paths)
    written = _in_words(found, form, versions, str(sides[1].line.file.line), colours=output is None)
    if output is None:
        click.echo(written)
    else:
        write(output, f"{written}\n")
        click.echo(summary(found.changes))
    sys.exit(DIFFERENT if found else 0)


def _versions(old: str, new: str, line: str) -> tuple[Version, Version]:
    if old and not new and _is_line(old):
        return Version(old, LATEST), Version(old)
    before = _version(old or LATEST, line)
    # A path behind a revision goes from the top of the repository, the working tree's from here.
    return before, _version(new, line) if new else Version(_on_disk(before) if ":" in old else line)


def _version(written: str, line: str) -> Version:
    """A folder goes before a revision of the same name."""
    if Path(written).is_dir():
        return Version(written)
    revision, colon, folder = written.partition(":")
    if not revision:
        raise CannotRunError(f"{written} names no revision; write one such as HEAD:{folder}")
    return Version(folder.rstrip("/") or "." if colon else line, revision)


def _is_line(folder: str) -> bool:
    return (Path(folder) / LINE_FILE).exists()


def _on_disk(before: Version) -> str:
    found = repository(Path()).root / before.folder
    return os.path.relpath(found)


def _side(version: Version, which: str) -> Side:
    """Raises CannotRunError."""
    loaded = _load(version)
    try:
        program, _ = program_of(loaded)
    except BrokenLineError as error:
        told = "\n".join(str(one) for one in error.findings[:_SHOWN])
        raise CannotRunError(f"{which}, {version}, has mistakes, so nobody could call it.\n\n{told}") from None
    assert loaded.line is not None  # noqa: S101 - a program was made of it
    return Side(loaded.line, program)


def _load(version: Version) -> Loaded:
    if not version.revision:
        return load_folder(version.folder)
    folder = Path(version.folder)
    given = folder if folder.is_dir() else Path()
    there = _repository(version, given)
    named = from_root(there, folder) if folder.is_dir() and _below(there.root, folder) else version.folder
    return there.load(version.revision, named)


def _repository(version: Version, given: Path) -> Repository:
    """Raises CannotRunError. Whoever typed a word that is no folder may have meant one."""
    try:
        return repository(given)
    except CannotRunError as error:
        if version.revision != LATEST:
            raise CannotRunError(f"there is no folder {version.revision}, and for a revision, {error}") from None
        raise


def _below(root: Path, folder: Path) -> bool:
    return folder.resolve().is_relative_to(root.resolve())


def _compared(old: Side, new: Side, *, paths: bool) -> Difference:
    # Imported here: nobody waits for the estimate of seconds who asked for help.
    from ivr.checking.spoken_time import seconds_of  # noqa: PLC0415

    return difference(old, new, seconds_of, _walked if paths else None)


def _walked(side: Side) -> Distances:
    """Raises CannotRunError."""
    from ivr.exploring.atlas import walk  # noqa: PLC0415
    from ivr.exploring.distances_walked import distances_walked  # noqa: PLC0415

    try:
        return distances_walked(walk(side.program))
    except KeyError as error:
        raise CannotRunError(f"the line leads to {error}, which is no node; `ivr check` tells where") from None


def _in_words(found: Difference, form: str, versions: tuple[Version, Version], title: str, *, colours: bool) -> str:
    match form:
        case "markdown":
            from ivr.reporting.difference_markdown import as_markdown  # noqa: PLC0415

            return as_markdown(found, title)
        case "html":
            from ivr.reporting.difference_html import as_html  # noqa: PLC0415

            return as_html(found, title, str(versions[0]), str(versions[1]))
        case "json":
            from ivr.reporting.difference_json import as_json  # noqa: PLC0415

            return as_json(found)
        case _:
            from ivr.reporting.difference_text import as_text, unpainted  # noqa: PLC0415

            return as_text(found, _painted if colours and coloured() else unpainted)


def _painted(text: str, mark: Mark) -> str:
    colour = {Mark.OLD: "red", Mark.NEW: "green"}.get(mark)
    return click.style(text, fg=colour) if colour else text
