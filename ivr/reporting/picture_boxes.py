"""How large a box of a picture is and what stands in it: a head with the node's name and its first words, and a row for each
arrow that leaves it.

A way out is told in the row it begins at, so no label ever lies on a line or on another box. What many rows lead to (the person,
the main menu) is named in the row instead of drawn: a picture of seventy lines into one box shows nothing.

Units are those of SVG, 96 to the inch. Widths of texts are estimated from tables of a common sans-serif typeface, on the wide side,
because no typeface is known where a picture is made.
"""

from collections import Counter
from dataclasses import dataclass

from ivr.exploring.diagram import Arrow, Box, Chart

WIDTH = 250
PADDING = 10
TITLE, META, LINE, ROW = 22, 16, 15, 20
"""Heights."""
MOST_ARROWS = 5
"""More arrows than these into one box, and they are named in their rows."""
MOST_LINES = 2
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
    """A box with all that stands in it. `height` includes the head, whose height is `head`."""

    box: Box
    lines: tuple[str, ...]
    rows: tuple[Row, ...]
    head: float

    @property
    def height(self) -> float:
        return self.head + len(self.rows) * ROW + (6 if self.rows else 0)


def cards(chart: Chart) -> tuple[Card, ...]:
    """In the order of the chart."""
    crowded = crowds(chart)
    leaving: dict[str, list[Arrow]] = {}
    for arrow in chart.arrows:
        leaving.setdefault(arrow.source, []).append(arrow)
    titles = {box.id: box.title for box in chart.boxes}
    return tuple(_card(box, leaving.get(box.id, []), crowded, titles) for box in chart.boxes)


def crowds(chart: Chart) -> frozenset[str]:
    """The boxes that so much leads to that it is named instead."""
    arriving = Counter(one.target for one in chart.arrows)
    return frozenset(name for name, count in arriving.items() if count > MOST_ARROWS)


def _card(box: Box, arrows: list[Arrow], crowded: frozenset[str], titles: dict[str, str]) -> Card:
    room = WIDTH - 2 * PADDING
    lines = _wrapped(box.first.text, room, 11.5) if box.first else ()
    head = 6 + TITLE + META + LINE * len(lines) + (6 if lines else 2)
    ordered = sorted(arrows, key=lambda one: one.error)
    rows = [_row(one, titles[one.target] if one.target in crowded else "", head + 2 + ROW * n) for n, one in enumerate(ordered)]
    return Card(box, lines, tuple(rows), head)


def _row(arrow: Arrow, named: str, top: float) -> Row:
    room = WIDTH - 2 * PADDING - 6
    target = cut(f"→ {named}", room * (0.5 if arrow.label else 1), 11.5) if named else ""
    return Row(arrow, cut(arrow.label, room - width_of(target, 11.5) - 8, 11.5), target, top)


def width_of(text: str, size: float) -> float:
    ems = sum(0.9 if one in _WIDE else 0.34 if one in _NARROW else 0.72 if one.isupper() else 0.58 for one in text)
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
