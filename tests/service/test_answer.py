"""The web edge without a web: who is believed, what is refused, and that nothing a stranger sends is repeated."""

from collections.abc import Mapping
from functools import cache

import pytest
import structlog
from cast import SetClock
from hypothesis import given, settings
from hypothesis import strategies as st
from telephones import Telephone
from tiny_line import TOKEN, URL, Counted, House, fixed_accounts, house
from twilio.request_validator import RequestValidator

from ivr.service.answer import LARGEST_BODY, Gate, Reply
from ivr.stores.memory import MemoryStore
from ivr.webhook.form import form_bytes

CALL = "CA" + "1" * 32
FORM = [("CallSid", CALL), ("AccountSid", "AC1"), ("From", "+15550100001"), ("To", "+1555"), ("CallStatus", "ringing")]


@pytest.fixture
def quiet(set_clock: SetClock, directory: Counted) -> House:
    """The tiny line on a store in memory: these tests are not about stores."""
    return house(MemoryStore(set_clock), directory, set_clock)


def signed(url: str, pairs: list[tuple[str, str]], token: str = TOKEN) -> dict[str, str]:
    return {"x-twilio-signature": RequestValidator(token).compute_signature(url, dict(pairs))}


def ask(quiet: House, target: str, headers: Mapping[str, str], pairs: list[tuple[str, str]] = FORM) -> Reply:
    return quiet.gate.answer("POST", target, headers, form_bytes(pairs))


# -- who is believed --------------------------------------------------------------------------------------------------


def test_a_request_signed_by_twilios_own_library_is_served(quiet: House) -> None:
    reply = ask(quiet, "/voice", signed(f"{URL}/voice", FORM))
    assert reply.status == 200
    assert reply.content_type == "text/xml; charset=utf-8"
    assert b"Welcome." in reply.body


REFUSED = {
    "no signature": {},
    "an empty signature": {"x-twilio-signature": ""},
    "a signature of nothing": {"x-twilio-signature": "AAAA"},
    "a signature by another token": signed(f"{URL}/voice", FORM, "another-token"),
    "a signature of another address": signed("https://elsewhere.example.test/voice", FORM),
    "a signature of another path": signed(f"{URL}/status", FORM),
    "a signature of another turn": signed(f"{URL}/voice?turn=1", FORM),
    "a signature of another form": signed(f"{URL}/voice", [*FORM, ("Digits", "1")]),
    "a signature of other values": signed(f"{URL}/voice", [("CallSid", "CA2"), *FORM[1:]]),
    "a signature over http": signed("http://line.example.test/voice", FORM),
    "a signature under another name": {"x-signature": signed(f"{URL}/voice", FORM)["x-twilio-signature"]},
    "a signature in bad letters": {"x-twilio-signature": "\udcff\u20ac"},
}


@pytest.mark.parametrize("headers", REFUSED.values(), ids=REFUSED)
def test_what_the_carrier_did_not_sign_gets_403_and_no_word(quiet: House, headers: dict[str, str]) -> None:
    with structlog.testing.capture_logs() as logs:
        reply = ask(quiet, "/voice", headers)
    assert (reply.status, reply.body) == (403, b"")
    assert quiet.store.state(CALL) is None
    given_one = bool(headers.get("x-twilio-signature"))
    assert [log["reason"] for log in logs] == ["signature wrong" if given_one else "signature missing"]


@pytest.mark.parametrize("path", ["/voice", "/status", "/fallback", "/voice/whisper/abc"])
def test_every_route_of_the_carrier_asks_for_a_signature(quiet: House, path: str) -> None:
    assert ask(quiet, path, {}).status == 403
    assert ask(quiet, path, signed(f"{URL}{path}", FORM)).status in (200, 204)


def test_a_signed_request_cannot_be_changed_on_its_way(quiet: House) -> None:
    headers = signed(f"{URL}/voice?turn=1", FORM)
    assert ask(quiet, "/voice?turn=1", headers).status == 200
    for target, pairs in [
        ("/voice?turn=2", FORM),
        ("/voice", FORM),
        ("/voice?turn=1&silent=1", FORM),
        ("/voice?turn=1", [*FORM, ("Digits", "0")]),
        ("/voice?turn=1", FORM[:-1]),
        ("/voice?turn=1", [*FORM[:-1], ("CallStatus", "completed")]),
    ]:
        assert ask(quiet, target, headers, pairs).status == 403


def test_an_old_and_a_new_token_are_both_believed_while_one_replaces_the_other(
    set_clock: SetClock, directory: Counted
) -> None:
    both = house(MemoryStore(set_clock), directory, set_clock, tokens=("new", "old"))
    for token in ("new", "old"):
        assert both.post("/voice", FORM, token=token).status == 200
    assert both.post("/voice", FORM, token=TOKEN).status == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example.test"},
        {"x-forwarded-host": "evil.example.test", "x-forwarded-proto": "http", "x-forwarded-port": "8080"},
        {"forwarded": "host=evil.example.test;proto=http"},
        {"x-original-url": "/status", "x-rewrite-url": "/status"},
    ],
)
def test_what_proxies_and_strangers_say_of_the_address_is_ignored(quiet: House, headers: dict[str, str]) -> None:
    assert ask(quiet, "/voice", headers | signed(f"{URL}/voice", FORM)).status == 200
    assert ask(quiet, "/voice", headers | signed("http://evil.example.test/voice", FORM)).status == 403


