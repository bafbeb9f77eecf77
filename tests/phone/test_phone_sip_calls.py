"""Calls of softphones to a line, told packet by packet, by a softphone that is written by hand."""

import asyncio
import time

import pytest
from sip_by_hand import Softphone, media_of, tag_of
from sip_rig import Rig, spoken

from ivr.carrier.happenings import Ended
from ivr.carrier.network import CALLED, CALLER
from ivr.phone.sip import conversation
from ivr.telephony.outcomes import CallStatus

pytestmark = pytest.mark.xdist_group("sip")

HELLO = "<Say>Hello</Say>"
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
            await phone.call()
            await phone.let_go()
            await rig.over()
            assert rig.exchange.done[0].ended is Ended.ERROR

    rig.run(scenario)
