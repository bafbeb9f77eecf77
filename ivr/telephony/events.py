"""What a carrier reports about a call: who is on it, and what just happened.

`webhook/form.py` turns these into forms and back; the line reads them, the simulated carrier makes them.
"""

from dataclasses import dataclass
from enum import StrEnum

from ivr.secret import Secret
from ivr.telephony.outcomes import CallStatus, DialStatus


@dataclass(frozen=True, slots=True)
class Keyed:
    """Keys that a Gather collected, without the key that ended it. Whatever a caller keys is a secret."""

    keys: Secret


@dataclass(frozen=True, slots=True)
class Silent:
    """Nothing was keyed before the timeout, or a wait document came to its end."""


@dataclass(frozen=True, slots=True)
class DialEnded:
    """A Dial is over. `bridged` is DialBridged where the carrier sent it; `seconds` is DialCallDuration."""

    status: DialStatus
    bridged: bool | None = None
    seconds: int | None = None
    child: str | None = None


class PayResult(StrEnum):
    """Result of a Pay's action request (Twilio, Pay)."""

    SUCCESS = "success"
    TOO_MANY_ATTEMPTS = "too-many-failed-attempts"
    CONNECTOR_ERROR = "payment-connector-error"
    STAR = "caller-interrupted-with-star"
    HUNG_UP = "caller-hung-up"
    VALIDATION_ERROR = "validation-error"
    INTERNAL_ERROR = "internal-error"


@dataclass(frozen=True, slots=True)
class PaymentEnded:
    """A Pay is over. `confirmation` is PaymentConfirmationCode; `declined` is whether the payment company was reached and
    would not take the card; nothing else of a card is looked at."""

    result: PayResult
    confirmation: str = ""
    declined: bool = False


class QueueResult(StrEnum):
    """The final word on an Enqueue (Twilio, Enqueue, QueueResult)."""

    BRIDGED = "bridged"
    BRIDGING = "bridging-in-process"
    ERROR = "error"
    HANGUP = "hangup"
    LEAVE = "leave"
    REDIRECTED = "redirected"
    REDIRECTED_FROM_BRIDGED = "redirected-from-bridged"
    QUEUE_FULL = "queue-full"
    SYSTEM_ERROR = "system-error"


@dataclass(frozen=True, slots=True)
class Dequeued:
    """A stay in a queue is over. `seconds` is QueueTime where the carrier sent it."""

    result: QueueResult
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """A Record is over. `recording` is its sid, empty where the carrier named none; `seconds` is RecordingDuration, 0
    where nothing was said; `hung_up`: the caller ended it by hanging up, so nobody hears what follows."""

    recording: str
    seconds: int
    hung_up: bool = False


@dataclass(frozen=True, slots=True)
class HungUp:
    """Nobody is on the line any more. `seconds` is CallDuration where the carrier sent it."""

    seconds: int | None = None


WireEvent = Keyed | Silent | DialEnded | PaymentEnded | Dequeued | Recorded | HungUp


@dataclass(frozen=True, slots=True)
class Leg:
    """One leg of a call, as each request names it.

    `call` is the CallSid, opaque text. `caller` and `called` are From and To exactly as sent: E.164, a SIP address,
    `client:name`, or words such as `anonymous`. `parent` is ParentCallSid, on child legs only.
    """

    call: str
    account: str
    caller: str
    called: str
    status: CallStatus
    direction: str = "inbound"
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Webhook:
    """One request of the carrier: a leg, and what happened on it."""

    leg: Leg
    event: WireEvent
