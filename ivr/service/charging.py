"""How a payment really ended, from what the carrier reported of it.

Only a Pay's own report says anything. What follows a Pay without one (the Redirect behind it, a Result nobody knows)
means that money may have moved and nobody can say so.
"""

from ivr.dialog.world import Event, Paid
from ivr.telephony.events import HungUp, PaymentEnded, PayResult, WireEvent
from ivr.telephony.outcomes import PayOutcome

_OUTCOMES = {
    PayResult.SUCCESS: PayOutcome.PAID,
    PayResult.TOO_MANY_ATTEMPTS: PayOutcome.CANCELLED,
    PayResult.STAR: PayOutcome.CANCELLED,
    PayResult.CONNECTOR_ERROR: PayOutcome.FAILED,
    PayResult.VALIDATION_ERROR: PayOutcome.FAILED,
    PayResult.INTERNAL_ERROR: PayOutcome.FAILED,
}


def charged(event: WireEvent) -> Event:
    """Anything but a Pay's own report, arriving behind a Pay, means that the report was lost: then nobody knows."""
    match event:
        case HungUp():
            return event
        case PaymentEnded(result=PayResult.HUNG_UP):
            return HungUp()
        case PaymentEnded(result=PayResult.CONNECTOR_ERROR, declined=True):
            return Paid(PayOutcome.DECLINED)
        case PaymentEnded(result=result, confirmation=confirmation):
            return Paid(_OUTCOMES[result], confirmation)
        case _:
            return Paid(PayOutcome.UNKNOWN)
