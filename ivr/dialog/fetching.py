"""Requests to the back office: what is asked, what is kept of the answer, what is forgotten.

Nothing learned of an account outlives the next answer about one, so a refusal also ends what an earlier answer allowed.
"""

from collections.abc import Mapping
from dataclasses import replace

from ivr.dialog.journal import Happening
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

_LEARNED = NEEDS_VERIFIED | {Known.ACCOUNT_VERIFIED, Known.ACCOUNT_TIER}
_KEYED = frozenset({Known.ACCOUNT_NUMBER, *VERIFIERS})
_SEEN = _LEARNED | {Known.ACCOUNT_LAST4}
_NOBODY = Secret("")


def fetch(move: Move, dialog: Fetching) -> Onward:
    request = request_of(move.program, move.state, dialog)
    if request is None:  # reached without the questions: there is nothing to ask the back office
        return _led(dialog, FetchOutcome.DOWN)
    return Fetch(request, move.spoken(dialog.comfort), move.guard)


def request_of(program: Program, state: CallState, dialog: Fetching) -> Request | None:
    """What a dialog asks for this caller; None when something needed for it is not known."""
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
    if to is None:
        return None
    return Text(
        to=to,
        topic=text.topic,
        body=write(state, text.body),
        consent=words_of(speak(program, state, text.consent)),
        dialog=dialog.id,
        language=state.language or program.voice.language,
        number=state.secrets.get(Known.ACCOUNT_NUMBER, _NOBODY),
        amount=state.values.get(Known.PAYMENT_AMOUNT, ""),
    )


def fetched(move: Move, dialog: Fetching, event: Fetched) -> Onward:
    move.note(_NOTED[type(dialog.inquiry)], event.outcome)
    match event.outcome:
        case FetchOutcome.VERIFIED | FetchOutcome.RECOGNISED:
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
    """Where an outcome leads: who is recognised and was promised nothing less is verified's way, and what nobody
    thought of is down's."""
    if outcome is FetchOutcome.RECOGNISED and outcome not in dialog.outcomes:
        return dialog.outcomes[FetchOutcome.VERIFIED]
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
        values={**_without(state.values, _LEARNED), **told},
        secrets={name: one for name, one in state.secrets.items() if name not in VERIFIERS},
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
        secrets={name: one for name, one in state.secrets.items() if name not in _KEYED},
        values=_without(state.values, forgotten),
    )
    if exhausted:
        move.note(Happening.EXHAUSTED)
    return dialog.exhausted if exhausted else _led(dialog, FetchOutcome.REFUSED)


def _without(values: Mapping[str, str], names: frozenset[Known]) -> dict[str, str]:
    return {name: text for name, text in values.items() if name not in names}
