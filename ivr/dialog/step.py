"""The only place where a call moves.

`begin` and `step` are pure: the same program, state, event and world give the same Step, to the last journal entry.
Nothing is looked up, rung or saved here. An event that cannot answer what the call waits for changes nothing.
What each kind of dialog does with its events stands in a file of its own (asking.py, fetching.py, connecting.py, holding.py ...);
where the call then goes is decided here, and nowhere else is `CallState.at` written.
"""

from dataclasses import dataclass, replace

from ivr.dialog.asking import answer, ask
from ivr.dialog.branching import choose
from ivr.dialog.connecting import ring, ring_ended
from ivr.dialog.fetching import fetch, fetched
from ivr.dialog.grammar import DialogId
from ivr.dialog.holding import dequeued, hold, waited
from ivr.dialog.journal import Entry, Happening
from ivr.dialog.keeping import copied, forgotten, with_secret
from ivr.dialog.move import Move, Onward
from ivr.dialog.paying import paid, pay
from ivr.dialog.program import (
    Asking,
    Branching,
    Connecting,
    Dialog,
    Ending,
    Fetching,
    Holding,
    Passing,
    Paying,
    Program,
    Recording,
    Taking,
)
from ivr.dialog.prompts import Known, Tier
from ivr.dialog.recording import record, recorded
from ivr.dialog.state import CallState, arrived, one_turn_on
from ivr.dialog.taking import joined, take
from ivr.dialog.turn import Disconnect, Turn
from ivr.dialog.world import Answered, Event, Fetched, Joined, Paid, RingEnded, World
from ivr.secret import Secret
from ivr.telephony.events import Dequeued, HungUp, Keyed, Recorded, Silent
from ivr.telephony.outcomes import PayOutcome

MOST_WITHOUT_WAIT = 100
"""Dialogs run through before one must wait. The checker refuses lines that could exceed it."""


class EndlessLineError(RuntimeError):
    """A program ran through more dialogs than MOST_WITHOUT_WAIT and none of them waits; `through` are those, in order."""

    def __init__(self, message: str, through: tuple[DialogId, ...] = ()) -> None:
        super().__init__(message)
        self.through = through


@dataclass(frozen=True, slots=True)
class Step:
    """Where the call stands now, what to present (None: the event answered nothing, present what there was), and
    what happened."""

    state: CallState
    turn: Turn | None
    journal: tuple[Entry, ...] = ()


def begin(program: Program, answered: Answered, world: World) -> Step:
    """A leg was answered. Raises EndlessLineError, as `step` does."""
    at = answered.at or program.start
    state = CallState(
        digest=program.digest,
        turn=1,
        at=str(at),
        values=dict(answered.values),
        secrets=dict(answered.secrets),
        language=answered.language,
        patient=answered.patient,
    )
    if answered.caller is not None:
        state = with_secret(state, Known.CALLER_PHONE.value, answered.caller)
    move = Move(program, state, world)
    move.note(Happening.ANSWERED)
    return _carried_on(move, at)


def step(program: Program, state: CallState, event: Event, world: World) -> Step:
    """One event on a call in progress. Raises EndlessLineError for a program the checker would have refused."""
    if state.over:
        return Step(state, None)
    move = Move(program, one_turn_on(state), world)
    onward = _hung_up(move) if isinstance(event, HungUp) else _answered(move, event)
    return Step(state, None) if onward is None else _carried_on(move, onward)


def _answered(move: Move, event: Event) -> Onward | None:
    """None when the event is no answer to what the dialog waits for."""
    match move.dialog(move.state.at):
        case Asking() as dialog if isinstance(event, Keyed):
            return answer(move, dialog, event.keys)
        case Asking() as dialog if isinstance(event, Silent):
            return answer(move, dialog, Secret(""))
        case Fetching() as dialog if isinstance(event, Fetched):
            return fetched(move, dialog, event)
        case Connecting() as dialog if isinstance(event, RingEnded):
            return ring_ended(move, dialog, event)
        case Paying() as dialog if isinstance(event, Paid):
            return paid(move, dialog, event)
        case Holding() as dialog if isinstance(event, Keyed | Silent):
            return waited(move, dialog, event)
        case Holding() as dialog if isinstance(event, Dequeued):
            return dequeued(move, dialog, event)
        case Recording() as dialog if isinstance(event, Recorded | Silent):
            return recorded(move, dialog, event if isinstance(event, Recorded) else None)
        case Taking() as dialog if isinstance(event, Joined):
            return joined(move, dialog, event)
        case _:
            return None


