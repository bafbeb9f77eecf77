"""The carrier as an HTTP client: one test for each documented sentence."""

from collections.abc import Iterator, Mapping
from typing import Any, Never

import pytest
from carrier_laboratory import TOKEN, Lab, Page, without_ids
from twilio.request_validator import RequestValidator
from watching import Watch

from ivr.carrier.clock import VirtualClock
from ivr.carrier.faults import Broken, Fault, FaultyWeb, Halved, Hung, Late, Lost, Refused, Repeated, Slow
from ivr.carrier.handsets.silent import SilentCaller
from ivr.carrier.happenings import Ended
from ivr.carrier.interpreter import APOLOGY
from ivr.carrier.network import Call, Network
from ivr.carrier.readings import EmptyBody, Readings
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
    assert "84482" not in without_ids(repr(call.made))


def test_a_sound_may_be_larger_than_a_document(lab: Lab) -> None:
    """Twilio, error 11750 is about documents; its media limit is 40 minutes."""
    lab.pages["/voice"] = Page(b"x" * 200_000, headers=of("audio/wav"))
    assert codes(lab.call()) == []


def test_plain_text_is_read_in_its_own_charset(lab: Lab) -> None:
    """RFC 9110, Content-Type."""
    lab.pages["/voice"] = Page("se\u00f1or".encode("latin-1"), headers=of("text/plain; charset=iso-8859-1"))
    assert lab.call().transcript.raw() == "se\u00f1or"


def test_plain_text_in_a_charset_nobody_knows_is_read_all_the_same(lab: Lab) -> None:
    """Ours: what cannot be decoded is heard as well as it can be."""
    lab.pages["/voice"] = Page("Hello", headers=of("text/plain; charset=klingon"))
    assert lab.call().transcript.raw() == "Hello"


@pytest.mark.parametrize("page", [Page(""), Page("", headers=()), Page("", 204, ())])
def test_a_reply_without_a_body_is_an_error(lab: Lab, page: Page) -> None:
    """Twilio, error 11770 (of chunked replies; of others inferred)."""
    lab.pages["/voice"] = page
    call = lab.call()
    assert (codes(call), call.ended) == ([11770], Ended.ERROR)


def test_or_it_ends_the_call_quietly(lab: Lab) -> None:
    """The other reading: as an empty Response."""
    lab.pages["/voice"] = Page("", 204, ())
    network = lab.network(readings=Readings(empty_body=EmptyBody.HANGS_UP))
    call = network.call(VOICE, handset=SilentCaller())
    assert (codes(call), call.ended) == ([], Ended.LINE_HUNG_UP)


def test_a_fragment_is_neither_sent_nor_signed(lab: Lab) -> None:
    """Twilio, "Security" and "Connection overrides"."""
    lab.pages["/voice"] = "<Redirect>/next?a=b#rc=2&amp;rp=all</Redirect>"
    lab.pages["/next"] = ""
    call = lab.call(url=f"{VOICE}#ct=1000")
    first, second = lab.asked
    assert [made.url for made in call.made] == [VOICE, "https://line.example/next?a=b"]
    assert (first.query, second.query) == ({}, {"a": "b"})
    for asked in lab.asked:
        signature = asked.headers["HTTP_X_TWILIO_SIGNATURE"]
        assert RequestValidator(TOKEN).validate(asked.url, asked.form, signature)


def test_the_documents_own_address_has_no_fragment(lab: Lab) -> None:
    """Not documented; an action that is missing goes to the document's URL with usual connections."""
    lab.pages["/voice"] = ['<Gather numDigits="1"/>', ""]
    call = lab.call((1, "1"), url=f"{VOICE}#rp=all&rc=5")
    assert [made.url for made in call.made] == [VOICE, VOICE]


REFUSED_TWICE = {1: Refused(), 2: Refused()}


