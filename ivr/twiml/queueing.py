"""Queues: waiting in one, leaving it, and the task that may stand for the one who waits. Values, and how they are read.

A name that is missing or too long, and a task that is no JSON, are left as they stand: Twilio reports them as the
QueueResult of the Enqueue, so the document goes on (Twilio, Enqueue).
"""

from dataclasses import dataclass, field

from ivr.twiml.element_reader import ElementReader
from ivr.twiml.errors import SCHEMA

LONGEST_NAME = 64  # characters
MOST_WAITING = 1000


@dataclass(frozen=True, slots=True)
class Task:
    """What a workflow knows of the caller: JSON, as it was written. `timeout` is in seconds."""

    attributes: str = field(repr=False)
    priority: int | None = None
    timeout: int | None = None


@dataclass(frozen=True, slots=True)
class Enqueue:
    """Wait in a queue. `wait_url` None is Twilio's music and "" silence; without `max_size` a queue holds a thousand."""

    name: str = ""
    action: str | None = None
    method: str = "POST"
    wait_url: str | None = None
    wait_method: str = "POST"
    workflow_sid: str | None = None
    task: Task | None = None
    max_size: int | None = None


@dataclass(frozen=True, slots=True)
class Leave:
    """Leave the queue; only in a document that is heard while waiting in one."""


def read_enqueue(read: ElementReader) -> Enqueue:
    tasks = [task for child in read.elements() if (task := read_task(read.inner(child))) is not None]
    if len(tasks) > 1:
        read.warn(SCHEMA, "Enqueue holds more than one Task")
    return Enqueue(
        read.text(),
        action=read.text_of("action"),
        method=read.method(14201),
        wait_url=read.text_of("waitUrl"),
        wait_method=read.method(14206, "waitUrlMethod"),
        workflow_sid=read.text_of("workflowSid"),
        task=tasks[0] if tasks else None,
        max_size=read.whole_or_none("maxQueueSize", SCHEMA, least=1),
    )


def read_task(read: ElementReader) -> Task | None:
    if read.element.name != "Task":
        read.warn(SCHEMA, "Enqueue can hold nothing but Task")
        return None
    task = Task(
        read.text(), read.whole_or_none("priority", SCHEMA, least=0), read.whole_or_none("timeout", SCHEMA, least=1)
    )
    read.finish()
    return task


def read_leave(_read: ElementReader) -> Leave:
    return Leave()
