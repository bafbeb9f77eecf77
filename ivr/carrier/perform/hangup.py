"""Hangup: the end, status completed."""

from ivr.carrier.office import Stage
from ivr.carrier.outcome import Finished, Outcome
from ivr.twiml.verbs import Hangup


async def perform(verb: Hangup, stage: Stage) -> Outcome:
    del verb
    await stage.leg.hangup()
    return Finished()
