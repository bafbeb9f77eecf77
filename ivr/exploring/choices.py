"""One move under everything that could make it come out differently.

A move is made once, under the usual choices; what it looked at is then chosen in every other way, and the move made again, until
nothing it looks at is left unchosen: the doors of a calendar, how it stands with a group, a counter at its bound, a value
that a branch compares. So nothing has to be known beforehand of where a move leads, and what it does not look at
is not multiplied. Values that lead the same way at every branch of a move are not told apart either.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ivr.dialog.grammar import DialogId
from ivr.dialog.journal import Entry, Happening
from ivr.dialog.program import (
    Branching,
    Holding,
    OfHours,
    Passing,
    Paying,
    Program,
    prompts_of,
)
from ivr.dialog.prompts import Known, names_in
from ivr.dialog.state import CallState
from ivr.dialog.step import EndlessLineError, Step
from ivr.dialog.turn import Entertain
from ivr.dialog.world import Answered, Event, Fetched, Paid, RingEnded
from ivr.exploring.classes import PASSING
from ivr.exploring.deciding import Settled, asked_by, come_about
from ivr.exploring.moving import DECLINED, HEARD, IN_LINE, REFUSED, RUNG, UNKNOWN_END, VALUE, Doing, Moving
from ivr.exploring.owing import after_paying
from ivr.exploring.reasons import ways_of_reasons
from ivr.exploring.situations import NOW
from ivr.telephony.events import HungUp, Keyed, Silent
from ivr.telephony.outcomes import FetchOutcome, HoldOutcome, PayOutcome, RingOutcome

Chosen = tuple[tuple[str, int], ...]
"""For everything a move looked at, which of its ways was chosen; 0 is the usual one."""


_NO_PLACE = frozenset({HoldOutcome.CLOSED.value, HoldOutcome.EMPTY.value})
"""Whoever cannot wait at all has not waited too long."""


@dataclass(frozen=True, slots=True)
class _Branch:
    """A branch on values, at a place of a move's journal. `sources`: for each value it compares that can be one or another, whose
    choice decides what it is; `settled` are those that this move itself made what they are."""

    place: tuple[int, int]
    dialog: Branching
    sources: Mapping[Known, Known]
    settled: Mapping[Known, str | None]


@dataclass(frozen=True, slots=True)
class _Made:
    """A move that was made, and what it looked at, in that order."""

    step: Step
    looked: tuple[str | _Branch, ...]


@dataclass(frozen=True, slots=True)
class _Open:
    """A move, as far as it was chosen. `values`: for each part of them that is compared with one another, the assignments that
    all led the same way at the branches `branched`; the first stands for them."""

    state: CallState | None
    doing: Doing
    chosen: dict[str, int] = field(default_factory=dict)
    values: Mapping[str, tuple[dict[str, int], ...]] = field(default_factory=dict)
    branched: frozenset[tuple[int, int]] = frozenset()

    @property
    def all(self) -> dict[str, int]:
        first = (alike[0] for alike in self.values.values())
        return {**self.chosen, **{VALUE + name: way for one in first for name, way in one.items()}}


class Choices:
    """The choices of a program's moves."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.moving = Moving(program)
        self._endless: EndlessLineError | None = None

    def moves(self, state: CallState | None, doing: Doing, usual: Step | None = None) -> Iterator[tuple[Chosen, Step]]:
        """Every way a move can come out; `usual` is the first of them, where it is the move that was made last. Raises EndlessLineError
        behind those that come to a wait, if one of them does not."""
        self._endless = None
        begun = _Open(state, doing)
        first = self._made(begun) if usual is None else self._seen(begun, usual)
        for chosen, moved in self._chosen(begun, first):
            if moved.turn is not None:
                yield chosen, moved
        if self._endless is not None:
            raise self._endless

    def usual(self, state: CallState, doing: Doing) -> Step:
        """The way a move comes out under the usual choices. Raises EndlessLineError."""
        return self.moving.move(state, doing, {})

    def _made(self, so_far: _Open) -> _Made:
        try:
            moved = self.moving.move(so_far.state, so_far.doing, so_far.all)
        except EndlessLineError as error:
            self._endless = self._endless or error
            moved = _never_waiting(so_far, error)
        return self._seen(so_far, moved)

    def _seen(self, so_far: _Open, moved: Step) -> _Made:
        """Of the move that was made last."""
        looked = tuple(dict.fromkeys(self.moving.looked))
        return _Made(moved, tuple(self._looked_at(so_far, moved, looked)))

    def _chosen(self, so_far: _Open, moved: _Made) -> Iterator[tuple[Chosen, Step]]:
        """What a move looked at first and nobody chose yet is chosen in every way."""
        for what in moved.looked:
            if isinstance(what, _Branch):
                if what.place not in so_far.branched:
                    yield from self._branched(so_far, what, moved)
                    return
            elif what not in so_far.chosen:
                for way in range(self.moving.ways(what)):
                    chosen = {**so_far.chosen, what: way}
                    following = _Open(so_far.state, so_far.doing, chosen, so_far.values, so_far.branched)
                    yield from self._chosen(following, self._made(following) if way else moved)
                return
        yield tuple(so_far.all.items()), moved.step

    def _branched(self, so_far: _Open, branch: _Branch, moved: _Made) -> Iterator[tuple[Chosen, Step]]:
        """Values that led the same way so far are told apart by this branch, and one of each goes on."""
        part = self.moving.classes.together[next(iter(branch.sources.values()))]
        values = so_far.values.get(part, ({},))
        for source in dict.fromkeys(branch.sources.values()):
            if source not in values[0]:
                ways = self._ways(source, so_far.state)
                values = tuple({**one, source.value: way} for one in values for way in ways)
        parted: dict[object, list[dict[str, int]]] = {}
        for one in values:
            parted.setdefault(self._leads(branch, so_far.doing.event, moved.step.state, one), []).append(one)
        for alike in parted.values():
            values_of = {**so_far.values, part: tuple(alike)}
            branched = so_far.branched | {branch.place}
            following = _Open(so_far.state, so_far.doing, so_far.chosen, values_of, branched)
            yield from self._chosen(following, moved if self._is_so(so_far, alike[0]) else self._made(following))

    def _ways(self, source: Known, state: CallState | None) -> Collection[int]:
        """The classes of a value that are tried: of a reason only those that a caller can have there."""
        if source is Known.CALLER_REASON and state is not None:
            return sorted(self.reasons(state.at))
        return range(self.moving.ways(VALUE + source))

    def reasons(self, at: DialogId) -> Collection[int]:
        """The classes of reasons that a caller can have at a dialog; none on a line that tells no reasons apart."""
        return self._reasons.get(at, ())

    @cached_property
    def _reasons(self) -> Mapping[DialogId, frozenset[int]]:
        examples = self.moving.classes.of.get(Known.CALLER_REASON)
        if examples is None:
            return {}
        every = frozenset(range(len(examples)))
        return dict.fromkeys(self.program.dialogs, every) | dict(ways_of_reasons(self.program, examples))

    def _is_so(self, so_far: _Open, one: Mapping[str, int]) -> bool:
        """Whether these values are those that a move was made with anyway."""
        event, of = so_far.doing.event, self.moving.classes.of
        told: Mapping[str, str] = event.facts if isinstance(event, Fetched) else {}
        before: Mapping[str, str] = so_far.state.values if so_far.state is not None else {}
        made = so_far.all
        return all(
            made[VALUE + name] == way
            if VALUE + name in made
            else of[Known(name)][way] == told.get(name, before.get(name))
            for name, way in one.items()
        )

    def _leads(self, branch: _Branch, event: Event | Answered, state: CallState, one: Mapping[str, int]) -> object:
        of = self.moving.classes.of
        values = {
            name.value: after_paying(event, source, of[source][one[source]]) for name, source in branch.sources.items()
        }
        settled = {name.value: text for name, text in branch.settled.items()}
        return self.moving.decides(branch.dialog, state, {**settled, **values})

    # -- what a move looked at ----------------------------------------------------------------------------------------

    def _looked_at(self, so_far: _Open, moved: Step, world: tuple[str, ...]) -> Iterator[str | _Branch]:
        state, event, journal = so_far.state, so_far.doing.event, moved.journal
        if isinstance(event, HungUp):
            return
        yield from world
        yield from self._counters(state, event, moved)
        came_about = dict(come_about(self.program, state, event, moved))
        for place, entry in enumerate(journal):
            if entry.kind is not Happening.ENTERED:
                continue
            dialog = self.program.dialogs[entry.dialog]
            if entry.dialog in self.program.reasons:
                came_about[Known.CALLER_REASON] = Settled(self.program.reasons[entry.dialog])
            yield from (VALUE + name for name in self._only_said.get(entry.dialog, ()))
            for number, asked in enumerate(asked_by(dialog)):
                if sources := self._sources(asked, state, event, came_about):
                    settled = {name: one.text for name, one in came_about.items() if isinstance(one, Settled)}
                    yield _Branch((place, number), asked, sources, settled)
            if isinstance(dialog, Passing):
                came_about |= {to: came_about.get(what, what) for to, what in dialog.keeps}

    @cached_property
    def _only_said(self) -> Mapping[str, tuple[Known, ...]]:
        said = self.moving.classes.only_said
        found = {
            at: tuple(said & frozenset().union(*map(names_in, prompts_of(one))))
            for at, one in self.program.dialogs.items()
        }
        return {at: names for at, names in found.items() if names}

    def _counters(self, state: CallState | None, event: Event | Answered, moved: Step) -> Iterator[str]:
        """Those at whose bounds a move comes out differently."""
        if isinstance(event, Paid) and event.outcome is PayOutcome.DECLINED:
            yield DECLINED
        if isinstance(event, Fetched) and event.outcome is FetchOutcome.REFUSED:
            yield REFUSED
        if isinstance(event, RingEnded) and event.outcome is not RingOutcome.BRIDGED:
            yield RUNG
        if moved.turn is not None and isinstance(moved.turn.wait, Entertain):
            yield HEARD
        entered = [self.program.dialogs[one.dialog] for one in moved.journal if one.kind is Happening.ENTERED]
        if any(isinstance(one, Paying) for one in entered):
            yield from (UNKNOWN_END, DECLINED)
        waits = state is not None and isinstance(self.program.dialogs[state.at], Holding)
        if any(isinstance(one, Holding) for one in entered) or (waits and isinstance(event, Silent | Keyed)):
            turned_away = {one.detail for one in moved.journal if one.kind is Happening.DECIDED} & _NO_PLACE
            yield from () if turned_away else (IN_LINE,)

    def _sources(
        self,
        dialog: Branching,
        state: CallState | None,
        event: Event | Answered,
        came_about: Mapping[Known, Known | Settled],
    ) -> Mapping[Known, Known]:
        """`came_about`: what became known in this move itself, and from what."""
        if isinstance(dialog.of, OfHours):
            return {}
        names = [dialog.of, *(case.operand for case in dialog.cases if isinstance(case.operand, Known))]
        found = {name: came_about.get(name, name) for name in names}
        return {name: one for name, one in found.items() if isinstance(one, Known) and self._open(one, state, event)}

    def _open(self, name: Known, state: CallState | None, event: Event | Answered) -> bool:
        """Whether a value can be one or another here."""
        if name not in self.moving.classes.of:
            return False
        if isinstance(event, Fetched) and name in event.facts:
            return True
        return state is not None and (name in state.values or name in PASSING)


def _never_waiting(so_far: _Open, error: EndlessLineError) -> Step:
    """What can be said of a move that never came to a wait: where it went."""
    nowhere = so_far.state or CallState("", 1, error.through[0])
    return Step(nowhere, None, tuple(Entry(Happening.ENTERED, NOW, 1, one) for one in error.through))
