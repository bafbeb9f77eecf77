"""What certificates ask of the moves of an Atlas: which dialogs were entered, what was heard to its end, by which nodes a call came.

Nothing here knows how a call moves. It reads what the walk wrote down.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from ivr.checking.certificate import Proof
from ivr.dialog.grammar import DialogId
from ivr.dialog.program import Asking
from ivr.dialog.prompts import Rest, Utterance
from ivr.dialog.turn import Pay, Turn
from ivr.exploring.atlas import ARRIVES, Atlas, Edge
from ivr.exploring.passages import HELD_BACK
from ivr.secret import Secret

_LAST_NODES = 4
"""Of a long way, the nodes that are named: whoever reads it knows how the call begins."""


def entered(atlas: Atlas, edge: Edge) -> Iterator[DialogId]:
    """The dialogs a move comes to, one after the other; of a move that comes to an arrival, they are those of the moves from there."""
    if edge.wait == ARRIVES:
        return
    if edge.source < 0:
        yield edge.passages[0].dialog if edge.passages else atlas.states[edge.target].at
    elif edge.source in atlas.arrivals:
        yield atlas.states[edge.source].at
    yield from (one.to for one in edge.passages if one.to)


def to_the_end(turn: Turn) -> tuple[Utterance, ...]:
    """What no key cuts short. Words stand before a question up to the last that bar keys (service/present.py has them so), and all
    of them before a payment. Behind a look-up that answers at once they are heard with the question that follows, so there
    it is the same as before one."""
    if isinstance(turn.wait, Pay):
        return turn.said
    outside = next((place + 1 for place in reversed(range(len(turn.said))) if not turn.said[place].bargein), 0)
    return turn.said[:outside]


def in_words(said: Iterable[Utterance], language: str) -> str:
    """What was said in a language, as one text with a single blank between words. Secrets are left out."""
    whole = (_plain(one) for one in said if one.language == language)
    return " ".join(" ".join(whole).split())


def _plain(one: Utterance) -> str:
    return "".join("" if isinstance(part, Secret) else " " if isinstance(part, Rest) else part for part in one.parts)


def answered(proof: Proof, edge: Edge) -> bool:
    """Whether a move is a caller's answer to a question: a choice, or what was asked for."""
    if not (_asks(proof, edge.source) and edge.passages):
        return False
    return edge.passages[0].way.startswith("key")


def left_open(proof: Proof, edge: Edge) -> bool:
    """Whether a move leaves a question without an answer to it: silence, wrong keys, *, 0, the call's limits."""
    if not _asks(proof, edge.source) or answered(proof, edge):
        return False
    return proof.atlas.states[edge.target].at != proof.atlas.states[edge.source].at


def _asks(proof: Proof, number: int) -> bool:
    if number < 0 or number in proof.atlas.arrivals:
        return False
    return isinstance(proof.subject.program.dialogs.get(proof.atlas.states[number].at), Asking)


def same_language(proof: Proof, edge: Edge) -> bool:
    return edge.source < 0 or proof.atlas.states[edge.source].language == proof.atlas.states[edge.target].language


def by_way_of(proof: Proof, way: Sequence[int], at: DialogId) -> str:
    """The last nodes of a way, up to a dialog that its last move comes to or was held back from: "main, then pay, then charge"."""
    *before, last = (proof.atlas.edges[number] for number in way)
    passed = [one for edge in before for one in entered(proof.atlas, edge)]
    passed += [*_until(proof.atlas, last, at), at]
    nodes = [proof.subject.node(one) for one in passed]
    return ", then ".join([one for one, _ in groupby(nodes)][-_LAST_NODES:])


def _until(atlas: Atlas, edge: Edge, at: DialogId) -> list[DialogId]:
    """The dialogs that a move passes before one, or before it was held back from it."""
    through = list(entered(atlas, edge))
    if at in through:
        return through[: through.index(at)]
    ways = [one.way for one in edge.passages]
    after = len(ways) - ways.index(HELD_BACK) if HELD_BACK in ways else 0
    return through[: len(through) - after]


# -- walks that remember --------------------------------------------------------------------------------------------------

Phase = int
Spot = tuple[int, Phase]
"""A situation, and what is remembered of the way to it."""


@dataclass(slots=True)
class Remembering:
    """A walk over an Atlas, fewest moves first, that remembers a little of each way: `after` says what of it is left after an edge."""

    proof: Proof
    after: Callable[[Phase, int], Phase]
    came: dict[Spot, tuple[int, Spot | None]] = field(default_factory=dict)

    def walked(self, begins: Iterable[tuple[Phase, int]]) -> Iterator[tuple[int, Spot | None, Phase]]:
        """Each edge, from where it was gone along, and what is remembered after it. It begins with these edges, each with what is
        remembered before it, which are gone along from nowhere; a negative phase is where a way is not followed further."""
        atlas = self.proof.atlas
        ahead: deque[tuple[int, Spot | None, Phase]] = deque((number, None, phase) for phase, number in begins)
        while ahead:
            number, before, phase = ahead.popleft()
            phase = self.after(phase, number)
            yield number, before, phase
            spot = (atlas.edges[number].target, phase)
            if phase >= 0 and spot not in self.came:
                self.came[spot] = (number, before)
                ahead.extend((one, spot, phase) for one in atlas.leaving[spot[0]])

    def way_to(self, number: int, before: Spot | None) -> tuple[int, ...]:
        """The edges of the shortest way to an edge, from the beginning of a call."""
        way = [number]
        while before is not None:
            number, before = self.came[before]
            way.append(number)
        return (*self.proof.way_to(way.pop()), *reversed(way))
