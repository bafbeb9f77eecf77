"""The only place where a call moves.

`begin` and `step` are pure: the same program, state, event and world give the same Step, to the last journal entry.
Nothing is looked up, rung or saved here. An event that cannot answer what the call waits for changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ivr.dialog.branching import choose
from ivr.dialog.grammar import DialogId, DigitString, Meaning, OneKey, Reading, read
from ivr.dialog.journal import Entry, Happening
from ivr.dialog.program import (
    Asking,
    Branching,
    Connecting,
    Ending,
    Fetching,
    Order,
    Passing,
    Program,
)
from ivr.dialog.prompts import TYPES, Known, Prompt, Spoken, Utterance
from ivr.dialog.speaking import speak
from ivr.dialog.state import CallState
from ivr.dialog.turn import Disconnect, Fetch, Listen, Ring, Turn, Wait
from ivr.dialog.world import Answered, Event, Fetched, RingEnded, World
from ivr.secret import Secret
from ivr.telephony.events import HungUp, Keyed, Silent
from ivr.telephony.outcomes import FetchOutcome, RingOutcome

MOST_WITHOUT_WAIT = 100
"""Dialogs run through before one must wait. The checker refuses lines that could exceed it."""

MOST_TARGETS = 10
"""Numbers rung together in one Dial (Twilio, Dial: up to ten)."""

HAND_OFF = (Known.ACCOUNT_LAST4, Known.ACCOUNT_VERIFIED)
"""What a representative's whisper may say of the caller."""

LAST_DIGITS = 4

REFUSALS = "refusals"
"""The counter of refused look-ups: one for the whole call, whichever question they came by."""


class EndlessLineError(RuntimeError):
    """A program ran through more dialogs than MOST_WITHOUT_WAIT and none of them waits."""


@dataclass(frozen=True, slots=True)
class Step:
    """Where the call stands now, what to present (None: the event answered nothing, present what there was), and
    what happened."""

    state: CallState
    turn: Turn | None
    journal: tuple[Entry, ...] = ()


class _Move:
    """One move under way: the state so far, what was said on the way, what happened. Lives no longer than a call of
    `begin` or `step`."""

    def __init__(self, program: Program, state: CallState, world: World) -> None:
        self.program = program
        self.state = state
        self.world = world
        self.said: list[Utterance] = []
        self.journal: list[Entry] = []
        self.guard = False

    def note(self, kind: Happening, detail: str = "", count: int = 0) -> None:
        self.journal.append(Entry(kind, self.world.now, self.state.turn, self.state.at, detail, count))

    def say(self, prompt: Prompt, *, bargein: bool = True) -> None:
        utterance = speak(self.program, self.state, prompt, bargein=bargein)
        if utterance is not None:
            self.said.append(utterance)

    def wait(self, wait: Wait) -> Step:
        return Step(self.state, Turn(self.state.turn, tuple(self.said), wait), tuple(self.journal))


def begin(program: Program, answered: Answered, world: World) -> Step:
    """A leg was answered."""
    at = answered.at or program.start
    state = CallState(digest=program.digest, turn=1, at=str(at), values=dict(answered.values))
    move = _Move(program, state, world)
    move.note(Happening.ANSWERED)
    return _go(move, at)


def step(program: Program, state: CallState, event: Event, world: World) -> Step:
    """One event on a call in progress. Raises EndlessLineError for a program the checker would have refused."""
    if state.over:
        return Step(state, None)
    move = _Move(program, replace(state, turn=state.turn + 1), world)
    if isinstance(event, HungUp):
        return _hung_up(move)
    dialog = program.dialogs[state.at]
    match dialog:
        case Asking() if isinstance(event, Keyed | Silent):
            return _answer(move, dialog, event.keys if isinstance(event, Keyed) else Secret(""))
        case Fetching() if isinstance(event, Fetched):
            return _fetched(move, dialog, event)
        case Connecting() if isinstance(event, RingEnded):
            return _ring_ended(move, dialog, event)
        case _:
            return Step(state, None)


def _hung_up(move: _Move) -> Step:
    move.note(Happening.HUNG_UP)
    move.state = replace(move.state, over=True)
    return move.wait(Disconnect())


# -- going to a dialog ------------------------------------------------------------------------------------------------


def _go(move: _Move, target: DialogId) -> Step:
    """Enter `target` and run through every dialog that does not wait."""
    for _ in range(MOST_WITHOUT_WAIT):
        entered = _enter(move, target)
        if isinstance(entered, Step):
            return entered
        target = entered
    raise EndlessLineError(f"no dialog waits within {MOST_WITHOUT_WAIT} of {target!r}")


