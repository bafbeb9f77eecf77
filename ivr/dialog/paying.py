"""Taking a payment by card: what the carrier is asked for, and what its answer comes to.

The card itself never comes here. What the caller was told, an amount read back to them and a fee, is all that is
charged; and where nobody knows how it ended, nothing is charged again on this call and a person takes over. Neither is the same
amount charged twice on one call: whoever comes back for that is a person's to help.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from ivr.dialog.journal import Happening
from ivr.dialog.move import Move, Onward
from ivr.dialog.patience import relayed
from ivr.dialog.program import Paying, PayTerms
from ivr.dialog.prompts import Known
from ivr.dialog.turn import Pay, PaySaid
from ivr.dialog.world import Paid
from ivr.speech.money import format_money, parse_money
from ivr.telephony.outcomes import PayOutcome

DECLINES = "declines"
"""The counter of declined payments, one for the whole call."""
UNKNOWN = "payments of unknown end"
TAKEN = "taken "
"""Before the canonical text of an amount: the counter of payments of that amount on this call."""

_NOT_SPOKEN = re.compile(r"[^0-9A-Z]")


def pay(move: Move, dialog: Paying) -> Onward:
    amount = move.state.values.get(Known.PAYMENT_AMOUNT)
    if amount is None or parse_money(amount)[0] <= 0:
        # reached without an amount, or with nothing to pay, which a carrier would take for "keep the card": no charge
        return _led(move, dialog, PayOutcome.FAILED)
    counts = move.state.counts
    if counts.get(UNKNOWN) or counts.get(TAKEN + amount):
        move.note(Happening.EXHAUSTED)
        return _led(move, dialog, PayOutcome.UNKNOWN)
    if counts.get(DECLINES, 0) >= dialog.tries:
        return _exhausted(move, dialog)
    prompts = tuple(PaySaid(one.step, move.spoken(one.prompt), one.attempts, one.errors) for one in dialog.prompts)
    return Pay(_with_fee(amount, dialog.terms), _timed(move, dialog.terms, prompts), prompts, move.language)


def _with_fee(amount: str, terms: PayTerms) -> str:
    minor, currency = parse_money(amount)
    return format_money(minor + terms.fee, currency)


def _timed(move: Move, terms: PayTerms, prompts: tuple[PaySaid, ...]) -> PayTerms:
    """Whoever was given more time has it here too: enough to have the longest prompt typed by a relay operator."""
    if not move.state.patient:
        return terms
    longest = max((_typed(move, one) for one in prompts), default=0)
    return replace(terms, timeout=max(terms.timeout, move.program.patience.digits, longest))


def _typed(move: Move, one: PaySaid) -> int:
    alone = Move(move.program, move.state, move.world)
    alone.said.extend(one.said)
    return relayed(alone)


def paid(move: Move, dialog: Paying, event: Paid) -> Onward:
    move.note(Happening.PAID, event.outcome)
    match event.outcome:
        case PayOutcome.PAID:
            _keep(move, event.confirmation)
        case PayOutcome.UNKNOWN | PayOutcome.FAILED:  # a payment company that does not answer may have charged
            _count(move, UNKNOWN)
        case PayOutcome.DECLINED if _count(move, DECLINES) >= dialog.tries:
            return _exhausted(move, dialog)
        case _:
            pass
    return _led(move, dialog, event.outcome)


def _keep(move: Move, confirmation: str) -> None:
    """A confirmation is kept as it can be said: letters without their case, which nobody hears, and no dashes. Nothing of
    an earlier payment's is left where this one has none."""
    code = _NOT_SPOKEN.sub("", confirmation.upper())
    values = {name: text for name, text in move.state.values.items() if name != Known.PAYMENT_CONFIRMATION}
    if code:
        values[Known.PAYMENT_CONFIRMATION.value] = code
    move.state = replace(move.state, values=_owed_after(values))
    _count(move, TAKEN + values[Known.PAYMENT_AMOUNT])


def _owed_after(values: Mapping[str, str]) -> Mapping[str, str]:
    """What is known to be owed, less what was just paid, so that nobody is offered to pay it again. What is past due is
    paid first, and nothing is due any more when nothing is owed."""
    paid, currency = parse_money(values[Known.PAYMENT_AMOUNT])
    left = dict(values)
    for name, least in ((Known.ACCOUNT_BALANCE, None), (Known.ACCOUNT_PAST_DUE, 0)):
        if name in left:
            owed = parse_money(left[name])[0] - paid
            left[name.value] = format_money(owed if least is None else max(least, owed), currency)
    if Known.ACCOUNT_BALANCE in left and parse_money(left[Known.ACCOUNT_BALANCE])[0] <= 0:
        left.pop(Known.ACCOUNT_DUE, None)
    return left


def _count(move: Move, name: str) -> int:
    count = move.state.counts.get(name, 0) + 1
    move.state = replace(move.state, counts={**move.state.counts, name: count})
    return count


def _exhausted(move: Move, dialog: Paying) -> Onward:
    move.note(Happening.EXHAUSTED)
    return dialog.exhausted


def _led(move: Move, dialog: Paying, outcome: PayOutcome) -> Onward:
    move.note(Happening.DECIDED, outcome)
    return dialog.outcomes.get(outcome, dialog.exhausted)
