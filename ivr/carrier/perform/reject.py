"""Reject: as the first verb the call is never answered, and ends busy or no-answer (Twilio, Reject; the second status
after other carriers). Later, what happens is not documented; here the call is hung up."""

from ivr.carrier.office import Stage
from ivr.carrier.outcome import Finished, Outcome
from ivr.telephony.outcomes import CallStatus
from ivr.twiml.verbs import Reject


async def perform(verb: Reject, stage: Stage) -> Outcome:
    if stage.leg.answered:
        await stage.leg.hangup()
        return Finished()
    await stage.leg.reject()
    return Finished(CallStatus.BUSY if verb.reason == "busy" else CallStatus.NO_ANSWER)
