"""Softphones that register, and are rung by the line."""

import asyncio

import pytest
from sip_by_hand import Softphone, media_of
from sip_registered import PAGES, ROSA, answer, both, number_of, register
from sip_rig import Rig, spoken

from ivr.carrier.happenings import Ended
from ivr.phone.sip import registrar
from ivr.sound.g711 import FRAME

pytestmark = pytest.mark.xdist_group("sip")

STAY = "<Say>Hi</Say><Pause length='60'/>"


def test_a_representative_is_rung_whispered_to_and_connected() -> None:
    rig = Rig(dict(PAGES))

    async def scenario() -> None:
        async with both(rig) as (rosa, caller):
            await answer(rosa)
            await rosa.until_heard(spoken("Accept please"))
            assert spoken("Accept please")[320:640] not in caller.heard
            rosa.event("1")
            await asyncio.sleep(0.3)
            await asyncio.gather(caller.speak(b"\x11" * FRAME * 10), rosa.speak(b"\x22" * FRAME * 10))
            await asyncio.sleep(0.1)
            assert b"\x11" * FRAME in rosa.heard
            assert b"\x22" * FRAME in caller.heard
            await caller.bye()
            await rosa.let_go()
            call = await rig.over()
            assert call.ended is Ended.BRIDGED
            assert [path for path, _ in rig.asked][:3] == ["/voice", "/whisper", "/accept"]

    rig.run(scenario, number_of=number_of)


def test_a_representative_who_hangs_up_sends_the_caller_on() -> None:
    rig = Rig(dict(PAGES))

    async def scenario() -> None:
        async with both(rig) as (rosa, caller):
            await answer(rosa)
            rosa.event("1")
            await asyncio.sleep(0.1)
            rosa.cseq = 100
            await rosa.bye()
            await caller.let_go()
            await rig.over()
            assert rig.asked[-1][0] == "/after"

    rig.run(scenario, number_of=number_of)


def test_a_representative_who_holds_hears_nothing_meanwhile() -> None:
    rig = Rig(dict(PAGES) | {"/whisper": "<Say loop='0'>Accept</Say>"})

    async def scenario() -> None:
        async with both(rig) as (rosa, caller):
            await answer(rosa)
            await rosa.until_heard(spoken("Accept"))
            rosa.cseq = 100
            rosa.send("INVITE", rosa.sdp(extra="a=sendonly\r\n"))
            assert "a=recvonly" in (await rosa.until(200, "INVITE")).body
            rosa.send("ACK")
            await asyncio.sleep(0.05)
            before = rosa.packets
            await asyncio.sleep(0.1)
            assert rosa.packets == before
            await caller.bye()
            await rosa.let_go()
            await rig.over()

    rig.run(scenario, number_of=number_of)


def test_a_caller_who_hangs_up_stops_the_ringing() -> None:
    rig = Rig(dict(PAGES))

    async def scenario() -> None:
        async with both(rig) as (rosa, caller):
            invite = await rosa.until("INVITE")
            rosa.agree(invite, "180 Ringing", tag="rosa")
            await caller.bye()
            cancel = await rosa.until("CANCEL")
            rosa.agree(cancel)
            rosa.agree(invite, "487 Request Terminated", tag="rosa")
            await rosa.until("ACK")
            await rig.over()

    rig.run(scenario, number_of=number_of)


def test_who_picks_up_at_the_moment_the_ringing_stops_is_let_go_of() -> None:
    rig = Rig(dict(PAGES))

    async def scenario() -> None:
        async with both(rig) as (rosa, caller):
            invite = await rosa.until("INVITE")
            rosa.agree(invite, "180 Ringing", tag="rosa")
            await caller.bye()
            await rosa.until("CANCEL")
            rosa.agree(invite, body=rosa.sdp(), tag="rosa")
            await rosa.until("ACK")
            await rosa.let_go()
            await rig.over()

    rig.run(scenario, number_of=number_of)


