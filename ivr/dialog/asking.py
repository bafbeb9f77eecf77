"""Questions to the caller: what an answer comes to, and what silence, wrong keys and the line-wide keys do.

Silence and wrong answers are counted apart at a dialog and together over the call. Past the call's bounds the caller
goes to a person, once; after that only the bounds of each dialog hold.
"""

from dataclasses import replace

from ivr.dialog.grammar import DigitString, Meaning, OneKey, Reading, read
from ivr.dialog.journal import Happening
from ivr.dialog.move import Move, Onward
from ivr.dialog.program import Asking
from ivr.dialog.prompts import Known, Prompt
from ivr.dialog.state import CallState
from ivr.dialog.turn import Listen
from ivr.secret import Secret

LAST_DIGITS = 4
"""Of an account number, what may be seen of it."""


def ask(move: Move, dialog: Asking, prompt: Prompt) -> Onward:
    move.say(prompt)
    termchar = isinstance(dialog.grammar, DigitString)
    return Listen(dialog.grammar.limit, termchar, dialog.timing, move.guard)


def answer(move: Move, dialog: Asking, keys: Secret) -> Onward:
    """No keys at all are silence."""
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
            return move.program.person
        case Meaning.BACK:
            move.note(Happening.WENT_BACK)
            return dialog.back or ask(move, dialog, dialog.prompt)
        case Meaning.REPEAT:
            move.note(Happening.REPEATED)
            return ask(move, dialog, dialog.prompt)
        case Meaning.UNFINISHED:
            move.note(Happening.STARTED_OVER)
            return ask(move, dialog, dialog.prompt)


def _matched(move: Move, dialog: Asking, keys: Secret, reading: Reading) -> Onward:
    match dialog.grammar:
        case OneKey():
            move.note(Happening.CHOSE, keys.reveal())  # one key of a menu, never digits that were collected
        case DigitString(into=into):
            move.note(Happening.KEYED, into, len(reading.entry))
            move.state = _kept(move.state, into, reading.entry)
    return reading.target or dialog.exhausted


def _kept(state: CallState, into: str, entry: Secret) -> CallState:
    """What was keyed stays secret; only its last four digits may be seen, and only of something longer."""
    values = dict(state.values)
    if into == Known.ACCOUNT_NUMBER:
        values = {name: text for name, text in values.items() if not name.startswith("account.")}
        if len(entry) > LAST_DIGITS:
            values[Known.ACCOUNT_LAST4.value] = entry.reveal()[-LAST_DIGITS:]
    return replace(state, values=values, secrets={**state.secrets, into: entry})


def _failed(move: Move, dialog: Asking, reading: Reading) -> Onward:
    silent = reading.meaning is Meaning.NOINPUT
    state = _counted(move.state, reading, silent=silent)
    move.state = state
    count = state.noinput if silent else state.nomatch
    move.note(Happening.NOINPUT if silent else Happening.NOMATCH, count=count)
    if count > (dialog.attempts.noinput if silent else dialog.attempts.nomatch):
        move.note(Happening.EXHAUSTED)
        return dialog.exhausted
    if _universal(dialog) and state.errors > move.program.limits.errors and not state.limited:
        return _limited(move)
    return ask(move, dialog, _wording(dialog, dialog.noinput if silent else dialog.nomatch, count))


def _counted(state: CallState, reading: Reading, *, silent: bool) -> CallState:
    return replace(
        state,
        noinput=state.noinput + silent,
        nomatch=state.nomatch + (not silent),
        errors=state.errors + 1,
        values={**state.values, Known.HEARD_COUNT.value: str(len(reading.entry))},
    )


def _wording(dialog: Asking, wordings: tuple[Prompt, ...], count: int) -> Prompt:
    """The count-th wording, or the last there is, or the question itself."""
    return wordings[min(count, len(wordings)) - 1] if wordings else dialog.prompt


def _universal(dialog: Asking) -> bool:
    return not isinstance(dialog.grammar, OneKey) or dialog.grammar.universal


def _too_long(move: Move, dialog: Asking) -> bool:
    return _universal(dialog) and move.state.turn > move.program.limits.turns and not move.state.limited


def _limited(move: Move) -> Onward:
    move.note(Happening.LIMITED)
    move.state = replace(move.state, limited=True)
    return move.program.person