def _enter(move: _Move, target: DialogId) -> Step | DialogId:
    dialog = move.program.dialogs[target]
    move.state = replace(move.state, at=str(target), noinput=0, nomatch=0, rung=(), rings=())
    move.note(Happening.ENTERED)
    if dialog.outcome and not isinstance(dialog, Connecting):
        move.note(Happening.OUTCOME, dialog.outcome)
    match dialog:
        case Passing():
            move.say(dialog.prompt, bargein=dialog.bargein)
            return dialog.then
        case Branching():
            return choose(move.program, move.state, dialog, move.world)
        case Asking():
            return _ask(move, dialog, dialog.prompt)
        case Fetching():
            return _fetch(move, dialog)
        case Connecting():
            move.say(dialog.prompt)
            return _ring(move, dialog)
        case Ending():
            return _end(move, dialog)


def _end(move: _Move, dialog: Ending) -> Step:
    move.say(dialog.prompt)
    move.note(Happening.ENDED, dialog.how)
    move.state = replace(move.state, over=True)
    return move.wait(Disconnect(dialog.how))


# -- asking -----------------------------------------------------------------------------------------------------------


def _ask(move: _Move, dialog: Asking, prompt: Prompt) -> Step:
    move.say(prompt)
    termchar = isinstance(dialog.grammar, DigitString)
    return move.wait(Listen(dialog.grammar.limit, termchar, dialog.timing, move.guard))


def _answer(move: _Move, dialog: Asking, keys: Secret) -> Step:
    reading = read(dialog.grammar, keys)
    # A Gather that ended because the entry was full leaves a # the caller may still type: see Listen.guard.
    move.guard = isinstance(dialog.grammar, DigitString) and len(keys) >= dialog.grammar.limit
    if _too_long(move, dialog):
        return _limited(move)
    match reading.meaning:
        case Meaning.MATCH:
            return _matched(move, dialog, keys, reading)
        case Meaning.NOINPUT | Meaning.NOMATCH:
            return _failed(move, dialog, reading)
        case Meaning.PERSON:
            move.note(Happening.ASKED_FOR_PERSON)
            return _go(move, move.program.person)
        case Meaning.BACK:
            move.note(Happening.WENT_BACK)
            return _go(move, dialog.back) if dialog.back else _ask(move, dialog, dialog.prompt)
        case Meaning.REPEAT:
            move.note(Happening.REPEATED)
            return _ask(move, dialog, dialog.prompt)
        case Meaning.UNFINISHED:
            move.note(Happening.STARTED_OVER)
            return _ask(move, dialog, dialog.prompt)


def _matched(move: _Move, dialog: Asking, keys: Secret, reading: Reading) -> Step:
    match dialog.grammar:
        case OneKey():
            move.note(Happening.CHOSE, keys.reveal())  # one key of a menu, never digits that were collected
        case DigitString(into=into):
            move.note(Happening.KEYED, into, len(reading.entry))
            move.state = _kept(move.state, into, reading.entry)
    return _go(move, reading.target or dialog.exhausted)


def _kept(state: CallState, into: str, entry: Secret) -> CallState:
    """What was keyed stays secret; only its last four digits may be seen, and only of something longer."""
    values = dict(state.values)
    if into == Known.ACCOUNT_NUMBER:
        values = {name: text for name, text in values.items() if not name.startswith("account.")}
        if len(entry) > LAST_DIGITS:
            values[Known.ACCOUNT_LAST4.value] = entry.reveal()[-LAST_DIGITS:]
    return replace(state, values=values, secrets={**state.secrets, into: entry})


def _failed(move: _Move, dialog: Asking, reading: Reading) -> Step:
    """Silence or a wrong answer: counted apart at this dialog, together over the call."""
    silent = reading.meaning is Meaning.NOINPUT
    state = move.state
    state = replace(
        state,
        noinput=state.noinput + silent,
        nomatch=state.nomatch + (not silent),
        errors=state.errors + 1,
        values={**state.values, Known.HEARD_COUNT.value: str(len(reading.entry))},
    )
    move.state = state
    count = state.noinput if silent else state.nomatch
    move.note(Happening.NOINPUT if silent else Happening.NOMATCH, count=count)
    if count > (dialog.attempts.noinput if silent else dialog.attempts.nomatch):
        move.note(Happening.EXHAUSTED)
        return _go(move, dialog.exhausted)
    if _universal(dialog) and state.errors > move.program.limits.errors and not state.limited:
        return _limited(move)
    return _ask(move, dialog, _wording(dialog, dialog.noinput if silent else dialog.nomatch, count))


def _wording(dialog: Asking, wordings: tuple[Prompt, ...], count: int) -> Prompt:
    """The count-th wording, or the last there is, or the question itself."""
    return wordings[min(count, len(wordings)) - 1] if wordings else dialog.prompt


def _universal(dialog: Asking) -> bool:
    return not isinstance(dialog.grammar, OneKey) or dialog.grammar.universal


