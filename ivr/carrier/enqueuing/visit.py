"""One caller's stay in a queue, and what the application is told of it.

Source: Twilio, Enqueue: request parameters of waitUrl and action.
"""

from dataclasses import dataclass
from enum import StrEnum

from ivr.carrier.office import Extra, Stage
from ivr.carrier.outcome import Fetch
from ivr.carrier.queues import Waiting
from ivr.telephony.events import HungUp, Silent
from ivr.telephony.outcomes import CallStatus
from ivr.twiml.queueing import Enqueue


class QueueResult(StrEnum):
    """The final word on an Enqueue (Twilio). system-error has no cause here."""

    BRIDGED = "bridged"
    BRIDGING = "bridging-in-process"
    ERROR = "error"
    HANGUP = "hangup"
    LEAVE = "leave"
    REDIRECTED = "redirected"
    REDIRECTED_FROM_BRIDGED = "redirected-from-bridged"
    QUEUE_FULL = "queue-full"


@dataclass(slots=True)
class Visit:
    """`result` is what it would be if it ended now by the caller's hanging up."""

    verb: Enqueue
    stage: Stage
    waiting: Waiting
    result: QueueResult = QueueResult.HANGUP

    def action(self, event: Silent | HungUp) -> Fetch:
        extra = (("QueueSid", self.waiting.queue.sid), ("QueueTime", str(self.waiting.seconds)))
        return action(self.verb, self.result, extra, event)

    def says(self) -> Extra:
        """What every request made while waiting is told."""
        queue = self.waiting.queue
        return (
            ("QueuePosition", str(queue.position(self.waiting) if self.waiting.left is None else 0)),
            ("QueueSid", queue.sid),
            ("QueueTime", str(self.waiting.seconds)),
            ("AvgQueueTime", str(queue.average_seconds)),
            ("CurrentQueueSize", str(len(queue.waiting))),
            ("MaxQueueSize", str(queue.max_size)),
        )

    async def report_gone(self) -> None:
        """Nobody is on the line any more: the answer changes nothing."""
        self.waiting.leave()
        if self.verb.action is not None:
            await self.stage.report(self.action(HungUp()), CallStatus.COMPLETED)


def action(verb: Enqueue, result: QueueResult, extra: Extra, event: Silent | HungUp) -> Fetch:
    return Fetch(verb.action, verb.method, event, extra=(("QueueResult", result.value), *extra))
