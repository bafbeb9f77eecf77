"""How a payment really ended, from what the carrier reported of it.

Only a Pay's own report says anything. What follows a Pay without one (the Redirect behind it, a Result nobody knows)
means that money may have moved and nobody can say so.
"""

from datetime import datetime

from ivr.dialog.journal import Entry, Happening
from ivr.dialog.program import Paying
from ivr.dialog.world import Event, Paid
from ivr.service.lines import Lines, UnknownVersionError
from ivr.service.ports import Store, UnreadableStateError
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


def left_open(store: Store, lines: Lines, call: str, now: datetime) -> list[Entry]:
    """For the journal of a call that ends while a card is being taken: nobody told how that ended, and money may have
    moved. Raises StoreError."""
    try:
        state = store.state(call)
        at = None if state is None or state.over else lines.program(state.digest).dialogs.get(state.at)
    except (UnreadableStateError, UnknownVersionError):
        return []
    if state is None or not isinstance(at, Paying):
        return []
    return [Entry(Happening.PAID, now, state.turn, state.at, PayOutcome.UNKNOWN)]
