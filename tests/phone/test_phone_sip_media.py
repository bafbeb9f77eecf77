"""Where the sound of a softphone comes from and goes to."""

import asyncio

import pytest
from sip_by_hand import Softphone
from sip_rig import Rig, spoken

from ivr.sound.g711 import FRAME, SILENCE

pytestmark = pytest.mark.xdist_group("sip")

MENU = '<Gather action="/keys" numDigits="1" timeout="5"><Say>Press one</Say></Gather>'
STAY = "<Say>Hi</Say><Pause length='60'/>"


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


def test_what_they_say_is_heard_in_its_length_with_its_pauses() -> None:
    """Keys told as events stand in place of sound, and softphones may send nothing at all when it is quiet."""
    rig = Rig({"/voice": STAY})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            await phone.call()
            await phone.speak(b"\x10" * FRAME * 2)
            phone.timestamp += 3 * FRAME
            await phone.speak(b"\x20" * FRAME)
            await asyncio.sleep(0.05)
            await phone.bye()
            await rig.over()

    rig.run(scenario)
    assert rig.tapes == [b"\x10" * FRAME * 2 + SILENCE * 3 + b"\x20" * FRAME]
