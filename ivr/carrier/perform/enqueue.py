"""Enqueue: the caller waits in a queue, hearing documents, until somebody takes the call out of it.

Source: Twilio, Enqueue, Leave, Queue. Not documented, and chosen here: who dialled the queue and hangs up while the
caller still hears the Queue's url makes it bridging-in-process; a url that fails makes it error. A wait document that
takes no time is asked for again a second later.
"""

import asyncio
from dataclasses import dataclass
from enum import StrEnum

from ivr.carrier.debugger import DocumentError
from ivr.carrier.dialling.worker import dial_worker
from ivr.carrier.leg import LegGoneError
from ivr.carrier.meeting import Meeting, Whisper
from ivr.carrier.music import keep_silent, listen_to_music
from ivr.carrier.office import Extra, Stage, opening
from ivr.carrier.outcome import ONWARD, Fetch, Finished, Left, Onward, Outcome
from ivr.carrier.queues import Waiting
from ivr.carrier.racing import first_of, unless_gone
from ivr.carrier.tasks import BadAttributesError, Task, TaskStatus, read_attributes
from ivr.telephony.events import HungUp, Silent
from ivr.telephony.outcomes import CallStatus
from ivr.twiml.passing import Unknown, Unperformed
from ivr.twiml.queueing import LONGEST_NAME, Enqueue, Leave
from ivr.twiml.verbs import Gather, Hangup, Pause, Play, Redirect, Say

NO_TIME = 1.0  # seconds until a wait document that took none is asked for again

_PASSED_OVER = (Unknown, Unperformed)
_HEARD_WAITING = frozenset((Play, Say, Pause, Hangup, Redirect, Leave, Gather, *_PASSED_OVER))
_HEARD_BEFORE = frozenset((Play, Say, Pause, Redirect, *_PASSED_OVER))


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
class _Visit:
    """One caller's stay; `result` is what it would be if it ended now by the caller's hanging up."""

    verb: Enqueue
    stage: Stage
    waiting: Waiting
    result: QueueResult = QueueResult.HANGUP

    def action(self, event: Silent | HungUp) -> Fetch:
        extra = (("QueueSid", self.waiting.queue.sid), ("QueueTime", str(self.waiting.seconds)))
        return _action(self.verb, self.result, extra, event)

    def says(self) -> Extra:
        """What requests made while waiting are told (Twilio, Enqueue, waitUrl)."""
        queue = self.waiting.queue
        return (
            ("QueuePosition", str(queue.position(self.waiting) if self.waiting.left is None else 0)),
            ("QueueSid", queue.sid),
            ("QueueTime", str(self.waiting.seconds)),
            ("AvgQueueTime", str(queue.average_seconds)),
            ("CurrentQueueSize", str(len(queue.waiting))),
            ("MaxQueueSize", str(queue.max_size)),
        )


async def perform(verb: Enqueue, stage: Stage) -> Outcome:
    if stage.child:
        raise DocumentError(13201, "Enqueue on a leg that was itself dialled", stage.base)
    if _wrong(verb, stage):
        return _after(verb, QueueResult.ERROR)
    queue = stage.office.exchange.queues.named(verb.name or verb.workflow_sid or "", verb.max_size)
    waiting = queue.enter(stage.who, stage.who.caller)
    if waiting is None:
        return _after(verb, QueueResult.QUEUE_FULL)
    return await _stay(_Visit(verb, stage, waiting))


def _wrong(verb: Enqueue, stage: Stage) -> bool:
    """Whether the verb itself is in error: it never gets the caller into a queue."""
    office = stage.office
    if verb.workflow_sid is not None and not verb.workflow_sid.startswith("WW"):
        office.fail(14220, "the workflow of Enqueue is no sid of a workflow", stage.base)
        return True
    if not verb.name and verb.workflow_sid is None:
        office.fail(14204, "Enqueue has no queue", stage.base)
        return True
    if len(verb.name) > LONGEST_NAME:
        office.fail(14205, f"the name of the queue has more than {LONGEST_NAME} characters", stage.base)
        return True
    return verb.task is not None and not _readable(verb.task.attributes, stage)


def _readable(attributes: str, stage: Stage) -> bool:
    try:
        read_attributes(attributes)
    except BadAttributesError as error:
        stage.office.fail(14221, str(error), stage.base)
        return False
    return True


async def _stay(visit: _Visit) -> Outcome:
    verb, stage, waiting = visit.verb, visit.stage, visit.waiting
    task = _task(visit)
    try:
        ended = await _wait(visit)
    except LegGoneError:
        await _report_gone(visit)
        raise
    except asyncio.CancelledError:
        _redirected(visit)
        raise
    finally:
        waiting.leave()
        if task is not None:
            done = visit.result in (QueueResult.BRIDGED, QueueResult.REDIRECTED_FROM_BRIDGED)
            task.status = TaskStatus.COMPLETED if done else TaskStatus.CANCELED
    if isinstance(ended, Finished):
        await _report_gone(visit)
        return ended
    return ONWARD if verb.action is None else visit.action(Silent())


