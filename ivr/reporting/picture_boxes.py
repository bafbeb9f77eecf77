"""How large a box of a picture is and what stands in it: a head with the node's name and its first words, and a row for each
arrow that leaves it.

A way out is told in the row it begins at, so no label ever lies on a line or on another box. What many rows lead to (the person,
the main menu), and what leads back to where a caller came from, is named in the row instead of drawn: a picture of seventy
lines into one box shows nothing. The shortest way to a box is always a line.

Units are those of SVG, 96 to the inch. Widths of texts are estimated from tables of a common sans-serif typeface, on the wide side,
because no typeface is known where a picture is made.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count

from ivr.exploring.diagram import Arrow, Box, Chart

WIDTH = 250
PADDING = 10
TITLE, META, LINE, ROW = 22, 16, 15, 20
"""Heights."""
MOST_ARROWS = 5
"""More arrows than these into one box, and they are named in their rows."""
MOST_LINES = 2
PARTS = ("From the first word", "To a person, from everywhere", "By other ways")
"""What a picture is parted into; what is reached from the first word stands in the first of them."""
_WIDE, _NARROW = frozenset("mwMWQOGDHNU@%—"), frozenset("iljtfrI.,:;'|!()[] ")


@dataclass(frozen=True, slots=True)
class Row:
    """An arrow at the place it leaves its box. `text` is cut to what fits, `arrow.label` is the whole; `named`: it ends in the
    name of its target."""

    arrow: Arrow
    text: str
    named: str
    top: float


@dataclass(frozen=True, slots=True)
class Card:
    """A box with all that stands in it, and the part of the picture it belongs to. `height` includes the head, whose height is `head`."""

    box: Box
    part: int
    lines: tuple[str, ...]
    rows: tuple[Row, ...]
    head: float

    @property
    def height(self) -> float:
        return self.head + len(self.rows) * ROW + (6 if self.rows else 0)


Steps = tuple[int, int, int]
"""Where a box stands: which of the parts of a picture it is in, how often something went wrong on the shortest way to it, and how many
steps that way has."""


def cards(chart: Chart) -> tuple[Card, ...]:
    """In the order of the chart."""
    leaving: dict[str, list[Arrow]] = {box.id: [] for box in chart.boxes}
    for arrow in sorted(chart.arrows, key=lambda one: one.error):
        leaving[arrow.source].append(arrow)
    steps, first = _nearest(chart, leaving)
    lines = _lines(chart, steps, first)
    titles = {box.id: box.title for box in chart.boxes}
    return tuple(_card(box, steps[box.id][0], _rows(leaving[box.id], lines, titles)) for box in chart.boxes)


def _lines(chart: Chart, steps: Mapping[str, Steps], first: set[Arrow]) -> frozenset[Arrow]:
    """The arrows that are drawn as lines: those by which a box is first come to, and whatever else leads onwards."""
    arriving = Counter(one.target for one in chart.arrows)
    return frozenset(
        one
        for one in chart.arrows
        if one in first
        or (arriving[one.target] <= MOST_ARROWS and _leads_onwards(steps[one.source], steps[one.target]))
    )


def _leads_onwards(source: Steps, target: Steps) -> bool:
    return source[0] == target[0] and source[2] <= target[2]


def _nearest(chart: Chart, leaving: Mapping[str, Sequence[Arrow]]) -> tuple[dict[str, Steps], set[Arrow]]:
    """The person is a part of its own, with all that only a call to the person comes to: 0 leads there from everywhere."""
    steps: dict[str, Steps] = {}
    first: set[Arrow] = set()
    order = count()
    begins = [*(one.id for one in chart.boxes if one.start), chart.person, *(one.id for one in chart.boxes)]
    for part, begin in enumerate(begins):
        ahead: list[tuple[Steps, int, str, Arrow | None]] = [((part, 0, 0), next(order), begin, None)]
        while ahead:
            (_, errors, far), _, name, arrow = heappop(ahead)
            if name in steps or (name == chart.person and arrow is not None):
                continue
            steps[name] = (min(part, len(PARTS) - 1), errors, far)
            first |= {arrow} if arrow else set()
            for one in leaving[name]:
                heappush(ahead, ((part, errors + one.error, far + 1), next(order), one.target, one))
    return steps, first


def _card(box: Box, part: int, rows: Sequence[tuple[Arrow, str]]) -> Card:
    words = _wrapped(box.first.text, WIDTH - 2 * PADDING, 11.5) if box.first else ()
    head = 6 + TITLE + META + LINE * len(words) + (6 if words else 2)
    placed = tuple(_row(*one, head + 2 + ROW * place) for place, one in enumerate(rows))
    return Card(box, part, words, placed, head)


def _rows(arrows: Iterable[Arrow], lines: frozenset[Arrow], titles: Mapping[str, str]) -> list[tuple[Arrow, str]]:
    return [(one, "" if one in lines else titles[one.target]) for one in arrows]


def _row(arrow: Arrow, named: str, top: float) -> Row:
    room = WIDTH - 2 * PADDING - 6
    label = arrow.label or "then"
    target = cut(f"→ {named}", room * 0.55, 13) if named else ""
    return Row(arrow, cut(label, room - width_of(target, 13) - 4, 11.5), target, top)


def width_of(text: str, size: float) -> float:
    ems = sum(0.93 if one in _WIDE else 0.36 if one in _NARROW else 0.74 if one.isupper() else 0.6 for one in text)
    return ems * size


def cut(text: str, room: float, size: float) -> str:
    """With an ellipsis where it is longer than there is room."""
    if width_of(text, size) <= room:
        return text
    kept = text
    while kept and width_of(f"{kept}…", size) > room:
        kept = kept[:-1]
    return f"{kept.rstrip(' ,.')}…"


def _wrapped(text: str, room: float, size: float) -> tuple[str, ...]:
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < MOST_LINES:
        if len(lines) == MOST_LINES - 1:
            lines.append(cut(" ".join(words), room, size))
            break
        taken = 1
        while taken < len(words) and width_of(" ".join(words[: taken + 1]), size) <= room:
            taken += 1
        lines.append(cut(" ".join(words[:taken]), room, size))
        words = words[taken:]
    return tuple(lines)
