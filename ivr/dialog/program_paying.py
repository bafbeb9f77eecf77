"""What a line decides about a payment that the carrier takes: the words of each step, the terms, and where its end leads.

A part of the waist (program.py, which hands these names on) in a file of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ivr.dialog.grammar import DialogId
from ivr.dialog.prompts import Prompt
from ivr.telephony.outcomes import PayOutcome


class Captured(StrEnum):
    """What the carrier asks a caller for while it takes a payment, and the wait behind it. Source: Twilio, Prompt."""

    CARD_NUMBER = "payment-card-number"
    EXPIRATION_DATE = "expiration-date"
    SECURITY_CODE = "security-code"
    POSTAL_CODE = "postal-code"
    PROCESSING = "payment-processing"


@dataclass(frozen=True, slots=True)
class PayPrompt:
    """What is said at one step of a payment. Empty tuples mean whatever the attempt, or the error; errors are the
    carrier's words, such as invalid-date."""

    step: Captured
    prompt: Prompt
    attempts: tuple[int, ...] = ()
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PayTerms:
    """What the carrier is told of a payment. `cards` are its own words, such as visa; `attempts` is how often it asks
    for each thing, `timeout` whole seconds between two keys, `fee` what is charged besides the amount, in minor units."""

    connector: str
    cards: tuple[str, ...]
    postal_code: bool = True
    security_code: bool = True
    attempts: int = 3
    timeout: int = 15
    fee: int = 0


@dataclass(frozen=True, slots=True)
class Paying:
    """Have the carrier take `payment.amount` from a card. No key of it ever reaches the line.

    Declines are counted over the whole call; at `tries` the caller goes where `exhausted` says.
    """

    id: DialogId
    terms: PayTerms
    prompts: tuple[PayPrompt, ...]
    outcomes: Mapping[PayOutcome, DialogId]
    exhausted: DialogId
    tries: int = 3
    outcome: str | None = None
