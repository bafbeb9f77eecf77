"""Taking a payment by card: what the carrier is asked for, and what its answer comes to.

The card itself never comes here. What was promised to the caller, an amount read back to them, is all that is charged;
and where nobody knows how it ended, nothing is charged again and a person takes over.
"""

from dataclasses import replace

from ivr.dialog.journal import Happening
from ivr.dialog.move import Move, Onward
from ivr.dialog.program import Paying
from ivr.dialog.prompts import Known
from ivr.dialog.turn import Pay, PaySaid
from ivr.dialog.world import Paid
from ivr.telephony.outcomes import PayOutcome

DECLINES = "declines"
"""The counter of declined payments, one for the whole call."""


def pay(move: Move, dialog: Paying) -> Onward:
    amount = move.state.values.get(Known.PAYMENT_AMOUNT)
    if amount is None:  # reached without an amount: nothing may be charged
        return _led(dialog, PayOutcome.FAILED)
    prompts = tuple(PaySaid(one.step, move.spoken(one.prompt), one.attempts, one.errors) for one in dialog.prompts)
    return Pay(amount, dialog.terms, prompts, move.language)


def paid(move: Move, dialog: Paying, event: Paid) -> Onward:
    move.note(Happening.PAID, event.outcome)
    match event.outcome:
        case PayOutcome.PAID:
            _keep(move, event.confirmation)
            return _led(dialog, PayOutcome.PAID)
        case PayOutcome.DECLINED:
            return _declined(move, dialog)
        case _:
            return _led(dialog, event.outcome)


def _keep(move: Move, confirmation: str) -> None:
    values = {**move.state.values, Known.PAYMENT_CONFIRMATION.value: confirmation} if confirmation else move.state.values
    move.state = replace(move.state, values=values)


def _declined(move: Move, dialog: Paying) -> Onward:
    tries = move.state.counts.get(DECLINES, 0) + 1
    move.state = replace(move.state, counts={**move.state.counts, DECLINES: tries})
    if tries >= dialog.tries:
        move.note(Happening.EXHAUSTED)
        return dialog.exhausted
    return _led(dialog, PayOutcome.DECLINED)


def _led(dialog: Paying, outcome: PayOutcome) -> Onward:
    return dialog.outcomes.get(outcome, dialog.exhausted)
