"""Where each box of a picture stands and how its lines run: Graphviz decides, in this process, by its `dot`.

It is given sizes and no text, so the same line is laid out alike whatever typefaces a machine has.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ivr.exploring.diagram import Arrow
from ivr.reporting.picture_boxes import PARTS, ROW, WIDTH, Card

if TYPE_CHECKING:
    from pygraphviz import AGraph

MARGIN = 24
HEADING = 40
"""Our units are Graphviz's points."""

Point = tuple[float, float]


class NoLayoutError(Exception):
    """There is nothing here that lays pictures out."""


@dataclass(frozen=True, slots=True)
class Line:
    """A smooth line: a first point, then three for each piece of it, the last of them on the line."""

    arrow: Arrow
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """`at` are the upper left corners of boxes, `parts` the headings of the picture's parts and where they begin; y grows
    downwards."""

    width: float
    height: float
    at: Mapping[str, Point]
    lines: tuple[Line, ...]
    parts: tuple[tuple[str, float], ...]


def lay_out(cards: Sequence[Card]) -> Layout:
    """The parts of the picture, one below the other. Raises NoLayoutError where Graphviz is not installed."""
    at: dict[str, Point] = {}
    lines: list[Line] = []
    parts: list[tuple[str, float]] = []
    width, height = 0.0, float(MARGIN)
    for number, heading in enumerate(PARTS):
        some = tuple(one for one in cards if one.part == number)
        if some:
            parts.append((heading, height))
            wide, high = _lay_out_part(some, height + HEADING, at, lines)
            width, height = max(width, wide), height + HEADING + high + MARGIN
    return Layout(round(width + 2 * MARGIN, 1), round(height, 1), at, tuple(lines), tuple(parts))


def _lay_out_part(cards: tuple[Card, ...], top: float, at: dict[str, Point], lines: list[Line]) -> Point:
    """Adds to `at` and `lines`; how wide and high the part is."""
    graph = _graph()
    for number, card in enumerate(cards):
        graph.add_node(f"n{number}", label=_table(card))
    arrows = _add_lines(graph, cards)
    drawn = json.loads(graph.draw(format="json", prog="dot"))
    _, _, width, height = map(float, drawn["bb"].split(","))

    def turned(point: str) -> Point:
        x, y = map(float, point.split(","))
        return round(x + MARGIN, 1), round(height - y + top, 1)

    for one in drawn.get("objects", ()):
        card = cards[int(one["name"][1:])]
        x, y = turned(one["pos"])
        at[card.box.id] = round(x - WIDTH / 2, 1), round(y - card.height / 2, 1)
    edges = sorted(drawn.get("edges", ()), key=lambda one: int(one["id"]))
    lines += [Line(arrows[int(one["id"])], tuple(map(turned, one["pos"].split()))) for one in edges]
    return width, height


def _graph() -> "AGraph":
    try:
        from pygraphviz import AGraph  # noqa: PLC0415 - an extra, which only pictures need
    except ImportError:
        raise NoLayoutError("Graphviz is not installed; `pip install 'ivr-yaml[draw]'` brings it.") from None
    graph = AGraph(directed=True, strict=False, rankdir="LR", nodesep="0.3", ranksep="0.9", searchsize="100")
    graph.node_attr.update(shape="plain")
    graph.edge_attr.update(arrowhead="none")
    return graph


def _add_lines(graph: "AGraph", cards: tuple[Card, ...]) -> list[Arrow]:
    numbers = {card.box.id: number for number, card in enumerate(cards)}
    arrows: list[Arrow] = []
    for number, card in enumerate(cards):
        for place, row in enumerate(card.rows):
            if not row.named:
                ends = {"tailport": f"r{place}:e", "headport": "h:w", "id": str(len(arrows))}
                graph.add_edge(f"n{number}", f"n{numbers[row.arrow.target]}", **ends)
                arrows.append(row.arrow)
    return arrows


def _table(card: Card) -> str:
    """The head is the cell that lines come to, a row the cell its line begins at."""
    heights = [("h", card.head), *((f"r{place}", ROW) for place in range(len(card.rows)))]
    if card.rows:
        heights[-1] = (heights[-1][0], card.height - card.head - ROW * (len(card.rows) - 1))
    cells = "".join(
        f'<TR><TD PORT="{name}" FIXEDSIZE="TRUE" WIDTH="{WIDTH}" HEIGHT="{height:.0f}"></TD></TR>'
        for name, height in heights
    )
    return f'<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0">{cells}</TABLE>>'
