"""The Atlas: every call that can happen on a line, found by walking `begin` and `step` themselves.

From the beginning, every happening under every choice of the world is tried, and every situation it leads to is walked from in turn,
until there is no new one. A leg that is begun on the way is a beginning of its own: a representative's whisper, a call
back. The walk is finite because a situation holds nothing that grows; a line in which nothing waits is what could make one
move endless, and is told as such.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count

from ivr.dialog.fetching import LEARNED
from ivr.dialog.grammar import DialogId, universal
from ivr.dialog.journal import Happening
from ivr.dialog.keeping import without
from ivr.dialog.program import Asking, Program
from ivr.dialog.state import CallState
from ivr.dialog.step import EndlessLineError, Step
from ivr.dialog.turn import CallBack, Fetch, Ring, Turn
from ivr.dialog.world import Answered
from ivr.exploring.choices import Choices, Chosen
from ivr.exploring.happenings import SILENCE, happenings
from ivr.exploring.moving import Doing
from ivr.exploring.passages import Passage, passages
from ivr.exploring.situations import CALLER, Identity, Situations

MOST = 300_000
"""Situations after which a walk is given up: what makes a line so large is told instead."""

Watch = Callable[["Moved"], int]
"""Looks at each move while it is made and gives bits for its edge; a move itself is not kept."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A move: from which state (None for a beginning), what happened, what was chosen, what came of it."""

    state: CallState | None
    doing: Doing
    chosen: Chosen
    step: Step


@dataclass(frozen=True, slots=True)
class Edge:
    """A move from one situation to another, by their numbers; -1 is where calls begin. `passages` are the ways it took."""

    source: int
    target: int
    doing: Doing
    chosen: Chosen
    passages: tuple[Passage, ...]
    wait: str
    bits: int = 0


@dataclass(slots=True)
class Atlas:
    """All situations and all moves between them. `endless` are moves that never came to a wait."""

    program: Program
    choices: Choices
    states: list[CallState] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    leaving: list[list[int]] = field(default_factory=list)
    begins: list[int] = field(default_factory=list)
    endless: list[tuple[int, Doing, Chosen, tuple[DialogId, ...]]] = field(default_factory=list)
    given_up: bool = False

    def again(self, edge: Edge) -> Moved:
        """A move once more, with all that was said."""
        state = None if edge.source < 0 else self.states[edge.source]
        return Moved(state, edge.doing, edge.chosen, self.choices.moving.move(state, edge.doing, dict(edge.chosen)))


def walk(program: Program, watch: Watch | None = None, most: int = MOST) -> Atlas:
    """Raises KeyError for a program that leads to a dialog it does not have; `ivr check` finds those."""
    choices = Choices(program)
    situations = Situations(program, choices.moving.classes.only_said)
    return _Walk(Atlas(program, choices), situations, watch or _blind, most).all()


def _blind(moved: Moved) -> int:
    del moved
    return 0


@dataclass(slots=True)
class _Walk:
    atlas: Atlas
    situations: Situations
    watch: Watch
    most: int
    numbers: dict[Identity, int] = field(default_factory=dict)
    begun: set[tuple[object, ...]] = field(default_factory=set)
    ahead: list[Doing] = field(default_factory=list)
    _interned: dict[tuple[Passage, ...], tuple[Passage, ...]] = field(default_factory=dict)

    def all(self) -> Atlas:
        self.ahead += [Doing("calls", Answered(caller=CALLER)), Doing("calls, without a number", Answered())]
        walked = 0
        while self.ahead or walked < len(self.atlas.states):
            if len(self.atlas.states) > self.most:
                self.atlas.given_up = True
                break
            if self.ahead:
                self._moves(-1, self.ahead.pop())
            else:
                self._walk_from(walked)
                walked += 1
        return self.atlas

    def _walk_from(self, number: int) -> None:
        state = self.atlas.states[number]
        if state.over:
            return
        dialog = self.atlas.program.dialogs[state.at]
        for doing in happenings(self.atlas.program, self.atlas.choices.moving.classes, state):
            kinds = self._moves(number, doing)
            if Happening.NOMATCH in kinds and Happening.KEYED_A_CARD not in kinds:
                self._once_more(number, doing, "nomatch", kinds)
        if isinstance(dialog, Asking):
            self._in_silence(number, state, dialog)

    def _in_silence(self, number: int, state: CallState, dialog: Asking) -> None:
        limits = self.atlas.program.limits
        kinds = self._moves(number, SILENCE)
        if state.patient or not universal(dialog.grammar) or dialog.attempts.noinput == 0:
            self._once_more(number, SILENCE, "noinput", kinds)
        if universal(dialog.grammar):
            self._moves(number, replace(SILENCE, errors=limits.errors))
            self._moves(number, replace(SILENCE, turns=limits.turns + 1))

    def _once_more(self, number: int, doing: Doing, counter: str, kinds: frozenset[Happening]) -> None:
        """As often as it is asked again."""
        for times in count(1):
            if Happening.EXHAUSTED in kinds:
                return
            again = replace(doing, noinput=times) if counter == "noinput" else replace(doing, nomatch=times)
            kinds = self._moves(number, again)

    def _moves(self, number: int, doing: Doing) -> frozenset[Happening]:
        """What happened, in any of the ways a move can come out."""
        state = None if number < 0 else self.atlas.states[number]
        kinds: set[Happening] = set()
        try:
            for chosen, moved in self.atlas.choices.moves(state, doing):
                if moved.turn is not None:
                    self._edge(number, Moved(state, doing, chosen, moved), moved.turn)
                    kinds.update(entry.kind for entry in moved.journal)
        except EndlessLineError as error:
            self.atlas.endless.append((number, doing, (), error.through))
        return frozenset(kinds)

    def _edge(self, source: int, moved: Moved, turn: Turn) -> None:
        target = self._number(moved.step.state)
        taken = tuple(passages(moved.step.journal))
        edge = Edge(
            source,
            target,
            moved.doing,
            moved.chosen,
            self._interned.setdefault(taken, taken),
            type(turn.wait).__name__,
            self.watch(moved),
        )
        (self.atlas.begins if source < 0 else self.atlas.leaving[source]).append(len(self.atlas.edges))
        self.atlas.edges.append(edge)
        for doing in self._begun_by(moved, turn):
            self.ahead.append(doing)

    def _number(self, state: CallState) -> int:
        identity, canonical = self.situations.of(state)
        number = self.numbers.get(identity)
        if number is None:
            number = self.numbers[identity] = len(self.atlas.states)
            self.atlas.states.append(canonical)
            self.atlas.leaving.append([])
        return number

    def _begun_by(self, moved: Moved, turn: Turn) -> Iterator[Doing]:
        """The legs that begin because of a move, each kind of them once."""
        language = moved.step.state.language
        match turn.wait:
            case Ring(whisper=whisper, hand_off=hand_off):
                begins = Answered(whisper, dict(hand_off), language=language)
                yield from self._new("a representative answers", begins)
            case Fetch(request=CallBack() as request):
                state = moved.step.state
                _, usual = self.situations.of(state)
                kept: Mapping[str, str] = without(usual.values, LEARNED)
                yield from self._new(
                    "the caller is called back",
                    Answered(request.begins, kept, request.to, dict(usual.secrets), usual.language, usual.patient),
                )
            case _:
                return

    def _new(self, label: str, begins: Answered) -> Iterator[Doing]:
        key = (begins.at, begins.language, begins.patient, frozenset(begins.values), frozenset(begins.secrets))
        if key not in self.begun:
            self.begun.add(key)
            yield Doing(label, begins)
