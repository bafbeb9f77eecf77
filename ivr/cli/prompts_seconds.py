"""`ivr prompts seconds`: how long a line speaks in each language, and where it speaks longest.

The seconds are those of the sheet: estimates, with examples for the values of a call, and without the rests between
options. What has no translation, what is read and what this company never says is left out; so is what every line says
by itself, which an author cannot shorten.
"""

from collections.abc import Iterator

from ivr.cli.prompts_sheet import BUILT_IN, NOT_SAID, Row, Said, Sheet

LONGEST = 10
_WIDTH = 110
"""Columns of a terminal that most people have."""


def summary(sheet: Sheet) -> Iterator[str]:
    """Lines for a terminal: one for each language, and below them its longest texts."""
    said = {tag: _said_in(sheet, place) for place, tag in enumerate(sheet.languages)}
    yield "language  texts  seconds  longest"
    for tag, rows in said.items():
        times = [seconds for seconds, _, _ in rows]
        yield f"{tag:8}{len(rows):7}{sum(times):9.1f}{max(times, default=0):9.1f}"
    for tag, rows in said.items():
        yield ""
        yield f"Longest in {tag}:"
        for seconds, row, one in rows[:LONGEST]:
            yield _shortened(f"{seconds:5.1f} s  {row.id}: {one.text}")


def _said_in(sheet: Sheet, place: int) -> list[tuple[float, Row, Said]]:
    """Longest first; those that are equally long in the order of the sheet."""
    said = ((row, row.said[place]) for row in sheet.rows)
    heard = [
        (float(one.seconds), row, one) for row, one in said if one.seconds and one.state not in (BUILT_IN, NOT_SAID)
    ]
    return sorted(heard, key=lambda one: -one[0])


def _shortened(line: str) -> str:
    return line if len(line) <= _WIDTH else f"{line[: _WIDTH - 3].rstrip()}..."
