"""Bad days, one fault at a time: what the application gets, and where the call goes on."""

from collections.abc import Mapping
from typing import Any

import pytest
from carrier_laboratory import ACCOUNT, BASE, TOKEN, Lab
from watching import Watch

from ivr.carrier.clock import WallClock
from ivr.carrier.faults import (
    At,
    Broken,
    CallerGone,
    Fault,
    FaultyWeb,
    Halved,
    Hung,
    Late,
    Lost,
    Refused,
    Repeated,
    Slow,
)
from ivr.carrier.handsets.keys import Keys
from ivr.carrier.handsets.silent import SilentCaller
from ivr.carrier.happenings import Ended
from ivr.carrier.network import Call, Network
from ivr.carrier.phones import Phone
from ivr.carrier.wsgi import WsgiWeb

MENU = '<Gather action="/chosen" numDigits="1"><Say>For apples, press 1.</Say></Gather>'


@pytest.fixture
def fruit(lab: Lab) -> Lab:
    """A menu, an answer to it, a fallback and a status callback."""
    lab.pages |= {"/voice": MENU, "/chosen": "<Say>Apples.</Say>", "/fallback": "<Say>Sorry.</Say>", "/status": ""}
    return lab


def web_of(lab: Lab, faults: Mapping[int, Fault] | Mapping[At, Fault]) -> FaultyWeb:
    return FaultyWeb(WsgiWeb(lab.app, lab.base), faults)


def called(lab: Lab, web: FaultyWeb, handset: Any = None, **details: Any) -> Call:
    network = Network(web, lab.clock, ACCOUNT, TOKEN, phones=lab.phones)
    return network.call(f"{BASE}/voice", handset=handset or Keys("1"), fallback_url=f"{BASE}/fallback", **details)


@pytest.mark.parametrize(
    ("fault", "asked", "heard"),
    [
        (Repeated(), ["/voice", "/chosen", "/chosen"], "Apples."),
        (Lost(), ["/voice", "/chosen", "/fallback"], "Sorry."),
        (Lost(asked_again=True), ["/voice", "/chosen", "/chosen"], "Apples."),
        (Hung(), ["/voice", "/fallback"], "Sorry."),
        (Slow(16), ["/voice", "/chosen", "/fallback"], "Sorry."),
        (Slow(14), ["/voice", "/chosen"], "Apples."),
        (Refused(), ["/voice", "/chosen"], "Apples."),
        (Broken(500), ["/voice", "/fallback"], "Sorry."),
        (Broken(502, acted=True), ["/voice", "/chosen", "/fallback"], "Sorry."),
        (Halved(), ["/voice", "/chosen", "/fallback"], "Sorry."),
        (CallerGone(), ["/voice", "/chosen"], "For apples, press 1."),
    ],
    ids=repr,
)
def test_what_the_application_gets_and_where_the_call_goes_on(
    fruit: Lab, fault: Fault, asked: list[str], heard: str
) -> None:
    web = web_of(fruit, {2: fault})
    call = called(fruit, web, web.caller(Keys("1")))
    assert fruit.paths() == asked
    assert call.transcript.raw().endswith(heard)
    assert web.struck == [fault]


def test_a_late_copy_comes_after_the_next_request(fruit: Lab) -> None:
    call = called(fruit, web_of(fruit, {1: Late()}))
    assert fruit.paths() == ["/voice", "/chosen", "/voice"]
    assert call.transcript.raw().endswith("Apples.")


def test_a_late_copy_of_the_last_request_comes_when_it_is_delivered(fruit: Lab) -> None:
    web = web_of(fruit, {2: Late()})
    called(fruit, web)
    assert fruit.paths() == ["/voice", "/chosen"]
    web.deliver()
    web.deliver()
    assert fruit.paths() == ["/voice", "/chosen", "/chosen"]


def test_two_refusals_in_a_row_exhaust_the_carrier_s_one_retry(fruit: Lab) -> None:
    call = called(fruit, web_of(fruit, {2: Refused(), 3: Refused()}))
    assert fruit.paths() == ["/voice", "/fallback"]
    assert call.transcript.raw().endswith("Sorry.")


def test_waiting_for_a_reply_that_never_comes_takes_fifteen_seconds_of_the_call(fruit: Lab) -> None:
    without = called(fruit, web_of(fruit, {}))
    lost = called(fruit, web_of(fruit, {2: Lost()}))
    assert 14 < lost.seconds - without.seconds < 16


def test_a_caller_who_hangs_up_meanwhile_hears_no_more_and_the_end_is_reported(fruit: Lab) -> None:
    web = web_of(fruit, {2: CallerGone()})
    call = called(fruit, web, web.caller(Keys("1")), status_url=f"{BASE}/status")
    assert call.ended is Ended.CALLER_HUNG_UP
    assert fruit.paths() == ["/voice", "/chosen", "/status"]
    assert fruit.to("/status").form["CallStatus"] == "completed"


def test_nobody_is_rung_for_a_caller_who_hung_up_meanwhile(fruit: Lab) -> None:
    fruit.pages["/chosen"] = "<Dial>+15550100101</Dial>"
    web = web_of(fruit, {2: CallerGone()})
    assert [leg.name for leg in called(fruit, web, web.caller(Keys("1"))).legs] == ["caller"]


def test_a_hang_up_without_anybody_to_do_it_is_said(fruit: Lab) -> None:
    with pytest.raises(AssertionError, match=r"FaultyWeb\.caller"):
        called(fruit, web_of(fruit, {1: CallerGone()}))


def test_on_the_wall_clock_the_caller_hangs_up_too(fruit: Lab) -> None:
    """There requests are made in threads of their own, and a call belongs to one thread."""
    web = web_of(fruit, {1: CallerGone()})
    with WallClock() as clock:
        call = Network(web, clock, ACCOUNT, TOKEN).call(f"{BASE}/voice", handset=web.caller(SilentCaller()))
    assert call.ended is Ended.CALLER_HUNG_UP


def test_a_fault_strikes_a_whisper_by_its_path_and_the_representative_is_not_connected(fruit: Lab) -> None:
    fruit.pages |= {"/voice": '<Dial><Number url="/whisper/7">+15550100101</Number></Dial>', "/whisper/7": ""}
    fruit.phones["+15550100101"] = Phone(2, name="Rosa")
    call = called(fruit, web_of(fruit, {At("/whisper"): Broken(500)}), SilentCaller())
    assert "is connected to Rosa" not in str(call.transcript)
    assert call.ended is not Ended.BRIDGED


def test_a_fault_strikes_the_second_status_callback_by_its_number(fruit: Lab) -> None:
    number = '<Number statusCallback="/events" statusCallbackEvent="initiated ringing answered completed">'
    fruit.pages |= {"/voice": f"<Dial>{number}+15550100101</Number></Dial>", "/events": ""}
    fruit.phones["+15550100101"] = Phone(2)
    web = web_of(fruit, {At("/events", 2): Repeated()})
    called(fruit, web, SilentCaller())
    events = [one.form["SequenceNumber"] for one in fruit.asked if one.path == "/events"]
    assert events == ["0", "1", "1", "2", "3"]


def test_a_caller_who_was_struck_by_nothing_is_the_same_caller(fruit: Lab) -> None:
    web = web_of(fruit, {})
    assert str(called(fruit, web, web.caller(Watch([(1, "1")]))).transcript) == str(
        called(fruit, web, Watch([(1, "1")])).transcript
    )
