"""An author's text as a page that words can be cut out of. Rows stay where they are: what is taken out leaves an empty
row, so a place in the changed text is the same place in the author's. Comments are left alone.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ivr.reading.lines import Lines, starts_of
from ivr.reading.tree import Scalar
from ivr.source import Place, Source

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'')
_COMMENT = re.compile(r"(?:^|\s)#.*$")
_LEAD = re.compile(r"\s*(?:-\s+)*")


@dataclass(frozen=True, slots=True, order=True)
class Cut:
    """In one row, counted from 1, what stands from one column up to another, counted from 0, becomes `text`."""

    file: str
    row: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """One file of a line, by rows."""

    file: str
    rows: tuple[str, ...]

    @classmethod
    def of(cls, file: str, text: str) -> "Page":
        return cls(file, Lines.of(Source(file, text.removeprefix("\ufeff"))).rows)

    def written(self, scalar: Scalar) -> str:
        """A scalar as it is spelled, with its quotes; "" for one that is not whole in one row."""
        row = self.rows[scalar.place.line - 1][scalar.place.column - 1 :]
        if scalar.quoted:
            found = _QUOTED.match(row)
            return found[0] if found else ""
        return scalar.text if scalar.text and row.startswith(scalar.text) else ""

    def replaced(self, scalar: Scalar, text: str) -> tuple[Cut, ...]:
        """Another spelling in the place of a scalar's; nothing where the scalar is not whole in one row."""
        before = self.written(scalar)
        start = scalar.place.column - 1
        return (Cut(self.file, scalar.place.line, start, start + len(before), text),) if before and text else ()

    def swapped(self, one: Scalar, other: Scalar) -> tuple[Cut, ...]:
        """Two scalars, each in the place of the other."""
        first, second = self.written(one), self.written(other)
        if not first or not second or first == second:
            return ()
        return (*self.replaced(one, second), *self.replaced(other, first))

    def without(self, key: Scalar) -> tuple[Cut, ...]:
        """Without a key and all that stands below it; the table it stands in is written in rows, not in braces."""
        return self._emptied(key.place.line, key.place.column - 1)

    def without_item(self, at: Place) -> tuple[Cut, ...]:
        """Without an item of a list that is written with dashes."""
        dash = self.rows[at.line - 1].rfind("-", 0, at.column - 1)
        return self._emptied(at.line, dash) if dash >= 0 else ()

    def _emptied(self, first: int, column: int) -> tuple[Cut, ...]:
        """The content of a row from a column on, and of the rows that are indented below it."""
        cuts = [self._content(first, column)]
        for number, row in enumerate(self.rows[first:], first + 1):
            lead = len(row) - len(row.lstrip())
            dashed = lead == column and row.lstrip().startswith("- ") and self.rows[first - 1][column] != "-"
            if not row.strip() or row.lstrip().startswith("#"):
                continue
            if lead <= column and not dashed:
                break
            cuts.append(self._content(number, lead))
        return tuple(cuts)

    def _content(self, number: int, start: int) -> Cut:
        row = self.rows[number - 1]
        quotes = [found.span() for found in _QUOTED.finditer(row)]
        comment = next((one for one in _COMMENT.finditer(row) if not _inside(one.start(), quotes)), None)
        kept = row[: comment.start()] if comment else row
        return Cut(self.file, number, start, max(len(kept.rstrip()), start), "")

    def row_replaced(self, number: int, text: str) -> tuple[Cut, ...]:
        """Other words in the place of a row's own."""
        start, words = self.content(number)
        return (Cut(self.file, number, start, start + len(words), text),) if words != text else ()

    def content(self, number: int) -> tuple[int, str]:
        """Where a row's own words begin, behind blanks and dashes, and the words, without a comment."""
        lead = _LEAD.match(self.rows[number - 1])
        start = lead.end() if lead else 0
        cut = self._content(number, start)
        return start, self.rows[number - 1][start : cut.end]


def _inside(at: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start < at < end for start, end in spans)


def changed(texts: Mapping[str, str], cuts: Iterable[Cut]) -> dict[str, str]:
    """The texts that the cuts belong to, changed. Cuts must not overlap."""
    after: dict[str, str] = {}
    for cut in sorted(cuts, reverse=True):
        text = after.get(cut.file, texts[cut.file])
        mark = "\ufeff" if text.startswith("\ufeff") else ""
        bare = text.removeprefix(mark)
        at = starts_of(bare)[cut.row - 1]
        after[cut.file] = mark + bare[: at + cut.start] + cut.text + bare[at + cut.end :]
    return after