@pytest.mark.parametrize(
    ("fragment", "faults", "attempts", "took", "error"),
    [
        ("rc=0", {1: Refused()}, 1, 5, [11205]),
        ("rc=2", REFUSED_TWICE, 3, 10, []),
        ("rc=6", REFUSED_TWICE, 2, 10, [11205]),
        ("ct=1000&rc=5", {n: Refused() for n in range(1, 6)}, 6, 5, []),
        ("ct=99&rc=0", {1: Refused()}, 1, 5, [11205]),
        ("ct=10000&tt=15000&rc=5", {n: Refused() for n in range(1, 6)}, 3, 15, [11205]),
        ("rt=2000", {1: Slow(3)}, 1, 2, [11205]),
        ("rt=2000&rp=rt", {1: Slow(3)}, 2, 2, []),
        ("rt=2000&rp=ct", {1: Slow(3)}, 1, 2, [11205]),
        ("rt=2000&rp=ct,rt&rc=2", {1: Slow(3), 2: Refused()}, 3, 7, []),
        ("tt=4000", {1: Slow(4.5)}, 1, 4, [11205]),
        ("tt=4000&rp=all&rc=5", {1: Slow(4.5)}, 1, 4, [11205]),
        ("rp=5xx", {1: Broken(503)}, 2, 0, []),
        ("rp=5xx", {1: Broken(503), 2: Broken(500)}, 2, 0, [11200]),
        ("rp=4xx", {1: Broken(503)}, 1, 0, [11200]),
        ("rp=4xx", {1: Broken(429)}, 2, 0, []),
        ("rp=all&rc=3", {1: Broken(404), 2: Lost(), 3: Broken(500)}, 2, 15, [11205]),
        ("rp=all&rt=1000&rc=3", {1: Broken(404), 2: Lost(), 3: Broken(500)}, 4, 1, []),
        ("rc=two&ct=soon", REFUSED_TWICE, 2, 10, [11205]),
        ("section-3", {1: Refused()}, 2, 5, []),
    ],
)
def test_a_fragment_says_how_long_and_how_often(
    lab: Lab, fragment: str, faults: Any, attempts: int, took: float, error: list[int]
) -> None:
    """Twilio, "Connection overrides": ct, rt, tt, rc, rp with their limits; what is out of range counts for nothing."""
    lab.pages["/voice"] = "<Hangup/>"
    web = FaultyWeb(WsgiWeb(lab.app, lab.base), faults)
    call = Network(web, lab.clock, "AC" + "5" * 32, TOKEN).call(f"{VOICE}#{fragment}", handset=SilentCaller())
    (made,) = call.made
    assert (made.attempts, made.took, codes(call)) == (attempts, pytest.approx(took), error)


@pytest.mark.parametrize("policy", ["sometimes", "ct,sometimes", "", "CT"])
def test_a_policy_nobody_knows_is_an_error_before_anything_is_sent(lab: Lab, policy: str) -> None:
    """Twilio, error 11243."""
    lab.pages["/fallback"] = "<Say>Hi.</Say>"
    call = lab.call(url=f"{VOICE}#rp={policy}", fallback_url="https://line.example/fallback")
    assert (codes(call), lab.paths(), call.transcript.raw()) == ([11243], ["/fallback"], "Hi.")


@pytest.mark.parametrize(
    "document",
    [
        '<Gather numDigits="1" action="/next#rp=5xx"/>',
        "<Redirect>/next#rp=5xx</Redirect>",
        '<Dial action="/next#rp=5xx">+15550100099</Dial>',
    ],
)
def test_overrides_work_on_any_url_of_a_document(lab: Lab, document: str) -> None:
    """Twilio, "Connection overrides"."""
    lab.pages |= {"/voice": document, "/next": [Page(status=503), "<Say>Hi.</Say>"]}
    assert lab.call((1, "1")).transcript.raw() == "Hi."


