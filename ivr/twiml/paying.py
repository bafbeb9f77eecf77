"""Pay and what stands in it, as values. Words and defaults are Twilio's (Pay, Prompt); spellings of attributes ours.

`maxAttempts` has no default in Twilio's table and 1 in its text; 1 stands here. How an error is called differs between
a Prompt (`timeout`) and a status callback (`input-timeout`): here it is one value, spelled as in the callback.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ivr.twiml.verbs import Pause, Play, Say


class PayStep(StrEnum):
    """What Pay asks a caller for, and the processing after it."""

    CARD_NUMBER = "payment-card-number"
    EXPIRATION_DATE = "expiration-date"
    SECURITY_CODE = "security-code"
    POSTAL_CODE = "postal-code"
    ROUTING_NUMBER = "bank-routing-number"
    ACCOUNT_NUMBER = "bank-account-number"
    PROCESSING = "payment-processing"


class PayError(StrEnum):
    """ErrorType of a status callback."""

    INPUT_TIMEOUT = "input-timeout"
    CARD_NUMBER = "invalid-card-number"
    CARD_TYPE = "invalid-card-type"
    DATE = "invalid-date"
    SECURITY_CODE = "invalid-security-code"
    POSTAL_CODE = "invalid-postal-code"
    ROUTING_NUMBER = "invalid-bank-routing-number"
    ACCOUNT_NUMBER = "invalid-bank-account-number"
    ACCOUNT_TYPE = "invalid-bank-account-type"
    CAPTURE_SEQUENCE = "invalid-card-number-security-code-capture-sequence"
    NOT_MATCHING = "input-matching-failed"
    SESSION_IN_PROGRESS = "session-in-progress"
    INTERNAL = "internal-error"


PROMPT_TIMEOUT = "timeout"
"""How a Prompt spells PayError.INPUT_TIMEOUT."""


class CardType(StrEnum):
    VISA = "visa"
    MASTERCARD = "mastercard"
    AMEX = "amex"
    MAESTRO = "maestro"
    DISCOVER = "discover"
    OPTIMA = "optima"
    JCB = "jcb"
    DINERS_CLUB = "diners-club"
    ENROUTE = "enroute"


CREDIT_CARD = "credit-card"
ACH_DEBIT = "ach-debit"
USUAL_CARDS = (CardType.VISA, CardType.MASTERCARD, CardType.AMEX)


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is said in one situation of a Pay. An empty tuple means: whatever the error, attempt or card type."""

    step: PayStep
    content: "tuple[Say | Play | Pause, ...]" = ()
    attempts: tuple[int, ...] = ()
    errors: tuple[PayError, ...] = ()
    card_types: tuple[CardType, ...] = ()
    require_matching_inputs: bool = False


@dataclass(frozen=True, slots=True)
class Parameter:
    """For the payment connector; a Generic one hands it on."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Pay:
    """Have the carrier take a payment, or a token for later ones.

    `charge_amount` is kept as it was written, since a wrong one is an error of the payment and not of the document.
    `postal_code` is whether to ask for it, or the code itself. `timeout` is seconds between two keys.
    """

    prompts: tuple[Prompt, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    action: str | None = None
    status_callback: str | None = None
    status_callback_method: str = "POST"
    payment_connector: str = "Default"
    payment_method: str = CREDIT_CARD
    charge_amount: str | None = None
    currency: str = "usd"
    token_type: str = "reusable"  # noqa: S105 - a kind of token, no token
    bank_account_type: str = "consumer-checking"
    security_code: bool = True
    postal_code: bool | str = True
    min_postal_code_length: int | None = None
    timeout: int = 5
    max_attempts: int = 1
    valid_card_types: tuple[CardType, ...] = USUAL_CARDS
    language: str = "en-US"
    description: str | None = None
