"""Say outside a Gather: nobody listens for keys meanwhile."""

from ivr.carrier.office import Stage
from ivr.carrier.outcome import ONWARD, Outcome
from ivr.carrier.sound import make_sound
from ivr.twiml.verbs import Say


async def perform(verb: Say, stage: Stage) -> Outcome:
    await make_sound(verb, stage)
    return ONWARD
