"""A difference for a terminal: 80 columns, the old words before the new ones, coloured where the terminal can."""

from collections.abc import Callable, Iterator
from textwrap import TextWrapper

from ivr.exploring.difference import Difference
from ivr.exploring.difference_change import Change, Section
from ivr.reporting.columns import cells
from ivr.reporting.difference_words import HEADINGS, Mark, remarks, runs, sentence, shows_words, summary

COLUMNS = 80
_MARKS = {Mark.KEPT: ("", ""), Mark.OLD: ("[-", "-]"), Mark.NEW: ("{+", "+}")}

Paint = Callable[[str, Mark], str]
"""A piece of text in the colour of its mark."""


def unpainted(text: str, mark: Mark) -> str:
    del mark
    return text


def as_text(difference: Difference, paint: Paint = unpainted, columns: int = COLUMNS) -> str:
    rows = [row for section in Section for row in _section(difference, section, paint, columns)]
    rows += _renamed(difference, columns)
    return "\n".join([*rows, *_wrapped(summary(difference.changes), columns)])


def _section(difference: Difference, section: Section, paint: Paint, columns: int) -> Iterator[str]:
    changes = difference.of(section)
    if changes:
        yield HEADINGS[section]
        for change in changes:
            yield from _rows(change, paint, columns)
        yield ""


def _rows(change: Change, paint: Paint, columns: int) -> Iterator[str]:
    yield from _wrapped(sentence(change), columns, "  ", "    ")
    if shows_words(change):
        yield from _marked(change, paint, columns)
    for remark in remarks(change):
        yield from _wrapped(remark, columns, "    ", "    ")


def _marked(change: Change, paint: Paint, columns: int) -> Iterator[str]:
    """One text with its marks; each row is wrapped before it is painted, since colours take no columns."""
    marked = [(one.mark, word) for one in runs(change.before, change.after) for word in _between(one.mark, one.text)]
    row: list[str] = []
    width = 4
    for mark, word in marked:
        if row and width + 1 + len(word) > columns:
            yield "    " + " ".join(row)
            row, width = [], 4
        row.append(paint(word, mark))
        width += len(word) + 1
    yield "    " + " ".join(row)


def _between(mark: Mark, text: str) -> list[str]:
    begin, end = _MARKS[mark]
    words = _plain(text).split()
    if words:
        words[0], words[-1] = f"{begin}{words[0]}", f"{words[-1]}{end}" if words[1:] else f"{begin}{words[0]}{end}"
    return words


def _plain(text: str) -> str:
    """What would move the cursor is shown as a dot."""
    return "".join(cells(text))


def _wrapped(text: str, columns: int, first: str = "", then: str = "") -> list[str]:
    return TextWrapper(
        columns, initial_indent=first, subsequent_indent=then, break_long_words=False, break_on_hyphens=False
    ).wrap(_plain(text))


def _renamed(difference: Difference, columns: int) -> Iterator[str]:
    if difference.renamed:
        pairs = ", ".join(f"{old} is {new}" for old, new in difference.renamed.items())
        yield from _wrapped(f"Renamed, which nobody hears: {pairs}.", columns)
        yield ""
