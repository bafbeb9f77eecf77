"""A text as an editor shows it: numbered lines, and what one line seems to be at a glance.

The parser's marks count from 0, our places from 1. Every place made here lies inside the text.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple, Protocol, Self

from ivr.source import Place, Source

_BREAK = re.compile(r"\r\n|\r|\n")
_LONGEST_LOOKED_AT = 2000
_ROW = re.compile(
    r"""(?P<lead>[ \t]*(?:-[ ]+)*)
        (?:(?P<key>"[^"]*"|'[^']*'|[^\s"'{\[][^:]*?|\S)[ ]*:(?=\s|$)[ \t]*)?
        (?P<value>.*)$""",
    re.VERBOSE,
)
_COMMENT = re.compile(r"(?:^|(?<!\s)\s{2,})#.*$")


def starts_of(text: str) -> list[int]:
    """Where each line begins, as an index into the text."""
    return [0, *(found.end() for found in _BREAK.finditer(text))]


class Point(Protocol):
    """A point as the parser counts: from 0. Its own marks are such points, and so is a Spot."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


class Spot(NamedTuple):
    """A point made here and not by the parser."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Row:
    """One line at a glance: `key: value`, or a value alone (then `key` is ""). A comment set apart is not part of it."""

    key: str
    value: str
    key_column: int
    column: int


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of one source."""

    name: str
    rows: tuple[str, ...]

    @classmethod
    def of(cls, source: Source) -> Self:
        return cls(source.name, tuple(_BREAK.split(source.text)))

    def place(self, spot: Point) -> Place:
        """The place of a parser's mark, moved inside the text: the parser points behind the end of some."""
        if spot.line >= len(self.rows):
            return Place(self.name, len(self.rows), len(self.rows[-1]) + 1)
        return Place(self.name, spot.line + 1, min(spot.column, len(self.rows[spot.line])) + 1)

    def text(self, line: int) -> str:
        """The line's text, cut where nobody would read on; "" outside the text."""
        return self.rows[line][:_LONGEST_LOOKED_AT] if 0 <= line < len(self.rows) else ""

    def between(self, start: Point, end: Point) -> str:
        """What stands from `start` up to `end`, on one line."""
        if start.line == end.line:
            return self.rows[start.line][start.column : end.column].strip()
        first, *middle = self.rows[start.line : end.line + 1]
        last = middle.pop()[: end.column] if end.line < len(self.rows) else ""
        return " ".join(part.strip() for part in (first[start.column :], *middle, last)).strip()

    def row(self, line: int) -> Row:
        text = self.text(line)
        found = _ROW.match(text)
        assert found is not None  # noqa: S101 - every part of the pattern may be empty
        value = found["value"]
        value = _COMMENT.sub("", value).rstrip() if "#" in value else value.rstrip()
        return Row((found["key"] or "").strip("\"'"), value, len(found["lead"]), found.start("value"))

    def above(self, line: int) -> int:
        """The nearest line above that holds more than a comment; -1 when there is none."""
        return next((number for number in range(line - 1, -1, -1) if self._says(number)), -1)

    def below(self, line: int) -> int:
        """`line`, or the nearest below it that holds more than a comment."""
        return next((number for number in range(line, len(self.rows)) if self._says(number)), line)

    def _says(self, line: int) -> bool:
        text = self.text(line).strip()
        return bool(text) and not text.startswith("#")

    def indentation(self, line: int) -> int:
        text = self.text(line)
        return len(text) - len(text.lstrip())
