"""Pause outside a Gather. As the first verb it is the time before the call is answered (Twilio, Pause)."""

from ivr.carrier.office import Stage
from ivr.carrier.outcome import ONWARD, Outcome
from ivr.carrier.sound import make_sound
from ivr.twiml.verbs import Pause


async def perform(verb: Pause, stage: Stage) -> Outcome:
    await make_sound(verb, stage)
    if not stage.leg.answered:
        await stage.leg.answer()
    return ONWARD
