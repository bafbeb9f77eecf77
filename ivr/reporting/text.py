"""Findings for people: the fact, what to write instead, and the row it is about with a caret below the place."""

from collections.abc import Callable, Iterator
from enum import Enum, auto

from ivr.diagnostics import Diagnostic, Severity
from ivr.reporting.columns import masked, snippet
from ivr.reporting.report import Report, conclusion


class Tone(Enum):
    """What a piece of the text is, for whoever paints it."""

    ERROR = auto()
    WARNING = auto()
    PLACE = auto()
    CARET = auto()
    FAINT = auto()


Paint = Callable[[str, Tone], str]
"""A piece of text in the colour of its tone."""


def plainly(text: str, tone: Tone) -> str:
    """Without colours."""
    del tone
    return text


def as_text(report: Report, paint: Paint = plainly) -> str:
    """Each finding in a few rows, an empty one, and how many there are."""
    told = [row for one in report.findings for row in _rows(one, report, paint)]
    return "\n".join([*told, *([""] if told else []), conclusion(report)])


def _rows(one: Diagnostic, report: Report, paint: Paint) -> Iterator[str]:
    tone = Tone.ERROR if one.severity is Severity.ERROR else Tone.WARNING
    place = paint(str(one.place), Tone.PLACE)
    yield f"{place} {paint(f'{one.code} {one.severity}', tone)} [{one.name}] {one.message}"
    if one.help:
        yield f"    help: {one.help}"
    row = report.row(one.place)
    if row is not None and row.strip():
        shown, column = snippet(masked(row), one.place.column - 1)
        gutter = f"{one.place.line:>5} | "
        yield paint(gutter, Tone.FAINT) + shown.rstrip()
        yield paint(" " * (len(gutter) - 2) + "| ", Tone.FAINT) + " " * column + paint("^", Tone.CARET)
