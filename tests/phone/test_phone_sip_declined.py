"""A softphone that is rung and does not want to be, or cannot: what the line is told of it."""

import pytest
from sip_by_hand import Softphone, tag_of
from sip_registered import PAGES, ROSA, both, number_of, register
from sip_rig import Rig, eventually

from ivr.phone.sip import endpoint
from ivr.phone.sip.softphone import meaning
from ivr.rehearsal.observing import observed
from ivr.telephony.outcomes import CallStatus

pytestmark = pytest.mark.xdist_group("sip")


def _told(rig: Rig) -> str:
    path, form = rig.asked[-1]
    assert path == "/after"
    return form["DialCallStatus"]


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("486 Busy Here", "busy"),
        ("600 Busy Everywhere", "busy"),
        ("480 Temporarily Unavailable", "no-answer"),
        ("603 Decline", "no-answer"),
        ("404 Not Found", "failed"),
        ("302 Moved", "failed"),
    ],
)
def test_who_declines_is_thanked_and_the_line_is_told_how(status: str, told: str) -> None:
    """A refusal is acknowledged, and a redirection is a refusal: nobody is rung who has not registered."""
    rig = Rig(dict(PAGES))

    async def scenario() -> None:
        async with both(rig) as (rosa, caller):
            invite = await rosa.until("INVITE")
            rosa.agree(invite, status, tag="rosa")
            assert tag_of((await rosa.until("ACK"))["To"]) == "rosa"
            await caller.let_go()
            await rig.over()

    rig.run(scenario, number_of=number_of)
    assert _told(rig) == told
    saved = observed(rig.exchange.done[0])[ROSA]
    assert (saved.busy, saved.fails, saved.answers_after) == (told == "busy", told == "failed", None)


def test_who_answers_with_nothing_that_can_be_heard_here_has_failed() -> None:
    rig = Rig(dict(PAGES))

    async def scenario() -> None:
        async with both(rig) as (rosa, caller):
            invite = await rosa.until("INVITE")
            rosa.agree(invite, body=rosa.sdp(f"audio {rosa.rtp_port} RTP/SAVP 0"), tag="rosa")
            await rosa.until("ACK")
            await rosa.let_go()
            await caller.let_go()
            await rig.over()

    rig.run(scenario, number_of=number_of)
    assert _told(rig) == "failed"


def test_a_call_the_line_places_tells_it_of_a_softphone_that_is_busy() -> None:
    rig = Rig({"/voice": ""})

    async def scenario() -> None:
        async with Softphone.plugged(rig.endpoint.address) as rosa:
            await register(rosa)
            client = rig.exchange.network.client()
            sid = client.calls.create(to=ROSA, from_="+15550100000", twiml="<Response/>").sid
            rosa.agree(await rosa.until("INVITE"), "486 Busy Here", tag="rosa")
            await rosa.until("ACK")
            await eventually(lambda: client.calls(sid).fetch().status != "ringing")
            assert client.calls(sid).fetch().status == "busy"

    rig.run(scenario, number_of=number_of)


def test_a_fault_while_a_softphone_is_rung_leaves_the_caller_in_the_call(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OSError("no way there")

    monkeypatch.setattr(endpoint, "Ringing", broken)
    rig = Rig(dict(PAGES))

    async def scenario() -> None:
        async with both(rig) as (_, caller):
            await caller.let_go()
            await rig.over()

    rig.run(scenario, number_of=number_of)
    assert _told(rig) == "failed"
    assert any(text.startswith("A softphone could not be rung: OSError at ") for text in rig.troubles)


def test_every_refusal_means_something_and_none_that_somebody_talked() -> None:
    meanings = {status: meaning(status) for status in range(300, 700)}
    assert set(meanings.values()) == {CallStatus.BUSY, CallStatus.NO_ANSWER, CallStatus.FAILED}
    assert [status for status, one in meanings.items() if one is CallStatus.BUSY] == [486, 600]