def _hung_up(move: Move) -> Onward:
    move.note(Happening.HUNG_UP)
    if isinstance(move.program.dialogs.get(move.state.at), Paying):
        move.note(Happening.PAID, PayOutcome.UNKNOWN)  # gone while the card was processed: money may have moved
    move.state = replace(move.state, over=True)
    return Disconnect()


def _carried_on(move: Move, onward: Onward) -> Step:
    """Enter dialog after dialog until one waits."""
    for _ in range(MOST_WITHOUT_WAIT + 1):  # and the one that waits
        if not isinstance(onward, str):
            break
        onward = _enter(move, onward)
    if not isinstance(onward, str):
        return Step(move.state, Turn(move.state.turn, tuple(move.said), onward), tuple(move.journal))
    through = tuple(entry.dialog for entry in move.journal if entry.kind is Happening.ENTERED)
    raise EndlessLineError(f"no dialog waits within {MOST_WITHOUT_WAIT} of {move.state.at!r}", through)


def _enter(move: Move, target: DialogId) -> Onward:  # noqa: C901 - a table, one case for each kind
    match _entered(move, target):
        case Passing() as dialog:
            return _pass(move, dialog)
        case Branching() as dialog:
            return choose(move, dialog)
        case Asking() as dialog:
            return ask(move, dialog, dialog.prompt)
        case Fetching() as dialog:
            return fetch(move, dialog)
        case Connecting() as dialog:
            move.say(dialog.prompt)
            return ring(move, dialog)
        case Holding() as dialog:
            return hold(move, dialog)
        case Recording() as dialog:
            return record(move, dialog)
        case Taking() as dialog:
            return take(move, dialog)
        case Paying() as dialog:
            return pay(move, dialog)
        case Ending() as dialog:
            return _end(move, dialog)


def _entered(move: Move, target: DialogId) -> Dialog:
    """The dialog where the call is now: the one it was led to, or the person in its place."""
    if _held_back(move, target):
        move.note(Happening.HELD_BACK, str(target))  # plain text, or the store cannot keep it
        target = move.program.person
    values = move.state.values
    if target in move.program.reasons:
        values = {**values, Known.CALLER_REASON.value: move.program.reasons[target]}
    dialog = move.dialog(target)
    # Plain text, whatever kind of name the line has above: a saved state must not depend on it.
    move.state = arrived(move.state, str(target), values)
    move.note(Happening.ENTERED)
    if dialog.outcome and not isinstance(dialog, Connecting):
        move.note(Happening.OUTCOME, dialog.outcome)
    return dialog


def _held_back(move: Move, target: DialogId) -> bool:
    """Whether a caller is not known well enough for a dialog. The checker proves that no line gets this far; should one,
    the caller meets a person, and no amount is said."""
    needed = move.program.needs.get(target, Tier.T0)
    return move.state.values.get(Known.ACCOUNT_TIER, Tier.T0) < needed and target != move.program.person


def _pass(move: Move, dialog: Passing) -> Onward:
    if dialog.keeps:
        move.state = copied(move.state, dialog.keeps)
    if dialog.forgets:
        move.state = forgotten(move.state, dialog.forgets)
    move.say(dialog.prompt, bargein=dialog.bargein)
    return dialog.then


def _end(move: Move, dialog: Ending) -> Onward:
    move.say(dialog.prompt)
    move.note(Happening.ENDED, dialog.how)
    move.state = replace(move.state, over=True)
    return Disconnect(dialog.how)
