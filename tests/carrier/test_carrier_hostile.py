"""Replies meant to harm, in a call: each ends as Twilio's error dictionary has it, and costs little memory."""

import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from carrier_laboratory import ACCOUNT, TOKEN, Lab, Page

from ivr.carrier.handsets.silent import SilentCaller
from ivr.carrier.happenings import Ended
from ivr.carrier.interpreter import APOLOGY
from ivr.carrier.network import Call, Network
from ivr.carrier.wsgi import WsgiWeb
from ivr.telephony.outcomes import CallStatus

VOICE = "https://line.example/voice"
KILOBYTE = 1024
FALLBACK = "https://line.example/fallback"

LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">'
    + b"".join(
        b'<!ENTITY %s "%s">' % (this.encode(), b"&%s;" % before.encode() * 10)
        for before, this in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + b"]><Response><Say>&i;</Say></Response>"
)
HOSTILE = [
    pytest.param(b"<Response><Say>Hi.</Response>", 12100, id="malformed"),
    pytest.param(b"<Response><Say>Hi", 12100, id="cut off"),
    pytest.param(b"<Response>" + b" " * (64 * KILOBYTE) + b"</Response>", 11750, id="more than 64 kB"),
    pytest.param(LAUGHS, 12100, id="a billion laughs"),
    pytest.param(b'<!DOCTYPE R [<!ENTITY x SYSTEM "file:///etc/hosts">]><Response>&x;</Response>', 12100, id="a file"),
    pytest.param(b"<a>" * 10_000 + b"</a>" * 1_000, 12100, id="10,000 nested elements"),
    pytest.param(b"<Response>" + b"<Gather>" * 6_000, 12100, id="Gathers in Gathers"),
    pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100, 12100, id="a picture"),
    pytest.param(bytes(range(256)), 12100, id="every byte there is"),
    pytest.param(b"<Response><Say>\xff\xfe</Say></Response>", 12100, id="not UTF-8"),
]


def codes(call: Call) -> list[int]:
    return [entry.code for entry in call.debugger]


def costs(place: Callable[[], Call]) -> tuple[Call, int]:
    """The call, and how many bytes it had in use at most."""
    tracemalloc.start()
    try:
        return place(), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(("body", "code"), HOSTILE)
def test_a_hostile_document_is_told_to_the_caller_and_costs_little(lab: Lab, body: bytes, code: int) -> None:
    lab.pages["/voice"] = Page(body)
    call, peak = costs(lab.call)
    assert (codes(call), call.ended, call.status) == ([code], Ended.ERROR, CallStatus.COMPLETED)
    assert call.transcript.raw() == APOLOGY
    assert peak < 2_000_000


@pytest.mark.parametrize(("body", "code"), HOSTILE)
def test_a_hostile_document_in_mid_call_leads_to_the_fallback(lab: Lab, body: bytes, code: int) -> None:
    lab.pages |= {"/voice": "<Redirect>/next</Redirect>", "/next": Page(body), "/fallback": "<Say>One moment.</Say>"}
    call = lab.call(fallback_url=FALLBACK)
    assert (codes(call), call.ended, call.transcript.raw()) == ([code], Ended.LINE_HUNG_UP, "One moment.")
    assert lab.to("/fallback").form["ErrorCode"] == str(code)


@pytest.mark.parametrize(("body", "code"), HOSTILE)
def test_a_hostile_whisper_connects_nobody(lab: Lab, body: bytes, code: int) -> None:
    from ivr.carrier.phones import Phone

    lab.phones["+15550100011"] = Phone(2.0)
    lab.pages |= {
        "/voice": '<Dial action="/after"><Number url="/whisper">+15550100011</Number></Dial>',
        "/whisper": Page(body),
        "/after": "",
    }
    call = lab.call()
    assert (codes(call), lab.to("/after").form["DialBridged"]) == ([code], "false")


@pytest.mark.parametrize("body", [b"\x00" * (63 * KILOBYTE), LAUGHS, b"<a>" * 10_000])
def test_what_is_no_document_but_plain_text_is_read_aloud_and_costs_little(lab: Lab, body: bytes) -> None:
    lab.pages["/voice"] = Page(body, headers=(("Content-Type", "text/plain"),))
    call, peak = costs(lab.call)
    assert (call.ended, peak < 8_000_000) == (Ended.LINE_HUNG_UP, True)


def test_a_document_of_64_kb_is_performed_and_costs_little(lab: Lab) -> None:
    begun, ended = b"<Response>", b"</Response>"
    says = b"<Say>Hi.</Say>"
    count = (64 * KILOBYTE - len(begun) - len(ended)) // len(says)
    body = begun + says * count + ended
    lab.pages["/voice"] = Page(body + b" " * (64 * KILOBYTE - len(body)))
    call, peak = costs(lab.call)
    assert (len(call.legs[0].heard), call.debugger, call.ended) == (count, (), Ended.LINE_HUNG_UP)
    assert peak < 40_000_000


def test_a_document_of_nothing_but_elements_that_do_not_exist_costs_little(lab: Lab) -> None:
    lab.pages["/voice"] = Page(b"<Response>" + b"<a/>" * 16_000 + b"</Response>")
    call, peak = costs(lab.call)
    assert (len(call.debugger), set(codes(call)), call.ended) == (16_000, {12200}, Ended.LINE_HUNG_UP)
    assert peak < 60_000_000


@pytest.mark.parametrize("kind", ["image/png", "application/octet-stream"])
def test_a_binary_body_under_its_own_name_is_no_document(lab: Lab, kind: str) -> None:
    lab.pages["/voice"] = Page(bytes(range(256)) * 200, headers=(("Content-Type", kind),))
    assert (codes(call := lab.call()), call.ended) == ([12300], Ended.ERROR)


@pytest.mark.parametrize(
    ("page", "code", "asked"),
    [
        (Page(status=302, headers=(("Location", "/voice"),)), 11215, 11),
        (Page(status=307, headers=(("Location", "/voice?again"),)), 11215, 11),
        ("<Redirect>/voice</Redirect>", 0, 100),
        ("<Redirect/><Redirect>voice</Redirect><Say>Never.</Say>", 0, 100),
        ('<Gather actionOnEmptyResult="true" timeout="1"/>', 0, 100),
    ],
)
def test_a_loop_comes_to_an_end_and_costs_little(lab: Lab, page: Any, code: int, asked: int) -> None:
    """Ten redirects of HTTP are Twilio's limit; a hundred documents this simulator's, which its code 0 says."""
    lab.pages["/voice"] = page
    call, peak = costs(lab.call)
    assert (codes(call)[-1], call.ended, len(lab.asked)) == (code, Ended.ERROR, asked)
    assert call.transcript.raw() == APOLOGY
    assert peak < 8_000_000


@pytest.mark.parametrize("kind", ["text/xml", "text/plain", "image/png"])
def test_a_body_without_end_is_given_up_and_costs_little(lab: Lab, kind: str) -> None:
    def endless(environ: Any, start_response: Any) -> Iterator[bytes]:
        start_response("200 OK", [("Content-Type", kind)])
        while True:
            yield b"x" * KILOBYTE

    network = Network(WsgiWeb(endless, lab.base), lab.clock, ACCOUNT, TOKEN)
    call, peak = costs(lambda: network.call(VOICE, handset=SilentCaller()))
    assert (codes(call), call.ended) == ([11750], Ended.ERROR)
    assert peak < 2_000_000
