"""A line's folder as `ivr check` works on it: read as it stands, or with texts that take the place of its files; and
`--fix`, which changes files below that folder and no others."""

import codecs
import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from ivr.checking.check import Call, check
from ivr.checking.fixing import mend
from ivr.cli.lines import load_folder
from ivr.cli.trouble import CannotRunError
from ivr.diagnostics import Diagnostic
from ivr.line.loading import Loaded, files_of_folder, load
from ivr.reading.compose import read_source
from ivr.rehearsal.finding import call_files
from ivr.reporting.columns import masked
from ivr.reporting.report import Report
from ivr.source import Source


@dataclass(frozen=True, slots=True)
class Ground:
    """A folder, and the day it is judged on."""

    folder: str
    today: date

    def report(self, instead: Mapping[str, str] | None = None) -> Report:
        """`instead` are texts by the path of their file. Raises CannotRunError where there is no line at all."""
        loaded = load_folder(self.folder) if instead is None else self._loaded(instead)
        calls = [_replaced(read_source(file), instead or {}) for file in call_files([Path(self.folder)])]
        texts = {**loaded.texts, **{one.name: one.text for one in calls if isinstance(one, Source)}}
        return Report(self.folder, check(loaded, self.today, calls), texts)

    def _loaded(self, instead: Mapping[str, str]) -> Loaded:
        files = files_of_folder(self.folder)
        return load(lambda name: _replaced(files(name), instead))

    def owns(self, file: str) -> bool:
        """Whether a file is below the folder; those a line shares with another are the other's to mend."""
        return Path(file).resolve().is_relative_to(Path(self.folder).resolve())


def _replaced(source: Call, instead: Mapping[str, str]) -> Call:
    if isinstance(source, Diagnostic) or source.name not in instead:
        return source
    return Source(source.name, instead[source.name])


def mended(ground: Ground, *, tell: bool) -> Report:
    """Applies the fixes, and prints what they changed if it is to be told; what is left."""
    before = ground.report()
    own = {name: text for name, text in before.texts.items() if ground.owns(name)}
    done = mend(own, before.findings, lambda texts: ground.report(texts).findings)
    for name, text in sorted(done.texts.items()):
        _write(Path(name), text)
        if tell:
            click.echo(_difference(name, own[name], text))
    if tell:
        _tell(done.fixed, done.taken_back)
    return Report(before.line, done.findings, {**before.texts, **done.texts})


def _difference(name: str, before: str, after: str) -> str:
    """Without the numbers that callers key."""
    rows = difflib.unified_diff(before.splitlines(), after.splitlines(), name, name, lineterm="")
    return "\n".join(masked(row) for row in rows)


def _tell(fixed: Sequence[Diagnostic], taken_back: Sequence[Diagnostic]) -> None:
    for one in taken_back:
        click.echo(f"{one.place} {one.code} [{one.name}] not fixed: the line would be no better for it.")
    if fixed:
        click.echo(f"{len(fixed)} fixed.\n")


def _write(path: Path, text: str) -> None:
    """As it was saved before: with its byte order mark, if it had one."""
    try:
        mark = codecs.BOM_UTF8 if path.read_bytes().startswith(codecs.BOM_UTF8) else b""
        path.write_bytes(mark + text.encode())
    except OSError as error:
        raise CannotRunError(f"{path} cannot be written: {error.strerror}") from None
