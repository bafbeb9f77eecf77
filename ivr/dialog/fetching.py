"""Requests to the back office: what is asked, what is kept of the answer, what is forgotten.

Nothing learned of an account outlives the next answer about one, so a refusal also ends what an earlier answer allowed.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace

from ivr.dialog import program_fetching
from ivr.dialog.connecting import HAND_OFF
from ivr.dialog.journal import Happening
from ivr.dialog.keeping import without
from ivr.dialog.move import Move, Onward
from ivr.dialog.program import Fetching, Program, RecordPayment, RequestCallback, SendText, VerifyAccount
from ivr.dialog.prompts import NEEDS_VERIFIED, VERIFIERS, Known, Tier
from ivr.dialog.speaking import speak, words_of
from ivr.dialog.state import CallState
from ivr.dialog.turn import (
    CallBack,
    CheckNumber,
    Fetch,
    Record,
    Request,
    SetPresence,
    SignIn,
    TakeNext,
    Text,
    Verify,
)
from ivr.dialog.world import Fetched
from ivr.dialog.writing import write
from ivr.secret import Secret
from ivr.telephony.outcomes import FetchOutcome

REFUSALS = "refusals"
"""The counter of refused proofs: one for the whole call, whichever question they came by."""

LEARNED = NEEDS_VERIFIED | {Known.ACCOUNT_VERIFIED, Known.ACCOUNT_TIER, Known.ACCOUNT_HELD}
"""What a proof allowed to be known, and the proof itself: it holds for whoever gave it, on the call it was given on."""
_KEYED = frozenset({Known.ACCOUNT_NUMBER, *VERIFIERS})
_SEEN = LEARNED | {Known.ACCOUNT_LAST4}
_SIGNED_IN_BY = (Known.REPRESENTATIVE_CODE, Known.REPRESENTATIVE_PIN)
_OF_REPRESENTATIVE = (Known.REPRESENTATIVE_ID, Known.REPRESENTATIVE_NAME)
_NOBODY = Secret("")


def fetch(move: Move, dialog: Fetching) -> Onward:
    request = request_of(move.program, move.state, dialog)
    if request is None:  # reached without the questions: there is nothing to ask the back office
        return _led(move, dialog, FetchOutcome.DOWN)
    return Fetch(request, move.spoken(dialog.comfort), move.guard)


def request_of(program: Program, state: CallState, dialog: Fetching) -> Request | None:
    """What a dialog, with its words in the caller's language, asks for this caller; None when something needed for it is
    not known."""
    match dialog.inquiry:
        case VerifyAccount():
            return _verify(state)
        case SendText() as text:
            return _text(program, state, dialog, text)
        case RecordPayment():
            amount = state.values.get(Known.PAYMENT_AMOUNT)
            number = state.secrets.get(Known.ACCOUNT_NUMBER, _NOBODY)
            confirmation = state.values.get(Known.PAYMENT_CONFIRMATION, "")
            return Record(number, amount, confirmation) if amount else None
        case RequestCallback() as callback:
            return _call_back(program, state, dialog, callback)
        case program_fetching.CheckNumber():
            keyed = _number(state)
            return CheckNumber(keyed) if keyed else None
        case program_fetching.SignIn() | program_fetching.SetPresence() | program_fetching.TakeNext() as theirs:
            return _of_representative(state, theirs)


def _of_representative(
    state: CallState,
    inquiry: program_fetching.SignIn | program_fetching.SetPresence | program_fetching.TakeNext,
) -> Request | None:
    """Asked on a representative's own line; all but the first by somebody who signed in."""
    me = state.values.get(Known.REPRESENTATIVE_ID)
    match inquiry:
        case program_fetching.SignIn():
            code, pin = (state.secrets.get(one) for one in _SIGNED_IN_BY)
            return SignIn(code, pin) if code and pin else None
        case program_fetching.SetPresence(chosen=chosen):
            return SetPresence(me, chosen) if me else None
        case program_fetching.TakeNext():
            return TakeNext(me) if me else None


def _number(state: CallState) -> Secret | None:
    """The number to call back: the one that was keyed, or the caller's own."""
    return state.secrets.get(Known.CALLER_CALLBACK) or state.secrets.get(Known.CALLER_PHONE)


def _call_back(program: Program, state: CallState, dialog: Fetching, callback: RequestCallback) -> CallBack | None:
    to = _number(state)
    if to is None:
        return None
    return CallBack(
        to=to,
        group=callback.group,
        begins=callback.begins,
        skills=callback.skills,
        body=write(state, callback.body),
        consent=words_of(speak(program, state, callback.consent)),
        dialog=dialog.id,
        language=state.language or program.voice.language,
    )


def _verify(state: CallState) -> Verify | None:
    number = state.secrets.get(Known.ACCOUNT_NUMBER)
    proof = next(((one, state.secrets[one]) for one in VERIFIERS if one in state.secrets), None)
    return Verify(number, *proof) if number and proof else None


