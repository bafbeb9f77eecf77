"""Tasks that stand for callers in a queue, and the workers who accept them: a test plays the workers.

Source: Twilio, TaskRouter TwiML integration. There are no workflows here: a task waits until somebody accepts it.
"""

import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ivr.carrier.queues import Waiting


class TaskStatus(StrEnum):
    PENDING = "pending"
    RESERVED = "reserved"
    ASSIGNED = "assigned"
    COMPLETED = "completed"
    CANCELED = "canceled"


class BadAttributesError(ValueError):
    """They are not a JSON object. The message repeats nothing of them."""


@dataclass(slots=True, eq=False)
class Task:
    """`attributes` are what the document wrote, `timeout` is in seconds. It is over when the caller is."""

    waiting: Waiting = field(repr=False)
    workflow_sid: str
    attributes: Mapping[str, object] = field(repr=False)
    priority: int
    timeout: int | None
    dial: Callable[["Task", str], None] = field(repr=False)
    sid: str = field(default_factory=lambda: f"WT{secrets.token_hex(16)}")
    reservation_sid: str | None = None
    status: TaskStatus = TaskStatus.PENDING

    @property
    def call(self) -> str:
        """CallSid of the one who waits."""
        return self.waiting.who.call

    def reserve(self) -> str:
        """The reservation's sid, for a worker who will dial the queue himself: `<Queue reservationSid=...>`."""
        self.reservation_sid = self.reservation_sid or f"WR{secrets.token_hex(16)}"
        self.status = TaskStatus.RESERVED
        return self.reservation_sid

    def accept(self, number: str) -> None:
        """A worker takes it: the telephone of that number is rung, and whoever answers is connected to the caller. To be
        called while the caller waits, on the network's own event loop; a task that nobody answered is pending again."""
        if self.waiting.left is None and self.status in (TaskStatus.PENDING, TaskStatus.RESERVED):
            self.status = TaskStatus.RESERVED
            self.dial(self, number)

    def end(self, status: TaskStatus) -> None:
        """The caller waits no more. Nothing of the call is held on to."""
        self.status, self.dial = status, _nobody


def _nobody(task: Task, number: str) -> None:
    del task, number


class Tasks:
    """All tasks of a network, the oldest first."""

    def __init__(self) -> None:
        self._tasks: list[Task] = []

    def __iter__(self) -> Iterator[Task]:
        return iter(self._tasks)

    def add(self, task: Task) -> None:
        self._tasks.append(task)

    def forget(self, call: str) -> None:
        """Those of that caller, who is gone."""
        self._tasks = [task for task in self._tasks if task.call != call]

    def pending(self) -> list[Task]:
        """The most urgent first."""
        return sorted((task for task in self if task.status is TaskStatus.PENDING), key=lambda task: -task.priority)

    def reserved(self, reservation_sid: str) -> Task | None:
        return next((task for task in self if task.reservation_sid == reservation_sid), None)


def read_attributes(text: str) -> Mapping[str, object]:
    """Raises BadAttributesError."""
    try:
        attributes = json.loads(text or "{}")
    except (ValueError, RecursionError):
        raise BadAttributesError("the attributes of a task are not JSON") from None
    if not isinstance(attributes, dict):
        raise BadAttributesError("the attributes of a task are no JSON object")
    return attributes
