"""What a softphone and the line agree on: codecs, payload types, who holds."""

import asyncio

import pytest
from sip_by_hand import Softphone, media_of, tag_of
from sip_rig import Rig, spoken

from ivr.sound.g711 import from_alaw, to_alaw

pytestmark = pytest.mark.xdist_group("sip")

HELLO = "<Say>Hello</Say>"


@pytest.mark.parametrize(
    ("theirs", "ours"), [("sendonly", "recvonly"), ("inactive", "inactive")], ids=["with music", "in silence"]
)
def test_who_holds_hears_nothing_until_they_take_it_up_again(theirs: str, ours: str) -> None:
    """RFC 3264, 8.4. The line goes on meanwhile: nobody there knows of it."""
    rig = Rig({"/voice": "<Say loop='0'>Hello</Say>"})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            await phone.call()
            await phone.until_heard(spoken("Hello"))
            phone.send("INVITE", phone.sdp(extra=f"a={theirs}\r\n"))
            reply = await phone.until(200, "INVITE")
            phone.acknowledge(reply)
            assert f"a={ours}" in reply.body
            await asyncio.sleep(0.05)
            before = phone.packets
            await asyncio.sleep(0.2)
            assert phone.packets == before
            phone.send("INVITE", phone.sdp(extra="a=sendrecv\r\n"))
            reply = await phone.until(200, "INVITE")
            phone.acknowledge(reply)
            assert "a=sendrecv" in reply.body
            phone.heard.clear()
            await phone.until_heard(spoken("Hello"))
            await phone.bye()
            await rig.over()

    rig.run(scenario)


@pytest.mark.parametrize("port", [0, 65536, 70000])
def test_a_port_that_is_none_is_no_place_for_sound(port: int) -> None:
    rig = Rig({"/voice": HELLO})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            phone.ring(phone.sdp(f"audio {port} RTP/AVP 0"))
            phone.acknowledge(await phone.until(488, "INVITE"))

    rig.run(scenario)
    assert rig.asked == []


def test_their_terms_may_come_when_they_acknowledge() -> None:
    """An INVITE without a session description: we offer, and the ACK answers."""
    rig = Rig({"/voice": "<Say loop='0'>Hello</Say>"})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            phone.ring("")
            reply = await phone.until(200, "INVITE")
            assert media_of(reply)[1] == "0 8 101"
            phone.to_tag = tag_of(reply["To"])
            phone.send("ACK", phone.sdp())
            await phone.until_heard(spoken("Hello"))
            await phone.bye()
            await rig.over()

    rig.run(scenario)


def test_a_softphone_may_speak_the_law_of_europe() -> None:
    rig = Rig({"/voice": HELLO})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            reply = await phone.call(phone.sdp(f"audio {phone.rtp_port} RTP/AVP 8 0"))
            assert media_of(reply)[1] == "8"
            await phone.let_go()
            heard = from_alaw(bytes(phone.heard))
            assert from_alaw(to_alaw(spoken("Hello")[:1200])) in heard
            await rig.over()

    rig.run(scenario)


def test_keys_have_the_payload_type_that_was_offered_at_the_rate_of_the_sound() -> None:
    """As Linphone offers it: 101 is another rate."""
    rig = Rig({"/voice": HELLO})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            sdp = phone.sdp(f"audio {phone.rtp_port} RTP/AVP 0 101 97").replace(
                "telephone-event/8000", "telephone-event/48000"
            )
            reply = await phone.call(sdp + "a=rtpmap:97 telephone-event/8000\r\n")
            assert media_of(reply)[1] == "0 97"
            await phone.let_go()
            await rig.over()

    rig.run(scenario)


@pytest.mark.parametrize(
    "media",
    ["audio 4000 RTP/SAVP 0 8", "audio 4000 RTP/AVP 3 18", "video 4000 RTP/AVP 96"],
    ids=["srtp", "codecs", "video"],
)
def test_what_nobody_here_can_speak_is_not_acceptable(media: str) -> None:
    rig = Rig({"/voice": HELLO})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            phone.ring(phone.sdp(media))
            phone.acknowledge(await phone.until(488))
            assert rig.asked == []

    rig.run(scenario)


def test_of_several_media_the_plain_one_is_taken_and_each_is_answered() -> None:
    rig = Rig({"/voice": HELLO})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            secret = phone.sdp("audio 4000 RTP/SAVP 0")
            plain = f"m=audio {phone.rtp_port} RTP/AVP 0\r\nm=video 4002 RTP/AVP 96\r\n"
            reply = await phone.call(secret + plain)
            lines = [line for line in reply.body.split("\r\n") if line.startswith("m=")]
            assert lines[0].startswith("m=audio 0 RTP/SAVP")
            assert lines[1].startswith("m=audio 2")
            assert lines[2].startswith("m=video 0")
            await phone.let_go()
            await rig.over()

    rig.run(scenario)
