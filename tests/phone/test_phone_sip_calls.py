"""Calls of softphones to a line, told packet by packet, by a softphone that is written by hand."""

import asyncio
import time

import pytest
from sip_rig import Rig, Softphone, media_of, spoken, tag_of

from ivr.carrier.happenings import Ended
from ivr.carrier.network import CALLED, CALLER
from ivr.phone.sip import conversation
from ivr.sound.g711 import FRAME, SILENCE, from_alaw, to_alaw
from ivr.telephony.outcomes import CallStatus

pytestmark = pytest.mark.xdist_group("sip")

HELLO = "<Say>Hello</Say>"
MENU = '<Gather action="/keys" numDigits="1" timeout="5"><Say>Press one</Say></Gather>'
STAY = "<Say>Hi</Say><Pause length='60'/>"


def test_a_call_is_rung_answered_spoken_to_and_hung_up() -> None:
    rig = Rig({"/voice": HELLO})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            reply = await phone.call(user="+15550123456")
            assert [one.status for one in phone.seen] == [100, 180, 200]
            assert media_of(reply)[1] == "0 101"
            await phone.let_go()
            assert spoken("Hello")[:1200] in phone.heard
            call = await rig.over()
            assert call.ended is Ended.LINE_HUNG_UP
            assert call.legs[0].number == "+15550123456"

    rig.run(scenario)


@pytest.mark.parametrize(
    ("reject", "status"), [("<Reject reason='busy'/>", 486), ("<Reject/>", 603)], ids=["busy", "rejected"]
)
def test_a_rejected_call_is_never_answered(reject: str, status: int) -> None:
    rig = Rig({"/voice": reject})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            phone.ring()
            phone.acknowledge(await phone.until(status))
            await rig.over()
            assert 200 not in [one.status for one in phone.seen]

    rig.run(scenario)


def test_a_call_cancelled_while_the_line_thinks_is_never_answered() -> None:
    """RFC 3261, 9.2: the reply is 487, and no 200 follows it."""

    def thinks(_: object) -> str:
        time.sleep(0.3)
        return HELLO

    rig = Rig({"/voice": thinks})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            phone.ring(branch="z9hG4bKcancelled")
            await phone.until(180)
            phone.send("CANCEL", branch="z9hG4bKcancelled")
            await phone.until(200, "CANCEL")
            phone.acknowledge(await phone.until(487, "INVITE"))
            call = await rig.over()
            await asyncio.sleep(0.3)
            assert 200 not in [one.status for one in phone.seen if one.method == "INVITE"]
            assert call.status is CallStatus.CANCELED

    rig.run(scenario)


def test_a_cancel_in_the_same_breath_as_the_invite_cancels_it() -> None:
    rig = Rig({"/voice": HELLO})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            phone.ring(branch="z9hG4bKbreath")
            phone.send("CANCEL", branch="z9hG4bKbreath")
            phone.acknowledge(await phone.until(487, "INVITE"))
            call = await rig.over()
            assert call.status is CallStatus.CANCELED
            assert not phone.heard

    rig.run(scenario)


def test_a_bye_before_the_answer_ends_the_call_and_the_invite() -> None:
    def thinks(_: object) -> str:
        time.sleep(0.2)
        return HELLO

    rig = Rig({"/voice": thinks})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            phone.ring()
            ringing = await phone.until(180)
            phone.to_tag = tag_of(ringing["To"])
            phone.send("BYE")
            await phone.until(200, "BYE")
            await phone.until(487, "INVITE")
            assert (await rig.over()).status is CallStatus.CANCELED

    rig.run(scenario)


def test_a_cancel_after_the_answer_changes_nothing() -> None:
    rig = Rig({"/voice": HELLO + "<Pause length='1'/>"})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            phone.ring(branch="z9hG4bKlate")
            reply = await phone.until(200, "INVITE")
            phone.send("CANCEL", branch="z9hG4bKlate")
            await phone.until(200, "CANCEL")
            phone.acknowledge(reply)
            await phone.until_heard(spoken("Hello"))
            await phone.bye()
            assert (await rig.over()).ended is Ended.CALLER_HUNG_UP

    rig.run(scenario)


def test_who_hangs_up_is_gone_for_the_carrier_at_once() -> None:
    rig = Rig({"/voice": STAY})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            await phone.call()
            await phone.bye()
            call = await rig.over()
            assert call.ended is Ended.CALLER_HUNG_UP
            assert call.seconds < 1

    rig.run(scenario)


def test_an_invite_that_comes_again_gets_the_same_reply_and_is_one_call() -> None:
    rig = Rig({"/voice": HELLO + "<Pause length='1'/>"})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            phone.ring()
            phone.raw(phone.invite.encode())
            reply = await phone.until(200, "INVITE")
            phone.raw(phone.invite.encode())
            assert await phone.until(200, "INVITE") == reply
            phone.acknowledge(reply)
            await phone.bye()
            await rig.over()
            assert [path for path, _ in rig.asked] == ["/voice"]
            assert {tag_of(one["To"]) for one in phone.seen if one.status == 180} == {phone.to_tag}

    rig.run(scenario)


