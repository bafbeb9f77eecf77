"""What every directory agrees on: what stands on file about an account, what never matches, and who may hear what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ivr.dialog.prompts import Known, Tier
from ivr.line.demonstration import AccountStatus
from ivr.secret import Secret
from ivr.service.ports import Verification
from ivr.speech.money import format_money
from ivr.telephony.outcomes import FetchOutcome

__all__ = ["AccountStatus", "DemoAccount", "Owed", "last4", "never_matches", "on_file", "proven"]

NOTHING = Secret("")
REFUSED = Verification(FetchOutcome.REFUSED)
DOWN = Verification(FetchOutcome.DOWN)

PROVES_MOST = frozenset({Known.ACCOUNT_PIN, Known.ACCOUNT_BILL_CODE})
"""What was agreed between company and customer. ZIP and telephone number are known to many: they prove enough to pay
and not to hear an amount (47 CFR 64.2003(a), 64.2010(b))."""


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One account, for demonstrations and tests. Amounts are in minor units; `due` is None when nothing is due. What
    is blank, or zeros only, was never agreed on, and nobody is proven by it. `discount` is lost by paying late."""

    number: Secret
    pin: Secret
    balance_cents: int
    past_due_cents: int
    due: date | None
    currency: str
    bill_code: Secret = NOTHING
    zip: Secret = NOTHING
    phone: Secret = NOTHING
    status: AccountStatus = AccountStatus.ACTIVE
    autopay: bool = False
    discount: bool = False


@dataclass(frozen=True, slots=True)
class Owed:
    """What a caller of tier T2 may hear. None is not known here; `due` is an ISO date, None where nothing is due."""

    currency: str
    balance_cents: int | None = None
    past_due_cents: int | None = None
    due: str | None = None
    status: AccountStatus | None = None
    autopay: bool | None = None
    discount: bool | None = None


def on_file(account: DemoAccount, by: Known) -> Secret:
    """What must be keyed, unless it `never_matches`."""
    match by:
        case Known.ACCOUNT_PIN:
            return account.pin
        case Known.ACCOUNT_BILL_CODE:
            return account.bill_code
        case Known.ACCOUNT_ZIP:
            return account.zip
        case Known.ACCOUNT_PHONE_LAST4:
            return Secret(last4(account.phone))
        case _:
            return NOTHING


def never_matches(proof: Secret) -> bool:
    """Whether this is blank or nothing but zeros: the mark of an account where none was ever agreed on."""
    return not proof.reveal().strip().strip("0")


def last4(number: Secret) -> str:
    return number.reveal()[-4:]


def proven(by: Known, number: Secret, owed: Owed) -> Verification:
    """The answer to who proved who they are. Raises ValueError for an amount that is none."""
    ending = {Known.ACCOUNT_LAST4.value: last4(number), **_held(owed)}
    if by not in PROVES_MOST:
        return Verification(FetchOutcome.RECOGNISED, {Known.ACCOUNT_TIER.value: Tier.T1.value, **ending})
    verified = {Known.ACCOUNT_VERIFIED.value: "yes", Known.ACCOUNT_TIER.value: Tier.T2.value}
    return Verification(FetchOutcome.VERIFIED, {**verified, **ending, **_told(owed)})


def _held(owed: Owed) -> Mapping[str, str]:
    """Whether a person must take this payment, as one must where service is off: enough to lead a caller of tier T1 to
    one, and not why."""
    return {} if owed.status is None else {Known.ACCOUNT_HELD.value: _in_word(owed.status is not AccountStatus.ACTIVE)}


def _told(owed: Owed) -> Mapping[str, str]:
    """Canonical text by name, without what is not known."""
    told = {
        Known.ACCOUNT_BALANCE: _money(owed.balance_cents, owed.currency),
        Known.ACCOUNT_PAST_DUE: _money(owed.past_due_cents, owed.currency),
        Known.ACCOUNT_DUE: owed.due,
        Known.ACCOUNT_STATUS: None if owed.status is None else owed.status.value,
        Known.ACCOUNT_AUTOPAY: _yes_or_no(owed.autopay),
        Known.ACCOUNT_DISCOUNT: _yes_or_no(owed.discount),
    }
    return {name.value: text for name, text in told.items() if text is not None}


def _money(cents: int | None, currency: str) -> str | None:
    return None if cents is None else format_money(cents, currency)


def _yes_or_no(flag: bool | None) -> str | None:
    return None if flag is None else _in_word(flag)


def _in_word(flag: bool) -> str:
    return "yes" if flag else "no"
