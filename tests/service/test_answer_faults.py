"""Health, faults of our own, and that nothing anybody keyed or sent is ever repeated in a log."""

import json
from collections.abc import Mapping

import pytest
import structlog
from cast import NUMBER, SetClock
from telephones import Telephone
from tiny_line import FALLBACK, IDENTIFIED, PIN, TOKEN, URL, Counted, House, house
from twilio.request_validator import RequestValidator

from ivr.secret import Secret
from ivr.service.answer import Reply
from ivr.service.ports import Exchange, StoreError
from ivr.stores.memory import MemoryStore
from ivr.telephony.events import Keyed, Silent, Webhook
from ivr.telephony.outcomes import CallStatus
from ivr.webhook.form import encode, form_bytes

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


# -- health, and faults of our own ------------------------------------------------------------------------------------


def test_health_is_a_page_for_machines_without_a_signature(quiet: House) -> None:
    reply = quiet.gate.answer("GET", "/health", {}, b"")
    assert (reply.status, reply.content_type) == (200, "application/json")
    assert json.loads(reply.body) == {"status": "ok", "line": "tiny"}
    assert quiet.gate.answer("POST", "/health", {}, b"").status == 405


class Broken(MemoryStore):
    """A store that is gone: everything it is asked raises."""

    reason: Exception = StoreError("the disk is gone")

    def __getattribute__(self, name: str) -> object:
        if name.startswith("_") or name in ("reason", "save_source"):
            return object.__getattribute__(self, name)
        raise self.reason


@pytest.fixture(
    params=[StoreError("the disk is gone"), OSError(5, "I/O"), ZeroDivisionError()], ids=lambda one: type(one).__name__
)
def broken(request: pytest.FixtureRequest, set_clock: SetClock, directory: Counted) -> House:
    store = Broken(set_clock)
    store.reason = request.param
    return house(store, directory, set_clock)


def test_health_says_when_the_store_does_not_answer(broken: House) -> None:
    with structlog.testing.capture_logs() as logs:
        reply = broken.gate.answer("GET", "/health", {}, b"")
    assert reply.status == 503
    assert json.loads(reply.body) == {"status": "store does not answer"}
    assert [log["event"] for log in logs] == ["store does not answer"]


def test_a_broken_store_is_an_apology_and_a_person_and_a_line_in_the_log(broken: House) -> None:
    caller = Telephone(broken)
    with structlog.testing.capture_logs() as logs:
        caller.calls()
    assert caller.apologises
    assert caller.numbers == (FALLBACK,)
    (line,) = [log for log in logs if log["log_level"] == "error"]
    assert (line["call"], line["path"]) == (caller.sid, "/voice")
    assert "answer.py" in line["trace"]


def test_a_broken_store_lets_a_representatives_leg_go(broken: House) -> None:
    rosa = Telephone(broken, "CB1", "/voice/whisper/abcdefghijklmnopqrstuvwx").calls()
    assert not rosa.apologises
    assert b"Hangup" in rosa.last.body


def test_a_status_that_could_not_be_kept_is_an_error_to_the_carrier(broken: House) -> None:
    with structlog.testing.capture_logs() as logs:
        assert Telephone(broken).ends().status == 500
    assert logs[0]["call"] == "CA" + "1" * 32


def test_the_fallback_needs_no_store_and_no_turn(broken: House) -> None:
    pairs = [*FORM, ("ErrorCode", "11200"), ("ErrorUrl", f"{URL}/voice")]
    with structlog.testing.capture_logs() as logs:
        reply = broken.post("/fallback", pairs)
    assert (reply.status, reply.body) == (200, broken.calls.sorry)
    assert logs == [{"event": "fallback", "log_level": "error", "call": CALL, "error": "11200"}]


def test_without_a_number_for_emergencies_the_apology_rings_nobody(set_clock: SetClock, directory: Counted) -> None:
    caller = Telephone(house(Broken(set_clock), directory, set_clock, fallback=None)).calls()
    assert caller.apologises
    assert b"Dial" not in caller.last.body


def test_a_program_that_never_waits_is_an_apology(set_clock: SetClock, directory: Counted) -> None:
    from dataclasses import replace

    from ivr.dialog.program import Passing

    endless = house(MemoryStore(set_clock), directory, set_clock)
    program = endless.calls._lines.current
    circle = {**program.dialogs, "greeting": Passing("greeting", (), "greeting")}
    endless.calls._lines.current = replace(program, dialogs=circle)
    with structlog.testing.capture_logs() as logs:
        assert Telephone(endless).calls().apologises
    assert "EndlessLineError" in logs[-1]["trace"]


# -- nothing is repeated ----------------------------------------------------------------------------------------------


def test_no_log_line_of_a_whole_call_holds_what_was_keyed_or_who_called(caller: Telephone) -> None:
    with structlog.testing.capture_logs() as logs:
        caller.press("1", "*0123", NUMBER, "1", "999999", NUMBER, "1", PIN, "0")
        caller.rings().press("1")
        caller.follow()
        caller.ends()
    shown = repr(logs)
    assert len(logs) > 10
    for secret in (NUMBER, PIN, "999999", "0123", NUMBER[-4:], "+15550100001", "eight four four", "two nine one seven"):
        assert secret not in shown


class Full(MemoryStore):
    """A store whose disk is full once a number was keyed."""

    def save(self, exchange: Exchange) -> None:
        if "account.number" in exchange.state.secrets:
            raise StoreError("the disk is full")
        super().save(exchange)


def test_a_fault_does_not_print_what_the_variables_held(
    set_clock: SetClock, directory: Counted, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the logger as it is before anybody has set it up, which prints local variables beside a traceback."""
    configured = structlog.get_config()
    structlog.reset_defaults()
    caller = Telephone(house(Full(set_clock), directory, set_clock)).calls()
    assert caller.press("1", NUMBER).apologises
    structlog.configure(**configured)
    printed = "".join(capsys.readouterr())
    assert "the disk is full" in printed
    assert NUMBER not in printed
    assert "eight four four eight" not in printed


def test_what_strangers_send_is_not_in_the_log(quiet: House) -> None:
    bad = Webhook(Telephone(quiet).leg(), Keyed(Secret(NUMBER)))
    with structlog.testing.capture_logs() as logs:
        quiet.post("/voice?turn=1", encode(bad), token="wrong")
        quiet.gate.answer("POST", "/voice", {}, f"Digits={NUMBER}&x=%FF".encode())
        quiet.post("/voice", [*FORM[:-1], ("CallStatus", NUMBER)])
        quiet.post("/voice", [*FORM[:-1], ("CallStatus", "in-progress"), ("Digits", f"<{NUMBER}>")])
    assert [log["status"] for log in logs] == [403, 400, 400, 400]
    assert NUMBER not in repr(logs)


def test_no_address_in_a_document_holds_what_was_keyed(caller: Telephone) -> None:
    seen = []
    for keys in (*IDENTIFIED, "0"):
        caller.press(keys)
        seen += [word for word in caller.last.body.decode().split('"') if "/voice" in word]
    assert len(seen) > 5
    assert not [address for address in seen if NUMBER in address or PIN in address or NUMBER[-4:] in address]


def test_the_call_status_of_a_request_in_flight_is_no_reason_to_refuse(caller: Telephone) -> None:
    assert caller.gather.action is not None
    caller.report(caller.gather.action, Silent(), CallStatus.RINGING)
    assert caller.words.startswith("Take your time.")
