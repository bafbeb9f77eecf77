"""A catalogue against its line: what is not translated, what was translated before it changed, and values that differ."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ivr.diagnostics import Diagnostic, Severity, in_order
from ivr.dialog.prompts import Known
from ivr.line.catalogue import Catalogue, Entry, file_of
from ivr.line.catalogue_mistakes import (
    FUZZY_TRANSLATION,
    MISSING_CATALOGUE,
    MISSING_TRANSLATION,
    UNREADABLE_TRANSLATION,
    VALUES_DIFFER,
)
from ivr.line.line import Line
from ivr.line.messages import Message, messages_of, name_of
from ivr.line.wording import Fact, parse_wording
from ivr.reading.scalars import UnfitError
from ivr.reading.spelling import shown
from ivr.source import Place


class Standing(StrEnum):
    """How far the translation of a text has come."""

    TRANSLATED = "translated"
    FUZZY = "fuzzy"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many texts of a line stand where; `obsolete` are entries that no text of the line needs."""

    translated: int
    fuzzy: int
    missing: int
    obsolete: tuple[Entry, ...]


def standing(catalogue: Catalogue, text: str, node: str | None = None) -> Standing:
    """Of one text in one node."""
    if catalogue.wording(text, node) is not None:
        return Standing.TRANSLATED
    entry = catalogue.find(text, node)
    return Standing.FUZZY if entry is not None and entry.fuzzy and entry.translation else Standing.MISSING


def tally(messages: tuple[Message, ...], catalogue: Catalogue) -> Tally:
    """A text counts as what its worst node has."""
    counts = Counter(_worst(one, catalogue) for one in messages)
    needed = {(node, one.text) for one in messages for node in (None, *one.nodes)}
    unused = (entry for key, entry in catalogue.entries.items() if key not in needed)
    return Tally(
        counts[Standing.TRANSLATED],
        counts[Standing.FUZZY],
        counts[Standing.MISSING],
        (*unused, *catalogue.obsolete),
    )


def _worst(message: Message, catalogue: Catalogue) -> Standing:
    found = {standing(catalogue, message.text, node) for node in message.nodes or (None,)}
    return max(found, key=list(Standing).index)


def catalogue_findings(line: Line, catalogue: Catalogue) -> tuple[Diagnostic, ...]:
    """Everything a line lacks in one language, besides what is wrong with the file itself."""
    if not catalogue.whole:
        return ()
    return tuple(
        in_order([one for message in messages_of(line, catalogue.language) for one in _of_message(message, catalogue)])
    )


def missing_catalogue(place: Place, language: str) -> Diagnostic:
    """For a language that is named at `place` and has no file."""
    return MISSING_CATALOGUE.at(
        place,
        f"The line speaks {language}, and there is no {file_of(language)} beside it.",
        "Make one with `ivr prompts update`, or take the language out.",
    )


def _of_message(message: Message, catalogue: Catalogue) -> Iterator[Diagnostic]:
    entries = {catalogue.find(message.text, node) for node in message.nodes or (None,)}
    if any(entry is None or not entry.translation.strip() for entry in entries):
        yield MISSING_TRANSLATION.at(
            message.places[0],
            f"{shown(message.text)} has no translation into {catalogue.language}.",
            f"Write it in {file_of(catalogue.language)}; `ivr prompts update` makes an entry for it.",
            Severity.WARNING,
        )
    for entry in entries:
        if entry is not None and entry.translation.strip():
            yield from _of_entry(message, entry, catalogue)


def _of_entry(message: Message, entry: Entry, catalogue: Catalogue) -> Iterator[Diagnostic]:
    place = Place(catalogue.file, entry.line, 1)
    if entry.fuzzy:
        yield FUZZY_TRANSLATION.at(
            place,
            f"The translation of {shown(message.text)} was made for another text, so it is not said.",
            "Put it right, and take the word fuzzy out of the comments above it.",
            Severity.WARNING,
        )
        return
    try:
        said = _values(entry.translation)
    except UnfitError as error:
        yield UNREADABLE_TRANSLATION.at(place, f"In the translation of {shown(message.text)}: {error}", error.help)
        return
    written = _values(message.text)
    for name in sorted(written - said):
        yield VALUES_DIFFER.at(
            place,
            f"The translation of {shown(message.text)} leaves {{{name}}} out.",
            f"Write {{{name}}} where it is said, braces included and untranslated.",
        )
    for name in sorted(said - written):
        yield VALUES_DIFFER.at(
            place,
            f"The translation of {shown(message.text)} says {{{name}}}, and the text itself does not.",
            f"Take {{{name}}} out, or say it in the text too.",
        )


def _values(text: str) -> set[str]:
    """The names between braces. Raises UnfitError."""
    return {name_of(piece) for piece in parse_wording(text).pieces if isinstance(piece, Known | Fact)}
