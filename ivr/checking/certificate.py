"""What a certificate is: something that holds for every call that can happen, or a shortest call for which it does not.

A certificate looks at the Atlas, which is the line's own `step` walked everywhere; it has no idea of its own of how calls move. Its
docstring is its documentation, with a line that breaks it and one that does not; a test proves both.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ivr.checking.rule import Subject
from ivr.diagnostics import Diagnostic, Severity
from ivr.dialog.grammar import DialogId
from ivr.exploring.atlas import Atlas, Edge, Moved, walk
from ivr.exploring.moving import Doing
from ivr.source import Place


@dataclass(frozen=True, slots=True)
class Broken:
    """Where a certificate does not hold: the place in the line, the fact, the help; `way` are the numbers of the Atlas's edges from
    the beginning of a call to the move that breaks it, the last one. `then` is a move behind it that never comes to its end, which
    no edge has."""

    place: Place
    fact: str
    help: str
    way: tuple[int, ...] = ()
    then: Doing | None = None


Prove = Callable[["Proof"], Iterator[Broken]]
Watch = Callable[["Proof", Moved], bool]
"""Whether a move is of the kind a certificate looks for. Asked while the move is made, for what was said in it is not kept."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """`watches` are looked at for each move; `proof.edges_of(watch)` has those of which they were true."""

    code: str
    name: str
    promise: str
    severity: Severity
    prove: Prove
    watches: tuple[Watch, ...] = ()

    @property
    def documentation(self) -> str:
        return self.prove.__doc__ or ""


def certificate(
    code: str, name: str, promise: str, severity: Severity = Severity.ERROR, *, watches: Sequence[Watch] = ()
) -> Callable[[Prove], Certificate]:
    """Make a function a certificate. Its `name` is that of a break, and reads as "allow <name>"; the `promise` is what holds
    where there is none."""
    return lambda prove: Certificate(code, name, promise, severity, prove, tuple(watches))


@dataclass
class Proof:
    """A line, every call that can happen on it, and what is looked for on the way. `subject.program` is what is walked."""

    subject: Subject
    watches: tuple[Watch, ...] = ()
    atlas: Atlas = field(init=False)
    gone: frozenset[int] = field(init=False, default=frozenset())
    """Edges that are looked past, because no call takes them; they are in no `leaving` either."""

    def __post_init__(self) -> None:
        """Raises KeyError for a line that leads to a dialog it does not have."""
        self.atlas = walk(self.subject.program, self._bits)

    def _bits(self, moved: Moved) -> int:
        return sum(1 << place for place, watch in enumerate(self.watches) if watch(self, moved))

    def edges_of(self, watch: Watch) -> Iterator[int]:
        """The numbers of the edges a watch was true of."""
        bit = 1 << self.watches.index(watch)
        return (number for number, edge in self.edges() if edge.bits & bit)

    def edges(self) -> Iterator[tuple[int, Edge]]:
        """Every move that a call can come to, with its number. What looks for a move that must not be goes through these, so
        that behind one that cannot happen it finds the next."""
        for number, edge in enumerate(self.atlas.edges):
            if number not in self.gone and (edge.source < 0 or edge.source in self.came):
                yield number, edge

    def place(self, dialog: DialogId) -> Place:
        return self.subject.place(dialog)

    @cached_property
    def came(self) -> dict[int, int]:
        """For each situation the edge by which it is reached first: fewest moves, beginning with a caller's own calls."""
        return self.walked(self.atlas.begins)

    def walked(self, edges: Iterable[int], onward: Callable[[Edge], bool] = lambda edge: True) -> dict[int, int]:  # noqa: ARG005
        """Every situation reached by these edges and then by those that `onward` lets pass, with the edge it was reached by
        first: breadth first."""
        came: dict[int, int] = {}
        ahead = deque(edges)
        while ahead:
            number = ahead.popleft()
            target = self.atlas.edges[number].target
            if target not in came:
                came[target] = number
                ahead.extend(one for one in self.atlas.leaving[target] if onward(self.atlas.edges[one]))
        return came

    def way_to(self, edge: int, came: dict[int, int] | None = None) -> tuple[int, ...]:
        """The edges from the beginning of a call to this one and with it. With `came` of a walk of one's own the way ends where
        that walk began, and goes on by the shortest way from there to the beginning."""
        way = [edge]
        for known in (came or {}, self.came):
            while (source := self.atlas.edges[way[-1]].source) >= 0 and source in known and known[source] not in way:
                way.append(known[source])
        return tuple(reversed(way))


def findings(certified: Certificate, proof: Proof) -> Iterator[tuple[Diagnostic, Broken]]:
    for broken in certified.prove(proof):
        found = Diagnostic(certified.code, certified.name, broken.place, broken.fact, broken.help, certified.severity)
        yield found, broken
