"""Redirect: another document, with the standard parameters alone."""

from ivr.carrier.office import Stage
from ivr.carrier.outcome import Fetch, Outcome
from ivr.twiml.verbs import Redirect


async def perform(verb: Redirect, stage: Stage) -> Outcome:
    del stage
    return Fetch(verb.url, verb.method)
