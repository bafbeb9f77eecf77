"""Queues of callers. They belong to the network: made on demand, they outlive every call.

Source: Twilio, Enqueue and Queue. Not documented, and chosen here: several who dial one empty queue are served in the
order they came; maxQueueSize is the size of a queue from then on, whoever made it.
"""

import secrets
from collections.abc import Iterator
from datetime import datetime
from itertools import count

from ivr.carrier.bell import Bell
from ivr.carrier.clock import Clock
from ivr.carrier.meeting import Meeting
from ivr.telephony.events import Leg
from ivr.twiml.queueing import MOST_WAITING


class Waiting(Bell):
    """One call that waits. It is in its queue until it is taken out or leaves."""

    def __init__(self, queue: "Queue", who: Leg, name: str, clock: Clock) -> None:
        super().__init__()
        self.queue = queue
        self.who = who
        self.name = name
        self.entered: datetime = clock.now()
        self.left: datetime | None = None
        self._clock = clock
        self._meeting: Meeting | None = None

    @property
    def seconds(self) -> int:
        """How long it has waited, or waited until it left the queue."""
        waited = (self.left or self._clock.now()) - self.entered
        return int(round(waited.total_seconds(), 3))

    def take(self, meeting: Meeting) -> None:
        """Out of the queue, to be connected."""
        self._meeting = meeting
        self.leave()

    def leave(self) -> None:
        """Out of the queue, if it is still in it."""
        if self.left is None:
            self.left = self._clock.now()
            self.queue.remove(self)
            self.ring()

    async def until_taken(self) -> Meeting:
        while self._meeting is None:
            await self.change(None)
        return self._meeting

    async def until_left(self) -> None:
        while self.left is None:
            await self.change(None)

    def __repr__(self) -> str:
        return f"<Waiting {self.who.call} in {self.queue!r}>"


class Queue(Bell):
    """One queue, the foremost first."""

    def __init__(self, name: str, clock: Clock, max_size: int = MOST_WAITING) -> None:
        super().__init__()
        self.name = name
        self.sid = f"QU{secrets.token_hex(16)}"
        self.max_size = max_size
        self.waiting: list[Waiting] = []
        self._clock = clock
        self._dialling: list[object] = []
        self.used = 0  # when it was asked for last, as a count

    def __repr__(self) -> str:
        return f"<Queue {self.name!r} of {len(self.waiting)}>"

    def enter(self, who: Leg, name: str) -> Waiting | None:
        """At the end; None when the queue is full. `name` is what transcripts call the one who waits."""
        if len(self.waiting) >= self.max_size:
            return None
        waiting = Waiting(self, who, name, self._clock)
        self.waiting.append(waiting)
        self.ring()
        return waiting

    def remove(self, waiting: Waiting) -> None:
        self.waiting.remove(waiting)
        self.ring()

    def position(self, waiting: Waiting) -> int:
        """Counted from 1."""
        return self.waiting.index(waiting) + 1

    @property
    def average_seconds(self) -> int:
        """How long those who wait now have waited, on average (Twilio, Enqueue, AvgQueueTime)."""
        return sum(one.seconds for one in self.waiting) // len(self.waiting) if self.waiting else 0

    @property
    def idle(self) -> bool:
        """Nobody waits in it, and nobody dials it."""
        return not (self.waiting or self._dialling)

    def dial(self, dialler: object) -> None:
        """Stand in line among those who dial this queue, until `dialled`."""
        self._dialling.append(dialler)

    def dialled(self, dialler: object) -> None:
        self._dialling.remove(dialler)
        self.ring()

    def foremost(self, dialler: object) -> Waiting | None:
        """Who waits longest, when it is this dialler's turn."""
        return self.waiting[0] if self.waiting and self._dialling[0] is dialler else None


class Queues:
    """All queues of a network. Applications ask for them from threads of their own."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._queues: dict[str, Queue] = {}
        self._uses = count(1)

    def __iter__(self) -> Iterator[Queue]:
        return iter(list(self._queues.values()))

    def get(self, name: str) -> Queue | None:
        """By name or by sid."""
        found = self._queues.get(name) or next((queue for queue in self if queue.sid == name), None)
        return None if found is None else self._used(found)

    def named(self, name: str, max_size: int | None = None) -> Queue:
        """The queue of that name, made if there is none yet; `max_size` where given is its size from now on."""
        queue = self._used(self._queues.setdefault(name, Queue(name, self._clock)))
        if max_size is not None:
            queue.max_size = max_size
        return queue

    def forget(self, most: int) -> None:
        """Until there are no more than `most`, those that are idle, and first who was asked for longest ago: an application
        may give each call a queue of its own."""
        idle = sorted((queue for queue in self if queue.idle), key=lambda queue: queue.used)
        for queue in idle[: max(0, len(self._queues) - most)]:
            del self._queues[queue.name]

    def _used(self, queue: Queue) -> Queue:
        queue.used = next(self._uses)
        return queue
