"""The carrier as an HTTP client: one test for each documented sentence."""

from collections.abc import Mapping
from typing import Any, Never

import pytest
from carrier_laboratory import Lab, Page

from ivr.carrier.faults import Broken, Fault, FaultyWeb, Lost, Refused, Repeated, Slow
from ivr.carrier.handsets.silent import SilentCaller
from ivr.carrier.happenings import Ended
from ivr.carrier.interpreter import APOLOGY
from ivr.carrier.network import Call, Network
from ivr.carrier.web import Reply, Request, Web
from ivr.carrier.wsgi import WsgiWeb

VOICE = "https://line.example/voice"
SPOKEN = "<Response><Say>Hi.</Say></Response>"


def of(kind: str) -> tuple[tuple[str, str], ...]:
    return (("Content-Type", kind),)


def codes(call: Call) -> list[int]:
    return [entry.code for entry in call.debugger]


def faulty(lab: Lab, faults: Mapping[int, Fault], **details: Any) -> Call:
    web = FaultyWeb(WsgiWeb(lab.app, lab.base), faults)
    network = Network(web, lab.clock, "AC" + "5" * 32, "laboratory-token")
    return network.call(VOICE, handset=SilentCaller(), **details)


class Attempts:
    """A web that notes the idempotency token of every attempt."""

    def __init__(self, web: Web) -> None:
        self.web = web
        self.tokens = []

    def fetch(self, request: Request) -> Reply:
        self.tokens.append(dict(request.headers)["I-Twilio-Idempotency-Token"])
        return self.web.fetch(request)


@pytest.mark.parametrize("kind", ["text/xml", "application/xml", "text/html", "text/xml; charset=utf-8", "Text/XML"])
def test_these_content_types_are_documents(lab: Lab, kind: str) -> None:
    """Twilio, "TwiML voice", content types."""
    lab.pages["/voice"] = Page(SPOKEN, headers=of(kind))
    assert lab.call().transcript.raw() == "Hi."


def test_plain_text_that_is_a_document_is_performed(lab: Lab) -> None:
    """Twilio, "TwiML voice", text/plain."""
    lab.pages["/voice"] = Page(SPOKEN, headers=of("text/plain"))
    assert lab.call().transcript.raw() == "Hi."


def test_plain_text_that_is_none_is_read_aloud_before_hanging_up(lab: Lab) -> None:
    """Twilio, "TwiML voice", text/plain."""
    lab.pages["/voice"] = Page("Hello there", headers=of("text/plain"))
    call = lab.call()
    assert (call.transcript.raw(), call.ended) == ("Hello there", Ended.LINE_HUNG_UP)


def test_a_sound_is_played_before_hanging_up(lab: Lab) -> None:
    """Twilio, "TwiML voice", audio types."""
    lab.pages["/voice"] = Page(b"...", headers=of("audio/mpeg"))
    call = lab.call()
    assert ([heard.url for heard in call.legs[0].heard], call.ended) == ([VOICE], Ended.LINE_HUNG_UP)


@pytest.mark.parametrize(
    ("body", "status", "headers", "code"),
    [
        (SPOKEN, 200, of("application/json"), 12300),
        (SPOKEN, 200, (), 11200),
        (SPOKEN, 404, of("text/xml"), 11200),
        (SPOKEN, 503, of("text/xml"), 11200),
        ("<Response>", 200, of("text/xml"), 12100),
        (" <?xml version='1.0'?><Response/>", 200, of("text/xml"), 12100),
        ("<response/>", 200, of("text/xml"), 12102),
        ("<Response>" + " " * 65536 + "</Response>", 200, of("text/xml"), 11750),
        ("", 302, (("Location", "ftp://elsewhere"),), 11216),
        ("", 302, (), 11216),
        ("", 302, (("Location", "/voice"),), 11215),
    ],
)
def test_a_failed_document_is_announced_and_the_call_ends(
    lab: Lab, body: str, status: Any, headers: Any, code: int
) -> None:
    """Twilio's error dictionary; without a fallback an announcement is played, then the call ends."""
    lab.pages["/voice"] = Page(body, status, headers)
    call = lab.call()
    assert (codes(call), call.ended, call.transcript.raw()) == ([code], Ended.ERROR, APOLOGY)