def _text(program: Program, state: CallState, dialog: Fetching, text: SendText) -> Text | None:
    to = state.secrets.get(Known.CALLER_PHONE)
    body = write(state, text.body)
    if to is None or not body:
        return None
    return Text(
        to=to,
        topic=text.topic,
        body=body,
        consent=words_of(speak(program, state, text.consent)),
        dialog=dialog.id,
        language=state.language or program.voice.language,
        number=state.secrets.get(Known.ACCOUNT_NUMBER, _NOBODY),
        amount=state.values.get(Known.PAYMENT_AMOUNT, ""),
    )


def fetched(move: Move, dialog: Fetching, event: Fetched) -> Onward:
    """Only the answer to who is calling is learned from, or counted."""
    move.said.extend(event.said)
    move.guard = event.guard
    move.note(_NOTED[type(dialog.inquiry)], event.outcome)
    match event.outcome:
        case FetchOutcome.VERIFIED | FetchOutcome.RECOGNISED if isinstance(dialog.inquiry, VerifyAccount):
            _learned(move, event.facts, event.outcome)
        case FetchOutcome.REFUSED if isinstance(dialog.inquiry, VerifyAccount):
            return _refused(move, dialog, _KEYED)
        case FetchOutcome.REFUSED if isinstance(dialog.inquiry, program_fetching.SignIn):
            return _refused(move, dialog, _SIGNED_IN_BY)
        case FetchOutcome.VERIFIED | FetchOutcome.DONE:
            _told(move, dialog, event.facts)
        case _:
            pass
    return _led(move, dialog, event.outcome)


_NOTED = {
    VerifyAccount: Happening.LOOKED_UP,
    SendText: Happening.TEXTED,
    RecordPayment: Happening.RECORDED_PAYMENT,
    RequestCallback: Happening.ASKED_FOR_CALLBACK,
    program_fetching.CheckNumber: Happening.CHECKED_NUMBER,
    program_fetching.SignIn: Happening.SIGNED_IN,
    program_fetching.SetPresence: Happening.CHOSE_PRESENCE,
    program_fetching.TakeNext: Happening.TOOK,
}


def _told(move: Move, dialog: Fetching, facts: Mapping[str, str]) -> None:
    """Who signed in, or what is handed over of the caller who was taken; nothing is left of the one before."""
    state = move.state
    match dialog.inquiry:
        case program_fetching.SignIn():
            told = {name: text for name, text in facts.items() if name in _OF_REPRESENTATIVE}
            kept, secrets = state.values, without(state.secrets, _SIGNED_IN_BY)
        case program_fetching.TakeNext():
            told = {name: text for name, text in facts.items() if name in (*HAND_OFF, Known.QUEUE_NAME)}
            kept, secrets = without(state.values, (*HAND_OFF, Known.QUEUE_NAME)), dict(state.secrets)
        case _:
            return
    move.state = replace(state, values={**kept, **told}, secrets=secrets)


def _led(move: Move, dialog: Fetching, outcome: FetchOutcome) -> Onward:
    """Where an outcome leads. Without a way of their own, the recognised go the way of the verified, where what they are
    not known well enough for holds them back; what nobody thought of goes the way of down. The journal has the way."""
    if outcome is FetchOutcome.RECOGNISED and outcome not in dialog.outcomes:
        outcome = FetchOutcome.VERIFIED
    if outcome not in dialog.outcomes:
        outcome = FetchOutcome.DOWN
    move.note(Happening.DECIDED, outcome)
    return dialog.outcomes[outcome]


def _learned(move: Move, facts: Mapping[str, str], outcome: FetchOutcome) -> None:
    """Only values of the closed list may enter a state, and amounts only when the proof was good enough for them: a
    directory that sends more is not a leak."""
    state = move.state
    verified = outcome is FetchOutcome.VERIFIED
    allowed = _SEEN if verified else _SEEN - NEEDS_VERIFIED
    told = {name: text for name, text in facts.items() if name in allowed}
    told[Known.ACCOUNT_TIER.value] = Tier.T2 if verified else Tier.T1
    told[Known.ACCOUNT_VERIFIED.value] = "yes" if verified else "no"
    move.state = replace(
        state,
        values={**without(state.values, LEARNED), **told},
        secrets=without(state.secrets, VERIFIERS),
    )


def _refused(move: Move, dialog: Fetching, keyed: Collection[Known]) -> Onward:
    """Both answers are forgotten, so that unknown number and wrong proof cannot be told apart."""
    state = move.state
    tries = state.counts.get(REFUSALS, 0) + 1
    exhausted = tries >= dialog.tries
    # The representative who takes over after the last try is told which account was keyed.
    forgotten = LEARNED if exhausted else LEARNED | {Known.ACCOUNT_LAST4}
    move.state = replace(
        state,
        counts={**state.counts, REFUSALS: tries},
        secrets=without(state.secrets, keyed),
        values=without(state.values, forgotten),
    )
    if exhausted:
        move.note(Happening.EXHAUSTED)
        return dialog.exhausted
    return _led(move, dialog, FetchOutcome.REFUSED)
