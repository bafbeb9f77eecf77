"""What is heard in a queue: documents, again and again, or music, or nothing.

Source: Twilio, Enqueue, waitUrl. Ours: a wait document that takes no time is asked for again a second later.
"""

from ivr.carrier.debugger import DocumentError
from ivr.carrier.enqueuing.visit import Visit
from ivr.carrier.music import keep_silent, listen_to_music
from ivr.carrier.office import Stage, opening
from ivr.carrier.outcome import ONWARD, Finished, Left, Onward
from ivr.telephony.events import QueueResult
from ivr.twiml.passing import Unknown, Unperformed
from ivr.twiml.queueing import Leave
from ivr.twiml.verbs import Gather, Hangup, Pause, Play, Redirect, Say

NO_TIME = 1.0  # seconds until a wait document that took none is asked for again

_ALLOWED = frozenset((Play, Say, Pause, Hangup, Redirect, Leave, Gather, Unknown, Unperformed))


async def entertained(visit: Visit) -> Onward | Left | Finished:
    """Onward after an error alone, which is then the result of the visit."""
    try:
        return await _entertain(visit)
    except DocumentError as error:
        visit.stage.office.fail(error.code, error.message, error.url)
        visit.result = QueueResult.ERROR
        return ONWARD


async def _entertain(visit: Visit) -> Left | Finished:
    """It never ends by itself. Raises DocumentError."""
    stage, verb = visit.stage, visit.verb
    if not verb.wait_url:
        await (listen_to_music(stage) if verb.wait_url is None else keep_silent(stage.leg))
    address = stage.address(verb.wait_url)
    while True:
        inner = Stage(stage.office, stage.leg, stage.who, address, says=visit.says, allowed=_ALLOWED, waits=True)
        began = stage.office.room.time()
        outcome = await stage.office.aside(inner, opening(address, verb.wait_method))
        if not isinstance(outcome, Onward):
            return outcome
        if stage.office.room.time() <= began:
            await stage.leg.pause(NO_TIME)
