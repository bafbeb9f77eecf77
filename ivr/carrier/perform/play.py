"""Play outside a Gather: a sound, or tones."""

from ivr.carrier.office import Stage
from ivr.carrier.outcome import ONWARD, Outcome
from ivr.carrier.sound import make_sound
from ivr.twiml.verbs import Play


async def perform(verb: Play, stage: Stage) -> Outcome:
    await make_sound(verb, stage)
    return ONWARD
