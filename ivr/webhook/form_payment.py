"""What the action of a Pay is told, both directions: a result and a confirmation. What its report tells of a card,
masked or not, is dropped here. Source: Twilio, Pay, action; error dictionary.
"""

import re

from ivr.telephony.events import PaymentEnded, PayResult
from ivr.webhook.form_fields import Fields

LONGEST_CONFIRMATION = 40
_NOT_OF_A_CODE = re.compile(r"[^A-Za-z0-9-]")
_CARD_REFUSED = "64012"
_CHARGE_REFUSED = frozenset({"64008", "64010"})
"""PayErrorCode (Twilio, error dictionary): the payment company rejected the card; rejected the charge, or the token."""
_RESULTS = frozenset(result.value for result in PayResult)


def is_payment(fields: Fields) -> bool:
    """A Result that no Pay is known to have is passed over like any field nobody knows, and behind a Pay that means:
    its end was never reported."""
    return fields.get("Result") in _RESULTS


def read_payment(fields: Fields) -> PaymentEnded:
    """Whether or not the caller is still there: what was paid is paid."""
    result = PayResult(fields["Result"])
    declined = result is PayResult.CONNECTOR_ERROR and _is_declined(fields)
    return PaymentEnded(result, _code_of(fields.get("PaymentConfirmationCode", "")), declined)


def payment_fields(ended: PaymentEnded) -> dict[str, str]:
    """Raises ValueError for what no payment company says."""
    if ended.declined and ended.result is not PayResult.CONNECTOR_ERROR:
        raise ValueError(f"no payment company declines with Result {ended.result.value}")
    if ended.confirmation != _code_of(ended.confirmation):
        raise ValueError("a confirmation is at most 40 letters, digits and dashes")
    fields = {"Result": ended.result.value}
    if ended.confirmation:
        fields["PaymentConfirmationCode"] = ended.confirmation
    return fields | ({"PayErrorCode": _CARD_REFUSED} if ended.declined else {})


def _is_declined(fields: Fields) -> bool:
    """Whether the payment company was reached and said no. Twilio has one Result for that and for a company that never
    answered; only with words of the company's own (ConnectorError) was it surely reached. The rest is a failure."""
    code = fields.get("PayErrorCode", "").strip()
    return code == _CARD_REFUSED or (code in _CHARGE_REFUSED and bool(fields.get("ConnectorError", "").strip()))


def _code_of(text: str) -> str:
    """A confirmation as far as it can be said and written: no document, text or log gets anything else of it."""
    return _NOT_OF_A_CODE.sub("", text)[:LONGEST_CONFIRMATION]