def test_all_attempts_of_a_request_have_one_token(lab: Lab) -> None:
    """Twilio, "Connection overrides": I-Twilio-Idempotency-Token."""
    lab.pages["/voice"] = [Page(status=500), Page(status=500), "<Redirect>/next</Redirect>"]
    lab.pages["/next"] = ""
    lab.call(url=f"{VOICE}#rp=5xx&rc=2")
    tokens = [asked.headers["HTTP_I_TWILIO_IDEMPOTENCY_TOKEN"] for asked in lab.asked]
    assert (len(set(tokens[:3])), tokens[3] in tokens[:3]) == (1, False)


def test_patience_covers_redirects_as_well(lab: Lab) -> None:
    """Twilio: 15 seconds in all."""
    lab.pages |= {"/voice": Page(status=302, headers=(("Location", "/next"),)), "/next": "<Say>Hi.</Say>"}
    assert codes(faulty(lab, {1: Slow(8), 2: Slow(6)})) == []
    assert codes(faulty(lab, {1: Slow(8), 2: Slow(8)})) == [11205]


def test_a_reply_that_never_comes_takes_fifteen_seconds(lab: Lab) -> None:
    """Twilio, error 11205."""
    call = faulty(lab, {1: Hung()})
    assert (codes(call), call.made[0].took, lab.asked) == ([11205], pytest.approx(15), [])


def test_half_a_document_is_no_document(lab: Lab) -> None:
    """Twilio, error 12100."""
    lab.pages["/voice"] = "<Say>Hi.</Say>"
    assert codes(faulty(lab, {1: Halved()})) == [12100]


def test_a_late_request_comes_again_after_the_next_and_is_not_heard(lab: Lab) -> None:
    """Fault of the network between."""
    lab.pages |= {"/voice": "<Redirect>/next</Redirect>", "/next": "<Say>Hi.</Say>"}
    call = faulty(lab, {1: Late()})
    assert (lab.paths(), call.transcript.raw()) == (["/voice", "/next", "/voice"], "Hi.")
    assert lab.asked[0].headers == lab.asked[2].headers


def cached(lab: Lab, *headers: tuple[str, str], method: str = "GET", calls: int = 2, **page: Any) -> list[str]:
    """What was asked for over several calls that ask for the same sound, each with its conditions."""

    def sound(asked: Any) -> Page:
        if asked.headers.get("HTTP_IF_NONE_MATCH") == "v1" or "HTTP_IF_MODIFIED_SINCE" in asked.headers:
            return Page("", 304, headers)
        return Page(b"...", 200, (("Content-Type", "audio/wav"), *headers))

    lab.pages |= {"/voice": "<Play>/sound</Play>", "/sound": sound}
    network = lab.network()
    for _ in range(calls):
        assert codes(network.call(VOICE, handset=SilentCaller())) == []
    conditions = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
    return [
        "".join(asked.headers.get(name, "") for name in conditions) for asked in lab.asked if asked.path == "/sound"
    ]


MONDAY = "Mon, 23 Nov 2026 00:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "conditions"),
    [
        ((), ["", ""]),
        ((("Cache-Control", "max-age=60"),), [""]),
        ((("Cache-Control", "max-age=1"),), ["", ""]),
        ((("Cache-Control", "max-age=60, private"),), ["", ""]),
        ((("Cache-Control", "no-store, max-age=60"),), ["", ""]),
        ((("Cache-Control", "no-cache"), ("ETag", "v1")), ["", "v1"]),
        ((("Cache-Control", "s-maxage=60, max-age=0"),), [""]),
        ((("ETag", "v1"),), ["", "v1"]),
        ((("ETag", "v2"),), ["", "v2"]),
        ((("Last-Modified", MONDAY),), ["", MONDAY]),
        ((("Expires", "Fri, 31 Dec 2066 00:00:00 GMT"),), [""]),
        ((("Expires", "0"),), ["", ""]),
        ((("ETag", "v1"), ("Vary", "Cookie")), ["", ""]),
        ((("ETag", "v1"), ("Vary", "Accept-Encoding")), ["", "v1"]),
    ],
)
def test_what_a_get_brought_is_kept_as_its_headers_say(lab: Lab, headers: Any, conditions: list[str]) -> None:
    """Twilio, Play and "TwiML voice": ETag, Last-Modified, Cache-Control."""
    assert cached(lab, *headers) == conditions


