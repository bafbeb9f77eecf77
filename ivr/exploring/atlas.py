"""The Atlas: every call that can happen on a line, found by walking `begin` and `step` themselves.

From the beginning, every happening under every choice of the world is tried, and every situation it leads to is walked from in turn,
until there is no new one. A leg that is begun on the way is a beginning of its own: a representative's whisper, a call
back. The walk is finite because a situation holds nothing that grows; a line in which nothing waits is what could make one
move endless, and is told as such.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count, islice

from ivr.dialog.fetching import LEARNED
from ivr.dialog.grammar import DialogId, universal
from ivr.dialog.journal import Happening
from ivr.dialog.keeping import without
from ivr.dialog.program import Asking, Program
from ivr.dialog.prompts import Known, Utterance
from ivr.dialog.spoken_time import seconds_of
from ivr.dialog.state import CallState
from ivr.dialog.step import EndlessLineError, Step
from ivr.dialog.turn import CallBack, Fetch, Ring, Turn
from ivr.dialog.world import Answered
from ivr.exploring.choices import Choices, Chosen
from ivr.exploring.happenings import SILENCE, happenings
from ivr.exploring.moving import Doing
from ivr.exploring.passages import Passage, passages
from ivr.exploring.situations import CALLER, Identity, Situations
from ivr.reading.uncollected import uncollected
from ivr.telephony.events import Keyed, Silent

MOST = 300_000
"""Situations after which a walk is given up: what makes a line so large is told instead."""

ARRIVES = "Arrives"

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
    """A move from one situation to another, by their numbers; -1 is where calls begin. `passages` are the ways it took; `wait` is
    what it came to, a name of ivr.dialog.turn, or ARRIVES; `seconds` is how long the words take that are said.

    Moves that only lead on, by a key or after silence, come to an *arrival* first: the same dialog with the same known is
    walked on from once, however many ways lead there, and the moves from it are those of whoever came first.
    """

    source: int
    target: int
    doing: Doing
    chosen: Chosen
    passages: tuple[Passage, ...]
    wait: str
    seconds: float = 0.0
    bits: int = 0

    @property
    def keys(self) -> int:
        """How many keys are pressed for it."""
        return len(self.doing.event.keys) if isinstance(self.doing.event, Keyed) else 0


@dataclass(slots=True)
class Atlas:
    """All situations and all moves between them. `endless` are moves that never came to a wait; `arrivals` has the move that
    came to each arrival first."""

    program: Program
    choices: Choices
    states: list[CallState] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    leaving: list[list[int]] = field(default_factory=list)
    begins: list[int] = field(default_factory=list)
    endless: list[tuple[int, Doing, Chosen, tuple[DialogId, ...]]] = field(default_factory=list)
    given_up: bool = False
    arrivals: dict[int, tuple[int, Doing]] = field(default_factory=dict)

    def again(self, edge: Edge) -> Moved:
        """A move once more, with all that was said."""
        source, doing = self.arrivals.get(edge.source, (edge.source, edge.doing))
        state = None if source < 0 else self.states[source]
        return Moved(state, doing, edge.chosen, self.choices.moving.move(state, doing, dict(edge.chosen)))


_CHANGES = frozenset(
    {
        Happening.KEYED,
        Happening.CHOSE_LANGUAGE,
        Happening.QUEUED,
        Happening.HUNG_UP,
    }
)
"""What changes what is known before the call comes anywhere, so that it may not be as it was elsewhere."""


_NO_MORE = frozenset({Happening.EXHAUSTED})
"""What is said of a move that comes to nothing: it is not tried once more."""


@uncollected()
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
    arrived: dict[Identity, tuple[int, tuple[Utterance, ...]]] = field(default_factory=dict)
    _interned: dict[tuple[Passage, ...], tuple[Passage, ...]] = field(default_factory=dict)

    def all(self) -> Atlas:
        # The last one is walked first, and so is what most callers do.
        self.ahead += [Doing("calls, without a number", Answered()), Doing("calls", Answered(caller=CALLER))]
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
        if state.over or number in self.atlas.arrivals:
            return
        dialog = self.atlas.program.dialogs[state.at]
        for doing in happenings(self.atlas.program, self.atlas.choices.moving.classes, state):
            kinds = self._moves(number, doing)
            if Happening.NOMATCH in kinds:
                self._once_more(number, doing, "nomatch", kinds)
        if isinstance(dialog, Asking):
            self._in_silence(number, state, dialog)

    def _in_silence(self, number: int, state: CallState, dialog: Asking) -> None:
        limits = self.atlas.program.limits
        kinds = self._moves(number, SILENCE)
        if state.patient or not universal(dialog.grammar) or dialog.attempts.noinput == 0:
            self._once_more(number, SILENCE, "noinput", kinds)
        if universal(dialog.grammar):
            self._moves(number, replace(SILENCE, errors=max(limits.errors, 1)))
            self._moves(number, replace(SILENCE, turns=limits.turns + 1))

    def _once_more(self, number: int, doing: Doing, counter: str, kinds: frozenset[Happening]) -> None:
        """As often as it is asked again."""
        for times in count(1):
            if Happening.EXHAUSTED in kinds:
                return
            again = replace(doing, noinput=times) if counter == "noinput" else replace(doing, nomatch=times)
            kinds = self._moves(number, again)

    def _moves(self, number: int, doing: Doing) -> frozenset[Happening]:
        """What happened before the call came anywhere else."""
        if number < 0 or not isinstance(doing.event, Keyed | Silent):
            return self._every_way(number, number, doing)
        try:
            usual = self.atlas.choices.usual(self.atlas.states[number], doing)
        except EndlessLineError:
            return self._every_way(number, number, doing)
        return self._arriving(number, doing, usual)

    def _arriving(self, number: int, doing: Doing, moved: Step) -> frozenset[Happening]:
        """Walk on from where a move leads, if nobody did before."""
        if moved.turn is None:
            return _NO_MORE
        kinds = [entry.kind for entry in moved.journal]
        before = frozenset(kinds[: kinds.index(Happening.ENTERED)]) if Happening.ENTERED in kinds else frozenset(kinds)
        if Happening.ENTERED not in kinds or before & _CHANGES:
            return self._every_way(number, number, doing, moved)
        state, at = self.atlas.states[number], moved.journal[len(before)].dialog
        returning = moved.state.returning if at == self.atlas.program.languages else ""
        patient = moved.state.patient
        known = frozenset(state.secrets), frozenset(state.values.items()), self.atlas.choices.reasons(state.at)
        key = (at, state.language, patient, returning, *known)
        if key not in self.arrived:
            arriving = replace(state, at=at, patient=patient, returning=returning, held=None)
            self._arrive(key, arriving, number, doing, moved)
        arrival, said = self.arrived[key]
        if said != moved.turn.said:
            return self._every_way(number, number, doing, moved)
        self._add(Edge(number, arrival, doing, (), tuple(islice(passages(moved.journal), 1)), ARRIVES))
        return before

    def _arrive(self, key: Identity, arriving: CallState, number: int, doing: Doing, usual: Step) -> None:
        arrival, turn = len(self.atlas.states), usual.turn
        self.arrived[key] = (arrival, () if turn is None else turn.said)
        self.atlas.arrivals[arrival] = (number, doing)
        self.atlas.states.append(arriving)
        self.atlas.leaving.append([])
        self._every_way(arrival, number, doing, usual)

    def _every_way(self, source: int, number: int, doing: Doing, usual: Step | None = None) -> frozenset[Happening]:
        state = None if number < 0 else self.atlas.states[number]
        kinds: set[Happening] = set()
        try:
            for chosen, moved in self.atlas.choices.moves(state, doing, usual):
                if moved.turn is not None:
                    self._edge(source, Moved(state, doing, chosen, moved), moved.turn, onward=source != number)
                    kinds.update(entry.kind for entry in moved.journal)
        except EndlessLineError as error:
            self.atlas.endless.append((number, doing, (), error.through))
        return frozenset(kinds) or _NO_MORE

    def _edge(self, source: int, moved: Moved, turn: Turn, *, onward: bool) -> None:
        target = self._number(moved.step.state)
        taken = tuple(passages(moved.step.journal))[1 if onward else 0 :]
        edge = Edge(
            source,
            target,
            moved.doing,
            moved.chosen,
            self._interned.setdefault(taken, taken),
            type(turn.wait).__name__,
            seconds_of(turn.said),
            self.watch(moved),
        )
        self._add(edge)
        for doing in self._begun_by(moved, turn):
            self.ahead.append(doing)

    def _add(self, edge: Edge) -> None:
        (self.atlas.begins if edge.source < 0 else self.atlas.leaving[edge.source]).append(len(self.atlas.edges))
        self.atlas.edges.append(edge)

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
        match turn.wait:
            case Ring(whisper=whisper, hand_off=hand_off):
                for voice in (self.atlas.program.voice, *self.atlas.program.others):  # the representative's own
                    begins = Answered(whisper, dict(hand_off), language=voice.language)
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
        verified = begins.values.get(Known.ACCOUNT_VERIFIED)
        key = (
            begins.at,
            begins.language,
            begins.patient,
            verified,
            frozenset(begins.values),
            frozenset(begins.secrets),
        )
        if key not in self.begun:
            self.begun.add(key)
            yield Doing(label, begins)
