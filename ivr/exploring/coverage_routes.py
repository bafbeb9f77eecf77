"""Ways to what no call has tried yet: calls that a call file can tell, found in the Atlas.

A call takes place in one weather: hours, who is at work, what becomes of a ring, and whether accounts can be reached do not change
in it. What a file cannot say is walked in none: a restart, an error of the carrier, hours in line, a counter at its bound.
The Atlas walks more than can be (an account may be anything), so a route is a proposal, to be tried.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from ivr.dialog.program import Fetching, VerifyAccount
from ivr.dialog.world import Answered, Fetched, Joined, Paid, RingEnded
from ivr.exploring.atlas import ARRIVES, Atlas, Edge
from ivr.exploring.coverage_naming import Naming, Way
from ivr.exploring.moving import COUNTED, IN_LINE
from ivr.exploring.worlds import GROUP, HOURS, LINE
from ivr.telephony.events import Dequeued, HungUp, Keyed, QueueResult, Recorded, Silent
from ivr.telephony.outcomes import FetchOutcome, RingOutcome

LONGEST = 14
"""Moves of a route; a longer call is hard to read."""


class Standing(Enum):
    """How it stands with whoever may be rung, as far as a call file can say: that no place in line is left it cannot. The numbers are
    the ways that worlds.py has for a group, and for its line."""

    FREE = (0, 0)
    TALKING = (1, 0)
    AWAY = (1, 1)


@dataclass(frozen=True, slots=True)
class Weather:
    """How the world is on a call, as far as a call file can say: the number of an hour of `Moving.hours`, how it stands with
    the groups, how a ring ends, whether accounts are down."""

    hour: int = 0
    standing: Standing = Standing.FREE
    ring: RingOutcome = RingOutcome.BRIDGED
    down: bool = False


def weathers(atlas: Atlas) -> Iterator[Weather]:
    """The usual one first, then those in which one thing is otherwise."""
    yield Weather()
    yield from (Weather(hour=hour) for hour in range(1, len(atlas.choices.moving.hours)))
    yield from (Weather(standing=one) for one in (Standing.TALKING, Standing.AWAY))
    yield from (Weather(ring=one) for one in RingOutcome if one is not RingOutcome.BRIDGED)
    yield Weather(down=True)


@dataclass(frozen=True, slots=True)
class Route:
    """A call from its beginning; `takes` are the ways it is for, in the order in which it comes by them."""

    weather: Weather
    edges: tuple[Edge, ...]
    takes: tuple[Way, ...]


@dataclass(slots=True)
class Routes:
    """The calls of one weather. Moves that differ in nothing a route can tell are one."""

    atlas: Atlas
    naming: Naming
    weather: Weather
    _leaving: dict[int, tuple[tuple[Edge, tuple[Way, ...]], ...]] = field(default_factory=dict)

    def to_any(self, wanted: frozenset[Way], most: int = LONGEST) -> Route | None:
        """The shortest call that takes one of these ways, gone on with to more of them, up to so many moves."""
        taken = self._nearest(-1, wanted)
        if taken is None:
            return None
        edges, takes = list(taken), self._taken(taken, wanted)
        while (more := self._nearest(edges[-1].target, wanted.difference(takes))) and self._fits([*edges, *more], most):
            edges += more
            takes = (*takes, *self._taken(more, wanted.difference(takes)))
        return Route(self.weather, tuple(edges), takes)

    def _fits(self, edges: Sequence[Edge], most: int) -> bool:
        found = acts(self.atlas, edges)
        failures = sum(act.times for act in found if _fails(act.edge))
        return sum(act.times for act in found) <= most and failures <= self.atlas.program.limits.errors

    def _taken(self, edges: Sequence[Edge], wanted: frozenset[Way]) -> tuple[Way, ...]:
        return tuple(dict.fromkeys(way for edge in edges for way in self._ways(edge) if way in wanted))

    def _ways(self, edge: Edge) -> tuple[Way, ...]:
        return tuple(way for one in edge.passages if (way := self.naming.way(one)))

    def _nearest(self, start: int, wanted: frozenset[Way]) -> tuple[Edge, ...] | None:
        came: dict[int, Edge | None] = {start: None}
        ahead = deque([start])
        while ahead:
            at = ahead.popleft()
            for edge, ways in self._from(at):
                if not wanted.isdisjoint(ways):
                    return (*_back(came, at), edge)
                if edge.target not in came:
                    came[edge.target] = edge
                    ahead.append(edge.target)
        return None

    def _from(self, at: int) -> tuple[tuple[Edge, tuple[Way, ...]], ...]:
        if at not in self._leaving:
            numbers = self.atlas.begins if at < 0 else self.atlas.leaving[at]
            found: dict[object, tuple[Edge, tuple[Way, ...]]] = {}
            for edge in (self.atlas.edges[number] for number in numbers):
                if possible(self.atlas, edge, self.weather):
                    found.setdefault((edge.target, edge.passages), (edge, self._ways(edge)))
            self._leaving[at] = tuple(found.values())
        return self._leaving[at]


def _back(came: Mapping[int, Edge | None], at: int) -> tuple[Edge, ...]:
    edges: list[Edge] = []
    while (edge := came[at]) is not None:
        edges.append(edge)
        at = edge.source
    return tuple(reversed(edges))


@dataclass(frozen=True, slots=True)
class Act:
    """Something the caller does, `times` in a row: a counter at a question says how often it was failed before."""

    edge: Edge
    times: int = 1


def acts(atlas: Atlas, edges: Sequence[Edge]) -> list[Act]:
    """What somebody does for it: moves on from an arrival make themselves, and outcomes are the weather's."""
    found: list[Act] = []
    silences = wrongs = 0
    for edge in edges:
        if edge.source in atlas.arrivals or not isinstance(edge.doing.event, Keyed | Silent | Recorded):
            continue
        times = 1 + max(edge.doing.noinput - silences, 0) + max(edge.doing.nomatch - wrongs, 0)
        found.append(Act(edge, times))
        stays = _fails(edge) and edge.wait != ARRIVES
        silences = silences + times if stays and isinstance(edge.doing.event, Silent) else silences * stays
        wrongs = wrongs + times if stays and isinstance(edge.doing.event, Keyed) else wrongs * stays
    return found


