"""The network as a whole: several calls at once, handsets that misbehave."""

import asyncio
from datetime import timedelta

import pytest
from carrier_laboratory import Lab
from watching import Watch

from ivr.carrier.happenings import Ended
from ivr.carrier.network import Call, Ticket
from ivr.carrier.phones import Phone
from ivr.carrier.textleg import TextLeg

VOICE = "https://line.example/voice"


class Sleeper:
    """Never lets go of the handset, call or no call."""

    let_go = False

    async def hold(self, phone: TextLeg) -> None:
        try:
            await asyncio.sleep(1_000_000)
        finally:
            self.let_go = True


class StumblingError(Exception):
    pass


class Stumbler:
    async def hold(self, phone: TextLeg) -> None:
        await phone.stay(1)
        raise StumblingError


def test_several_calls_at_once_keep_to_themselves(lab: Lab) -> None:
    lab.pages |= {"/voice": '<Gather numDigits="1" action="/got"/>', "/got": '<Say>Hi.</Say><Pause length="9"/>'}
    network = lab.network()

    async def all_of_them() -> list[Call]:
        tickets = [Ticket(VOICE, Watch([(1 + n / 2, str(n))]), caller=f"+1555010000{n}") for n in range(5)]
        return await asyncio.gather(*(network.place(ticket) for ticket in tickets))

    calls = lab.clock.run(all_of_them())
    assert len({call.sid for call in calls}) == 5
    assert [call.made[1].parameter("Digits") for call in calls] == ["0", "1", "2", "3", "4"]
    assert [call.made[1].at for call in calls] == pytest.approx([1, 1.5, 2, 2.5, 3])


def test_a_handset_that_never_lets_go_does_not_hold_up_the_end(lab: Lab) -> None:
    lab.pages["/voice"] = "<Say>Hi.</Say>"
    sleeper, before = Sleeper(), lab.clock.now()
    call = lab.call(handset=sleeper)
    assert (call.ended, sleeper.let_go) == (Ended.LINE_HUNG_UP, True)
    assert lab.clock.now() - before < timedelta(seconds=10)


def test_what_a_handset_raises_comes_out_of_the_call(lab: Lab) -> None:
    lab.pages["/voice"] = '<Pause length="9"/>'
    with pytest.raises(StumblingError):
        lab.call(handset=Stumbler())
    assert lab.call().ended is Ended.LINE_HUNG_UP


def test_what_a_representative_raises_comes_out_of_the_call(lab: Lab) -> None:
    lab.phones["+15550100011"] = Phone(answers_after=5, handset=Stumbler())
    lab.pages["/voice"] = "<Dial>+15550100011</Dial>"
    with pytest.raises(StumblingError):
        lab.call()


def test_a_caller_who_hangs_up_while_it_rings_was_never_answered(lab: Lab) -> None:
    class Impatient:
        async def hold(self, phone: TextLeg) -> None:
            await phone.stay(2)
            phone.hang_up()

    lab.pages |= {"/voice": '<Pause length="9"/><Redirect>/next</Redirect>', "/status": ""}
    call = lab.call(handset=Impatient(), status_url="https://line.example/status")
    assert (call.ended, call.seconds, lab.paths()) == (Ended.CALLER_HUNG_UP, 0, ["/voice", "/status"])
    assert lab.to("/status").form["CallStatus"] == "canceled"


def test_the_requests_of_a_call_are_listed_with_their_times(lab: Lab) -> None:
    lab.pages |= {"/voice": '<Say>Hi.</Say><Pause length="9"/><Redirect>/next</Redirect>', "/next": ""}
    call = lab.call()
    assert [(made.method, made.status, made.call) for made in call.made] == [("POST", 200, call.sid)] * 2
    assert [made.at for made in call.made] == pytest.approx([0, call.seconds])
    assert call.made[0].parameter("CallStatus") == "ringing"
