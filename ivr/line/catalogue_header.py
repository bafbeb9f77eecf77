"""The header of a PO file: fields with names, kept as they are, those unknown to us too."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ivr.diagnostics import Diagnostic
from ivr.line.catalogue_mistakes import CATALOGUE_HEADER, CATALOGUE_LANGUAGE, TRANSLATED_TWICE
from ivr.line.catalogue_syntax import Scanned, Written
from ivr.reading.spelling import shown
from ivr.source import Place

LANGUAGE = "Language"
REVIEW = "X-Review"
"""Who has read the translations: a machine's are marked as such until somebody has."""
AWAITING = "awaiting native review"
CREATED = "POT-Creation-Date"


@dataclass(frozen=True, slots=True)
class Header:
    """Fields in the file's order, and the comments above them with their marks."""

    fields: tuple[tuple[str, str], ...] = ()
    comments: tuple[str, ...] = ()

    def get(self, name: str) -> str:
        """What a field says; "" where there is none. Names have no case."""
        return next((value for key, value in self.fields if key.lower() == name.lower()), "")

    def put(self, name: str, value: str) -> "Header":
        """With a field changed in its place, or added as the last."""
        if not any(key.lower() == name.lower() for key, _ in self.fields):
            return replace(self, fields=(*self.fields, (name, value)))
        changed = ((key, value if key.lower() == name.lower() else old) for key, old in self.fields)
        return replace(self, fields=tuple(changed))


def header_of(scanned: Scanned) -> Header:
    if not scanned.headers:
        return Header()
    rows = [row.partition(":") for row in scanned.headers[0].translation.split("\n")]
    return Header(tuple((key.strip(), value.strip()) for key, colon, value in rows if colon), scanned.comments)


def header_findings(name: str, scanned: Scanned, language: str) -> Iterator[Diagnostic]:
    """What is wrong with the header of a catalogue that should be in `language`."""
    if not scanned.headers:
        yield CATALOGUE_HEADER.at(
            Place(name, 1, 1),
            "This catalogue has no header, so nothing says which language it is in.",
            f'Begin the file with msgid "", msgstr "" and "{LANGUAGE}: {language}\\n".',
        )
        return
    for again in scanned.headers[1:]:
        yield TRANSLATED_TWICE.at(
            Place(name, again.line, 1),
            f"A header stands in line {scanned.headers[0].line} already.",
            "Keep one of the two, at the beginning of the file.",
        )
    header = header_of(scanned)
    place = Place(name, scanned.headers[0].line, 1)
    yield from _rows_without_a_name(scanned.headers[0], place)
    yield from _language(header, place, language)
    yield from _charset(header, place)


def _rows_without_a_name(header: Written, place: Place) -> Iterator[Diagnostic]:
    for row in header.translation.split("\n"):
        if row.strip() and not row.partition(":")[1]:
            yield CATALOGUE_HEADER.at(
                place,
                f"The header has a row without a name: {shown(row)}.",
                r'Each is a name, a colon and a value, such as "Language: es_US\n".',
            )


def _language(header: Header, place: Place, language: str) -> Iterator[Diagnostic]:
    """gettext writes es_US for what the rest of the world calls es-US; both are good."""
    written = header.get(LANGUAGE)
    if written.replace("_", "-").lower() != language.lower():
        says = f"says {shown(written)}" if written else "does not say its language"
        yield CATALOGUE_LANGUAGE.at(
            place,
            f"This is the catalogue of {language} by its name, and its header {says}.",
            f'Write "{LANGUAGE}: {language.replace("-", "_")}\\n", or give the file its own language\'s name.',
        )


def _charset(header: Header, place: Place) -> Iterator[Diagnostic]:
    kind = header.get("Content-Type").lower().replace(" ", "")
    if kind and "charset=utf-8" not in kind.replace('"', "").replace("utf8", "utf-8"):
        yield CATALOGUE_HEADER.at(
            place,
            "The header names another encoding than UTF-8, in which the file is read.",
            r'Save the file as UTF-8 and write "Content-Type: text/plain; charset=UTF-8\n".',
        )
