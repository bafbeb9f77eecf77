"""The files of `ivr prompts`: a line's texts, its catalogues, and files that are written whole or not at all."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ivr.cli.lines import load_folder
from ivr.cli.trouble import CannotRunError
from ivr.diagnostics import Diagnostic, Severity
from ivr.line.catalogue import FOLDER, SUFFIX, Catalogue, file_of, read_catalogue
from ivr.line.catalogue_findings import missing_catalogue
from ivr.line.line import Line
from ivr.line.loading import Loaded
from ivr.line.messages import Message, messages_of
from ivr.line.overlay import where_is
from ivr.reading.compose import read_source
from ivr.reading.tree import place_of
from ivr.service.lines import BrokenLineError
from ivr.source import Source

OF_CATALOGUES = tuple(f"IVR{number:03}" for number in range(70, 80))
"""Codes that keep nobody from putting catalogues right."""


@dataclass(frozen=True, slots=True)
class Texts:
    """What a line says."""

    folder: str
    line: Line
    messages: tuple[Message, ...]

    @property
    def languages(self) -> list[str]:
        """Those that need a catalogue."""
        return [str(tag) for tag in self.line.file.languages][1:]

    def messages_in(self, language: str) -> tuple[Message, ...]:
        """What a catalogue must hold: not the words that company.yaml translates itself."""
        return messages_of(self.line, language)

    def others(self) -> list[str]:
        """Languages that have a catalogue and are not spoken."""
        there = {path.stem for path in (Path(self.folder) / FOLDER).glob(f"*{SUFFIX}")}
        return sorted(there - set(self.languages))


def texts_of(folder: str) -> Texts:
    """Raises CannotRunError, and BrokenLineError for a line whose texts cannot all be read: what is not read would look
    as if nobody said it any more."""
    loaded = load_folder(folder)
    line = _whole(loaded)
    return Texts(folder, line, messages_of(line))


def _whole(loaded: Loaded) -> Line:
    errors = [one for one in loaded.findings if one.severity is Severity.ERROR and not _of_a_catalogue(one)]
    line = loaded.line or loaded.rest
    if line is None or errors:
        raise BrokenLineError(tuple(errors or loaded.findings))
    return line


def _of_a_catalogue(found: Diagnostic) -> bool:
    return found.code in OF_CATALOGUES or found.place.file.endswith(SUFFIX)


def source_of(folder: str, language: str) -> Source | None:
    """The catalogue of a language, that of the line this one is like where it has none; None where neither has one.

    Raises BrokenLineError for a file that is no text."""
    path = where_is(folder, file_of(language))
    if not path.exists():
        return None
    source = read_source(path)
    if isinstance(source, Diagnostic):
        raise BrokenLineError((source,))
    return source


def catalogue_of(texts: Texts, language: str) -> tuple[Catalogue, tuple[Diagnostic, ...]]:
    """One without entries where there is no file, or none that can be read."""
    try:
        source = source_of(texts.folder, language)
    except BrokenLineError as error:
        return Catalogue(language, file_of(language), {}, whole=False), error.findings
    if source is None:
        place = place_of(texts.line.file_tree, ("languages", language), key=True)
        return Catalogue(language, file_of(language), {}, whole=False), (missing_catalogue(place, language),)
    return read_catalogue(source, language)


def write_whole(path: Path, text: str) -> None:
    """Readers see the old file or the new one. Raises CannotRunError."""
    target = path.resolve()
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        target.parent.mkdir(exist_ok=True)
        with _gone_if_it_fails(temporary):
            temporary.write_text(text, encoding="utf-8", newline="")
            if target.exists():
                shutil.copymode(target, temporary)
            os.replace(temporary, target)  # noqa: PTH105 - the word that says it is one step
    except OSError as error:
        raise CannotRunError(f"{path} cannot be written ({error.strerror})") from None


@contextlib.contextmanager
def _gone_if_it_fails(file: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        file.unlink(missing_ok=True)
        raise
