"""Others are rung, together or in turn, and the first who answers is connected.

Source: Twilio, Dial and Number. Not documented, and chosen here: with several telephones and nobody answering,
no-answer outranks busy and busy outranks failed; a whisper that hangs up ends the Dial and leaves DialBridged false.
"""

import asyncio

from ivr.carrier.child import Child, Rung
from ivr.carrier.dialling.recorded import Tape
from ivr.carrier.dialling.way import star
from ivr.carrier.leg import LegGoneError
from ivr.carrier.office import Extra, Stage
from ivr.carrier.racing import first_of, unless_gone
from ivr.carrier.readings import UnansweredSid
from ivr.telephony.events import DialEnded
from ivr.telephony.outcomes import DialStatus
from ivr.twiml.verbs import Dial

MORE_SECONDS = 5  # what Twilio adds to the timeout (Dial, timeout)
_NOBODY = ((Rung.NO_ANSWER, DialStatus.NO_ANSWER), (Rung.BUSY, DialStatus.BUSY), (Rung.FAILED, DialStatus.FAILED))


class Ringing:
    def __init__(self, verb: Dial, stage: Stage, caller_id: str) -> None:
        self._verb = verb
        self._stage = stage
        self._children = tuple(Child(target, stage, caller_id, verb.call_reason) for target in verb.targets)
        self._winner: Child | None = None
        self._status = DialStatus.CANCELED
        self._bridged = False
        self._tape = Tape(verb.recorded, stage)

    def event(self) -> DialEnded:
        if self._winner is not None:
            return DialEnded(self._status, self._bridged, self._winner.seconds, self._winner.who.call)
        if not self._children or self._stage.office.readings.unanswered_sid is UnansweredSid.OMITTED:
            return DialEnded(self._status, bridged=False)
        return DialEnded(self._status, bridged=False, seconds=0, child=self._children[-1].who.call)

    def extra(self) -> Extra:
        """Of several that nobody answered the last one speaks, as its sid does."""
        child = self._winner or (self._children[-1] if self._children else None)
        return (*(() if child is None else child.sip()), *self._tape.extra())

    async def let_go(self) -> None:
        for child in self._children:
            await child.drop()
        self._tape.stop()

    async def connect(self) -> None:
        stage = self._stage
        stage.leg.rings_out([child.name for child in self._children])
        self._tape.rings()
        self._winner = winner = await unless_gone(stage.leg, self._ring())
        if winner is None:
            stage.leg.rings_no_more()
            return
        self._status = DialStatus.COMPLETED
        for child in self._children:
            if child is not winner:
                await child.drop()
        self._tape.answered(None if winner.leg is None else winner.leg.wire)
        if not await unless_gone(stage.leg, winner.prepare()):
            self._status = stage.office.readings.refused
            stage.leg.rings_no_more()
            return
        await self._bridge(winner)

    async def _ring(self) -> Child | None:
        """Who answered first; None leaves in the status why nobody did."""
        seconds = self._verb.timeout + MORE_SECONDS
        ring = _in_turn if self._verb.sequential else _together
        winner, ends = await ring(self._children, seconds)
        if winner is None:
            self._status = next((status for end, status in _NOBODY if end in ends), DialStatus.FAILED)
        return winner

    async def _bridge(self, winner: Child) -> None:
        verb, leg = self._verb, self._stage.leg
        if winner.leg is None or winner.leg.over:
            return
        if not leg.answered:
            await leg.answer()
        self._bridged = True
        winner.leg.bridged("the caller", leg.wire)
        leg.bridged(winner.name, winner.leg.wire)
        ends = [leg.until_gone(), winner.leg.until_gone(), asyncio.sleep(verb.time_limit)]
        await first_of(*ends, *([star(leg)] if verb.hangup_on_star else []))
        await winner.drop()
        leg.unbridged()
        if leg.gone:
            raise LegGoneError


async def _in_turn(children: tuple[Child, ...], seconds: float) -> tuple[Child | None, set[Rung]]:
    ends: set[Rung] = set()
    for child in children:
        end = await child.ring(seconds)
        if end is Rung.ANSWERED:
            return child, ends
        ends.add(end)
    return None, ends


async def _together(children: tuple[Child, ...], seconds: float) -> tuple[Child | None, set[Rung]]:
    tasks = {asyncio.ensure_future(child.ring(seconds)): child for child in children}
    waiting = set(tasks)
    ends: set[Rung] = set()
    try:
        while waiting:
            done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            answered = [child for task, child in tasks.items() if task in done and task.result() is Rung.ANSWERED]
            if answered:
                return answered[0], ends
            ends |= {task.result() for task in done}
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return None, ends