def test_what_is_kept_grows_old_on_the_networks_clock() -> None:
    """RFC 9111; the clock is the network's."""
    with VirtualClock() as clock:
        lab = Lab(clock)
        assert cached(lab, ("Cache-Control", "max-age=60"), calls=30) == ["", ""]


def test_a_document_asked_for_by_get_is_kept_too(lab: Lab) -> None:
    """Twilio, "TwiML voice"."""
    lab.pages["/voice"] = '<Redirect method="GET">/next?a=b</Redirect>'
    lab.pages["/next"] = Page(
        "<Response><Hangup/></Response>", headers=(*of("text/xml"), ("Cache-Control", "max-age=9"))
    )
    network = lab.network()
    network.call(VOICE, handset=SilentCaller())
    network.call(VOICE, handset=SilentCaller())
    assert lab.paths().count("/next") == 2  # another call is another CallSid, and so another URL


def test_what_a_post_brought_is_never_kept(lab: Lab) -> None:
    """Twilio, "TwiML voice"."""
    lab.pages["/voice"] = Page(SPOKEN, headers=(*of("text/xml"), ("Cache-Control", "max-age=9"), ("ETag", "v1")))
    network = lab.network()
    network.call(VOICE, handset=SilentCaller())
    network.call(VOICE, handset=SilentCaller())
    assert lab.paths() == ["/voice", "/voice"]


def test_what_was_asked_for_by_name_and_password_is_not_kept(lab: Lab) -> None:
    """RFC 9111: a shared cache."""
    lab.pages |= {
        "/voice": "<Play>https://ann:secret@line.example/sound</Play>" * 2,
        "/sound": Page(b"...", headers=(*of("audio/wav"), ("Cache-Control", "max-age=99"))),
    }
    lab.call()
    assert lab.paths().count("/sound") == 2


def test_a_server_may_ask_for_digest(lab: Lab) -> None:
    """Twilio, "Security": Basic and Digest."""

    def guarded(asked: Any) -> Page | str:
        said = asked.headers.get("HTTP_AUTHORIZATION", "")
        if not said.startswith("Digest "):
            challenge = 'Digest realm="line", nonce="n1", qop="auth", algorithm=MD5'
            return Page(status=401, headers=(("WWW-Authenticate", challenge),))
        return "<Say>Welcome.</Say>"

    lab.pages["/voice"] = guarded
    call = lab.call(url="https://ann:secret@line.example/voice")
    first, second = lab.asked
    assert (call.transcript.raw(), len(call.made), call.made[0].attempts) == ("Welcome.", 1, 2)
    assert 'username="ann"' in second.headers["HTTP_AUTHORIZATION"]
    assert "secret" not in second.headers["HTTP_AUTHORIZATION"]
    assert first.headers["HTTP_I_TWILIO_IDEMPOTENCY_TOKEN"] == second.headers["HTTP_I_TWILIO_IDEMPOTENCY_TOKEN"]


@pytest.mark.parametrize("challenge", ["Digest", "Digest realm", "Basic realm=x", 'Digest realm="x", algorithm=NONE'])
def test_a_login_that_is_not_accepted_is_a_401(lab: Lab, challenge: str) -> None:
    """Twilio, error 11200."""
    lab.pages["/voice"] = Page(status=401, headers=(("WWW-Authenticate", challenge),))
    assert codes(lab.call(url="https://ann:secret@line.example/voice")) == [11200]


