"""What every report of coverage is made from: the ways of each node, in the order in which they are written, file by file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ivr.exploring.coverage import Coverage, Kind, Row, Share
from ivr.line.reach import node_of
from ivr.source import Place

COUNTED = (Kind.WAY, Kind.ERROR)
"""Line-wide keys are told as one number, and never as what is missing."""
_NUMBERED = ("noinput", "nomatch")


@dataclass(frozen=True, slots=True)
class NodeRows:
    """A node with its ways. `calls` are those that came to it."""

    name: str
    place: Place
    visited: bool
    rows: tuple[Row, ...]

    def share(self, kind: Kind) -> Share:
        return share(self.rows, kind)

    @property
    def missing(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.missing)

    @property
    def whole(self) -> bool:
        return self.visited and not self.missing


def share(rows: Sequence[Row], kind: Kind) -> Share:
    """Excused ways do not count unless they were taken."""
    counted = [row for row in rows if row.kind is kind and (row.by or not row.excuse)]
    return Share(sum(bool(row.by) for row in counted), len(counted))


def files(covered: Coverage) -> Iterator[tuple[str, tuple[NodeRows, ...]]]:
    """By the name of the file, its nodes from the top."""
    nodes = sorted(_nodes(covered), key=lambda node: node.place)
    for file, found in groupby(nodes, key=lambda node: node.place.file):
        yield file, tuple(found)


def _nodes(covered: Coverage) -> Iterator[NodeRows]:
    ways: dict[str, list[Row]] = {name: [] for name in covered.nodes}
    for row in covered.rows:
        if row.kind in COUNTED and node_of(row.way.dialog) in ways:
            ways[node_of(row.way.dialog)].append(row)
    for name, rows in ways.items():
        yield NodeRows(name, covered.nodes[name], name in covered.visited, tuple(rows))


def named(rows: Sequence[Row]) -> Iterator[tuple[str, int]]:
    """Ways by their names and lines, those that differ by a number as one: noinput 1-3."""
    for (start, line), run in groupby(rows, key=lambda row: (_start(row), row.place.line)):
        found = list(run)
        numbers = sorted(row.way.name.rpartition(" ")[2] for row in found)
        several = len(found) > 1 and start != found[0].way.in_node
        yield (f"{start} {numbers[0]}-{numbers[-1]}" if several else found[0].way.in_node), line


def _start(row: Row) -> str:
    """What ways have in common that differ by a number; all of its name where nothing does."""
    before = row.way.name.rpartition(" ")[0]
    whole = row.way.in_node
    return whole.rpartition(" ")[0] if before in _NUMBERED else whole