def _fails(edge: Edge) -> bool:
    return any(one.way.startswith(("noinput", "nomatch")) for one in edge.passages)


def possible(atlas: Atlas, edge: Edge, weather: Weather) -> bool:
    """Whether a call file can say that this happens, in this weather."""
    group, line = weather.standing.value
    if isinstance(edge.doing.event, RingEnded) and weather.ring is not RingOutcome.BRIDGED:
        group = 1  # everybody was rung, and nobody is left to be
    for what, way in edge.chosen:
        if what == HOURS and way != weather.hour:
            return False
        if what.startswith(GROUP) and way != group:
            return False
        if what.startswith(LINE) and way != line:
            return False
        if what in _COUNTERS and way:
            return False
    return _sayable(atlas, edge, weather) and not edge.doing.errors and not edge.doing.turns


_COUNTERS = COUNTED | {IN_LINE}


def _sayable(atlas: Atlas, edge: Edge, weather: Weather) -> bool:
    match edge.doing.event:
        case HungUp() | Paid() | Joined():
            return False
        case Dequeued(result=result):
            return result is QueueResult.LEAVE
        case Answered():
            return edge.doing.label == "calls"
        case RingEnded(outcome=outcome):
            return outcome is weather.ring
        case Fetched(outcome=outcome):
            return _told(atlas, edge, outcome, weather)
        case _:
            return True


def _told(atlas: Atlas, edge: Edge, outcome: FetchOutcome, weather: Weather) -> bool:
    """Of look-ups everything but an unknown end; of what is done for a caller, that it is done."""
    dialog = atlas.program.dialogs[atlas.states[edge.source].at]
    if isinstance(dialog, Fetching) and isinstance(dialog.inquiry, VerifyAccount):
        return (outcome is FetchOutcome.DOWN) == weather.down and outcome is not FetchOutcome.UNKNOWN
    return outcome in (FetchOutcome.DONE, FetchOutcome.VERIFIED)