def test_a_login_is_not_part_of_what_a_fallback_is_told(lab: Lab) -> None:
    """Not documented; a password is nobody else's to know."""
    lab.pages["/fallback"] = ""
    lab.call(url="https://ann:secret@line.example/gone", fallback_url="https://line.example/fallback")
    assert lab.to("/fallback").form["ErrorUrl"] == "https://line.example/gone"


def test_a_request_that_failed_at_last_is_listed_without_a_status(lab: Lab) -> None:
    """Ours."""
    lab.pages["/voice"] = Page(status=503)
    web = FaultyWeb(WsgiWeb(lab.app, lab.base), {2: Lost()})
    call = Network(web, lab.clock, "AC" + "5" * 32, TOKEN).call(f"{VOICE}#rp=5xx", handset=SilentCaller())
    assert [(made.status, made.attempts) for made in call.made] == [(0, 2)]


def test_a_login_is_not_part_of_what_is_signed(lab: Lab) -> None:
    """Twilio, "Security"."""
    lab.pages["/voice"] = ""
    lab.call(url="https://ann:secret@line.example/voice")
    asked = lab.to("/voice")
    assert RequestValidator(TOKEN).validate(VOICE, asked.form, asked.headers["HTTP_X_TWILIO_SIGNATURE"])


def test_the_end_of_a_call_is_told_to_the_numbers_status_url(lab: Lab) -> None:
    """Twilio, "TwiML voice": StatusCallback; CallDuration in whole seconds."""
    lab.pages |= {"/voice": '<Gather timeout="7"/>', "/status": Page(status=204)}
    call = lab.call(status_url="https://line.example/status")
    form = lab.to("/status").form
    assert (form["CallStatus"], form["CallDuration"], form["SequenceNumber"]) == ("completed", "7", "0")
    assert (form["CallbackSource"], "Timestamp" in form, codes(call)) == ("call-progress-events", True, [])


@pytest.mark.parametrize(
    ("page", "warnings"),
    [
        (Page(status=204), []),
        (Page("<Response/>"), []),
        (Page("OK", headers=of("text/plain")), [15003]),
        (Page("{}", headers=of("application/json")), [15003]),
        (Page(status=500), [15003]),
    ],
)
def test_what_a_status_url_answers_changes_nothing(lab: Lab, page: Page, warnings: list[int]) -> None:
    """Twilio, "TwiML voice": 204, or 200 and XML; else warning 15003."""
    lab.pages |= {"/voice": "<Say>Hi.</Say>", "/status": page}
    call = lab.call(status_url="https://line.example/status")
    assert (codes(call), call.ended) == (warnings, Ended.LINE_HUNG_UP)


@pytest.mark.parametrize(
    "document", ["", '<Dial><Number statusCallback="https://my_line.example/s">+15550100099</Number></Dial>']
)
def test_a_status_url_may_have_no_underscore_in_its_host_name(lab: Lab, document: str) -> None:
    """Twilio, "Number": statusCallback."""
    lab.pages["/voice"] = document
    call = lab.call(status_url=None if document else "https://my_line.example/status")
    assert (codes(call), [made.url for made in call.made]) == ([15003], [VOICE])


def test_the_events_of_a_dialled_number_are_numbered_in_order(lab: Lab) -> None:
    """Twilio, "Number": statusCallbackEvent; SequenceNumber counts from 0, asked for or not."""
    from ivr.carrier.phones import Phone

    lab.phones["+15550100011"] = Phone(3, talks_for=9)
    events = "initiated ringing answered completed"
    for wanted in (events, "answered completed"):
        lab.asked.clear()
        number = f'<Number statusCallback="/s" statusCallbackEvent="{wanted}">+15550100011</Number>'
        lab.pages |= {"/voice": f"<Dial>{number}</Dial>", "/s": Page(status=204)}
        lab.call()
        told = [asked.form for asked in lab.asked if asked.path == "/s"]
        order = [(form["CallStatus"], form["SequenceNumber"]) for form in told]
        said = [("initiated", "0"), ("ringing", "1"), ("in-progress", "2"), ("completed", "3")]
        assert order == said[-len(wanted.split()) :]
        assert told[-1]["CallDuration"] == "9"


