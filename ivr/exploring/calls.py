"""A call as it really goes, move by move: counters are counted, and what was told once stays told. The Atlas leaves both out, so it
holds ways that no call can take; here is what a way comes to.

Time is not counted but chosen, as in the Atlas: how long somebody waited in a queue, and what hour it is at each move.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice, product

from ivr.dialog.journal import Happening
from ivr.dialog.program import Asking
from ivr.dialog.prompts import Known
from ivr.dialog.state import IN_LINE_SINCE, CallState
from ivr.dialog.step import EndlessLineError, Step, begin, step
from ivr.dialog.turn import Turn
from ivr.dialog.world import Answered, Event, Fetched
from ivr.exploring.atlas import Atlas
from ivr.exploring.choices import Chosen
from ivr.exploring.happenings import SILENCE, happenings
from ivr.exploring.moving import COUNTED, HEARD, IN_LINE, VALUE, Doing
from ivr.exploring.situations import Identity, Situations

MOST_FACTS = 256
"""Assignments of what a look-up tells that are tried; more are cut off, and a search that was cut short proves nothing."""
_A_DAY = 86_400  # seconds

Facts = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Moment:
    """A move of a call: the state before it (None at the beginning), what happened, how the world was, what came of it."""

    before: CallState | None
    doing: Doing
    chosen: Chosen
    step: Step
    turn: Turn

    @property
    def after(self) -> CallState:
        return self.step.state


@dataclass(slots=True)
class Calls:
    """Makes the moves of real calls, and knows which situation of the Atlas a state is in. `cut` tells that not all that can
    happen was tried. `accounts` is what is told of those that are known: they are tried first, or alone."""

    atlas: Atlas
    accounts: tuple[Mapping[str, str], ...] = ()
    only_accounts: bool = False
    made: int = 0
    cut: bool = False
    _situations: Situations = field(init=False)
    _numbers: dict[Identity, int] = field(init=False)

    def __post_init__(self) -> None:
        classes = self.atlas.choices.moving.classes
        self._situations = Situations(self.atlas.program, classes.only_said)
        self._numbers = {
            self._situations.of(state)[0]: number
            for number, state in enumerate(self.atlas.states)
            if number not in self.atlas.arrivals
        }

    def number(self, state: CallState) -> int | None:
        return self._numbers.get(self._situations.of(state)[0])

    def move(self, state: CallState | None, doing: Doing, chosen: Chosen) -> Moment | None:
        """None where the event answers nothing, or the line goes on for ever."""
        self.made += 1
        ways = {what: way for what, way in chosen if what not in COUNTED and not what.startswith(VALUE)}
        world = self.atlas.choices.moving.world(ways)
        try:
            if isinstance(doing.event, Answered):
                moved = begin(self.atlas.program, doing.event, world)
            else:
                assert state is not None  # noqa: S101 - only a beginning has no state before it
                moved = step(self.atlas.program, _aged(state, ways, int(world.now.timestamp())), doing.event, world)
        except EndlessLineError:
            return None
        return None if moved.turn is None else Moment(state, doing, tuple(ways.items()), moved, moved.turn)

    def anything(self, state: CallState) -> Iterator[Moment]:
        """Every move there is from a state, under every choice of the world."""
        for doing in self._doings(state):
            counted = replace(
                doing, noinput=state.noinput, nomatch=state.nomatch, errors=state.errors, turns=state.turn
            )
            for chosen in self._worlds(state, counted):
                for told in self.told(doing.event, None):
                    moment = self.move(state, replace(doing, event=told), chosen)
                    if moment is not None:
                        yield moment

    def again(self, state: CallState) -> Iterator[Moment]:
        """The moves after which a call is where it was, but for its counters."""
        if not isinstance(self.atlas.program.dialogs[state.at], Asking):
            return
        here = self.number(state)
        for doing in self._doings(state):
            moment = self.move(state, doing, ())
            if moment is not None and moment.after.at == state.at and self.number(moment.after) == here:
                yield moment

    def told(self, event: Event | Answered, names: frozenset[str] | None) -> Iterator[Event | Answered]:
        """The same look-up with each of the facts it can tell; only those of `names` are varied."""
        of = self.atlas.choices.moving.classes.of
        if not isinstance(event, Fetched) or not event.facts:
            yield event
            return
        known = [{name: one[name] for name in event.facts if name in one} for one in self.accounts]
        for facts in known:
            yield replace(event, facts={**event.facts, **facts})
        if self.only_accounts and known:
            self.cut = True
            return
        open_ = [one for one in event.facts if Known(one) in of and (names is None or one in names)]
        ways = product(*(of[Known(one)] for one in open_))
        for count, values in enumerate(islice(ways, MOST_FACTS + 1)):
            self.cut |= count == MOST_FACTS
            if count < MOST_FACTS:
                yield replace(event, facts=_facts(event.facts, dict(zip(open_, values, strict=True))))

    def _doings(self, state: CallState) -> Iterator[Doing]:
        yield from happenings(self.atlas.program, self.atlas.choices.moving.classes, state)
        if isinstance(self.atlas.program.dialogs[state.at], Asking):
            yield SILENCE

    def _worlds(self, state: CallState, doing: Doing) -> list[Chosen]:
        """What a move looks at of the world, chosen in every way."""
        found: dict[Chosen, None] = {}
        try:
            for chosen, _ in self.atlas.choices.moves(state, doing):
                kept = tuple(one for one in chosen if one[0] not in COUNTED and not one[0].startswith(VALUE))
                found[kept] = None
        except EndlessLineError:
            found[()] = None
        return list(found)


def _facts(told: Mapping[str, str], otherwise: Facts) -> Mapping[str, str]:
    facts = {**told, **otherwise}
    return {name: text for name, text in facts.items() if text is not None}


def _aged(state: CallState, ways: Mapping[str, int], now: int) -> CallState:
    """As long in a queue as was chosen."""
    long = IN_LINE in ways and bool(ways[IN_LINE])
    counts = dict(state.counts)
    if IN_LINE_SINCE in counts or long:
        counts[IN_LINE_SINCE] = now - _A_DAY * long
    if state.held is None:
        return replace(state, counts=counts) if counts != state.counts else state
    since = state.held.since.fromtimestamp(now - _A_DAY * long, tz=state.held.since.tzinfo)
    spoken = since.fromtimestamp(now - _A_DAY, tz=since.tzinfo) if ways.get(HEARD) else None
    return replace(state, counts=counts, held=replace(state.held, since=since, spoken=spoken))


def kinds(moment: Moment) -> frozenset[Happening]:
    return frozenset(entry.kind for entry in moment.step.journal)
