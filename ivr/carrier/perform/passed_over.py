"""Verbs that are not performed here, and elements that are no verb. Neither answers for what a real carrier would do:
the debugger says so, and the next verb runs."""

from ivr.carrier.debugger import HARNESS
from ivr.carrier.office import Stage
from ivr.carrier.outcome import ONWARD, Finished, Outcome
from ivr.carrier.readings import UnknownVerb
from ivr.twiml.passing import Unknown, Unperformed


async def perform(verb: Unperformed, stage: Stage) -> Outcome:
    """Refer is an error on a leg that is no SIP leg (Twilio, error 13801)."""
    if verb.name == "Refer" and not stage.who.caller.startswith("sip:"):
        stage.office.fail(13801, "Refer on a leg that is not a SIP leg", stage.base)
    else:
        message = f"{verb.name} is TwiML that this network does not perform; the next verb runs"
        stage.office.warn(HARNESS, message, stage.base)
    return ONWARD


async def stop_or_go_on(verb: Unknown, stage: Stage) -> Outcome:
    """Its warning was given when the document was read."""
    del verb
    if stage.office.readings.unknown_verb is UnknownVerb.SKIPPED:
        return ONWARD
    if not stage.leg.answered:
        await stage.leg.answer()
    await stage.leg.hangup()
    return Finished()
