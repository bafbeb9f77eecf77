"""What is a fault of ours, and what a stranger's mistake: the one is logged and answered 500, the other is 400 or nothing."""

import asyncio
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sip_by_hand import Softphone, media_of
from sip_registered import PAGES, both, number_of
from sip_rig import Rig, spoken
from structlog.testing import capture_logs

from ivr.phone.sip.gate import Gate
from ivr.phone.sip.stack import Stack
from ivr.phone.sip.transports import Datagrams

TALKS = "<Say loop='0'>Hello</Say>"


def _breaks(user: str) -> str | None:
    raise LookupError(f"a fault of ours about {user}")


@pytest.mark.xdist_group("sip")
def test_a_fault_of_ours_is_logged_where_it_is_and_answered_500() -> None:
    """And not with its words, which may hold what was keyed."""
    rig = Rig({"/voice": TALKS})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            phone.send("REGISTER", user="rosa", to="<sip:rosa@127.0.0.1>")
            assert (await phone.until(500, "REGISTER")).first == "SIP/2.0 500 Server Internal Error"
            phone.call_id = "another@rig"
            await phone.call()
            await phone.until_heard(spoken("Hello"))
            await phone.bye()
            await rig.over()

    with capture_logs() as logs:
        rig.run(scenario, number_of=_breaks)
    faults = [each for each in logs if each["event"] == "phone_sip_failed"]
    assert [each["log_level"] for each in faults] == ["error"]
    assert re.fullmatch(r"LookupError at test_phone_sip_faults\.py:\d+", faults[0]["fault"])


@pytest.mark.xdist_group("sip")
@pytest.mark.parametrize(
    "mistake",
    [
        ("v=0", "v=x"),
        ("m=audio ", "m=audio x"),
        ("t=0 0", "t=x 0"),
    ],
    ids=["a version", "a port", "a time"],
)
def test_a_strangers_mistake_is_a_bad_request_and_nothing_to_log(mistake: tuple[str, str]) -> None:
    rig = Rig({"/voice": TALKS})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            text = phone.request("INVITE", phone.sdp())
            assert mistake[0] in text
            phone.raw(text.replace(*mistake).encode())
            await phone.until(400, "INVITE")

    with capture_logs() as logs:
        rig.run(scenario)
    assert [each for each in logs if each["event"] == "phone_sip_failed"] == []


@pytest.mark.xdist_group("sip")
def test_an_answer_that_cannot_be_read_is_none_and_nothing_to_log() -> None:
    rig = Rig(dict(PAGES))

    async def scenario() -> None:
        async with both(rig) as (rosa, caller):
            invite = await rosa.until("INVITE")
            rosa.agree(invite, body=rosa.sdp().replace("v=0", "v=x"), tag="rosa")
            rosa.agree(invite, body=rosa.sdp(), tag="rosa")
            await rosa.until("ACK")
            rosa.rtp_to = media_of(invite)[0]
            await rosa.until_heard(spoken("Accept please"))
            await caller.bye()
            await rosa.let_go()
            await rig.over()

    with capture_logs() as logs:
        rig.run(scenario, number_of=number_of)
    assert [each for each in logs if each["event"] == "phone_sip_failed"] == []


@pytest.mark.xdist_group("sip")
def test_nobody_answers_an_acknowledgement_not_even_one_that_cannot_be_read() -> None:
    rig = Rig({"/voice": TALKS})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            await phone.call()
            phone.send("ACK", phone.sdp().replace("v=0", "v=x"))
            await phone.bye()
            assert [one.status for one in phone.seen if one.status >= 300] == []
            await rig.over()

    rig.run(scenario)


@pytest.mark.xdist_group("sip")
@pytest.mark.parametrize("port", ["0", "65536", "70000", "99999999999"])
def test_a_port_that_is_none_ends_nobody_elses_telephone(port: str) -> None:
    """asyncio closes a socket that is to send there, and it is everybody's."""
    rig = Rig({"/voice": TALKS})

    async def scenario() -> None:
        async with (
            Softphone.plugged(rig.endpoint.address) as stranger,
            Softphone.plugged(rig.endpoint.address) as phone,
        ):
            text = stranger.request("OPTIONS").replace(";rport", "")
            stranger.raw(re.sub(r"(Via: \S+ 127\.0\.0\.1:)\d+", rf"\g<1>{port}", text).encode())
            text = stranger.request("REGISTER", user="rosa", to="<sip:rosa@127.0.0.1>")
            stranger.raw(re.sub(r"(Contact: <sip:rosa@127\.0\.0\.1:)\d+", rf"\g<1>{port}", text).encode())
            await stranger.until(200, "REGISTER")
            await phone.call()
            await phone.until_heard(spoken("Hello"))
            await phone.bye()
            await rig.over()

    rig.run(scenario, number_of=number_of)


class _Nobody:
    """Hears of everything, and does nothing."""

    def __getattr__(self, name: str) -> object:
        return lambda *_: False


@settings(max_examples=150)
@given(
    st.sampled_from(["INVITE", "ACK", "BYE", "CANCEL", "OPTIONS", "UPDATE", "INFO", "REGISTER", "PRACK", "200 OK"]),
    st.binary(max_size=60),
    st.integers(0, 800),
    st.integers(0, 60),
)
def test_no_damage_to_a_message_is_taken_for_a_fault_of_ours(method: str, damage: bytes, at: int, cut: int) -> None:
    """With the whole of the library behind the port."""

    async def damaged() -> None:
        transport = Datagrams(("127.0.0.1", 0), Gate.around("127.0.0.1", ()))
        stack = Stack(transport, _Nobody())  # type: ignore[arg-type] # who hears of it is not what is asked here
        transport.on_message = stack._uas._on_message
        phone = Softphone(("127.0.0.1", 5060))
        text = phone.request("INVITE" if method[0].isdigit() else method, phone.sdp())
        if method[0].isdigit():
            text = re.sub(r"^INVITE \S+ SIP/2\.0", f"SIP/2.0 {method}", text)
        data = text.encode()
        transport.arrived(data[:at] + damage + data[at + cut :], ("127.0.0.1", 5060))
        for call in list(stack._uas._calls.values()):
            stack.forget(call)
        transport.asking.close()

    with capture_logs() as logs:
        asyncio.run(damaged())
    assert logs == []
