"""The comments of a YAML text, which the parser's events do not hold: what stands behind a # outside every scalar.

The events tell where scalars are, so a # in quotes, in a | block or inside a word is never taken for a comment. Of a
text that is not YAML, the comments before the place where it breaks.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain

import yaml
from yaml import events

from ivr.reading.building import DEEPEST
from ivr.reading.compose import LOADER
from ivr.reading.lines import Lines
from ivr.source import Place, Source

_BLOCK = re.compile(r"[|>][-+0-9]*(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Comment:
    """`text` from the # to the end of its line; `alone` when nothing stands before it."""

    place: Place
    text: str
    alone: bool


@dataclass(frozen=True, slots=True)
class _Covered:
    """The columns of each line that scalars stand on, and the first line nothing is known of."""

    spans: dict[int, list[tuple[int, int]]]
    unknown_from: int


def comments(source: Source) -> tuple[Comment, ...]:
    """In order. Never raises, whatever the text is."""
    lines = Lines.of(Source(source.name, source.text.removeprefix("\ufeff")))
    covered = _covered(source.text.removeprefix("\ufeff"), lines)
    found = (
        _on(lines, number, covered.spans[number]) for number in range(covered.unknown_from) if _hash(lines, number)
    )
    return tuple(one for one in found if one)


def _hash(lines: Lines, number: int) -> bool:
    return "#" in lines.rows[number]


def _on(lines: Lines, number: int, spans: list[tuple[int, int]]) -> Comment | None:
    row = lines.rows[number]
    for found in re.finditer("#", row):
        at = found.start()
        apart = at == 0 or row[at - 1] in " \t"
        if apart and not any(start <= at < end for start, end in spans):
            return Comment(Place(lines.name, number + 1, at + 1), row[at:].rstrip(), not row[:at].strip())
    return None


def _covered(text: str, lines: Lines) -> _Covered:
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    depth, last = 0, -1
    with suppress(yaml.YAMLError, ValueError, OverflowError):
        for event in yaml.parse(text, Loader=LOADER):
            match event:
                case events.ScalarEvent():
                    last = _cover(event, lines, spans)
                case events.CollectionStartEvent():
                    depth += 1
                case events.CollectionEndEvent():
                    depth -= 1
                case events.StreamEndEvent():
                    return _Covered(spans, len(lines.rows))
            if depth > DEEPEST:
                break
    return _Covered(spans, min(last + 1, len(lines.rows)))


def _cover(event: events.ScalarEvent, lines: Lines, spans: dict[int, list[tuple[int, int]]]) -> int:
    """Notes where a scalar stands; its last line."""
    start, end = event.start_mark, event.end_mark
    assert start is not None  # noqa: S101 - the stubs allow None for events made by hand
    assert end is not None  # noqa: S101 - as above
    for number, span in chain(_rows(event, lines, (start.line, start.column), (end.line, end.column))):
        spans[number].append(span)
    return int(end.line)


def _rows(
    event: events.ScalarEvent, lines: Lines, start: tuple[int, int], end: tuple[int, int]
) -> Iterator[tuple[int, tuple[int, int]]]:
    for number in range(start[0], min(end[0], len(lines.rows) - 1) + 1):
        first = start[1] if number == start[0] else 0
        last = end[1] if number == end[0] else len(lines.rows[number])
        if number == start[0] and event.style in ("|", ">"):  # behind the indicator there may be a comment
            indicator = _BLOCK.search(lines.rows[number], first)
            last = indicator.end() if indicator else first
        yield number, (first, last)
