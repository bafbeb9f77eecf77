"""What is said, before and after the values in it are known.

A Prompt is what the author decided: sentences of words, values and rests. An Utterance is what one caller hears.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ivr.secret import Secret


class Known(StrEnum):
    """The values a prompt may speak and a branch may ask about. A closed list: what it lacks becomes a node kind."""

    ACCOUNT_NUMBER = "account.number"
    ACCOUNT_PIN = "account.pin"
    ACCOUNT_BILL_CODE = "account.bill_code"
    ACCOUNT_ZIP = "account.zip"
    ACCOUNT_PHONE_LAST4 = "account.phone_last4"
    ACCOUNT_LAST4 = "account.last4"
    ACCOUNT_VERIFIED = "account.verified"
    ACCOUNT_TIER = "account.tier"
    ACCOUNT_STATUS = "account.status"
    ACCOUNT_HELD = "account.held"
    ACCOUNT_AUTOPAY = "account.autopay"
    ACCOUNT_DISCOUNT = "account.discount"
    ACCOUNT_BALANCE = "account.balance"
    ACCOUNT_PAST_DUE = "account.past_due"
    ACCOUNT_DUE = "account.due"
    CALLER_REFERENCE = "caller.reference"
    CALLER_REFERENCE_LAST4 = "caller.reference_last4"
    CALLER_PHONE = "caller.phone"
    CALLER_PHONE_LAST4 = "caller.phone_last4"
    CALLER_LANGUAGE = "caller.language"
    CALLER_REASON = "caller.reason"
    PAYMENT_AMOUNT = "payment.amount"
    PAYMENT_CONFIRMATION = "payment.confirmation"
    PAYMENT_LINK = "payment.link"
    HEARD_COUNT = "heard.count"
    CALLER_CALLBACK = "caller.callback"
    CALLER_CALLBACK_LAST4 = "caller.callback_last4"
    QUEUE_POSITION = "queue.position"
    QUEUE_MINUTES = "queue.minutes"
    QUEUE_NAME = "queue.name"
    REPRESENTATIVE_CODE = "representative.code"
    REPRESENTATIVE_PIN = "representative.pin"
    REPRESENTATIVE_ID = "representative.id"
    REPRESENTATIVE_NAME = "representative.name"


class Spoken(StrEnum):
    """The type of a value, which knows how it is spoken and how it is compared."""

    DIGITS = "digits"
    SECRET_DIGITS = "secret digits"  # noqa: S105 - the name of a type
    MONEY = "money"
    DATE = "date"
    COUNT = "count"
    YES_NO = "yes or no"
    WORD = "word"
    TIER = "tier"
    CODE = "code"
    LANGUAGE = "language"
    WRITTEN_ONLY = "written only"


TYPES: Mapping[Known, Spoken] = {
    Known.ACCOUNT_NUMBER: Spoken.SECRET_DIGITS,
    Known.ACCOUNT_PIN: Spoken.SECRET_DIGITS,
    Known.ACCOUNT_BILL_CODE: Spoken.SECRET_DIGITS,
    Known.ACCOUNT_ZIP: Spoken.SECRET_DIGITS,
    Known.ACCOUNT_PHONE_LAST4: Spoken.SECRET_DIGITS,
    Known.ACCOUNT_LAST4: Spoken.DIGITS,
    Known.ACCOUNT_VERIFIED: Spoken.YES_NO,
    Known.ACCOUNT_TIER: Spoken.TIER,
    Known.ACCOUNT_STATUS: Spoken.WORD,
    Known.ACCOUNT_HELD: Spoken.YES_NO,
    Known.ACCOUNT_AUTOPAY: Spoken.YES_NO,
    Known.ACCOUNT_DISCOUNT: Spoken.YES_NO,
    Known.ACCOUNT_BALANCE: Spoken.MONEY,
    Known.ACCOUNT_PAST_DUE: Spoken.MONEY,
    Known.ACCOUNT_DUE: Spoken.DATE,
    Known.CALLER_REFERENCE: Spoken.SECRET_DIGITS,
    Known.CALLER_REFERENCE_LAST4: Spoken.DIGITS,
    Known.CALLER_PHONE: Spoken.SECRET_DIGITS,
    Known.CALLER_PHONE_LAST4: Spoken.DIGITS,
    Known.CALLER_LANGUAGE: Spoken.LANGUAGE,
    Known.CALLER_REASON: Spoken.WORD,
    Known.PAYMENT_AMOUNT: Spoken.MONEY,
    Known.PAYMENT_CONFIRMATION: Spoken.CODE,
    Known.PAYMENT_LINK: Spoken.WRITTEN_ONLY,
    Known.HEARD_COUNT: Spoken.COUNT,
    Known.CALLER_CALLBACK: Spoken.SECRET_DIGITS,
    Known.CALLER_CALLBACK_LAST4: Spoken.DIGITS,
    Known.QUEUE_POSITION: Spoken.COUNT,
    Known.QUEUE_MINUTES: Spoken.COUNT,
    Known.QUEUE_NAME: Spoken.WRITTEN_ONLY,
    Known.REPRESENTATIVE_CODE: Spoken.SECRET_DIGITS,
    Known.REPRESENTATIVE_PIN: Spoken.SECRET_DIGITS,
    Known.REPRESENTATIVE_ID: Spoken.WRITTEN_ONLY,
    Known.REPRESENTATIVE_NAME: Spoken.WORD,
}

VERIFIERS: tuple[Known, ...] = (
    Known.ACCOUNT_PIN,
    Known.ACCOUNT_BILL_CODE,
    Known.ACCOUNT_ZIP,
    Known.ACCOUNT_PHONE_LAST4,
)
"""What is keyed to prove who is calling, beside the account number. One of them at a time is kept."""

NEVER_SPOKEN: frozenset[Known] = frozenset(
    {
        *VERIFIERS,
        Known.PAYMENT_LINK,
        Known.QUEUE_NAME,
        Known.REPRESENTATIVE_CODE,
        Known.REPRESENTATIVE_PIN,
        Known.REPRESENTATIVE_ID,
    }
)
"""Reading back what proves who is calling would teach it to whoever stands by; a link is for texts."""

MAY_BE_WRITTEN: frozenset[Known] = frozenset({Known.PAYMENT_LINK, Known.PAYMENT_CONFIRMATION})
"""What may stand in a text, which anybody can read who holds the telephone: no amount, no account, no name."""


class Tier(StrEnum):
    """How well a caller is known. T1 (ZIP, last four of the telephone) may pay; T2 (PIN, code on the bill) may hear
    amounts; T3 is never reached by keypad: addresses, PINs and lists of calls are for a person.

    Amounts ask for more than biographical proof: 47 CFR 64.2010 and 64.2003(a).
    """

    T0 = "T0"
    T1 = "T1"
    T2 = "T2"
    T3 = "T3"


NEEDS_VERIFIED: frozenset[Known] = frozenset(
    {
        Known.ACCOUNT_BALANCE,
        Known.ACCOUNT_PAST_DUE,
        Known.ACCOUNT_DUE,
        Known.ACCOUNT_STATUS,
        Known.ACCOUNT_AUTOPAY,
        Known.ACCOUNT_DISCOUNT,
    }
)
"""What only a caller of tier T2 may hear: the amount of the bill is account information (47 CFR 64.2003(a))."""


@dataclass(frozen=True, slots=True)
class Rest:
    """A short silence inside what is said; it may be dropped without changing the meaning."""

    milliseconds: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence is said whole or, when a value in it is not known, not at all: nobody hears half of one. It is said
    in the call's language, or always in its own, as the offer of another language is."""

    pieces: tuple[str | Known | Rest, ...]
    language: str | None = None
    names: frozenset[Known] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", frozenset([one for one in self.pieces if isinstance(one, Known)]))


Prompt = tuple[Sentence, ...]


def names_in(prompt: Prompt) -> frozenset[Known]:
    """The values a prompt speaks."""
    return frozenset().union(*(sentence.names for sentence in prompt)) if prompt else frozenset()


@dataclass(frozen=True, slots=True)
class Utterance:
    """What is said to one caller now. Secret parts are read-backs; `bargein` False cannot be cut short by a key; `rate`
    is per cent of the voice's own pace."""

    parts: tuple[str | Secret | Rest, ...]
    language: str
    voice: str
    bargein: bool = True
    rate: int = 100


@dataclass(frozen=True, slots=True)
class Voice:
    """The voice that speaks a language on the carrier, such as en-US and Polly.Joanna-Neural. `paced`: it can be told to
    speak slower."""

    language: str
    name: str
    paced: bool = True


@dataclass(frozen=True, slots=True)
class Grouping:
    """How the digits of a known value are grouped when spoken, such as 4-4-4-4; what is left over is one group."""

    groups: Mapping[Known, tuple[int, ...]] = field(default_factory=dict)
