"""Enqueue: the caller waits in a queue until somebody takes the call out of it.

Source: Twilio, Enqueue, Leave; errors 14204, 14205, 14220, 14221. With a workflow and no name, the queue is named by
the workflow, which is ours.
"""

import asyncio

from ivr.carrier.debugger import DocumentError
from ivr.carrier.dialling.worker import dial_worker
from ivr.carrier.enqueuing.connected import meet
from ivr.carrier.enqueuing.entertained import entertained
from ivr.carrier.enqueuing.visit import Visit
from ivr.carrier.happenings import Queued, Unqueued
from ivr.carrier.leg import LegGoneError
from ivr.carrier.meeting import Meeting
from ivr.carrier.office import Stage
from ivr.carrier.outcome import ONWARD, Ending, Fetch, Finished, Left, Outcome
from ivr.carrier.racing import first_of, unless_gone
from ivr.carrier.tasks import BadAttributesError, Task, TaskStatus, read_attributes
from ivr.telephony.events import Dequeued, QueueResult
from ivr.twiml.queueing import LONGEST_NAME, Enqueue


async def perform(verb: Enqueue, stage: Stage) -> Outcome:
    if stage.child:
        raise DocumentError(13201, "Enqueue on a leg that was itself dialled", stage.base)
    wrong = _wrong(verb)
    if wrong is not None:
        stage.office.fail(*wrong, stage.base)
        return _not_in(verb, QueueResult.ERROR)
    queue = stage.office.premises.queues.named(verb.name or verb.workflow_sid or "", verb.max_size)
    waiting = queue.enter(stage.who, stage.who.caller)
    if waiting is None:
        return _not_in(verb, QueueResult.QUEUE_FULL)
    return await _stay(Visit(verb, stage, waiting))


def _wrong(verb: Enqueue) -> tuple[int, str] | None:
    """What is in error about the verb itself, which then never gets the caller into a queue."""
    if verb.workflow_sid is not None and not verb.workflow_sid.startswith("WW"):
        return 14220, "the workflow of Enqueue is no sid of a workflow"
    if not verb.name and verb.workflow_sid is None:
        return 14204, "Enqueue has no queue"
    if len(verb.name) > LONGEST_NAME:
        return 14205, f"the name of the queue has more than {LONGEST_NAME} characters"
    try:
        read_attributes("" if verb.task is None else verb.task.attributes)
    except BadAttributesError as error:
        return 14221, str(error)
    return None


def _not_in(verb: Enqueue, result: QueueResult) -> Outcome:
    """QueueSid and QueueTime are sent for callers alone who got into the queue."""
    return ONWARD if verb.action is None else Fetch(verb.action, verb.method, Dequeued(result))


async def _stay(visit: Visit) -> Outcome:
    task = _task(visit)
    leg = visit.stage.leg
    leg.note(Queued(visit.waiting.queue.name))
    try:
        ended = await _wait(visit)
    except LegGoneError:
        await visit.report_gone()
        raise
    except asyncio.CancelledError:
        _redirected(visit)
        raise
    finally:
        visit.waiting.leave()
        leg.note(Unqueued())
        if task is not None:
            done = visit.result in (QueueResult.BRIDGED, QueueResult.REDIRECTED_FROM_BRIDGED)
            task.end(TaskStatus.COMPLETED if done else TaskStatus.CANCELED)
    if isinstance(ended, Finished):
        await visit.report_gone()
        return ended
    return ONWARD if visit.verb.action is None else visit.action()


async def _wait(visit: Visit) -> Meeting | Ending:
    """Sets the visit's result, and returns how waiting ended."""
    leg = visit.stage.leg
    news: Meeting | Ending = await unless_gone(leg, first_of(visit.waiting.until_taken(), entertained(visit)))
    if isinstance(news, Meeting):
        leg.interrupted()
        await meet(visit, news)
    elif isinstance(news, Left):
        visit.result = QueueResult.LEAVE
    return news


def _redirected(visit: Visit) -> None:
    """Somebody outside gave the call another document, or its end. A call that is ended otherwise, by the four hours for
    instance, says nothing."""
    stage = visit.stage
    if stage.interruption is None or stage.interruption.instead is None:
        return
    if isinstance(stage.interruption.instead, Finished):
        stage.office.spawn(visit.report_gone())
        return
    bridged = visit.result is QueueResult.BRIDGED
    visit.result = QueueResult.REDIRECTED_FROM_BRIDGED if bridged else QueueResult.REDIRECTED
    visit.waiting.leave()
    if visit.verb.action is not None:
        stage.office.spawn(stage.report(visit.action()))


def _task(visit: Visit) -> Task | None:
    verb, stage = visit.verb, visit.stage
    if verb.workflow_sid is None:
        return None
    written = verb.task

    def dial(task: Task, number: str) -> None:
        stage.office.spawn(dial_worker(stage, task, number))

    task = Task(
        visit.waiting,
        verb.workflow_sid,
        read_attributes("" if written is None else written.attributes),
        priority=0 if written is None or written.priority is None else written.priority,
        timeout=None if written is None else written.timeout,
        dial=dial,
    )
    stage.office.premises.tasks.add(task)
    return task