def test_at_most_ten_redirects_are_followed(lab: Lab) -> None:
    """Twilio, error 11215."""
    hops = {f"/{n}": Page(status=302, headers=(("Location", f"/{n + 1}"),)) for n in range(10)}
    lab.pages |= hops | {"/10": "<Say>Hi.</Say>"}
    assert lab.call(url="https://line.example/0").transcript.raw() == "Hi."


@pytest.mark.parametrize("status", [301, 302, 303])
def test_a_post_becomes_a_get_and_loses_its_parameters(lab: Lab, status: Any) -> None:
    """Twilio, Gather, troubleshooting; as browsers do it."""
    lab.pages |= {"/voice": Page(status=status, headers=(("Location", "/next"),)), "/next": ""}
    lab.call()
    assert (lab.to("/next").method, lab.to("/next").form, lab.to("/next").query) == ("GET", {}, {})


@pytest.mark.parametrize("status", [307, 308])
def test_a_post_stays_a_post_where_http_says_so(lab: Lab, status: Any) -> None:
    """RFC 9110, 307 and 308."""
    lab.pages |= {"/voice": Page(status=status, headers=(("Location", "/next"),)), "/next": ""}
    lab.call()
    assert (lab.to("/next").method, "CallSid" in lab.to("/next").form) == ("POST", True)


def test_a_failing_document_is_replaced_by_the_fallback_which_is_told_why(lab: Lab) -> None:
    """Twilio, "Availability": ErrorCode and ErrorUrl; its document continues the call."""
    lab.pages |= {"/voice": "<Redirect>/gone</Redirect>", "/fallback": "<Say>One moment.</Say><Redirect>/on</Redirect>"}
    lab.pages["/on"] = "<Say>On.</Say>"
    call = lab.call(fallback_url="https://line.example/fallback")
    form = lab.to("/fallback").form
    assert (form["ErrorCode"], form["ErrorUrl"]) == ("11200", "https://line.example/gone")
    assert (call.transcript.raw(), call.ended, codes(call)) == ("One moment. On.", Ended.LINE_HUNG_UP, [11200])


def test_a_first_document_that_fails_leaves_the_call_ringing_for_the_fallback(lab: Lab) -> None:
    """Twilio, "Availability": the fallback takes the document's place."""
    lab.pages |= {"/fallback": '<Reject reason="busy"/>'}
    call = lab.call(fallback_url="https://line.example/fallback")
    assert (call.ended, lab.to("/fallback").form["CallStatus"]) == (Ended.REJECTED, "ringing")


def test_a_failing_fallback_is_announced(lab: Lab) -> None:
    """Twilio: a recorded announcement, then hang up."""
    call = lab.call(fallback_url="https://line.example/fallback")
    assert (codes(call), call.ended, call.transcript.raw()) == ([11200, 11200], Ended.ERROR, APOLOGY)


def test_a_second_failure_asks_the_fallback_again(lab: Lab) -> None:
    """Twilio, "Availability": on any failure to retrieve a document."""
    lab.pages["/fallback"] = ["<Redirect>/gone</Redirect>", "<Say>Bye.</Say>"]
    call = lab.call(fallback_url="https://line.example/fallback")
    assert (lab.paths(), call.transcript.raw()) == (["/voice", "/fallback", "/gone", "/fallback"], "Bye.")


def test_a_failed_connection_is_tried_once_more_with_the_same_token(lab: Lab) -> None:
    """Twilio, connection overrides: connect 5 s, tried twice; the idempotency token recognises retries."""
    lab.pages["/voice"] = "<Redirect>/next</Redirect>"
    lab.pages["/next"] = "<Hangup/>"
    attempts = Attempts(FaultyWeb(WsgiWeb(lab.app, lab.base), {1: Refused()}))
    network = Network(attempts, lab.clock, "AC" + "5" * 32, "laboratory-token")
    call = network.call(VOICE, handset=SilentCaller())
    first, again, following = attempts.tokens
    assert (first == again, again == following) == (True, False)
    assert ([made.status for made in call.made], call.made[0].took) == ([200, 200], pytest.approx(5))


