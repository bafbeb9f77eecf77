"""One row of a PO file: a keyword and a text in double quotes, and everything that can be wrong inside it."""

import re
from dataclasses import dataclass
from typing import NoReturn

from babel.messages.pofile import unescape

from ivr.diagnostics import Diagnostic
from ivr.line.catalogue_mistakes import BROKEN_CATALOGUE, PLURAL_IN_CATALOGUE
from ivr.reading.mistakes import Mistake
from ivr.reading.spelling import shown
from ivr.source import Place

_STATEMENT = re.compile(r"(?P<keyword>msgctxt|msgid_plural|msgid|msgstr\[[^\]\"]*\]|msgstr)\s*(?P<quoted>\".*)")
_INSIDE = re.compile(r'(?:[^"\\]|\\[\\"nrt])*')


class UnfitRowError(Exception):
    """A row that cannot stand where it stands."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(str(finding))
        self.finding = finding


@dataclass(frozen=True, slots=True)
class Row:
    """What stands in one row of `file`; `column` counts the first character of `text` from 1."""

    file: str
    line: int
    column: int
    text: str
    obsolete: bool = False

    def refuse(self, message: str, remedy: str, *, at: int = 0, mistake: Mistake = BROKEN_CATALOGUE) -> NoReturn:
        """Raises UnfitRowError for what stands `at` characters behind the first."""
        raise UnfitRowError(mistake.at(Place(self.file, self.line, self.column + at), message, remedy))


@dataclass(frozen=True, slots=True)
class Statement:
    """A keyword, "" where the text of the row above goes on; the text it stands for, and as it is written."""

    keyword: str
    text: str
    quoted: str


def statement_in(row: Row) -> Statement:
    """Raises UnfitRowError."""
    if row.text.startswith('"'):
        return Statement("", _text(row, 0), row.text)
    found = _STATEMENT.fullmatch(row.text)
    if found is None:
        row.refuse(
            f"{shown(row.text)} is no row of a catalogue.",
            'A row begins with #, msgctxt, msgid or msgstr, and its text stands in double quotes: msgid "Goodbye."',
        )
    if found["keyword"] == "msgid_plural" or "[" in found["keyword"]:
        row.refuse(
            "Plural forms have no place here: values such as {heard.count} are spoken as they are.",
            "Write one msgid and one msgstr.",
            mistake=PLURAL_IN_CATALOGUE,
        )
    return Statement(found["keyword"], _text(row, found.start("quoted")), found["quoted"])


def _text(row: Row, start: int) -> str:
    """The characters that the text in quotes stands for; it begins `start` characters behind the row's first."""
    good = _INSIDE.match(row.text, start + 1)
    end = good.end() if good else start + 1
    stopped = row.text[end:]
    if stopped in ("", "\\"):
        row.refuse("The double quote that opens here is never closed.", "Close it at the end of this row.", at=start)
    if stopped.startswith("\\"):
        row.refuse(
            "A backslash begins a code, and this is none that a catalogue knows.",
            r"Write \\ for the backslash itself, or take it out.",
            at=end,
        )
    if stopped != '"':
        row.refuse(
            "The quoted text ends before this, and more follows it.",
            r"Write a quotation mark inside a text as \".",
            at=end + 1,
        )
    return unescape(row.text[start:])
