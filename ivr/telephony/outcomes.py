"""How calls and transfers end. The wire's own words stand in CallStatus and DialStatus, ours in RingOutcome."""

from enum import StrEnum


class CallStatus(StrEnum):
    """CallStatus of a request (Twilio, TwiML request parameters)."""

    QUEUED = "queued"
    INITIATED = "initiated"
    RINGING = "ringing"
    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"
    BUSY = "busy"
    FAILED = "failed"
    NO_ANSWER = "no-answer"
    CANCELED = "canceled"

    @property
    def over(self) -> bool:
        """Whether nobody is on the line any more."""
        return self in _OVER


_OVER = frozenset({CallStatus.COMPLETED, CallStatus.BUSY, CallStatus.FAILED, CallStatus.NO_ANSWER, CallStatus.CANCELED})


class DialStatus(StrEnum):
    """DialCallStatus of a Dial's action request (Twilio, Dial)."""

    COMPLETED = "completed"
    ANSWERED = "answered"
    BUSY = "busy"
    NO_ANSWER = "no-answer"
    FAILED = "failed"
    CANCELED = "canceled"


class RingOutcome(StrEnum):
    """How an attempt to bring the caller to a representative ended. A call refused by key is a noanswer."""

    BRIDGED = "bridged"
    NOANSWER = "noanswer"
    BUSY = "busy"
    FAILED = "failed"


class FetchOutcome(StrEnum):
    """How a request to the back office ended. `verified` proves enough to hear amounts, `recognised` enough to pay;
    `done`: it was asked to do something and did. `unknown`: an effect was begun and its end was never recorded."""

    VERIFIED = "verified"
    RECOGNISED = "recognised"
    DONE = "done"
    REFUSED = "refused"
    DOWN = "down"
    UNKNOWN = "unknown"


class PayOutcome(StrEnum):
    """How the carrier's taking of a payment ended. `cancelled`: the caller pressed * or keyed nothing usable; `failed`:
    the payment company could not be reached or refused to work; `unknown`: nobody said."""

    PAID = "paid"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    FAILED = "failed"
    UNKNOWN = "unknown"


class HoldOutcome(StrEnum):
    """How waiting in a queue ended. `free`: a representative can be rung for this caller now; `bridged`: somebody took the
    call out of the queue and the talk is over; `empty`: nobody of the group is at work; `long`: the caller waited as
    long as anybody is kept waiting."""

    FREE = "free"
    BRIDGED = "bridged"
    FULL = "full"
    EMPTY = "empty"
    CLOSED = "closed"
    LONG = "long"
    FAILED = "failed"


class MessageOutcome(StrEnum):
    """How leaving a message ended; `empty`: nothing was said."""

    LEFT = "left"
    EMPTY = "empty"


class TakeOutcome(StrEnum):
    """How a representative's taking a caller out of the queue ended; `gone`: the caller had hung up."""

    TALKED = "talked"
    GONE = "gone"
