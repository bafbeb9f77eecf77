"""A worker accepts the task of a caller who waits: a telephone is rung, and who answers is connected to the caller.

Source: Twilio, TaskRouter, dequeue instruction.
"""

from ivr.carrier.child import Child, Rung
from ivr.carrier.meeting import Meeting
from ivr.carrier.office import Stage
from ivr.carrier.racing import first_of
from ivr.carrier.tasks import Task, TaskStatus
from ivr.twiml.verbs import Number

RING_SECONDS = 60.0


async def dial_worker(stage: Stage, task: Task, number: str) -> None:
    """On behalf of the call that waits, whose `stage` it is."""
    child = Child(Number(number), stage, stage.who.called)
    try:
        rung = await first_of(child.ring(RING_SECONDS), _gone(task))
        if rung is Rung.ANSWERED and child.leg is not None and task.waiting.left is None:
            task.status = TaskStatus.ASSIGNED
            await _connect(task, child)
    finally:
        await child.drop()
        if task.status is TaskStatus.RESERVED and task.waiting.left is None:
            task.status = TaskStatus.PENDING


async def _gone(task: Task) -> Rung:
    await task.waiting.until_left()
    return Rung.NO_ANSWER


async def _connect(task: Task, child: Child) -> None:
    leg = child.leg
    meeting = Meeting(child.name, wire=None if leg is None else leg.wire)
    task.waiting.take(meeting)
    try:
        if leg is not None and await meeting.until_joined():
            leg.bridged("the caller", meeting.joined)
            await first_of(leg.until_gone(), meeting.until_over())
    finally:
        meeting.end()