def test_a_connection_that_fails_twice_is_an_error(lab: Lab) -> None:
    """Twilio, error 11205."""
    call = faulty(lab, {1: Refused(), 2: Refused()})
    assert (codes(call), call.made[0].took, call.ended) == ([11205], pytest.approx(10), Ended.ERROR)


def test_a_slow_reply_is_waited_for(lab: Lab) -> None:
    """Twilio: 15 seconds in all."""
    lab.pages["/voice"] = "<Say>Hi.</Say>"
    call = faulty(lab, {1: Slow(14.5)})
    assert (call.transcript.raw(), call.made[0].took) == ("Hi.", pytest.approx(14.5))


def test_a_reply_after_fifteen_seconds_is_too_late(lab: Lab) -> None:
    """Twilio: 15 seconds in all, error 11205."""
    lab.pages["/voice"] = "<Say>Hi.</Say>"
    call = faulty(lab, {1: Slow(15.5)})
    assert (codes(call), call.made[0].took, call.ended) == ([11205], pytest.approx(15), Ended.ERROR)


def test_a_lost_reply_is_not_asked_for_again(lab: Lab) -> None:
    """Twilio, connection overrides: by default only a failed connection is tried again."""
    lab.pages["/voice"] = "<Say>Hi.</Say>"
    call = faulty(lab, {1: Lost()})
    assert (codes(call), lab.paths()) == ([11205], ["/voice"])


def test_a_repeated_request_is_the_same_request(lab: Lab) -> None:
    """Fault of the network between; the token is how an application tells."""
    lab.pages["/voice"] = ""
    faulty(lab, {1: Repeated()})
    first, second = lab.asked
    assert (first.form, first.headers) == (second.form, second.headers)


def test_a_broken_server_is_one_error(lab: Lab) -> None:
    """Twilio, error 11200."""
    lab.pages["/voice"] = "<Say>Hi.</Say>"
    assert codes(faulty(lab, {1: Broken(502)})) == [11200]


def test_cookies_come_back_within_a_call_and_not_in_the_next(lab: Lab) -> None:
    """Twilio, "TwiML voice": cookies as a browser; kept for the call."""
    lab.pages["/voice"] = Page(
        "<Response><Redirect>/next</Redirect></Response>", headers=(*of("text/xml"), ("Set-Cookie", "a=1; Path=/"))
    )
    lab.pages["/next"] = ""
    lab.call()
    lab.call()
    assert [asked.headers.get("HTTP_COOKIE") for asked in lab.asked] == [None, "a=1", None, "a=1"]


def test_a_name_and_password_in_a_url_are_basic_authentication(lab: Lab) -> None:
    """Twilio: user:pass in a URL; not part of what is signed."""
    lab.pages["/voice"] = ""
    lab.call(url="https://ann:secret@line.example/voice")
    assert lab.to("/voice").headers["HTTP_AUTHORIZATION"] == "Basic YW5uOnNlY3JldA=="


def test_an_application_that_raises_is_a_500_with_the_place_in_the_debugger(lab: Lab) -> None:
    """A server in front of it would answer 500; the exception's words, which may be secret, are not shown."""

    def fails(asked: Any) -> Never:
        raise KeyError(f"8448{2000}")

    lab.pages["/voice"] = fails
    (entry,) = lab.call().debugger
    assert entry.code == 11200
    assert "KeyError" in entry.message
    assert "test_http_facts.py" in entry.message
    assert "84482000" not in str(entry)


def test_the_debugger_shows_no_query(lab: Lab) -> None:
    """A GET carries what was keyed."""
    lab.pages["/voice"] = '<Gather numDigits="5" method="GET" action="/gone"/>'
    call = lab.call((1, "84482"))
    assert [str(entry) for entry in call.debugger] == [
        "error 11200: the reply was HTTP 404 (https://line.example/gone)"
    ]
    assert "84482" not in repr(call.made)
