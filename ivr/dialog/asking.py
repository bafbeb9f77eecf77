"""Questions to the caller: what an answer comes to, and what silence, wrong keys and the line-wide keys do.

Silence and wrong answers are counted apart at a dialog and together over the call. Past the call's bounds the caller
goes to a person, once; after that only the bounds of each dialog hold. Whoever is silent once is given more time from
then on, until the call ends.
"""

from dataclasses import replace

from ivr.dialog.choosing_language import chosen, go_back, other_language
from ivr.dialog.grammar import Amount, DigitString, LanguageKey, Meaning, OneKey, Reading, read, universal
from ivr.dialog.holding import WAITED
from ivr.dialog.journal import Happening
from ivr.dialog.keeping import kept
from ivr.dialog.move import Move, Onward
from ivr.dialog.patience import timing
from ivr.dialog.program import Asking, Attempts
from ivr.dialog.prompts import Known, Prompt
from ivr.dialog.state import CallState
from ivr.dialog.turn import Listen
from ivr.secret import Secret


def ask(move: Move, dialog: Asking, prompt: Prompt) -> Onward:
    if prompt is dialog.prompt:
        move.say(dialog.terms, bargein=False)
    move.say(prompt)
    termchar = isinstance(dialog.grammar, DigitString | Amount)
    return Listen(dialog.grammar.limit, termchar, timing(move, dialog), move.guard or dialog.guard)


def answer(move: Move, dialog: Asking, keys: Secret) -> Onward:
    """No keys at all are silence."""
    reading = _meant(move, read(dialog.grammar, keys))
    # A Gather that ended because the entry was full leaves a # the caller may still type: see Listen.guard.
    move.guard = isinstance(dialog.grammar, DigitString | Amount) and len(keys) >= dialog.grammar.limit
    if _too_long(move, dialog):
        return _limited(move)
    match reading.meaning:
        case Meaning.MATCH:
            return _matched(move, dialog, keys, reading)
        case Meaning.NOINPUT | Meaning.NOMATCH | Meaning.CARD:
            return _failed(move, dialog, reading)
        case Meaning.PERSON:
            move.note(Happening.ASKED_FOR_PERSON)
            return move.program.person
        case Meaning.BACK:
            return _back(move, dialog)
        case Meaning.LANGUAGE:
            return _language(move, dialog)
        case Meaning.REPEAT:
            move.note(Happening.REPEATED)
            return ask(move, dialog, dialog.prompt)
        case Meaning.UNFINISHED:
            move.note(Happening.STARTED_OVER)
            return ask(move, dialog, dialog.prompt)


def _meant(move: Move, reading: Reading) -> Reading:
    """In a line of one language nobody can ask for another."""
    if reading.meaning is Meaning.LANGUAGE and not move.program.others:
        return Reading(Meaning.NOMATCH)
    return reading


def _matched(move: Move, dialog: Asking, keys: Secret, reading: Reading) -> Onward:
    match dialog.grammar:
        case LanguageKey():
            return chosen(move, reading.language)
        case OneKey():
            move.note(Happening.CHOSE, keys.reveal())  # one key of a menu, never digits that were collected
        case DigitString(into=into) | Amount(into=into) as grammar:
            move.note(Happening.KEYED, into, len(reading.entry))
            move.state = kept(move.state, grammar, reading.entry)
    return reading.target or dialog.exhausted


def _back(move: Move, dialog: Asking) -> Onward:
    move.note(Happening.WENT_BACK)
    if isinstance(dialog.grammar, LanguageKey):
        return go_back(move)
    return dialog.back or ask(move, dialog, dialog.prompt)


def _language(move: Move, dialog: Asking) -> Onward:
    """The other of two languages at once, or the choice among more; either way the same question comes again."""
    if move.program.languages is not None:
        move.note(Happening.ASKED_FOR_LANGUAGE)
        move.state = replace(move.state, returning=str(dialog.id))
        return move.program.languages
    other_language(move)
    translated = move.dialog(dialog.id)
    return ask(move, translated, translated.prompt) if isinstance(translated, Asking) else dialog.id


def _failed(move: Move, dialog: Asking, reading: Reading) -> Onward:
    silent = reading.meaning is Meaning.NOINPUT
    move.state = state = _counted(move, dialog, reading, silent=silent)
    count = state.noinput if silent else state.nomatch
    move.note(Happening.NOINPUT if silent else Happening.NOMATCH, count=count)
    if reading.meaning is Meaning.CARD:
        move.note(Happening.KEYED_A_CARD)
    if count > _most(move, dialog, silent=silent):
        move.note(Happening.EXHAUSTED)
        return go_back(move) if isinstance(dialog.grammar, LanguageKey) else dialog.exhausted
    if universal(dialog.grammar) and state.errors > move.program.limits.errors and not state.limited:
        return _limited(move)
    if reading.meaning is Meaning.CARD and dialog.card:
        return ask(move, dialog, dialog.card)
    return ask(move, dialog, _wording(dialog, dialog.noinput if silent else dialog.nomatch, count))


def _most(move: Move, dialog: Asking, *, silent: bool) -> int:
    """How many failures of this kind are asked again after; patience gives the silent one more chance."""
    attempts: Attempts = dialog.attempts
    if not silent:
        return attempts.nomatch
    patient = move.state.patient and attempts.noinput > 0 and not isinstance(dialog.grammar, LanguageKey)
    return max(attempts.noinput, move.program.patience.noinput) if patient else attempts.noinput


def _counted(move: Move, dialog: Asking, reading: Reading, *, silent: bool) -> CallState:
    state = move.state
    return replace(
        state,
        noinput=state.noinput + silent,
        nomatch=state.nomatch + (not silent),
        errors=state.errors + 1,
        patient=state.patient or (silent and universal(dialog.grammar) and dialog.attempts.noinput > 0),
        values={**state.values, Known.HEARD_COUNT.value: str(len(reading.entry))},
    )


def _wording(dialog: Asking, wordings: tuple[Prompt, ...], count: int) -> Prompt:
    """The count-th wording, or the last there is, or the question itself."""
    return wordings[min(count, len(wordings)) - 1] if wordings else dialog.prompt


def _too_long(move: Move, dialog: Asking) -> bool:
    turns = move.state.turn - move.state.counts.get(WAITED, 0)
    return universal(dialog.grammar) and turns > move.program.limits.turns and not move.state.limited


def _limited(move: Move) -> Onward:
    move.note(Happening.LIMITED)
    move.state = replace(move.state, limited=True)
    return move.program.person
