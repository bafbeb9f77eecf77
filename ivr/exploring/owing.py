"""What is owed before and after a payment: `step` takes what was paid off what is known to be owed, so for what is owed afterwards to be of
a class, it must be as much more before.
"""

from collections.abc import Mapping

from ivr.dialog.prompts import Known
from ivr.dialog.world import Answered, Event, Paid
from ivr.speech.money import format_money, parse_money
from ivr.telephony.outcomes import PayOutcome

_OWED = (Known.ACCOUNT_BALANCE, Known.ACCOUNT_PAST_DUE)


def before_paying(event: Event, values: Mapping[str, str]) -> Mapping[str, str]:
    """The values with which a payment leads to these ones."""
    amount = values.get(Known.PAYMENT_AMOUNT)
    if not _pays(event) or amount is None or not any(name in values for name in _OWED):
        return values
    paid = parse_money(amount)[0]
    return {name: _more(text, paid) if name in _OWED else text for name, text in values.items()}


def after_paying(event: Event | Answered, name: Known, text: str | None) -> str | None:
    """What is left of a class: nobody is past due by less than nothing."""
    if text is None or name is not Known.ACCOUNT_PAST_DUE or not _pays(event):
        return text
    minor, currency = parse_money(text)
    return format_money(max(minor, 0), currency)


def _more(text: str, by: int) -> str:
    minor, currency = parse_money(text)
    return format_money(minor + by, currency)


def _pays(event: Event | Answered) -> bool:
    return isinstance(event, Paid) and event.outcome is PayOutcome.PAID
