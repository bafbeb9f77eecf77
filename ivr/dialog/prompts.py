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
    ACCOUNT_LAST4 = "account.last4"
    ACCOUNT_VERIFIED = "account.verified"
    ACCOUNT_BALANCE = "account.balance"
    ACCOUNT_PAST_DUE = "account.past_due"
    ACCOUNT_DUE = "account.due"
    CALLER_REFERENCE = "caller.reference"
    CALLER_PHONE = "caller.phone"
    HEARD_COUNT = "heard.count"


class Spoken(StrEnum):
    """The type of a value, which knows how it is spoken and how it is compared."""

    DIGITS = "digits"
    SECRET_DIGITS = "secret digits"  # noqa: S105 - the name of a type
    MONEY = "money"
    DATE = "date"
    COUNT = "count"
    YES_NO = "yes or no"


TYPES: Mapping[Known, Spoken] = {
    Known.ACCOUNT_NUMBER: Spoken.SECRET_DIGITS,
    Known.ACCOUNT_PIN: Spoken.SECRET_DIGITS,
    Known.ACCOUNT_LAST4: Spoken.DIGITS,
    Known.ACCOUNT_VERIFIED: Spoken.YES_NO,
    Known.ACCOUNT_BALANCE: Spoken.MONEY,
    Known.ACCOUNT_PAST_DUE: Spoken.MONEY,
    Known.ACCOUNT_DUE: Spoken.DATE,
    Known.CALLER_REFERENCE: Spoken.SECRET_DIGITS,
    Known.CALLER_PHONE: Spoken.SECRET_DIGITS,
    Known.HEARD_COUNT: Spoken.COUNT,
}

NEVER_SPOKEN: frozenset[Known] = frozenset({Known.ACCOUNT_PIN})
"""What is keyed to prove who is calling; reading it back would teach it to whoever stands by."""

NEEDS_VERIFIED: frozenset[Known] = frozenset({Known.ACCOUNT_BALANCE, Known.ACCOUNT_PAST_DUE, Known.ACCOUNT_DUE})
"""What only a verified caller may hear: the amount of the bill is account information (47 CFR 64.2003(a))."""


@dataclass(frozen=True, slots=True)
class Rest:
    """A short silence inside what is said; it may be dropped without changing the meaning."""

    milliseconds: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence is said whole or, when a value in it is not known, not at all: nobody hears half of one."""

    pieces: tuple[str | Known | Rest, ...]

    @property
    def names(self) -> frozenset[Known]:
        return frozenset(piece for piece in self.pieces if isinstance(piece, Known))


Prompt = tuple[Sentence, ...]


def names_in(prompt: Prompt) -> frozenset[Known]:
    """The values a prompt speaks."""
    return frozenset().union(*(sentence.names for sentence in prompt)) if prompt else frozenset()


@dataclass(frozen=True, slots=True)
class Utterance:
    """What is said to one caller now. Secret parts are read-backs; `bargein` False cannot be cut short by a key."""

    parts: tuple[str | Secret | Rest, ...]
    language: str
    voice: str
    bargein: bool = True


@dataclass(frozen=True, slots=True)
class Voice:
    """The voice that speaks a language on the carrier, such as en-US and Polly.Joanna-Neural."""

    language: str
    name: str


@dataclass(frozen=True, slots=True)
class Grouping:
    """How the digits of a known value are grouped when spoken, such as 4-4-4-4; what is left over is one group."""

    groups: Mapping[Known, tuple[int, ...]] = field(default_factory=dict)
