"""Dial: connect the caller with others, in one of three ways, and say how it went.

Source: Twilio, Dial. callerId is asked of the numbers the network knows to be its own, where it knows any; with a
wrong one the call goes on under the caller's own number, as our reading of warning 13214 has it.
"""

from ivr.carrier.debugger import DocumentError
from ivr.carrier.dialled import dialled
from ivr.carrier.dialling.from_queue import FromQueue
from ivr.carrier.dialling.into_conference import IntoConference
from ivr.carrier.dialling.ringing import Ringing
from ivr.carrier.dialling.way import Way
from ivr.carrier.leg import LegGoneError
from ivr.carrier.office import Stage
from ivr.carrier.outcome import ONWARD, Fetch, Outcome
from ivr.carrier.readings import CallerHangsUpInDial
from ivr.telephony.outcomes import CallStatus
from ivr.twiml.nouns import Conference, Queue, Sip
from ivr.twiml.verbs import Dial


async def perform(verb: Dial, stage: Stage) -> Outcome:
    if stage.child:
        raise DocumentError(13201, "Dial on a leg that was itself dialled", stage.base)
    way = _way(verb, stage)
    try:
        await way.connect()
    except LegGoneError:
        await way.let_go()
        requested = stage.office.readings.caller_hangs_up_in_dial is CallerHangsUpInDial.REQUESTED
        if verb.action is not None and requested:
            await stage.report(_action(verb, way), CallStatus.COMPLETED)
        raise
    finally:
        await way.let_go()
    return ONWARD if verb.action is None else _action(verb, way)


def _way(verb: Dial, stage: Stage) -> Way:
    match verb.room:
        case Queue():
            return FromQueue(verb, verb.room, stage)
        case Conference():
            return IntoConference(verb, verb.room, stage)
        case None:
            return Ringing(verb, stage, _caller_id(verb, stage))


def _caller_id(verb: Dial, stage: Stage) -> str:
    wanted = verb.caller_id
    if not wanted:
        return stage.who.caller
    free = wanted.startswith("client:") or all(isinstance(target, Sip) for target in verb.targets)
    of_the_call = dialled(wanted) in (dialled(stage.who.caller), dialled(stage.who.called))
    if free or of_the_call or stage.office.premises.owns(wanted):
        return wanted
    stage.office.warn(13214, "callerId is no number of this call or of the account", stage.base)
    return stage.who.caller


def _action(verb: Dial, way: Way) -> Fetch:
    return Fetch(verb.action, verb.method, way.event(), extra=way.extra())
