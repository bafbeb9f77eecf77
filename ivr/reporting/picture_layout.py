"""Where each box of a picture stands and how its lines run: Graphviz decides, in this process, by its `dot`.

It is given sizes and no text, so the same line is laid out alike whatever typefaces a machine has.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ivr.exploring.diagram import Arrow
from ivr.reporting.picture_boxes import ROW, WIDTH, Card

MARGIN = 24
_POINTS = 72
"""To Graphviz's inch; our units are taken as its points."""

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
    """`at` are the upper left corners of boxes; y grows downwards."""

    width: float
    height: float
    at: Mapping[str, Point]
    lines: tuple[Line, ...]


def lay_out(cards: Iterable[Card]) -> Layout:
    """Raises NoLayoutError where Graphviz is not installed."""
    try:
        from pygraphviz import AGraph  # noqa: PLC0415 - an extra, which only pictures need
    except ImportError:
        raise NoLayoutError from None
    boxes = tuple(cards)
    graph = AGraph(directed=True, strict=False, rankdir="LR", nodesep="0.3", ranksep="0.9", searchsize="100")
    graph.node_attr.update(shape="plain")
    graph.edge_attr.update(arrowhead="none")
    for number, card in enumerate(boxes):
        graph.add_node(f"n{number}", label=_table(card))
    arrows = _add_lines(graph, boxes)
    return _read(json.loads(graph.draw(format="json", prog="dot")), boxes, arrows)


def _add_lines(graph: object, boxes: tuple[Card, ...]) -> list[Arrow]:
    numbers = {card.box.id: number for number, card in enumerate(boxes)}
    arrows: list[Arrow] = []
    for number, card in enumerate(boxes):
        for place, row in enumerate(card.rows):
            if not row.named:
                ends = {"tailport": f"r{place}:e", "headport": "h:w"}
                graph.add_edge(f"n{number}", f"n{numbers[row.arrow.target]}", id=str(len(arrows)), **ends)  # type: ignore[attr-defined]
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


def _read(drawn: Mapping[str, object], boxes: tuple[Card, ...], arrows: list[Arrow]) -> Layout:
    found = json.loads(json.dumps(drawn))
    _, _, width, height = map(float, found["bb"].split(","))

    def turned(x: float, y: float) -> Point:
        return round(x + MARGIN, 1), round(height - y + MARGIN, 1)

    at = {}
    for one in found.get("objects", ()):
        card = boxes[int(one["name"][1:])]
        x, y = map(float, one["pos"].split(","))
        at[card.box.id] = turned(x - WIDTH / 2, y + card.height / 2)
    lines = [Line(arrows[int(one["id"])], tuple(turned(*map(float, p.split(","))) for p in one["pos"].split())) for one in found.get("edges", ())]
    lines.sort(key=lambda one: arrows.index(one.arrow))
    return Layout(round(width + 2 * MARGIN, 1), round(height + 2 * MARGIN, 1), at, tuple(lines))
