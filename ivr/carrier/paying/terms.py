"""What a Pay asks for as a whole, before anybody keys anything: and why it cannot be had.

That these faults make the Result validation-error is inferred: Twilio lists the codes and the Result apart.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from ivr.carrier.debugger import DocumentError
from ivr.carrier.paying.connectors import Connector, Payment, Payments
from ivr.carrier.paying.wallet import Wallet
from ivr.secret import Secret
from ivr.twiml.paying import ACH_DEBIT, CREDIT_CARD, Pay, PayStep

MOST = Decimal(1_000_000)
_AMOUNT = re.compile(r"[0-9]{1,7}(\.[0-9]{1,2})?")
_LOOPBACK = re.compile(r"http://([^/?#@]*@)?(localhost|127\.0\.0\.1|\[::1\])(:[0-9]+)?([/?#]|\Z)")


def steps(pay: Pay) -> Iterator[PayStep]:
    """The details asked for, in order (Twilio, Pay)."""
    if pay.payment_method == ACH_DEBIT:
        yield from (PayStep.ROUTING_NUMBER, PayStep.ACCOUNT_NUMBER)
        return
    yield from (PayStep.CARD_NUMBER, PayStep.EXPIRATION_DATE)
    if pay.security_code:
        yield PayStep.SECURITY_CODE
    if pay.postal_code is True:
        yield PayStep.POSTAL_CODE


def amount_of(pay: Pay) -> Decimal | None:
    """What to charge; None, for a token, where it is 0 or absent. Raises ValueError for what is no amount."""
    if pay.charge_amount is None:
        return None
    text = pay.charge_amount.strip()
    if not _AMOUNT.fullmatch(text) or Decimal(text) > MOST:
        raise ValueError("not an amount from 0 to 1,000,000 with at most two decimals and no symbol")
    return Decimal(text) or None


def refusal(pay: Pay, payments: Payments, call: str) -> tuple[int, str] | None:
    """Twilio's code and a sentence; None when the first detail can be asked for."""
    if call in payments.sessions:
        return 64021, "a payment is under way on this call already"
    connector = payments.connectors.get(pay.payment_connector)
    if connector is None:
        return 64004, "no payment connector has the name in paymentConnector"
    try:
        amount_of(pay)
    except ValueError as error:
        return 64003, f"chargeAmount is {error}"
    return connector.refusal(payment_of(pay, Wallet(pay)))


def connector_of(pay: Pay, payments: Payments) -> Connector:
    return payments.connectors[pay.payment_connector]


def payment_of(pay: Pay, wallet: Wallet) -> Payment:
    """What the connector is given: all that was keyed, whole."""
    known = Secret(pay.postal_code) if isinstance(pay.postal_code, str) else None
    return Payment(
        connector=pay.payment_connector,
        method=pay.payment_method,
        amount=amount_of(pay),
        currency=pay.currency,
        token_type=pay.token_type,
        card=wallet.secret(PayStep.CARD_NUMBER),
        card_type=wallet.card_type(),
        expires=wallet.secret(PayStep.EXPIRATION_DATE),
        security_code=wallet.secret(PayStep.SECURITY_CODE),
        postal_code=wallet.secret(PayStep.POSTAL_CODE) or (known if pay.payment_method == CREDIT_CARD else None),
        routing=wallet.secret(PayStep.ROUTING_NUMBER),
        account=wallet.secret(PayStep.ACCOUNT_NUMBER),
        bank_account_type=pay.bank_account_type if pay.payment_method == ACH_DEBIT else "",
        description=pay.description,
        parameters={one.name: one.value for one in pay.parameters},
    )


def require_https(url: str, base: str) -> None:
    """The action must be https (Twilio, Pay). A loopback address stands for the one the line will have when it is
    really called, and passes. Raises DocumentError."""
    if url.startswith("http:") and not _LOOPBACK.match(url):
        raise DocumentError(64020, "the action of Pay is not https", base)