def test_an_answer_nobody_acknowledged_is_sent_again_until_somebody_does() -> None:
    rig = Rig({"/voice": STAY})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            phone.ring()
            await phone.until(200, "INVITE")
            phone.acknowledge(await phone.until(200, "INVITE"))
            before = len(phone.seen)
            await asyncio.sleep(1.1)
            assert len(phone.seen) == before
            await phone.bye()
            await rig.over()

    rig.run(scenario)


def test_a_goodbye_nobody_answers_is_said_again() -> None:
    rig = Rig({"/voice": HELLO})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            await phone.call()
            first = await phone.until("BYE")
            second = await phone.until("BYE")
            assert first == second
            phone.agree(second)
            await rig.over()

    rig.run(scenario)


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


def test_options_are_answered() -> None:
    rig = Rig({"/voice": HELLO})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            phone.send("OPTIONS")
            reply = await phone.until(200, "OPTIONS")
            assert {"INVITE", "INFO", "REGISTER"} <= set(reply["Allow"].split(", "))
            assert "REFER" not in reply["Allow"]

    rig.run(scenario)


def test_a_name_calls_from_the_number_of_whoever_calls() -> None:
    rig = Rig({"/voice": HELLO})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            await phone.call(user="rosa")
            await phone.let_go()
            call = await rig.over()
            assert call.legs[0].number == CALLER
            assert rig.asked[0][1]["To"] == CALLED

    rig.run(scenario)


def test_a_key_silences_the_prompt_within_two_frames() -> None:
    rig = Rig({"/voice": MENU.replace("Press one", "One two three four five six"), "/keys": "<Pause length='1'/>"})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            await phone.call()
            await phone.until_heard(spoken("One two three four five six"))
            phone.event("1")
            pressed = asyncio.get_running_loop().time()
            await phone.until_silence()
            assert asyncio.get_running_loop().time() - pressed < 0.15
            await phone.bye()
            await rig.over()

    rig.run(scenario)


def test_sound_is_sent_to_where_sound_comes_from() -> None:
    """What a softphone says of its own address is often wrong (Linphone: an IPv6 address of its network)."""
    rig = Rig({"/voice": "<Say loop='0'>Hello</Say>"})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            await phone.call(phone.sdp(address="192.0.2.7"))
            await asyncio.sleep(0.1)
            assert phone.packets == 0
            phone.packet(SILENCE)
            await phone.until_heard(spoken("Hello"))
            await phone.bye()
            await rig.over()

    rig.run(scenario)


def test_a_stranger_on_the_port_of_the_sound_is_not_heard_and_hears_nothing() -> None:
    rig = Rig({"/voice": MENU, "/keys": "<Hangup/>"})

    async def scenario() -> None:
        address = rig.endpoint.address
        async with Softphone.plugged(address) as phone, Softphone.plugged(address) as stranger:
            await phone.call()
            phone.packet(SILENCE)
            await phone.until_heard(spoken("Press one"))
            stranger.rtp_to = phone.rtp_to
            stranger.event("7")
            await asyncio.sleep(0.1)
            assert stranger.packets == 0
            phone.event("1")
            await phone.let_go()
            await rig.over()
            assert rig.keyed() == ["1"]

    rig.run(scenario)


def test_a_silent_softphone_that_answers_when_asked_stays_in_its_call() -> None:
    rig = Rig({"/voice": STAY})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            await phone.call()
            for _ in range(2):
                phone.agree(await phone.until("OPTIONS"))
            await phone.bye()
            assert (await rig.over()).ended is Ended.CALLER_HUNG_UP

    rig.run(scenario, silent_seconds=0.2)
    assert rig.troubles == []


def test_a_softphone_that_vanished_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversation, "REPLY_SECONDS", 0.3)
    rig = Rig({"/voice": STAY})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            await phone.call()
        assert (await rig.over()).ended is Ended.CALLER_HUNG_UP

    rig.run(scenario, silent_seconds=0.2)
    assert len(rig.troubles) == 1
    assert "is gone" in rig.troubles[0]


def test_leaving_the_endpoint_hangs_up_whoever_is_in_a_call() -> None:
    rig = Rig({"/voice": STAY})
    goodbyes: list[str] = []

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            await phone.call()
            await rig.endpoint.__aexit__(None, None, None)
            goodbyes.append((await phone.until("BYE")).first)

    rig.run(scenario)
    assert len(goodbyes) == 1
    assert len(rig.exchange.done) == 1


def test_a_line_that_breaks_is_no_end_of_the_endpoint() -> None:
    rig = Rig({"/voice": "<Say", "/other": HELLO})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            phone.ring()
            await rig.over()
            assert rig.exchange.done[0].ended is Ended.ERROR

    rig.run(scenario)


def test_what_they_say_is_heard_in_its_length_with_its_pauses() -> None:
    """Keys told as events stand in place of sound, and softphones may send nothing at all when it is quiet."""
    rig = Rig({"/voice": STAY})
    heard: list[bytes] = []

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            await phone.call()
            (party,) = rig.endpoint._parties.values()
            party.conversation._phone.wire.ears.append(heard.append)
            await phone.speak(b"\x10" * FRAME * 2)
            phone.timestamp += 3 * FRAME
            await phone.speak(b"\x20" * FRAME)
            await asyncio.sleep(0.05)
            await phone.bye()
            await rig.over()

    rig.run(scenario)
    assert b"".join(heard) == b"\x10" * FRAME * 2 + SILENCE * 3 + b"\x20" * FRAME
