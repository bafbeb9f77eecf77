"""One caller's stay in a queue, and what the application is told of it.

Source: Twilio, Enqueue: request parameters of waitUrl and action.
"""

from dataclasses import dataclass

from ivr.carrier.office import Extra, Stage
from ivr.carrier.outcome import Fetch
from ivr.carrier.queues import Waiting
from ivr.telephony.events import Dequeued, HungUp, QueueResult
from ivr.telephony.outcomes import CallStatus
from ivr.twiml.queueing import Enqueue


@dataclass(slots=True)
class Visit:
    """`result` is what it would be if it ended now by the caller's hanging up."""

    verb: Enqueue
    stage: Stage
    waiting: Waiting
    result: QueueResult = QueueResult.HANGUP

    def action(self) -> Fetch:
        """What a caller who is still there goes on with."""
        return Fetch(
            self.verb.action,
            self.verb.method,
            Dequeued(self.result, self.waiting.seconds),
            extra=(("QueueSid", self.waiting.queue.sid),),
        )

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
            extra = (
                ("QueueResult", self.result.value),
                ("QueueSid", self.waiting.queue.sid),
                ("QueueTime", str(self.waiting.seconds)),
            )
            gone = Fetch(self.verb.action, self.verb.method, HungUp(), extra=extra)
            await self.stage.report(gone, CallStatus.COMPLETED)
