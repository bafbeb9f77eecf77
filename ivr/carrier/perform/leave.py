"""Leave: out of the queue, without hanging up. Outside a queue there is nothing to leave."""

from ivr.carrier.debugger import HARNESS
from ivr.carrier.office import Stage
from ivr.carrier.outcome import ONWARD, Left, Outcome
from ivr.twiml.queueing import Leave


async def perform(verb: Leave, stage: Stage) -> Outcome:
    del verb
    if stage.waits:
        return Left()
    stage.office.warn(HARNESS, "Leave outside a queue leads nowhere; the next verb runs", stage.base)
    return ONWARD
