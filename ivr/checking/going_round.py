"""Circles of moves that need no key of the caller's, in the Atlas: a call that comes into one goes round until somebody hangs up.

The Atlas keeps no counters, so what bounds a circle is said here, and nothing else does: attempts at a question, the one time that a
call's limits lead to a person, refused proofs and declined or unanswered payments of a call, the telephones of a
group, of which each rings once, and the longest wait in a queue, which goes on being counted while telephones ring in
vain. A talk, a message and a card that is keyed are the caller's doing. Silence is not: not in a queue that is joined
again after the longest wait, nor before a tone, nor in a payment that is cancelled by it.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ivr.checking.callers import by_key, calls, dialog_at, left_by_caller
from ivr.checking.certificate import Proof
from ivr.dialog.grammar import DialogId
from ivr.dialog.program import Asking, Connecting, Holding
from ivr.dialog.world import Joined, Paid, RingEnded
from ivr.exploring.atlas import Edge
from ivr.exploring.moving import REFUSED
from ivr.exploring.passages import EXHAUSTED
from ivr.telephony.events import Recorded
from ivr.telephony.outcomes import HoldOutcome, PayOutcome, RingOutcome, TakeOutcome

_IN_A_TALK = frozenset({HoldOutcome.FREE, HoldOutcome.BRIDGED})
"""Ways out of a queue that are a talk, or no circle before the longest wait is over."""


@dataclass(frozen=True, slots=True)
class Circle:
    """The dialogs of a circle, in order, and the edges of it."""

    through: tuple[DialogId, ...]
    edges: tuple[int, ...]


def circles(proof: Proof) -> Iterator[Circle]:
    """One for each part of the Atlas that goes round; of several with a situation in common one."""
    graph = _Graph(proof)
    came = proof.walked(calls(proof.atlas))
    for number, edge in proof.edges():
        if edge.source in came and needs_no_key(proof, edge):
            graph.add(edge.source, edge.target, number)
            for target in _rung_again(proof, edge):
                graph.add(edge.source, target, number)
    graph.peel(deque(graph.onward.keys() | graph.before.keys()))
    for start in list(graph.onward):
        while start in graph.onward:
            around = graph.circle_from(start)
            yield Circle(_through(proof, around), tuple(number for _, number in around))
            graph.remove([at for at, _ in around])


@dataclass(slots=True)
class _Graph:
    """Where each situation leads, and by which edge; only what is still to be looked at."""

    proof: Proof
    onward: dict[int, dict[int, int]] = field(default_factory=dict)
    before: dict[int, set[int]] = field(default_factory=dict)

    def add(self, source: int, target: int, number: int) -> None:
        self.onward.setdefault(source, {}).setdefault(target, number)
        self.before.setdefault(target, set()).add(source)

    def peel(self, ahead: "deque[int]") -> None:
        """Without the situations that lead nowhere: what is left goes round, or leads into what does."""
        while ahead:
            at = ahead.popleft()
            if not self.onward.get(at):
                self.onward.pop(at, None)
                for source in self.before.pop(at, ()):
                    if source in self.onward and self.onward[source].pop(at, None) is not None:
                        ahead.append(source)

    def circle_from(self, start: int) -> list[tuple[int, int]]:
        """The first situation that is come to twice, and those between, each with the edge out of it."""
        order: dict[int, int] = {}
        at = start
        while at not in order:
            target, number = next(iter(self.onward[at].items()))
            order[at] = number
            at = target
        every = list(order.items())
        return every[list(order).index(at) :]

    def remove(self, situations: Sequence[int]) -> None:
        for at in situations:
            self.onward[at] = {}
        self.peel(deque(situations))


def needs_no_key(proof: Proof, edge: Edge) -> bool:
    """Whether a call may make this move again and again while the caller does nothing."""
    if edge.source < 0 or left_by_caller(edge) or (REFUSED, 0) in edge.chosen or _in_line(proof, edge):
        return False
    if edge.source in proof.atlas.arrivals:
        return True
    if by_key(edge) or _by_caller(edge):
        return False
    if isinstance(dialog_at(proof, edge.source), Asking):
        return bool(edge.passages) and edge.passages[0].way.endswith(EXHAUSTED)
    return not _next_telephone(proof, edge)


def _by_caller(edge: Edge) -> bool:
    match edge.doing.event:
        case RingEnded(outcome=outcome):
            return outcome is RingOutcome.BRIDGED
        case Paid(outcome=end):
            return end is not PayOutcome.CANCELLED
        case Recorded(seconds=seconds):
            return seconds > 0
        case Joined(outcome=joined):
            return joined is TakeOutcome.TALKED
        case _:
            return False


def _in_line(proof: Proof, edge: Edge) -> bool:
    """What is heard in a queue, being put back into it, and the ways out of it that the longest wait bounds."""
    dialogs = proof.atlas.program.dialogs
    if any(one.way in _IN_A_TALK and isinstance(dialogs[one.dialog], Holding) for one in edge.passages):
        return True
    if not isinstance(dialog_at(proof, edge.source), Holding):
        return False
    back = edge.wait == "Hold" and len(edge.passages) == 1 and edge.passages[0].to == edge.passages[0].dialog
    return edge.wait == "Entertain" or edge.source == edge.target or back


def _next_telephone(proof: Proof, edge: Edge) -> bool:
    """Whether another representative of the group is rung; each is once."""
    same = proof.atlas.states[edge.source].at == proof.atlas.states[edge.target].at
    return edge.wait == "Ring" and same and isinstance(edge.doing.event, RingEnded) and len(edge.passages) <= 1


def _rung_again(proof: Proof, edge: Edge) -> Iterator[int]:
    """Where a transfer is come to again after all telephones rang in vain. The Atlas takes it that nobody can be rung for
    the rest of such a move, and passes by; in truth the same telephones ring again."""
    if not isinstance(edge.doing.event, RingEnded) or edge.source in proof.atlas.arrivals:
        return
    states, dialogs = proof.atlas.states, proof.atlas.program.dialogs
    again = {one.to for one in edge.passages if one.to and isinstance(dialogs[one.to], Connecting)}
    if again and edge.wait != "Ring":
        here = states[edge.source]
        yield from (
            number
            for number, one in enumerate(states)
            if one.at in again and number not in proof.atlas.arrivals and one.language == here.language
        )


def _through(proof: Proof, around: Sequence[tuple[int, int]]) -> tuple[DialogId, ...]:
    found: list[DialogId] = []
    for at, number in around:
        edge = proof.atlas.edges[number]
        found += [one.dialog for one in edge.passages] or [proof.atlas.states[at].at]
    return tuple(dict.fromkeys(found))
