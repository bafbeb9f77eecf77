"""Where a way stands in YAML: at its own key if it has one, at the question it belongs to if its words stand there, and else at its
node's name."""

from collections.abc import Iterator

from ivr.dialog.grammar import DialogId
from ivr.exploring.coverage_naming import Way
from ivr.exploring.passages import EXHAUSTED, NEXT
from ivr.line.line import Line, Placed
from ivr.line.model import Path
from ivr.line.reach import node_of
from ivr.reading.tree import Listing, find
from ivr.source import Place

_BY_DEFAULT = {"holiday": "closed", "emergency": "closed", "*": "back", "keyed": NEXT, "done": NEXT}
"""Ways that stand under another key where they have none of their own."""


class Places:
    """The places of one line's ways."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def node(self, dialog: DialogId) -> Place:
        placed = self._line.nodes.get(node_of(dialog))
        return self._line.file_tree.place if placed is None else placed.place()

    def way(self, way: Way) -> Place:
        placed = self._line.nodes.get(node_of(way.dialog))
        if placed is None:
            return self._line.file_tree.place
        return next(
            (placed.place(path, key=True) for path in _paths(placed, way) if _there(placed, path)), placed.place()
        )


def _there(placed: Placed, path: Path) -> bool:
    return find(placed.tree, (*placed.path, *path)) is not None


def _paths(placed: Placed, way: Way) -> Iterator[Path]:
    kind, part = placed.node.kind, way.dialog.partition(".")[2]
    if part:
        yield (kind, part)
        if way.name != EXHAUSTED:
            return
    word, _, rest = way.name.partition(" ")
    match word:
        case "key":
            yield (kind, "options", rest)
        case "case":
            yield (kind, "cases", int(rest) - 1)
        case "noinput" | "nomatch" if rest:
            yield from _wordings(placed, (kind, word), int(rest))
    for name in (way.name, _BY_DEFAULT.get(way.name, way.name)):
        yield (kind, name)
        yield (name,)


def _wordings(placed: Placed, path: Path, number: int) -> Iterator[Path]:
    """The n-th wording is the last one where there are fewer."""
    written = find(placed.tree, (*placed.path, *path))
    if isinstance(written, Listing) and written.items:
        yield (*path, min(number, len(written.items)) - 1)
    yield path
