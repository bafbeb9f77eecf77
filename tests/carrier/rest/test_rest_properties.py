"""Whenever somebody reaches into a call from outside, it ends, and nobody is left on the line."""

from typing import Any

from carrier_laboratory import ACCOUNT, TOKEN, Lab, Page
from hypothesis import given, settings
from hypothesis import strategies as st
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from ivr.carrier.clock import VirtualClock
from ivr.carrier.phones import Phone
from ivr.carrier.textleg import TextLeg

ROSA = "+15550100011"
BASE = "https://line.example"
VOICE = (
    '<Say>Thanks for calling.</Say><Gather numDigits="1" timeout="3" action="/voice2"><Say>Press 1.</Say></Gather>'
    '<Record timeout="2" action="/voice2"/>'
)
VOICE2 = f'<Dial action="/after"><Number url="/whisper" statusCallback="/told">{ROSA}</Number></Dial><Redirect>/after</Redirect>'

updates = st.sampled_from(
    [
        {"url": f"{BASE}/new"},
        {"url": f"{BASE}/gone"},
        {"twiml": "<Response><Say>New.</Say></Response>"},
        {"twiml": "<Response><Say>"},
        {"status": "completed"},
        {"status": "canceled"},
    ]
)


class Meddler:
    """Holds the caller's telephone, and updates the call at these moments; presses a key between two of them."""

    def __init__(self, client: Client, acts: list[tuple[float, Any]]) -> None:
        self.client = client
        self.acts = acts
        self.refused: set[int] = set()

    async def hold(self, phone: TextLeg) -> None:
        for seconds, update in self.acts:
            await phone.stay(seconds)
            await phone.press("1")
            try:
                self.client.calls(self.client.calls.list(limit=1)[0].sid).update(**update)
            except TwilioRestException as refused:
                self.refused.add(refused.code)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 20), updates), max_size=4))
def test_a_call_may_be_updated_at_any_moment(acts: list[tuple[float, Any]]) -> None:
    with VirtualClock() as clock:
        lab = Lab(clock)
        lab.phones[ROSA] = Phone(3, talks_for=8)
        lab.pages |= {"/voice": VOICE, "/voice2": VOICE2, "/after": "<Say>Bye.</Say>", "/new": "<Say>New.</Say>"}
        lab.pages |= {"/whisper": "<Say>A call.</Say>", "/told": Page(status=204)}
        network = lab.network()
        meddler = Meddler(Client(ACCOUNT, TOKEN, http_client=network.rest()), acts)
        call = network.call(f"{BASE}/voice", handset=meddler)
    assert call.status.over
    assert all(leg.over for leg in call.legs)
    assert meddler.refused <= {21220}
    assert network.holdings.calls[call.sid].status is call.status
    times = [happening.at for happening in call.legs[0].room.log]
    assert times == sorted(times)