def test_a_fallback_hears_of_errors_in_execution_as_well(lab: Lab) -> None:
    """Twilio, "Availability": failing to retrieve or to execute a document."""
    lab.phones = {}
    lab.pages |= {"/voice": '<Gather numDigits="1" action="/bad"/>', "/bad": Page("<Response><Say>Hi.</Response>")}
    lab.pages["/fallback"] = "<Say>Hi.</Say>"
    call = lab.call((1, "7"), fallback_url="https://line.example/fallback")
    form = lab.to("/fallback").form
    assert (form["ErrorCode"], form["ErrorUrl"], "Digits" in form) == ("12100", "https://line.example/bad", False)
    assert (form["CallStatus"], call.transcript.raw()) == ("in-progress", "Hi.")


def test_a_warning_is_no_reason_for_the_fallback(lab: Lab) -> None:
    """Inferred from Twilio's grades: a WARNING drops the element, and the document goes on."""
    lab.pages["/voice"] = "<Sai>No.</Sai><Say>Hi.</Say>"
    call = lab.call(fallback_url="https://line.example/fallback")
    assert (codes(call), lab.paths(), call.transcript.raw()) == ([12200], ["/voice"], "Hi.")


def test_a_call_that_failed_after_its_answer_is_completed(lab: Lab) -> None:
    """Inferred: it had been answered."""
    lab.pages |= {"/voice": "<Say>Hi.</Say><Redirect>/gone</Redirect>", "/status": Page(status=204)}
    call = lab.call(status_url="https://line.example/status")
    assert (call.status.value, lab.to("/status").form["CallStatus"]) == ("completed", "completed")


def test_keys_never_stand_in_what_is_printed_of_a_failure(lab: Lab) -> None:
    """Ours: what a caller keys is in no report."""
    lab.pages["/voice"] = '<Gather numDigits="5" method="GET" action="/gone#rp=bad"/>'
    call = lab.call(handset=Watch([(1, "84482")]))
    assert codes(call) == [11243]
    assert "84482" not in without_ids(f"{call!r}{call.debugger}{call.transcript}{call.made}")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\xff", 12100),
        (b"<Response>" + b"<Say>" * 10_000, 12100),
        (b"<Response><Say>" + b"x" * 65_536 + b"</Say></Response>", 11750),
        (
            b'<!DOCTYPE Response [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><Response><Say>&b;</Say></Response>',
            12100,
        ),
        (b"<Response/><Response/>", 12100),
        (b'<Response version="3"/>', 12101),
    ],
)
def test_a_hostile_document_is_an_error_with_twilios_code(lab: Lab, body: bytes, code: int) -> None:
    """Twilio's error dictionary."""
    lab.pages["/voice"] = Page(body)
    call = lab.call()
    assert (codes(call), call.ended) == ([code], Ended.ERROR)


def test_a_body_without_end_is_left_unread(lab: Lab) -> None:
    """Twilio, error 11750; the carrier's memory stays small."""
    read = []

    def endless(environ: Any, start_response: Any) -> Iterator[bytes]:
        start_response("200 OK", list(of("text/xml")))
        while True:
            read.append(1024)
            yield b"x" * 1024

    network = Network(WsgiWeb(endless, lab.base), lab.clock, "AC" + "5" * 32, TOKEN)
    assert codes(network.call(VOICE, handset=SilentCaller())) == [11750]
    assert sum(read) < 70_000


def test_a_call_sent_in_circles_comes_to_an_end(lab: Lab) -> None:
    """No limit is documented for voice; a hundred documents are this simulator's, and code 0 says so."""
    lab.pages["/voice"] = "<Redirect>/voice</Redirect>"
    call = lab.call()
    assert (codes(call), call.ended, len(call.made)) == ([0], Ended.ERROR, 100)
