"""Whether a call that the Atlas found can happen: a call is looked for that takes the way, with every counter counted and every fact
as it was told. First along the way itself, asking again where that is what it takes; then by any way to the same move.

The search goes by how many moves are left in the Atlas, which are never more than there are in fact: so what it finds first is
shortest, and what it does not find in all there is cannot happen.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from ivr.dialog.state import CallState
from ivr.dialog.world import Answered, Fetched
from ivr.exploring.atlas import ARRIVES, Atlas, Edge
from ivr.exploring.calls import Calls, Moment
from ivr.exploring.choices import Chosen
from ivr.exploring.moving import COUNTED, VALUE, Doing
from ivr.exploring.passages import Passage, passages
from ivr.exploring.searching import Node, search

EFFORT = 20_000
"""Moves tried for one way, unless said otherwise: a few seconds."""


ALONG = 10
"""What part of the effort one way takes at most."""


class Verdict(Enum):
    HAPPENS = "happens"
    CANNOT = "cannot happen"
    MAY = "may happen"


@dataclass(frozen=True, slots=True)
class Confirmed:
    """`call` is the call that was found; empty unless it HAPPENS. `elsewise`: it comes to the same move by another way.
    `stuck` is the edge of a way that could not be taken, after all before it."""

    verdict: Verdict
    call: tuple[Moment, ...] = ()
    tried: int = 0
    elsewise: bool = False
    stuck: int = -1


@dataclass(frozen=True, slots=True)
class Stretch:
    """One move of a way: what the Atlas has as an edge, or as one to an arrival and one from there. `target` is None where it
    ends at an arrival."""

    source: int
    target: int | None
    doing: Doing
    chosen: Chosen
    taken: tuple[tuple[str, str, str], ...]
    edge: int

    @property
    def counted(self) -> bool:
        """Whether it takes what happened before, elsewhere on the call."""
        return bool(self.doing.errors) or any(way and what in COUNTED for what, way in self.chosen)


def stretches(atlas: Atlas, way: Sequence[int]) -> list[Stretch]:
    numbers = iter(way)
    found = []
    for number in numbers:
        edge = atlas.edges[number]
        last = next(numbers, None) if edge.wait == ARRIVES else number
        onward = None if last is None else atlas.edges[last]
        if onward is None:
            found.append(Stretch(edge.source, None, edge.doing, edge.chosen, _plainly(edge.passages), number))
        elif last == number:
            found.append(Stretch(edge.source, edge.target, edge.doing, edge.chosen, _plainly(edge.passages), number))
        else:
            taken = _plainly((*edge.passages, *onward.passages))
            found.append(Stretch(edge.source, onward.target, edge.doing, onward.chosen, taken, last or number))
    return found


def _plainly(taken: Iterable[Passage]) -> tuple[tuple[str, str, str], ...]:
    """Without how often it was asked: that is what a real call finds out."""
    return tuple((one.dialog, _uncounted(one.way), one.to) for one in taken)


def _uncounted(way: str) -> str:
    first, _, rest = way.partition(",")
    return (first.split(" ")[0] if first.startswith(("noinput", "nomatch")) else first) + rest


@dataclass(slots=True)
class Confirming:
    """Confirms the ways of one Atlas. `effort` is how many moves are tried for each search, at most."""

    atlas: Atlas
    effort: int = EFFORT
    accounts: tuple[Mapping[str, str], ...] = ()
    _calls: Calls = field(init=False)

    def __post_init__(self) -> None:
        self._calls = Calls(self.atlas, self.accounts)

    def along(self, way: Sequence[int], *, only_accounts: bool = False) -> Confirmed:
        """The way itself, asking again or coming by once more where its counters take that."""
        legs = stretches(self.atlas, way)
        if not legs:
            return Confirmed(Verdict.HAPPENS)
        self._begin(only_accounts=only_accounts)
        furthest = [0]
        found = _along(self._calls, legs, self.effort // ALONG, furthest)
        stuck = legs[min(furthest[0], len(legs) - 1)].edge
        return self._judged(found, Confirmed(Verdict.MAY, stuck=stuck))

    def anyhow(self, way: Sequence[int]) -> Confirmed:
        """Any way to the same last move. It CANNOT happen where everything was tried."""
        self._begin(only_accounts=False)
        found = _anyhow(self._calls, stretches(self.atlas, way), self.effort)
        spent = self._calls.cut or self._calls.made >= self.effort
        return self._judged(found, Confirmed(Verdict.MAY if spent else Verdict.CANNOT, elsewise=True))

    def _begin(self, *, only_accounts: bool) -> None:
        self._calls.made, self._calls.cut, self._calls.only_accounts = 0, False, only_accounts

    def _judged(self, found: tuple[Moment, ...], otherwise: Confirmed) -> Confirmed:
        if found:
            return replace(otherwise, verdict=Verdict.HAPPENS, call=found, tried=self._calls.made)
        return replace(otherwise, tried=self._calls.made)


# -- along the way ----------------------------------------------------------------------------------------------------


def _along(calls: Calls, legs: Sequence[Stretch], effort: int, furthest: list[int]) -> tuple[Moment, ...]:
    turns = any(one.doing.turns for one in legs)
    back = {one.source: _distances(calls.atlas, one.source) for one in legs if one.counted and one.source >= 0}

    def onward(node: "Node") -> Iterator["Node"]:
        leg = legs[node.place]
        furthest[0] = max(furthest[0], node.place)
        for event in calls.told(leg.doing.event, _compared(legs[node.place :])):
            doing = Doing(leg.doing.label, event)
            moment = calls.move(node.state, doing, leg.chosen)
            if moment is not None and _takes(calls, leg, moment):
                yield Node(moment.after, node.place + 1, moment, node)
        if node.state is not None:
            yield from (Node(one.after, node.place, one, node) for one in calls.again(node.state))
            if leg.counted:
                for *around, last in _around(calls, node.state, back[leg.source]):
                    yield Node(last.after, node.place, last, node, tuple(around))

    return search(
        calls,
        Node(None, 0),
        onward,
        ahead=lambda node: len(legs) - node.place,
        there=lambda node: node.place == len(legs),
        effort=effort,
        turns=turns,
    )


def _around(calls: Calls, state: CallState, back: Mapping[int, int]) -> Iterator[tuple[Moment, ...]]:
    """For each move from here a shortest way back to here: whoever failed before comes by once more."""
    for first in _onwards(calls, state):
        call = _home(calls, (first,), back)
        if len(call) > 1:
            yield call


def _home(calls: Calls, call: tuple[Moment, ...], back: Mapping[int, int]) -> tuple[Moment, ...]:
    far = back.get(_number(calls, call[-1]))
    if not far:
        return call if far == 0 else ()
    for moment in _onwards(calls, call[-1].after, lambda target: back.get(target) == far - 1):
        if back.get(_number(calls, moment)) == far - 1 and (home := _home(calls, (*call, moment), back)):
            return home
    return ()


def _onwards(calls: Calls, state: CallState, wanted: Callable[[int], bool] = lambda target: True) -> Iterator[Moment]:  # noqa: ARG005
    """The moves that the Atlas has from where a state is, as they come out for this state."""
    atlas, here = calls.atlas, calls.number(state)
    for edge in () if here is None else [atlas.edges[number] for number in atlas.leaving[here]]:
        onward = [atlas.edges[number] for number in atlas.leaving[edge.target]] if edge.wait == ARRIVES else [edge]
        for last in onward:
            if wanted(last.target):
                moment = calls.move(state, Doing(edge.doing.label, edge.doing.event), last.chosen)
                if moment is not None:
                    yield moment


def _number(calls: Calls, moment: Moment) -> int:
    found = None if moment.after.over else calls.number(moment.after)
    return -1 if found is None else found


def _compared(legs: Sequence[Stretch]) -> frozenset[str]:
    """The facts that decide something before any are told anew."""
    names: set[str] = set()
    for place, leg in enumerate(legs):
        if place and isinstance(leg.doing.event, Fetched) and leg.doing.event.facts:
            break
        names.update(what.removeprefix(VALUE) for what, _ in leg.chosen if what.startswith(VALUE))
    return frozenset(names)


def _takes(calls: Calls, leg: Stretch, moment: Moment) -> bool:
    taken = _plainly(passages(moment.step.journal))
    if leg.target is None:
        return taken[: len(leg.taken)] == leg.taken
    return taken == leg.taken and calls.number(moment.after) == leg.target


# -- by any way -------------------------------------------------------------------------------------------------------


def _anyhow(calls: Calls, legs: Sequence[Stretch], effort: int) -> tuple[Moment, ...]:
    first, last = legs[0], legs[-1]
    if len(legs) == 1:
        return ()
    left = _distances(calls.atlas, last.source)

    def onward(node: "Node") -> Iterator["Node"]:
        if node.state is None:
            begun = (calls.move(None, edge.doing, edge.chosen) for edge in _begins(calls.atlas, first.doing))
            yield from (Node(one.after, 0, one, node) for one in begun if one is not None)
            return
        here = calls.number(node.state)
        for moment in calls.anything(node.state):
            there = here == last.source and _takes(calls, last, moment)
            if there or (not moment.after.over and calls.number(moment.after) in left):
                yield Node(moment.after, int(there), moment, node)

    def ahead(node: "Node") -> int:
        return 0 if node.state is None or node.place else left.get(calls.number(node.state) or 0, 0)

    turns = any(one.doing.turns for one in legs)
    return search(
        calls, Node(None, 0), onward, ahead=ahead, there=lambda node: node.place == 1, effort=effort, turns=turns
    )


def _begins(atlas: Atlas, first: Doing) -> Iterator[Edge]:
    """Every beginning of the same leg."""
    for edge in (atlas.edges[number] for number in atlas.begins):
        begins = edge.doing.event
        if isinstance(begins, Answered) and isinstance(first.event, Answered) and begins.at == first.event.at:
            yield edge


def _distances(atlas: Atlas, target: int) -> Mapping[int, int]:
    """From each situation, how many moves there are to a target at least."""
    before: dict[int, list[Edge]] = {}
    for edge in atlas.edges:
        before.setdefault(edge.target, []).append(edge)
    far, waiting = {target: 0}, deque([target])
    while waiting:
        at = waiting.popleft()
        for edge in before.get(at, ()):
            free = at in atlas.arrivals
            if edge.source >= 0 and edge.source not in far:
                far[edge.source] = far[at] + (not free)
                (waiting.appendleft if free else waiting.append)(edge.source)
    return far