def _too_long(move: _Move, dialog: Asking) -> bool:
    return _universal(dialog) and move.state.turn > move.program.limits.turns and not move.state.limited


def _limited(move: _Move) -> Step:
    """The call met its bounds: a person, once; after that only the bounds of each dialog hold."""
    move.note(Happening.LIMITED)
    move.state = replace(move.state, limited=True)
    return _go(move, move.program.person)


# -- the back office --------------------------------------------------------------------------------------------------


def _fetch(move: _Move, dialog: Fetching) -> Step | DialogId:
    number = move.state.secrets.get(dialog.number)
    verifier = move.state.secrets.get(dialog.verifier)
    if number is None or verifier is None:  # reached without the questions: nothing to ask the back office about
        return dialog.outcomes[FetchOutcome.DOWN]
    comfort = speak(move.program, move.state, dialog.comfort)
    return move.wait(Fetch(number, verifier, (comfort,) if comfort else ()))


def _fetched(move: _Move, dialog: Fetching, event: Fetched) -> Step:
    move.note(Happening.LOOKED_UP, event.outcome)
    state = move.state
    kept = {name: secret for name, secret in state.secrets.items() if name != dialog.verifier}
    match event.outcome:
        case FetchOutcome.VERIFIED:
            move.state = replace(state, values={**state.values, **_allowed(event.facts)}, secrets=kept)
            return _go(move, dialog.outcomes[FetchOutcome.VERIFIED])
        case FetchOutcome.REFUSED:
            return _refused(move, dialog)
        case FetchOutcome.DOWN:
            return _go(move, dialog.outcomes[FetchOutcome.DOWN])
        case FetchOutcome.UNKNOWN:
            return _go(move, dialog.outcomes.get(FetchOutcome.UNKNOWN, dialog.outcomes[FetchOutcome.DOWN]))


def _allowed(facts: Mapping[str, str]) -> dict[str, str]:
    """Only values of the closed list may enter a state; a directory that sends more is not a leak."""
    names = {name.value for name, spoken in TYPES.items() if spoken is not Spoken.SECRET_DIGITS}
    return {name: text for name, text in facts.items() if name in names}


def _refused(move: _Move, dialog: Fetching) -> Step:
    """Both answers are forgotten, so that unknown number and wrong verifier cannot be told apart."""
    state = move.state
    tries = state.counts.get(REFUSALS, 0) + 1
    exhausted = tries >= dialog.tries
    move.state = replace(
        state,
        counts={**state.counts, REFUSALS: tries},
        secrets={name: one for name, one in state.secrets.items() if name not in (dialog.number, dialog.verifier)},
        # The representative who takes over after the last try is told which account was keyed.
        values=state.values if exhausted else {n: t for n, t in state.values.items() if n != Known.ACCOUNT_LAST4},
    )
    if exhausted:
        move.note(Happening.EXHAUSTED)
    return _go(move, dialog.exhausted if exhausted else dialog.outcomes[FetchOutcome.REFUSED])


# -- representatives --------------------------------------------------------------------------------------------------


def _ring(move: _Move, dialog: Connecting) -> Step | DialogId:
    """Ring whoever is next; with nobody left, where the outcome of all the rings leads."""
    state = move.state
    waiting = [one for one in move.world.roster.of(dialog.group) if one.id not in state.rung]
    most = 1 if dialog.order is Order.IN_ORDER else MOST_TARGETS
    targets = tuple(waiting[:most])
    if not targets:
        return dialog.outcomes[_sum_of(state.rings)]
    move.state = replace(state, rung=(*state.rung, *(one.id for one in targets)))
    for one in targets:
        move.note(Happening.RANG, one.id)
    hand_off = tuple((name.value, state.values[name]) for name in HAND_OFF if name in state.values)
    return move.wait(Ring(targets, dialog.seconds, dialog.whisper, hand_off))


def _ring_ended(move: _Move, dialog: Connecting, event: RingEnded) -> Step:
    move.note(Happening.RING_ENDED, event.outcome)
    if event.outcome is RingOutcome.BRIDGED:
        move.note(Happening.CONNECTED, event.representative)
        if dialog.outcome:
            move.note(Happening.OUTCOME, dialog.outcome)
        return _go(move, dialog.outcomes[RingOutcome.BRIDGED])
    move.state = replace(move.state, rings=(*move.state.rings, event.outcome.value))
    following = _ring(move, dialog)
    return following if isinstance(following, Step) else _go(move, following)


def _sum_of(rings: tuple[str, ...]) -> RingOutcome:
    """One word for several rings that reached nobody: somebody who did not answer outweighs busy, busy outweighs
    failed. A group with nobody to ring is busy."""
    for outcome in (RingOutcome.NOANSWER, RingOutcome.BUSY, RingOutcome.FAILED):
        if outcome.value in rings:
            return outcome
    return RingOutcome.BUSY
