"""Payment connectors: what stands in for the bank. A test says what each answers, and when.

Network(..., payments=Payments({"Default": Connector(Declined("Insufficient funds."))}))

Codes: Twilio's error dictionary, 64003 to 64021.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ivr.secret import Secret
from ivr.twiml.paying import ACH_DEBIT, CREDIT_CARD, CardType

USUAL_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Payment:
    """What a connector is asked for. Without `amount` it is asked for a token. Only here are the details whole; `card`,
    `security_code` and `account` are secrets, and no repr shows them."""

    connector: str
    method: str
    amount: Decimal | None
    currency: str
    token_type: str
    card: Secret | None = None
    card_type: CardType | None = None
    expires: Secret | None = None
    security_code: Secret | None = None
    postal_code: Secret | None = None
    routing: Secret | None = None
    account: Secret | None = None
    bank_account_type: str = ""
    description: str | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Approved:
    """The confirmation of a charge, or the token; one is made up where none is given. `fields` are what a Generic
    connector adds: each is sent as PayConnector_ and its name (seen in requests; not on Twilio's page)."""

    confirmation_code: str | None = None
    token: str | None = None
    profile: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    seconds: float = USUAL_SECONDS


@dataclass(frozen=True, slots=True)
class Declined:
    """The gateway says no: `connector_error` is its own text. Without a code it is 64008 for a charge and 64010 for a
    token; 64012 is for a card it rejects."""

    connector_error: str = "Your card was declined."
    code: int | None = None
    error: str = "The payment gateway rejected the payment."
    seconds: float = USUAL_SECONDS


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The connector answers nothing that can be used."""

    error: str = "The payment gateway did not answer."
    code: int | None = None
    seconds: float = USUAL_SECONDS


@dataclass(frozen=True, slots=True)
class Broken:
    """The carrier itself fails: Result internal-error."""

    error: str = "An internal error."
    seconds: float = USUAL_SECONDS


Answer = Approved | Declined | Unreachable | Broken


@dataclass(frozen=True, slots=True)
class Connector:
    """What is set up at one gateway. `answer` is always the same, or decides on the payment; `cards` are answers for
    certain card numbers, which come first. `currencies` None takes any; `needs` names the Parameters it must be given.
    """

    answer: Answer | Callable[[Payment], Answer] = Approved()
    cards: Mapping[str, Answer] = field(default_factory=dict, repr=False)
    charges: bool = True
    tokenizes: bool = True
    methods: Collection[str] = (CREDIT_CARD, ACH_DEBIT)
    currencies: Collection[str] | None = None
    needs: Collection[str] = ()

    def decide(self, payment: Payment) -> Answer:
        for number, answer in self.cards.items():
            if payment.card == Secret(number):
                return answer
        return self.answer(payment) if callable(self.answer) else self.answer

    def refusal(self, payment: Payment) -> tuple[int, str] | None:
        """Why this payment cannot even be tried, with Twilio's code."""
        if payment.method not in self.methods:
            return 64013, f"the connector does not support {payment.method}"
        if payment.amount is None and not self.tokenizes:
            return 64005, "the connector does not support tokenization"
        if payment.amount is not None and not self.charges:
            return 64007, "the connector does not support creating a charge"
        if self.currencies is not None and payment.currency not in self.currencies:
            return 64011, f"the connector does not support the currency {payment.currency}"
        missing = [name for name in self.needs if name not in payment.parameters]
        return (64015, f"Pay is missing the Parameter {missing[0]}") if missing else None


@dataclass(slots=True)
class Payments:
    """An account's connectors by their unique names; without any said, one that is called Default and approves.

    `asked` is every payment a connector was asked for, in order. `sessions` are the CallSids on which a payment is under
    way; an application under test may put one there, as if it had started a payment by REST.
    """

    connectors: Mapping[str, Connector] = field(default_factory=lambda: {"Default": Connector()})
    asked: list[Payment] = field(default_factory=list)
    sessions: set[str] = field(default_factory=set)
    count: int = 0

    def note(self, payment: Payment) -> int:
        """Which one it is, counted from 1."""
        self.asked.append(payment)
        self.count += 1
        return self.count
