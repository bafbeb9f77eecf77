"""The search for a call: best first, by how many moves were made and how many are left at least."""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

from ivr.dialog.state import CallState
from ivr.exploring.calls import Calls, Moment


@dataclass(frozen=True, slots=True)
class Node:
    """Where a call that is looked for stands: `place` is how far it came with what it is looked for, `around` the moves of a detour
    before its last one."""

    state: CallState | None
    place: int
    moment: Moment | None = None
    before: "Node | None" = None
    around: tuple[Moment, ...] = ()

    def call(self) -> Iterator[Moment]:
        if self.before is not None and self.moment is not None:
            yield from self.before.call()
            yield from self.around
            yield self.moment


def search(
    calls: Calls,
    begin: Node,
    onward: Callable[[Node], Iterator[Node]],
    *,
    ahead: Callable[[Node], int],
    there: Callable[[Node], bool],
    effort: int,
    turns: bool,
) -> tuple[Moment, ...]:
    """The shortest call that gets there; none where there is none, or the effort is spent."""
    order = count()
    waiting = [(0, 0, next(order), begin)]
    seen: set[tuple[object, ...]] = set()
    while waiting and calls.made < effort:
        _, less, _, node = heapq.heappop(waiting)
        if there(node):
            return tuple(node.call())
        if node.state is not None and (key := _known(node, turns=turns)) in seen:
            continue
        if node.state is not None:
            seen.add(key)
        for following in onward(node):
            made = 1 - less
            heapq.heappush(waiting, (made + ahead(following), -made, next(order), following))
    return ()


def _known(node: Node, *, turns: bool) -> tuple[object, ...]:
    """What tells two states apart, for all that follows."""
    state = node.state
    assert state is not None  # noqa: S101 - asked of states alone
    counters = (state.noinput, state.nomatch, state.errors, state.limited, state.rung, state.rings)
    known = (frozenset(state.values.items()), frozenset(state.secrets), frozenset(state.counts.items()))
    held = None if state.held is None else (state.held.leads, state.held.spoken is None)
    where = (state.at, state.language, state.patient, state.returning, held, state.over)
    return (node.place, where, counters, known, state.turn if turns else 0)
