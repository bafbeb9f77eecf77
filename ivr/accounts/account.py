"""What every directory agrees on: an account's facts, which PIN never matches, and when an account is locked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ivr.dialog.prompts import Known
from ivr.secret import Secret
from ivr.speech.money import format_money

LOCKED_AFTER = 10
"""Failed attempts on one account within WINDOW, whoever calls and from wherever; then nothing verifies. Far below the
ceiling of 100 in a row that NIST SP 800-63B sets."""

WINDOW = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One account, for demonstrations and tests. Amounts are in minor units; `due` is None when nothing is due."""

    number: Secret
    pin: Secret
    balance_cents: int
    past_due_cents: int
    due: date | None
    currency: str


def never_matches(pin: Secret) -> bool:
    """Whether a PIN is blank or nothing but zeros: the mark of an account whose holder has not chosen one."""
    return not pin.reveal().strip().strip("0")


def last4(number: Secret) -> str:
    return number.reveal()[-4:]


def facts(ending: str, balance_cents: int, past_due_cents: int, due: str | None, currency: str) -> Mapping[str, str]:
    """What a verified caller may hear, as canonical text by name. `due` is an ISO date."""
    told = {
        Known.ACCOUNT_VERIFIED.value: "yes",
        Known.ACCOUNT_LAST4.value: ending,
        Known.ACCOUNT_BALANCE.value: format_money(balance_cents, currency),
        Known.ACCOUNT_PAST_DUE.value: format_money(past_due_cents, currency),
    }
    return told if due is None else told | {Known.ACCOUNT_DUE.value: due}
