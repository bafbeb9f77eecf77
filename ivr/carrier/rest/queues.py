"""Queues, to be read: who waits, in which order, how long. Source: Twilio, "Queue resource", "Member subresource"."""

from collections.abc import Iterable

from ivr.carrier.queues import Queue, Waiting
from ivr.carrier.rest.problems import not_found
from ivr.carrier.rest.shapes import Account, stamp

Body = dict[str, object]


class QueueList:
    """`queues` are those of the network, as they are at each moment."""

    def __init__(self, account: Account, queues: Iterable[Queue]) -> None:
        self._account = account
        self._queues = queues

    def all(self) -> list[Body]:
        return [self._shape(queue) for queue in self._queues]

    def fetch(self, sid: str) -> Body:
        return self._shape(self._queue(sid))

    def members(self, sid: str) -> list[Body]:
        """The front of the queue first."""
        queue = self._queue(sid)
        return [self._member(queue, waiting) for waiting in queue.waiting]

    def member(self, sid: str, call: str) -> Body:
        """By its CallSid, or `Front`."""
        queue = self._queue(sid)
        for waiting in queue.waiting:
            if call in ("Front", waiting.who.call):
                return self._member(queue, waiting)
        raise not_found()

    def _queue(self, sid: str) -> Queue:
        for queue in self._queues:
            if queue.sid == sid:
                return queue
        raise not_found()

    def _shape(self, queue: Queue) -> Body:
        return {
            "sid": queue.sid,
            "account_sid": self._account.sid,
            "friendly_name": queue.name,
            "max_size": queue.max_size,
            "current_size": len(queue.waiting),
            "average_wait_time": queue.average_seconds,
            "uri": f"{self._account.path}/Queues/{queue.sid}.json",
        }

    def _member(self, queue: Queue, waiting: Waiting) -> Body:
        call = waiting.who.call
        return {
            "queue_sid": queue.sid,
            "call_sid": call,
            "position": queue.position(waiting),
            "wait_time": waiting.seconds,
            "date_enqueued": stamp(waiting.entered),
            "uri": f"{self._account.path}/Queues/{queue.sid}/Members/{call}.json",
        }
