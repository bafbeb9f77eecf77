"""How a Pay ended, and what its action request says of it (Twilio, Pay, action)."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import assert_never

from ivr.carrier.paying.connectors import Answer, Approved, Broken, Declined, Unreachable
from ivr.carrier.paying.wallet import Pairs, Wallet


class PayResult(StrEnum):
    SUCCESS = "success"
    TOO_MANY_ATTEMPTS = "too-many-failed-attempts"
    CONNECTOR_ERROR = "payment-connector-error"
    STAR = "caller-interrupted-with-star"
    HUNG_UP = "caller-hung-up"
    VALIDATION_ERROR = "validation-error"
    INTERNAL_ERROR = "internal-error"


@dataclass(frozen=True, slots=True)
class Settled:
    """`fields` are what the connector gave; `error` is in the carrier's words, `connector_error` in the gateway's."""

    result: PayResult
    fields: Pairs = ()
    error: str = ""
    code: int | None = None
    connector_error: str = ""

    def parameters(self, wallet: Wallet) -> Pairs:
        """Result and all that is known, masked."""
        said = (
            ("PaymentError", wallet.cleaned(self.error)),
            ("PayErrorCode", "" if self.code is None else str(self.code)),
            ("ConnectorError", wallet.cleaned(self.connector_error)),
        )
        fields = tuple((name, wallet.cleaned(value)) for name, value in self.fields)
        return ("Result", self.result.value), *wallet.parameters(), *fields, *(pair for pair in said if pair[1])


def settle(answer: Answer, amount: Decimal | None, number: int) -> Settled:
    """`number` counts the payments asked for, and is in codes that a test leaves open."""
    rejected = 64010 if amount is None else 64008
    match answer:
        case Approved():
            return Settled(PayResult.SUCCESS, _approval(answer, amount, number))
        case Declined(connector_error=words, code=code, error=error):
            return Settled(PayResult.CONNECTOR_ERROR, (), error, code or rejected, words)
        case Unreachable(error=error, code=code):
            return Settled(PayResult.CONNECTOR_ERROR, (), error, code or rejected)
        case Broken(error=error):
            return Settled(PayResult.INTERNAL_ERROR, (), error)
        case _:
            assert_never(answer)


def _approval(answer: Approved, amount: Decimal | None, number: int) -> Pairs:
    if amount is None:
        given = [("PaymentToken", answer.token or f"token-{number}"), ("ProfileId", answer.profile or "")]
    else:
        given = [("PaymentConfirmationCode", answer.confirmation_code or f"confirmation-{number}")]
    given += [(f"PayConnector_{name}", value) for name, value in answer.fields.items()]
    return tuple(pair for pair in given if pair[1])
