"""Pay: the carrier takes a payment, and the line learns how it ended (Twilio, Pay). What is between is `paying/`.

The action is requested with POST, always or after a success alone: see readings. A caller who hangs up is reported to
the action as well, whose answer then changes nothing (inferred, as for Record and Dial).
"""

from ivr.carrier.leg import LegGoneError
from ivr.carrier.office import Stage
from ivr.carrier.outcome import ONWARD, Fetch, Outcome
from ivr.carrier.paying.results import PayResult, Settled
from ivr.carrier.paying.session import Session
from ivr.carrier.paying.terms import require_https
from ivr.carrier.paying.wallet import Wallet
from ivr.carrier.readings import PayAction
from ivr.telephony.events import HungUp, Silent, WireEvent
from ivr.telephony.outcomes import CallStatus
from ivr.twiml.paying import Pay


async def perform(verb: Pay, stage: Stage) -> Outcome:
    require_https(stage.address(verb.action), stage.base)
    session = Session(verb, stage, Wallet(verb))
    try:
        settled = await session.run()
    except LegGoneError:
        settled = await session.hung_up()
        if _asks(settled, stage):
            await stage.report(_action(session, settled, HungUp()), CallStatus.COMPLETED)
        raise
    return _action(session, settled, Silent()) if _asks(settled, stage) else ONWARD


def _asks(settled: Settled, stage: Stage) -> bool:
    return settled.result is PayResult.SUCCESS or stage.office.readings.pay_action is PayAction.ALWAYS


def _action(session: Session, settled: Settled, event: WireEvent) -> Fetch:
    return Fetch(session.pay.action, "POST", event, extra=settled.parameters(session.wallet))
