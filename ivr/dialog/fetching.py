"""Requests to the back office: what is asked, what is kept of the answer, what is forgotten.

Nothing learned of an account outlives the next answer about one, so a refusal also ends what an earlier answer allowed.
"""

from collections.abc import Mapping
from dataclasses import replace

from ivr.dialog.journal import Happening
from ivr.dialog.keeping import without
from ivr.dialog.move import Move, Onward
from ivr.dialog.program import Fetching, Program, RecordPayment, SendText, VerifyAccount
from ivr.dialog.prompts import NEEDS_VERIFIED, VERIFIERS, Known, Tier
from ivr.dialog.speaking import speak, words_of
from ivr.dialog.state import CallState
from ivr.dialog.turn import Fetch, Record, Request, Text, Verify
from ivr.dialog.world import Fetched
from ivr.dialog.writing import write
from ivr.secret import Secret
from ivr.telephony.outcomes import FetchOutcome

REFUSALS = "refusals"
"""The counter of refused proofs: one for the whole call, whichever question they came by."""

_LEARNED = NEEDS_VERIFIED | {Known.ACCOUNT_VERIFIED, Known.ACCOUNT_TIER, Known.ACCOUNT_HELD}
_KEYED = frozenset({Known.ACCOUNT_NUMBER, *VERIFIERS})
_SEEN = _LEARNED | {Known.ACCOUNT_LAST4}
_NOBODY = Secret("")


def fetch(move: Move, dialog: Fetching) -> Onward:
    request = request_of(move.program, move.state, dialog)
    if request is None:  # reached without the questions: there is nothing to ask the back office
        return _led(dialog, FetchOutcome.DOWN)
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
            return _refused(move, dialog)
        case _:
            pass
    return _led(dialog, event.outcome)


_NOTED = {
    VerifyAccount: Happening.LOOKED_UP,
    SendText: Happening.TEXTED,
    RecordPayment: Happening.RECORDED_PAYMENT,
}


def _led(dialog: Fetching, outcome: FetchOutcome) -> Onward:
    """Where an outcome leads. Without a way of their own, the recognised go the way of the verified, where what they are
    not known well enough for holds them back; what nobody thought of goes the way of down."""
    if outcome is FetchOutcome.RECOGNISED and outcome not in dialog.outcomes:
        outcome = FetchOutcome.VERIFIED
    return dialog.outcomes.get(outcome, dialog.outcomes[FetchOutcome.DOWN])


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
        values={**without(state.values, _LEARNED), **told},
        secrets=without(state.secrets, VERIFIERS),
    )


def _refused(move: Move, dialog: Fetching) -> Onward:
    """Both answers are forgotten, so that unknown number and wrong proof cannot be told apart."""
    state = move.state
    tries = state.counts.get(REFUSALS, 0) + 1
    exhausted = tries >= dialog.tries
    # The representative who takes over after the last try is told which account was keyed.
    forgotten = _LEARNED if exhausted else _LEARNED | {Known.ACCOUNT_LAST4}
    move.state = replace(
        state,
        counts={**state.counts, REFUSALS: tries},
        secrets=without(state.secrets, _KEYED),
        values=without(state.values, forgotten),
    )
    if exhausted:
        move.note(Happening.EXHAUSTED)
    return dialog.exhausted if exhausted else _led(dialog, FetchOutcome.REFUSED)
