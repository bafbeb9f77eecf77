"""What the action of an Enqueue is told, both directions. Source: Twilio, Enqueue, action.

The requests for wait documents carry QueueSid and QueueTime as well, but no QueueResult: nobody has left the queue.
"""

from ivr.telephony.events import Dequeued, HungUp, QueueResult
from ivr.webhook.form_fields import Fields, seconds_of

_RESULTS = {result.value: result for result in QueueResult}


def is_dequeued(fields: Fields) -> bool:
    """An empty QueueResult is none, as with Digits."""
    return bool(fields.get("QueueResult"))


def read_dequeued(fields: Fields, *, over: bool) -> Dequeued | HungUp:
    """HungUp where nobody is on the line any more, by the result or because the call is `over`.

    A word that is new to us says for certain that the caller is out of the queue and still there. To refuse it would
    end the call; it is read as an error, after which a line goes on. Raises BadFormError.
    """
    result = _RESULTS.get(fields["QueueResult"], QueueResult.ERROR)
    if over or result is QueueResult.HANGUP:
        return HungUp(seconds_of(fields, "CallDuration"))
    return Dequeued(result, seconds_of(fields, "QueueTime"))


def dequeued_fields(dequeued: Dequeued) -> dict[str, str]:
    """Raises ValueError for a hang-up, which is reported as HungUp."""
    if dequeued.result is QueueResult.HANGUP:
        raise ValueError("who hung up in a queue cannot be reported as dequeued: that is HungUp")
    seconds = {} if dequeued.seconds is None else {"QueueTime": str(dequeued.seconds)}
    return {"QueueResult": dequeued.result.value} | seconds