@pytest.mark.parametrize("target", ["/phone/tiny/voice", "/voice"], ids=["a proxy that keeps it", "one that strips it"])
def test_a_public_address_may_have_a_path_before_ours(set_clock: SetClock, directory: Counted, target: str) -> None:
    below = house(MemoryStore(set_clock), directory, set_clock, url=f"{URL}/phone/tiny")
    reply = below.gate.answer("POST", target, signed(f"{URL}/phone/tiny/voice", FORM), form_bytes(FORM))
    assert b'action="/phone/tiny/voice?turn=1"' in reply.body
    caller = Telephone(below, "CA" + "2" * 32).calls().press("0")
    assert caller.words == "I am connecting you."
    assert caller.rings().press("1").document.verbs == ()


# -- what is no request of a carrier ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"From=%2B15550100001&CallStatus=ringing", "CallSid"),
        (b"CallSid=CA1%20OR%201&CallStatus=ringing", "CallSid"),
        (b"CallSid=CA1&CallStatus=dancing", "CallStatus"),
        (b"CallSid=CA1&CallStatus=in-progress&Digits=%3CSay%3E", "digits that no telephone has"),
        (b"CallSid=CA1&CallStatus=in-progress&Digits=12%0034", "digits that no telephone has"),
        (b"CallSid=CA1&CallStatus=in-progress&DialCallStatus=gone", "DialCallStatus"),
    ],
)
def test_a_signed_form_that_makes_no_sense_gets_400_and_no_word(quiet: House, body: bytes, reason: str) -> None:
    from urllib.parse import parse_qsl

    headers = signed(f"{URL}/voice", parse_qsl(body.decode(), keep_blank_values=True))
    with structlog.testing.capture_logs() as logs:
        reply = quiet.gate.answer("POST", "/voice", headers, body)
    assert (reply.status, reply.body) == (400, b"")
    assert reason in logs[0]["reason"]


@pytest.mark.parametrize(
    "body", [b"\xff\xfe", b"CallSid=%FF", b"CallSid", b'{"CallSid": "CA1"}', b"a=1&" * 300, b"a=" + b"x" * 5000]
)
def test_a_body_that_is_no_form_gets_400(quiet: House, body: bytes) -> None:
    assert quiet.gate.answer("POST", "/voice", {}, body) == Reply(400)


@pytest.mark.parametrize("turn", ["", "-1", "1.0", "one", "+1", "1234567", "%D9%A1", "1%00"])
def test_a_turn_that_is_no_number_gets_400(quiet: House, turn: str) -> None:
    assert ask(quiet, f"/voice?turn={turn}", signed(f"{URL}/voice?turn={turn}", FORM)).status == 400


def test_a_body_larger_than_any_form_gets_413_before_anything_reads_it(quiet: House) -> None:
    assert quiet.gate.answer("POST", "/voice", {}, b"a" * (LARGEST_BODY + 1)) == Reply(413)
    assert quiet.gate.answer("POST", "/voice", {}, b"a" * LARGEST_BODY).status == 400
    assert quiet.gate.answer("POST", "/voice", {}, b"a=" + b"b" * 10_000_000) == Reply(413)


@pytest.mark.parametrize(
    "path", ["/", "", "/voice/", "/voices", "/voice/whisper", "/../voice", "//voice", "/admin", "/VOICE"]
)
def test_any_other_path_gets_404(quiet: House, path: str) -> None:
    assert ask(quiet, path, signed(f"{URL}{path}", FORM)) == Reply(404)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD", "OPTIONS", "post", ""])
@pytest.mark.parametrize("path", ["/voice", "/status", "/fallback", "/voice/whisper/abc"])
def test_the_carriers_routes_take_post_alone(quiet: House, method: str, path: str) -> None:
    assert quiet.gate.answer(method, path, signed(f"{URL}{path}", FORM), form_bytes(FORM)) == Reply(405)


@cache
def gate() -> Gate:
    """One for all examples; nothing they send reaches the line behind it."""
    clock = SetClock()
    return house(MemoryStore(clock), fixed_accounts(clock), clock).gate


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=30), st.text(max_size=40).map(lambda text: f"/voice{text}"), st.text(max_size=30), st.binary())
def test_whatever_strangers_send_is_refused_and_never_raises(method: str, target: str, sign: str, body: bytes) -> None:
    for path in (target, target[6:]):
        for verb in (method, "POST"):
            reply = gate().answer(verb, path, {"x-twilio-signature": sign}, body)
            assert reply.status in (400, 403, 404, 405)
            assert reply.body == b""
