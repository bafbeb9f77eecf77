"""What a call asks of the floor: a call back, and what representatives do on their own line."""

from dataclasses import dataclass
from typing import assert_never

from ivr.dialog.prompts import Known
from ivr.dialog.state import CallState
from ivr.dialog.turn import CallBack, CheckNumber, SetPresence, SignIn, TakeNext
from ivr.dialog.world import Fetched
from ivr.routing.moves import chose
from ivr.service import signing_in
from ivr.service.acd import Acd, queue_name
from ivr.service.calling_back import CallBacks
from ivr.telephony.events import Leg
from ivr.telephony.outcomes import FetchOutcome

FloorRequest = CallBack | CheckNumber | SignIn | SetPresence | TakeNext


@dataclass(frozen=True, slots=True)
class FloorOffice:
    """Shared by all lines of an installation."""

    acd: Acd
    callbacks: CallBacks
    sign_in: signing_in.SignIn

    def perform(self, request: FloorRequest, leg: Leg, state: CallState, key: str) -> Fetched:
        """`key` names this one request, however often it is made. Raises StoreError."""
        match request:
            case CallBack():
                return Fetched(self.callbacks.ask(request, leg.call, state, key))
            case CheckNumber(number=number):
                return Fetched(self.callbacks.check(number))
            case SignIn():
                return self._signed_in(request, leg)
            case SetPresence(representative=me, chosen=chosen):
                now = self.acd.clock.now()
                self.acd.change(lambda floor: chose(floor, self.acd.staff, me, chosen, now))
                return Fetched(FetchOutcome.DONE)
            case TakeNext(representative=me):
                return self._taken(me)
            case _:
                assert_never(request)

    def _signed_in(self, request: SignIn, leg: Leg) -> Fetched:
        user = self.sign_in.by_pin(request.code, request.pin, leg.caller)
        person = None if user is None else self.acd.staff.get(user.representative)
        if person is None:
            return Fetched(FetchOutcome.REFUSED)
        facts = {Known.REPRESENTATIVE_ID.value: person.id, Known.REPRESENTATIVE_NAME.value: person.name}
        return Fetched(FetchOutcome.VERIFIED, facts)

    def _taken(self, me: str) -> Fetched:
        waiter = self.acd.take(me, by_telephone=True)
        if waiter is None:
            return Fetched(FetchOutcome.REFUSED)
        return Fetched(FetchOutcome.DONE, {**dict(waiter.hand_off), Known.QUEUE_NAME.value: queue_name(waiter)})
