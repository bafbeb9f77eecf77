"""Redirect: another document, with the standard parameters alone. Carriers do not agree on one without a URL."""

from typing import assert_never

from ivr.carrier.office import Stage
from ivr.carrier.outcome import ONWARD, Fetch, Finished, Outcome
from ivr.carrier.readings import EmptyRedirect
from ivr.twiml.verbs import Redirect


async def perform(verb: Redirect, stage: Stage) -> Outcome:
    if verb.url:
        return Fetch(verb.url, verb.method)
    match stage.office.readings.empty_redirect:
        case EmptyRedirect.SKIPPED:
            return ONWARD
        case EmptyRedirect.HANGS_UP:
            await stage.leg.hangup()
            return Finished()
        case EmptyRedirect.REPEATS:
            return Fetch(None, verb.method)
        case _ as reading:
            assert_never(reading)
