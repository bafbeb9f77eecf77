"""The foremost of a queue is connected to who dials it; an empty queue is waited at for as long as the Dial says.

Source: Twilio, Queue. Not documented, and chosen here: nothing is added to the timeout, an unknown queue is `failed`
and an empty one `no-answer`; where the one who waited is gone before being connected, the next is taken.
"""

import asyncio

from ivr.carrier.debugger import HARNESS
from ivr.carrier.dialling.recorded import Tape
from ivr.carrier.dialling.way import star
from ivr.carrier.leg import LegGoneError, whole_seconds
from ivr.carrier.meeting import Meeting, Whisper
from ivr.carrier.office import Extra, Stage
from ivr.carrier.queues import Queue, Waiting
from ivr.carrier.racing import first_of, unless_gone
from ivr.telephony.events import DialEnded
from ivr.telephony.outcomes import DialStatus
from ivr.twiml.nouns import Queue as Noun
from ivr.twiml.verbs import Dial


class FromQueue:
    def __init__(self, verb: Dial, noun: Noun, stage: Stage) -> None:
        self._verb = verb
        self._noun = noun
        self._stage = stage
        self._status = DialStatus.CANCELED
        self._taken: Waiting | None = None
        self._meeting: Meeting | None = None
        self._bridged = False
        self._tape = Tape(verb.recorded, stage)

    def event(self) -> DialEnded:
        if self._taken is None or self._meeting is None:
            return DialEnded(self._status, bridged=False)
        return DialEnded(self._status, self._bridged, whole_seconds(self._meeting.seconds), self._taken.who.call)

    def extra(self) -> Extra:
        taken = self._taken
        told = () if taken is None else (("QueueSid", taken.queue.sid), ("QueueTime", str(taken.seconds)))
        return (*told, *self._tape.extra())

    async def let_go(self) -> None:
        if self._meeting is not None:
            self._meeting.end()
        self._tape.stop()

    async def connect(self) -> None:
        noun, stage = self._noun, self._stage
        self._tape.rings()
        if noun.reservation_sid is not None:
            await self._reserved(noun.reservation_sid)
            return
        queue = stage.office.premises.queues.get(noun.name)
        if queue is None:
            stage.office.warn(HARNESS, "Dial names a queue that does not exist", stage.base)
            self._status = DialStatus.FAILED
            return
        stage.leg.rings_out([queue.name])
        queue.dial(self)
        try:
            await unless_gone(stage.leg, self._line_up(queue, stage.office.room.time() + self._verb.timeout))
        finally:
            queue.dialled(self)
            stage.leg.rings_no_more()
        await self._talk()

    async def _reserved(self, sid: str) -> None:
        """The one caller whose task was reserved."""
        task = self._stage.office.premises.tasks.reserved(sid)
        if task is None or task.waiting.left is not None:
            self._stage.office.fail(14217, "there is no such reservation to accept", self._stage.base)
            self._status = DialStatus.FAILED
            return
        if await unless_gone(self._stage.leg, self._take(task.waiting)):
            await self._talk()

    async def _line_up(self, queue: Queue, deadline: float) -> None:
        """Until one has come, or time is over."""
        while True:
            waiting = queue.foremost(self)
            if waiting is not None:
                if await self._take(waiting):
                    return
                continue
            left = deadline - self._stage.office.room.time()
            if left <= 0 or not await queue.change(left):
                self._status = DialStatus.NO_ANSWER
                return

    async def _take(self, waiting: Waiting) -> bool:
        """Whether they came."""
        self._meeting = meeting = Meeting(self._stage.who.caller, self._whisper(waiting), self._stage.leg.wire)
        self._status = DialStatus.CANCELED
        waiting.take(meeting)
        if not await meeting.until_joined():
            self._status = DialStatus.NO_ANSWER
            return False
        self._taken = waiting
        return True

    def _whisper(self, waiting: Waiting) -> Whisper | None:
        noun = self._noun
        if noun.url is None:
            return None
        extra = (
            ("QueueSid", waiting.queue.sid),
            ("QueueTime", str(waiting.seconds)),
            ("DequeingCallSid", self._stage.who.call),
        )
        return Whisper(self._stage.address(noun.url), noun.method, extra)

    async def _talk(self) -> None:
        meeting, taken, leg, verb = self._meeting, self._taken, self._stage.leg, self._verb
        if meeting is None or taken is None:
            return
        if not leg.answered:
            await leg.answer()
        self._status, self._bridged = DialStatus.COMPLETED, True
        self._tape.answered(meeting.joined)
        leg.bridged(taken.name, meeting.joined)
        ends = [leg.until_gone(), meeting.until_over(), asyncio.sleep(verb.time_limit)]
        await first_of(*ends, *([star(leg)] if verb.hangup_on_star else []))
        meeting.end()
        leg.unbridged()
        if leg.gone:
            raise LegGoneError
