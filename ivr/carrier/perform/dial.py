"""Dial: ring others for the caller, together or in turn, and bridge the first who answers.

Source: Twilio, Dial and Number. Not documented, and chosen here: with several telephones and nobody answering,
no-answer outranks busy and busy outranks failed; a whisper that hangs up ends the Dial and leaves DialBridged false.
"""

import asyncio
from dataclasses import dataclass

from ivr.carrier.child import Child, Rung
from ivr.carrier.debugger import DocumentError
from ivr.carrier.leg import Leg, LegGoneError
from ivr.carrier.office import Stage
from ivr.carrier.outcome import ONWARD, Fetch, Outcome
from ivr.carrier.racing import first_of, unless_gone
from ivr.telephony.events import DialEnded
from ivr.telephony.outcomes import CallStatus, DialStatus
from ivr.twiml.verbs import Dial

MORE_SECONDS = 5  # what Twilio adds to the timeout (Dial, timeout)
_NOBODY = ((Rung.NO_ANSWER, DialStatus.NO_ANSWER), (Rung.BUSY, DialStatus.BUSY), (Rung.FAILED, DialStatus.FAILED))


@dataclass(slots=True)
class _Attempt:
    """What has become of a Dial so far; true at any moment, since the caller may hang up at any."""

    children: tuple[Child, ...]
    winner: Child | None = None
    status: DialStatus = DialStatus.CANCELED
    bridged: bool = False

    def event(self) -> DialEnded:
        """One leg has a sid whatever became of it; of several only the one that answered is named."""
        child = self.winner or (self.children[0] if len(self.children) == 1 else None)
        seconds = None if self.winner is None else self.winner.seconds
        return DialEnded(self.status, self.bridged, seconds, None if child is None else child.who.call)


async def perform(verb: Dial, stage: Stage) -> Outcome:
    if stage.child:
        raise DocumentError(13201, "Dial on a leg that was itself dialled", stage.base)
    caller_id = verb.caller_id or stage.who.caller
    attempt = _Attempt(tuple(Child(target, stage, caller_id) for target in verb.targets))
    try:
        await _attempt(verb, stage, attempt)
    except LegGoneError:
        await _let_go(attempt)
        if verb.action is not None:
            await stage.report(_action(verb, attempt), CallStatus.COMPLETED)
        raise
    finally:
        await _let_go(attempt)
    return ONWARD if verb.action is None else _action(verb, attempt)


def _action(verb: Dial, attempt: _Attempt) -> Fetch:
    return Fetch(verb.action, verb.method, attempt.event())


async def _let_go(attempt: _Attempt) -> None:
    for child in attempt.children:
        await child.drop()


async def _attempt(verb: Dial, stage: Stage, attempt: _Attempt) -> None:
    stage.leg.rings_out([child.name for child in attempt.children])
    attempt.winner = await unless_gone(stage.leg, _ring(verb, attempt))
    if attempt.winner is None:
        return
    attempt.status = DialStatus.COMPLETED
    for child in attempt.children:
        if child is not attempt.winner:
            await child.drop()
    if not await unless_gone(stage.leg, attempt.winner.prepare()):
        attempt.status = stage.office.readings.refused
        return
    await _bridge(verb, stage.leg, attempt)


async def _ring(verb: Dial, attempt: _Attempt) -> Child | None:
    """Who answered first; None leaves in `attempt` why nobody did."""
    seconds = verb.timeout + MORE_SECONDS
    if verb.sequential:
        winner, ends = await _in_turn(attempt.children, seconds)
    else:
        winner, ends = await _together(attempt.children, seconds)
    if winner is None:
        attempt.status = next((status for end, status in _NOBODY if end in ends), DialStatus.FAILED)
    return winner


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


async def _bridge(verb: Dial, leg: Leg, attempt: _Attempt) -> None:
    winner = attempt.winner
    if winner is None or winner.leg is None or winner.leg.over:
        return
    if not leg.answered:
        await leg.answer()
    attempt.bridged = True
    winner.leg.bridged("the caller")
    leg.bridged(winner.name)
    ends = [leg.until_gone(), winner.leg.until_gone(), asyncio.sleep(verb.time_limit)]
    await first_of(*ends, *([_star(leg)] if verb.hangup_on_star else []))
    await winner.drop()
    leg.unbridged()
    if leg.gone:
        raise LegGoneError


async def _star(leg: Leg) -> None:
    """The caller's * lets go of the other party alone."""
    await leg.flush_keys()
    while await leg.key(None) != "*":
        pass