async def _report_gone(visit: _Visit) -> None:
    """The answer changes nothing: nobody is on the line."""
    visit.waiting.leave()
    if visit.verb.action is not None:
        await visit.stage.report(visit.action(HungUp()), CallStatus.COMPLETED)


def _redirected(visit: _Visit) -> None:
    """Somebody outside gave the call another document, or its end. A call that is ended otherwise, by the four hours for
    instance, says nothing."""
    stage = visit.stage
    if stage.interruption is None or stage.interruption.instead is None:
        return
    if isinstance(stage.interruption.instead, Finished):
        visit.result = visit.result if visit.result is QueueResult.BRIDGED else QueueResult.HANGUP
    elif visit.result is QueueResult.BRIDGED:
        visit.result = QueueResult.REDIRECTED_FROM_BRIDGED
    else:
        visit.result = QueueResult.REDIRECTED
    visit.waiting.leave()
    if visit.verb.action is not None:
        stage.office.spawn(stage.report(visit.action(Silent())))


async def _wait(visit: _Visit) -> Meeting | Onward | Left | Finished:
    """Sets the visit's result, and returns how waiting ended."""
    leg = visit.stage.leg
    news = await unless_gone(leg, first_of(visit.waiting.until_taken(), _entertained(visit)))
    if isinstance(news, Meeting):
        leg.interrupted()
        await _meet(visit, news)
    elif isinstance(news, Left):
        visit.result = QueueResult.LEAVE
    return news


async def _entertained(visit: _Visit) -> Meeting | Onward | Left | Finished:
    try:
        return await _entertain(visit)
    except DocumentError as error:
        visit.stage.office.fail(error.code, error.message, error.url)
        visit.result = QueueResult.ERROR
        return ONWARD


async def _entertain(visit: _Visit) -> Left | Finished:
    """What is heard while waiting; it never ends by itself. Raises DocumentError."""
    stage, verb = visit.stage, visit.verb
    if not verb.wait_url:
        await (listen_to_music(stage) if verb.wait_url is None else keep_silent(stage.leg))
    address = stage.address(verb.wait_url)
    while True:
        inner = Stage(stage.office, stage.leg, stage.who, address, says=visit.says, allowed=_HEARD_WAITING, waits=True)
        began = stage.office.room.time()
        outcome = await stage.office.aside(inner, opening(address, verb.wait_method))
        if not isinstance(outcome, Onward):
            return outcome
        if stage.office.room.time() <= began:
            await stage.leg.pause(NO_TIME)


async def _meet(visit: _Visit, meeting: Meeting) -> None:
    leg = visit.stage.leg
    try:
        came = await unless_gone(leg, first_of(_whispered(visit, meeting.whisper), _missed(meeting)))
        if not came:
            visit.result = QueueResult.ERROR if visit.result is QueueResult.ERROR else QueueResult.BRIDGING
            return
        meeting.join()
        visit.result = QueueResult.BRIDGED
        leg.bridged(meeting.other)
        await unless_gone(leg, meeting.until_over())
        leg.unbridged()
    finally:
        meeting.end()
        leg.interrupted()


async def _missed(meeting: Meeting) -> bool:
    """False, once the other side is gone."""
    await meeting.until_over()
    return False


async def _whispered(visit: _Visit, whisper: Whisper | None) -> bool:
    """Whether the caller heard the Queue's url to its end."""
    if whisper is None:
        return True
    stage = visit.stage
    inner = Stage(
        stage.office, stage.leg, stage.who, whisper.url, says=lambda: whisper.extra, allowed=_HEARD_BEFORE, waits=True
    )
    try:
        await stage.office.aside(inner, opening(whisper.url, whisper.method))
    except DocumentError as error:
        stage.office.fail(error.code, error.message, error.url)
        visit.result = QueueResult.ERROR
        return False
    return True


def _task(visit: _Visit) -> Task | None:
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
    stage.office.exchange.tasks.add(task)
    return task


def _after(verb: Enqueue, result: QueueResult) -> Outcome:
    """For a caller who never got into the queue: QueueSid and QueueTime are not sent (Twilio, Enqueue)."""
    return ONWARD if verb.action is None else _action(verb, result, (), Silent())


def _action(verb: Enqueue, result: QueueResult, extra: Extra, event: Silent | HungUp) -> Fetch:
    return Fetch(verb.action, verb.method, event, extra=(("QueueResult", result.value), *extra))
