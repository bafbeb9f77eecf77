"""A move on a situation under chosen circumstances: the world, the counters and the values are put as they were chosen, and `begin` or
`step` is called. What the move then looks at of the world is told by the world itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from ivr.dialog.branching import choose
from ivr.dialog.fetching import REFUSALS
from ivr.dialog.move import Move
from ivr.dialog.paying import DECLINES, UNKNOWN
from ivr.dialog.program import Branching, Fetching, Paying, Program
from ivr.dialog.prompts import Known
from ivr.dialog.state import IN_LINE_SINCE, CallState
from ivr.dialog.step import Step, begin, step
from ivr.dialog.world import Answered, Event, Fetched, Paid, World
from ivr.exploring.classes import Classes, classes
from ivr.exploring.owing import before_paying
from ivr.exploring.worlds import GROUP, HOURS, LINE, LINES, NEXT_IN_LINE, Hour, WatchedRoster, hours, standby, watched
from ivr.routing.roster import Representative

IN_LINE = "in line for too long"
HEARD = "heard"
DECLINED = "declined before"
UNKNOWN_END = "a payment of unknown end"
REFUSED = "refused before"
RUNG = "rung before"
VALUE = "value "
COUNTED = frozenset({DECLINED, UNKNOWN_END, REFUSED})
"""What a real call has counted itself."""
_OPTIONS = {IN_LINE: 2, HEARD: 2, UNKNOWN_END: 2, REFUSED: 2, RUNG: 2}
_LONG = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Doing:
    """What happens to a call: an event, on a state whose counters are at these numbers; or a call's beginning. Only with `errors` or
    `turns` does the call come to its bounds, however low they are."""

    label: str
    event: Event | Answered
    noinput: int = 0
    nomatch: int = 0
    errors: int = 0
    turns: int = 0

    @property
    def before(self) -> int:
        """Whether any counter is above its beginning, and by how much in all: 0 is what happens to a call that all went well with."""
        return self.noinput + self.nomatch + self.errors + self.turns


@dataclass(slots=True)
class Moving:
    """Makes the moves of a program, and counts them: `made`. `looked` is what of the world the last one looked at."""

    program: Program
    made: int = 0
    looked: list[str] = field(default_factory=list)
    classes: Classes = field(init=False)
    hours: tuple[Hour, ...] = field(init=False)
    standby: Mapping[str, tuple[tuple[Representative, ...], ...]] = field(init=False)
    _watched: Program = field(init=False)
    _noon: World = field(init=False)
    _worldly: frozenset[str] = field(init=False)
    _worlds: dict[tuple[tuple[str, int], ...], World] = field(default_factory=dict)
    _decided: dict[tuple[object, ...], str] = field(default_factory=dict)
    _declines: tuple[int, ...] = field(init=False)
    _everybody: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.classes = classes(self.program)
        self.hours = hours(self.program)
        self.standby = standby(self.program)
        self._worldly = frozenset((HOURS, HEARD, *(what + name for name in self.standby for what in (GROUP, LINE))))
        self._noon = self.world({})
        self._everybody = tuple(one.id for ways in self.standby.values() for ready in ways for one in ready)
        self._watched = watched(self.program, self.looked)
        bounds = {one.tries for one in self.program.dialogs.values() if isinstance(one, Paying)}
        self._declines = (0, *sorted(bounds))

    def ways(self, what: str) -> int:
        """In how many ways something can be chosen; the first is the usual one."""
        if what == HOURS:
            return len(self.hours)
        if what.startswith(GROUP):
            return len(self.standby[what.removeprefix(GROUP)])
        if what.startswith(LINE):
            return len(LINES)
        if what.startswith(VALUE):
            return len(self.classes.of[Known(what.removeprefix(VALUE))])
        return len(self._declines) if what == DECLINED else _OPTIONS[what]

    def move(self, state: CallState | None, doing: Doing, chosen: Mapping[str, int]) -> Step:
        """Raises EndlessLineError."""
        self.made += 1
        self.looked.clear()
        world = self._world(chosen)
        if isinstance(doing.event, Answered):
            return begin(self._watched, doing.event, world)
        assert state is not None  # noqa: S101 - only a beginning has no state before it
        values = {what.removeprefix(VALUE): way for what, way in chosen.items() if what.startswith(VALUE)}
        event = self._told(doing.event, values)
        return step(self._watched, self._at(state, doing, chosen, values, world), event, world)

    def decides(self, branch: Branching, state: CallState, values: Mapping[str, str | None]) -> str:
        """Which case of a branch on values holds with these ones in place of those of a state; asked once of all that know the same of
        what it compares."""
        assert isinstance(branch.of, Known)  # noqa: S101 - of hours nobody asks here
        names = (branch.of, *(case.operand for case in branch.cases if isinstance(case.operand, Known)))
        texts = (values[name] if name in values else state.values.get(name) for name in names)
        key = (branch.id, branch.of, branch.of in state.secrets, *texts)
        if key not in self._decided:
            self._decided[key] = self._chose(branch, state, values)
        return self._decided[key]

    def _chose(self, branch: Branching, state: CallState, values: Mapping[str, str | None]) -> str:
        known = {name: text for name, text in state.values.items() if name not in values}
        known |= {name: text for name, text in values.items() if text is not None}
        asked = CallState(state.digest, state.turn, state.at, values=known, secrets=state.secrets)
        move = Move(self.program, asked, self._noon)
        choose(move, branch)
        return move.journal[-1].detail

    def _world(self, chosen: Mapping[str, int]) -> World:
        """Worlds are few, and moves are many."""
        key = tuple(one for one in chosen.items() if one[0] in self._worldly)
        if key not in self._worlds:
            self._worlds[key] = self.world(chosen)
        return self._worlds[key]

    def world(self, chosen: Mapping[str, int]) -> World:
        hour = self.hours[chosen.get(HOURS, 0)]
        ready = {name: ways[chosen.get(GROUP + name, 0)] for name, ways in self.standby.items()}
        usual = (NEXT_IN_LINE, *LINES[1:]) if chosen.get(HEARD) else LINES
        lines = {name: usual[chosen.get(LINE + name, 0)] for name in self.standby}
        return World(hour.now, WatchedRoster(ready, lines, self.looked), hour.emergency)

    def _told(self, event: Event, values: Mapping[str, int]) -> Event:
        if not values or not isinstance(event, Fetched) or not event.facts:
            return event
        return replace(
            event, facts=self._valued(event.facts, {one: way for one, way in values.items() if one in event.facts})
        )

    def _valued(self, before: Mapping[str, str], values: Mapping[str, int]) -> Mapping[str, str]:
        found = dict(before)
        for name, way in values.items():
            text = self.classes.of[Known(name)][way]
            found.pop(name, None)
            if text is not None:
                found[name] = text
        return found

    def _at(
        self, state: CallState, doing: Doing, chosen: Mapping[str, int], values: Mapping[str, int], world: World
    ) -> CallState:
        since = world.now - _LONG * chosen.get(IN_LINE, 0)
        held = state.held
        if held is not None:
            held = replace(held, since=since, spoken=world.now - _LONG if chosen.get(HEARD) else None)
        known = self._valued(state.values, values) if values else state.values
        return CallState(
            state.digest,
            doing.turns or state.turn,
            state.at,
            noinput=doing.noinput,
            nomatch=doing.nomatch,
            errors=doing.errors,
            limited=not (doing.errors or doing.turns),
            values=known if isinstance(doing.event, Answered) else before_paying(doing.event, known),
            secrets=state.secrets,
            rung=self._everybody if chosen.get(RUNG) else (),
            held=held,
            counts=self._counts(state, doing, chosen, since),
            language=state.language,
            patient=state.patient,
            returning=state.returning,
        )

    def _counts(self, state: CallState, doing: Doing, chosen: Mapping[str, int], since: datetime) -> Mapping[str, int]:
        counts: dict[str, int] = {}
        dialog = self.program.dialogs[state.at]
        if chosen.get(IN_LINE):
            counts[IN_LINE_SINCE] = int(since.timestamp())
        if chosen.get(UNKNOWN_END):
            counts[UNKNOWN] = 1
        if declines := self._declines[chosen.get(DECLINED, 0)]:
            counts[DECLINES] = declines - 1 if isinstance(doing.event, Paid) else declines
        if chosen.get(REFUSED) and isinstance(dialog, Fetching):
            counts[REFUSALS] = dialog.tries - 1
        return counts
