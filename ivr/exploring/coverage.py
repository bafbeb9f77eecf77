"""How much of a line its calls have tried: the ways there are, and which of them were taken.

The ways there are come from the Atlas and those taken from journals, both by way of passages.py, so no list of ways stands
anywhere else. A caller can hang up everywhere; that is no way of the line's, and is left out.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ivr.dialog.grammar import DialogId
from ivr.exploring.coverage_naming import Naming, Way
from ivr.exploring.coverage_places import Places
from ivr.exploring.passages import Passage, is_error, is_line_wide
from ivr.line.compile import compile_line
from ivr.line.coverage import Excuse
from ivr.line.line import Line
from ivr.line.reach import node_of
from ivr.source import Place
from ivr.telephony.keys import BACK


class Kind(StrEnum):
    """What a way is. What the keys 0, *, # and 9 and the call's bounds do everywhere is no author's doing at each question, so it is
    counted apart, and nothing is asked of it."""

    WAY = "way"
    ERROR = "error way"
    EVERYWHERE = "line-wide way"


_IN_QUEUES = frozenset({"key 0", "key *"})
"""Keys of the whole line, by the names they have in a queue."""


@dataclass(frozen=True, slots=True)
class Ways:
    """What can happen on a line: the dialogs a call can come to, and the ways out of each."""

    dialogs: frozenset[DialogId]
    ways: frozenset[Way]


@dataclass(frozen=True, slots=True)
class Taken:
    """What happened on the calls of one call file: the dialogs entered, and the ways taken."""

    call: str
    dialogs: frozenset[DialogId]
    ways: frozenset[Way]


@dataclass(frozen=True, slots=True)
class Row:
    """A way there is. `by` names the calls that took it; `excuse` is the author's reason why none needs to."""

    way: Way
    kind: Kind
    place: Place
    by: tuple[str, ...] = ()
    excuse: str = ""

    @property
    def missing(self) -> bool:
        return not self.by and not self.excuse


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many. Nothing of nothing is everything."""

    taken: int
    there: int

    @property
    def percent(self) -> int:
        """Rounded down: 100 means all of them."""
        return 100 if not self.there else self.taken * 100 // self.there

    def __str__(self) -> str:
        return f"{self.taken} of {self.there}, {self.percent}%"


@dataclass(frozen=True, slots=True)
class Coverage:
    """`nodes` is where the name of every node stands that a call can come to; `visited` are those that one came to. `idle` are excuses
    for ways that were taken, or are not there."""

    rows: tuple[Row, ...]
    nodes: Mapping[str, Place]
    visited: frozenset[str]
    idle: tuple[Excuse, ...] = ()

    def share(self, kind: Kind) -> Share:
        """Ways that are excused do not count."""
        counted = [row for row in self.rows if row.kind is kind and not (row.excuse and not row.by)]
        return Share(sum(bool(row.by) for row in counted), len(counted))

    @property
    def share_of_nodes(self) -> Share:
        return Share(len(self.visited), len(self.nodes))

    def missing(self, *kinds: Kind) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.missing and row.kind in (kinds or tuple(Kind)))


def ways_there_are(line: Line, passages: Iterable[Passage]) -> Ways:
    """Of the passages of an Atlas."""
    naming = Naming.of(line)
    found = list(passages)
    dialogs = {at for one in found for at in (one.dialog, one.to) if at}
    return Ways(frozenset(dialogs), frozenset(way for one in found if (way := naming.way(one))))


def coverage(line: Line, there: Ways, taken: Collection[Taken]) -> Coverage:
    """Ways that only another company.yaml has count for nothing here."""
    places = Places(line)
    excuses = line.file.coverage.except_
    rows = [_row(line, places, way, taken, excuses) for way in there.ways]
    nodes = {str(node_of(at)): places.node(at) for at in there.dialogs if node_of(at) in line.nodes}
    visited = {str(node_of(at)) for one in taken for at in one.dialogs} & nodes.keys()
    idle = tuple(one for one in excuses if not any(_excuses(one, row.way) and not row.by for row in rows))
    return Coverage(tuple(sorted(rows, key=lambda row: (row.place, row.way))), nodes, frozenset(visited), idle)


def _row(line: Line, places: Places, way: Way, taken: Collection[Taken], excuses: Iterable[Excuse]) -> Row:
    by = tuple(sorted(one.call for one in taken if way in one.ways))
    excuse = next((str(one.why) for one in excuses if _excuses(one, way)), "")
    return Row(way, kind_of(line, way), places.way(way), by, excuse)


def _excuses(excuse: Excuse, way: Way) -> bool:
    return excuse.node == node_of(way.dialog) and excuse.way in (None, way.in_node)


def kind_of(line: Line, way: Way) -> Kind:
    program = compile_line(line).program
    if is_line_wide(way.name) or way.name in _IN_QUEUES or way.dialog == program.languages:
        return Kind.EVERYWHERE
    if way.name == BACK:
        return Kind.WAY if _says_back(line, way) else Kind.EVERYWHERE
    return Kind.ERROR if is_error(way.name) else Kind.WAY


def _says_back(line: Line, way: Way) -> bool:
    """Whether the author wrote where * leads from this question."""
    placed = line.nodes.get(node_of(way.dialog))
    return placed is not None and way.dialog == node_of(way.dialog) and "back" in placed.node.model_fields_set