def test_a_softphone_without_a_number_answers_what_nobody_else_does() -> None:
    rig = Rig(dict(PAGES))

    async def scenario() -> None:
        address = rig.endpoint.address
        async with Softphone.plugged(address) as anybody, Softphone.plugged(address) as caller:
            await register(anybody, "front-desk")
            await caller.call()
            await answer(anybody)
            await caller.bye()
            await anybody.let_go()
            await rig.over()

    rig.run(scenario, number_of=number_of)
    assert any("front-desk" in text and "nobody else" in text for text in rig.troubles)


def test_who_calls_answers_nobody_elses_number_meanwhile() -> None:
    """Or a registered caller would find everybody busy, being everybody."""
    rig = Rig({"/voice": STAY})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            await register(phone, "front-desk")
            assert ROSA in rig.switchboard
            phone.call_id = "another@rig"
            await phone.call(user="front-desk")
            assert ROSA not in rig.switchboard
            await phone.bye()
            await rig.over()
            assert ROSA in rig.switchboard

    rig.run(scenario, number_of=number_of)
    assert ROSA not in rig.switchboard


def test_a_representative_in_a_call_is_busy() -> None:
    rig = Rig({"/voice": STAY})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            await register(phone)
            assert not rig.switchboard[ROSA].busy
            phone.call_id = "another@rig"
            await phone.call(user="rosa")
            assert rig.switchboard[ROSA].busy
            await phone.bye()
            await rig.over()
            assert not rig.switchboard[ROSA].busy

    rig.run(scenario, number_of=number_of)


def test_a_registration_is_taken_back_or_runs_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registrar, "SHORTEST", 0.1)
    monkeypatch.setattr(registrar, "LONGEST", 0.1)
    rig = Rig({"/voice": ""})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            await register(phone)
            await register(phone, expires=0)
            assert ROSA not in rig.switchboard
            await register(phone)
            await register(phone, expires=0, contact="*")
            assert ROSA not in rig.switchboard
            await register(phone)
            assert ROSA in rig.switchboard
            await asyncio.sleep(0.2)
            assert ROSA not in rig.switchboard

    rig.run(scenario, number_of=number_of)


def test_who_registers_as_somewhere_else_is_rung_where_they_are() -> None:
    """Nothing goes to an address only because a message names it."""
    rig = Rig(dict(PAGES))

    async def scenario() -> None:
        address = rig.endpoint.address
        async with Softphone.plugged(address) as rosa, Softphone.plugged(address) as caller:
            await register(rosa, contact="<sip:rosa@192.0.2.7:5060>;expires=60")
            await caller.call()
            await answer(rosa)
            await caller.bye()
            await rosa.let_go()
            await rig.over()

    rig.run(scenario, number_of=number_of)


@pytest.mark.parametrize("user", ["", "%1b]0;x", "a b", "x" * 65])
def test_a_name_that_could_not_be_shown_is_not_registered(user: str) -> None:
    rig = Rig({"/voice": ""})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as phone:
            phone.send("REGISTER", to=f"<sip:{user}@127.0.0.1>")
            await phone.until(400, "REGISTER")

    rig.run(scenario)
    assert rig.troubles == []


def test_a_softphone_that_wants_a_session_timer_is_not_asked_again_and_again() -> None:
    """Twice a second, that is, and long after its call."""
    rig = Rig(dict(PAGES))

    async def scenario() -> None:
        async with both(rig) as (rosa, caller):
            invite = await rosa.until("INVITE")
            rosa.rtp_to = media_of(invite)[0]
            rosa.agree(invite, "200 OK\r\nSession-Expires: 1;refresher=uac", body=rosa.sdp(), tag="rosa")
            await rosa.until("ACK")
            before = len(rosa.seen)
            await asyncio.sleep(0.8)
            assert rosa.seen[before:] == []
            await caller.bye()
            await rosa.let_go()
            await rig.over()

    rig.run(scenario, number_of=number_of)
