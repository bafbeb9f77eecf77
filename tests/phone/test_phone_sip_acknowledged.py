"""Whoever has not shown that they hear us is sent no sound, whatever address a call came from."""

import asyncio

import pytest
from aiosipua import transaction
from sip_by_hand import Message, Softphone, media_of
from sip_rig import Rig, eventually, spoken

from ivr.carrier.happenings import Ended
from ivr.sound.g711 import SILENCE

pytestmark = pytest.mark.xdist_group("sip")

WORDS = "Hello"  # said in less time than it takes until the answer is sent again
TALKS = f"<Say>{WORDS}</Say><Pause length='60'/>"


async def _answered(phone: Softphone) -> Message:
    """And not acknowledged."""
    phone.ring()
    reply = await phone.until(200, "INVITE")
    phone.rtp_to = media_of(reply)[0]
    return reply


def test_nothing_is_sent_before_the_answer_is_acknowledged_and_then_all_of_it() -> None:
    """Neither for an ACK without the tag of our answer, which whoever forged the INVITE does not know, nor for sound from
    that address, which is as easily forged."""
    rig = Rig({"/voice": TALKS})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            reply = await _answered(phone)
            for forged in ("", "guessed"):
                phone.to_tag = forged
                phone.send("ACK")
            for _ in range(3):
                phone.packet(SILENCE)
            await eventually(lambda: len(rig.tapes[0]) == 3 * len(SILENCE))
            await phone.until(200, "INVITE")  # it is still waited for, half a second later
            assert phone.packets == 0
            phone.acknowledge(reply)
            await eventually(lambda: spoken(WORDS) in phone.heard)
            await phone.bye()
            await rig.over()

    rig.run(scenario)


def test_a_line_that_has_no_more_to_say_waits_with_its_goodbye_until_it_has_been_heard() -> None:
    rig = Rig({"/voice": f"<Say>{WORDS}</Say>"})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            reply = await _answered(phone)
            await phone.until(200, "INVITE")
            phone.acknowledge(reply)
            await phone.let_go()
            await rig.over()
            assert spoken(WORDS) in phone.heard

    rig.run(scenario)


def test_what_was_keyed_before_the_acknowledgement_counts() -> None:
    """Their sound has another way than their words, and may come first."""
    rig = Rig({"/voice": '<Gather action="/keys" numDigits="1" timeout="5"/>', "/keys": "<Hangup/>"})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            reply = await _answered(phone)
            phone.event("7")
            await eventually(lambda: rig.keyed() == ["7"])
            phone.acknowledge(reply)
            await phone.let_go()
            await rig.over()

    rig.run(scenario)


def test_an_invite_that_brings_a_tag_of_ours_along_is_refused() -> None:
    """It would be known to whoever forged the INVITE, and so would be the acknowledgement."""
    rig = Rig({"/voice": TALKS})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            phone.ring(to="<sip:line@127.0.0.1>;tag=known")
            await phone.until(481, "INVITE")
            phone.to_tag = "known"
            phone.send("ACK")
            phone.to_tag = ""
            await phone.call()
            await phone.until_heard(spoken(WORDS))
            await phone.bye()
            await rig.over()

    rig.run(scenario)
    assert len(rig.exchange.done) == 1


@pytest.mark.parametrize("kind", ["UDP", "TCP"])
def test_a_call_nobody_acknowledges_ends_in_silence(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """By TCP as well, where an answer is sent again too (RFC 3261, 13.3.1.4)."""
    monkeypatch.setattr(transaction, "T1", 0.1)
    monkeypatch.setattr(transaction, "TIMER_H", 0.3)
    rig = Rig({"/voice": TALKS})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            if kind == "UDP":
                await _answered(phone)
            else:
                reader, writer = await asyncio.open_connection(*rig.endpoint.address)
                writer.write(phone.request("INVITE", phone.sdp(), transport="TCP").encode())
                assert b" 200 OK" in await reader.readuntil(b"m=audio")
            assert (await rig.over()).ended is Ended.CALLER_HUNG_UP
            assert phone.packets == 0
            if kind == "TCP":
                writer.close()

    rig.run(scenario)


def test_an_acknowledgement_that_comes_again_changes_nothing() -> None:
    rig = Rig({"/voice": "<Say loop='0'>Hello</Say>"})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            reply = await phone.call()
            phone.acknowledge(reply)
            await phone.until_heard(spoken("Hello"))
            phone.acknowledge(reply)
            await phone.bye()
            await rig.over()
            before = phone.packets
            phone.acknowledge(reply)
            phone.send("OPTIONS")
            await phone.until(200, "OPTIONS")
            assert phone.packets == before

    rig.run(scenario)
