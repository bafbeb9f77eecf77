"""One who waited is connected with who dialled the queue, after whatever is to be heard before that.

Source: Twilio, Queue, url. Not documented, and chosen here: who dialled and hangs up before the connection makes it
bridging-in-process; a url that fails connects nobody, and makes it error.
"""

from ivr.carrier.debugger import DocumentError
from ivr.carrier.enqueuing.visit import Visit
from ivr.carrier.meeting import Meeting, Whisper
from ivr.carrier.office import Stage, opening
from ivr.carrier.racing import first_of, unless_gone
from ivr.telephony.events import QueueResult
from ivr.twiml.passing import Unknown, Unperformed
from ivr.twiml.verbs import Pause, Play, Redirect, Say

_ALLOWED = frozenset((Play, Say, Pause, Redirect, Unknown, Unperformed))


async def meet(visit: Visit, meeting: Meeting) -> None:
    """Until either lets go; the visit's result says how it went. Raises LegGoneError."""
    leg = visit.stage.leg
    try:
        came = await unless_gone(leg, first_of(_whispered(visit, meeting.whisper), _missed(meeting)))
        if not came:
            visit.result = QueueResult.ERROR if visit.result is QueueResult.ERROR else QueueResult.BRIDGING
            return
        meeting.join(leg.wire)
        visit.result = QueueResult.BRIDGED
        leg.bridged(meeting.other, meeting.wire)
        await unless_gone(leg, meeting.until_over())
        leg.unbridged()
    finally:
        meeting.end()
        leg.interrupted()


async def _missed(meeting: Meeting) -> bool:
    """False, once the other side is gone."""
    await meeting.until_over()
    return False


async def _whispered(visit: Visit, whisper: Whisper | None) -> bool:
    """Whether the caller heard the Queue's url to its end."""
    if whisper is None:
        return True
    stage = visit.stage
    inner = Stage(
        stage.office, stage.leg, stage.who, whisper.url, says=lambda: whisper.extra, allowed=_ALLOWED, waits=True
    )
    try:
        await stage.office.aside(inner, opening(whisper.url, whisper.method))
    except DocumentError as error:
        stage.office.fail(error.code, error.message, error.url)
        visit.result = QueueResult.ERROR
        return False
    return True
