"""Texts through the twilio library, against the API of the box."""

import logging
import socket
import traceback
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
import requests
import structlog
from cast import SetClock
from structlog.testing import capture_logs
from texts_laboratory import CALLER, CONSENT, LINK, OTHER, SENDER, TEXT, Wire, all_at_once, consent, text
from twilio.base.exceptions import TwilioException
from twilio.http.response import Response
from twilio.rest import Client

from ivr.carrier.network import Network
from ivr.carrier.phones import Phone
from ivr.secret import Secret
from ivr.service.ports import Consent, StoreError, Texts
from ivr.telephony.outcomes import FetchOutcome
from ivr.texts.ledger import Ledger, Wish
from ivr.texts.memory import MemoryLedger
from ivr.texts.none import NoTexts
from ivr.texts.policy import Progress, TextRules
from ivr.texts.twilio import REQUEST_SECONDS, TwilioTexts, twilio_client

ACCOUNT = "AC" + "5" * 32
TOKEN = "token of the tests"
SERVICE = "MG" + "1" * 32


class BrokenLedger(MemoryLedger):
    """Fails at one operation."""

    def __init__(self, broken: str) -> None:
        super().__init__()
        self.broken = broken

    def fail(self, operation: str) -> None:
        if operation == self.broken:
            raise StoreError("the disk is full")

    def consented(self, consent: Consent, key: str) -> None:
        self.fail("consented")
        super().consented(consent, key)

    def reserve(self, *args: object, **named: object) -> object:  # type: ignore[override]
        self.fail("reserve")
        return super().reserve(*args, **named)  # type: ignore[arg-type]

    def settle(self, key: str, progress: Progress) -> None:
        self.fail("settle")
        super().settle(key, progress)

    def wish(self, wish: Wish) -> None:
        self.fail("wish")
        super().wish(wish)


def with_ledger(ledger: Ledger, wire: Wire, clock: SetClock, **rules: int) -> TwilioTexts:
    return TwilioTexts(Client(ACCOUNT, TOKEN, http_client=wire), SENDER, ledger, TextRules(**rules), clock)


def nobody_listens() -> Exception:
    """What the library's HTTP raises where a connection is refused."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(requests.ConnectionError) as caught:
        requests.post(f"http://127.0.0.1:{port}/", timeout=5)
    return caught.value


def nobody_answers() -> Exception:
    """What it raises where a request is taken and no answer comes."""
    with socket.create_server(("127.0.0.1", 0)) as server, pytest.raises(requests.Timeout) as caught:
        requests.post(f"http://127.0.0.1:{server.getsockname()[1]}/", timeout=0.05)
    return caught.value


def bodies(network: Network) -> list[str]:
    return [message.body for message in network.messages]


class TestAText:
    def test_is_handed_to_the_carrier_as_it_is(self, texts: Texts, network: Network) -> None:
        assert texts.send(TEXT, CONSENT, "CA1:4") is FetchOutcome.DONE
        (message,) = network.messages
        assert (message.to, message.from_, message.body) == (CALLER, SENDER, f"Pay here: {LINK}")

    def test_goes_out_once_however_often_it_is_sent_with_one_key(
        self, texts: Texts, network: Network, set_clock: SetClock
    ) -> None:
        for _ in range(3):
            assert texts.send(TEXT, CONSENT, "CA1:4") is FetchOutcome.DONE
            set_clock.advance(hours=1)
        assert len(network.messages) == 1

    def test_is_never_sent_without_its_consent_on_record(
        self, texts: Texts, network: Network, ledger: Ledger, wire: Wire
    ) -> None:
        on_record = []

        class Watching(type(network.rest())):  # type: ignore[misc]
            def request(self, *args: object, **named: object) -> object:
                on_record.append(ledger.consents(Secret(CALLER)))
                return super().request(*args, **named)

        wire.api = Watching(wire.api._api)  # type: ignore[attr-defined]
        assert texts.send(TEXT, CONSENT, "CA1:4") is FetchOutcome.DONE
        assert on_record == [(CONSENT,)]

    def test_needs_a_consent_of_its_own_number(self, texts: Texts, network: Network) -> None:
        assert texts.send(text(to=OTHER), CONSENT, "CA1:4") is FetchOutcome.DOWN
        assert network.messages == ()

    def test_keeps_the_consent_even_where_it_is_refused(self, texts: Texts, ledger: Ledger) -> None:
        texts.heard(CALLER, "STOP")
        assert texts.send(TEXT, CONSENT, "CA1:4") is FetchOutcome.REFUSED
        assert ledger.consents(Secret(CALLER)) == (CONSENT,)

    def test_may_come_from_a_messaging_service(
        self, wire: Wire, network: Network, ledger: Ledger, set_clock: SetClock
    ) -> None:
        client = Client(ACCOUNT, TOKEN, http_client=wire)
        texts = TwilioTexts(client, SERVICE, ledger, TextRules(), set_clock)
        assert texts.send(TEXT, CONSENT, "CA1:4") is FetchOutcome.DONE
        assert (network.messages[0].service, network.messages[0].from_) == (SERVICE, "")

    @pytest.mark.parametrize("number", ["anonymous", "+266696687", "sip:rosa@example.com", "", "+12125550123,,5"])
    def test_to_what_is_no_number_is_refused(self, texts: Texts, network: Network, number: str) -> None:
        assert texts.send(text(to=number), consent(number), "CA1:4") is FetchOutcome.REFUSED
        assert network.messages == ()

    @pytest.mark.parametrize("number", ["+18765551234", "+525512345678", "+6281234567890", "+19005550123"])
    def test_to_a_number_outside_the_list_is_refused(self, texts: Texts, network: Network, number: str) -> None:
        assert texts.send(text(to=number), consent(number), "CA1:4") is FetchOutcome.REFUSED
        assert network.messages == ()

    @pytest.mark.parametrize("body", ["Your account is 84482917", "You owe $134.50"])
    def test_that_tells_too_much_is_our_own_fault_and_stays_here(
        self, texts: Texts, network: Network, body: str
    ) -> None:
        with capture_logs() as logs:
            assert texts.send(text(body), CONSENT, "CA1:4") is FetchOutcome.DOWN
        assert network.messages == ()
        assert [line["log_level"] for line in logs] == ["error"]
        assert "the text tells a" in logs[0]["why"]

    def test_of_a_confirmation_may_hold_its_number(self, texts: Texts, network: Network) -> None:
        body = "Thank you. Your confirmation number is 900123456."
        assert texts.send(text(body, topic="confirmation"), CONSENT, "CA1:4") is FetchOutcome.DONE
        assert bodies(network) == [body]


class TestAShare:
    def test_of_a_call_is_two(self, texts: Texts, network: Network) -> None:
        outcomes = [texts.send(TEXT, CONSENT, f"CA1:{turn}") for turn in range(3)]
        assert outcomes == [FetchOutcome.DONE, FetchOutcome.DONE, FetchOutcome.REFUSED]
        assert len(network.messages) == 2

    def test_of_a_number_is_three_a_day_over_all_calls(
        self, texts: Texts, network: Network, set_clock: SetClock
    ) -> None:
        calls = [consent(call=f"CA{call}") for call in range(5)]
        outcomes = [texts.send(TEXT, given, f"{given.call}:1") for given in calls[:4]]
        assert outcomes == [FetchOutcome.DONE] * 3 + [FetchOutcome.REFUSED]
        set_clock.advance(hours=24)
        assert texts.send(TEXT, calls[4], "CA4:1") is FetchOutcome.DONE
        assert len(network.messages) == 4

    def test_holds_for_eight_threads_at_once(
        self, wire: Wire, network: Network, opened: Callable[[], Ledger], set_clock: SetClock
    ) -> None:
        senders = [with_ledger(opened(), wire, set_clock, per_call=3) for _ in range(8)]
        outcomes = all_at_once([partial(one.send, TEXT, CONSENT, f"CA1:{at}") for at, one in enumerate(senders)])
        assert (outcomes.count(FetchOutcome.DONE), outcomes.count(FetchOutcome.REFUSED)) == (3, 5)
        assert len(network.messages) == 3

    def test_holds_for_eight_threads_with_one_key(
        self, wire: Wire, network: Network, opened: Callable[[], Ledger], set_clock: SetClock
    ) -> None:
        senders = [with_ledger(opened(), wire, set_clock) for _ in range(8)]
        outcomes = all_at_once([partial(one.send, TEXT, CONSENT, "CA1:4") for one in senders])
        assert set(outcomes) <= {FetchOutcome.DONE, FetchOutcome.UNKNOWN}
        assert len(network.messages) == 1

    def test_is_given_back_when_the_carrier_would_not_take_it(self, texts: Texts, network: Network, wire: Wire) -> None:
        wire.answer = Response(429, '{"code": 20429, "message": "Too many requests"}')
        down = [texts.send(TEXT, CONSENT, f"CA1:{turn}") for turn in range(4)]
        wire.answer = None
        assert down == [FetchOutcome.DOWN] * 4
        assert texts.send(TEXT, CONSENT, "CA1:9") is FetchOutcome.DONE


class TestStop:
    @pytest.mark.parametrize("word", ["STOP", " stop. ", "Berhenti", "ALTO", "opt out"])
    def test_ends_texts_to_that_number_and_start_allows_them_again(
        self, texts: Texts, network: Network, word: str
    ) -> None:
        texts.heard(CALLER, word)
        assert texts.send(TEXT, CONSENT, "CA1:1") is FetchOutcome.REFUSED
        assert texts.send(text(to=OTHER), consent(OTHER), "CA1:2") is FetchOutcome.DONE
        texts.heard(CALLER, "Start")
        assert texts.send(TEXT, CONSENT, "CA1:3") is FetchOutcome.DONE

    @pytest.mark.parametrize("sender", ["", "anonymous", "12345", "STOP", "whatsapp:+12125550123"])
    def test_from_what_is_no_number_is_nothing(self, texts: Texts, ledger: Ledger, sender: str) -> None:
        texts.heard(sender, "STOP")
        assert not ledger.opted_out(Secret(CALLER), "link")

    def test_said_to_the_carrier_is_learned_from_its_refusal(
        self, texts: Texts, network: Network, ledger: Ledger, phones: dict[str, Phone]
    ) -> None:
        """Twilio, error 21610."""
        phones[CALLER] = Phone(unsubscribed=True)
        assert texts.send(TEXT, CONSENT, "CA1:4") is FetchOutcome.REFUSED
        assert ledger.opted_out(Secret(CALLER), "confirmation")
        phones.clear()
        assert texts.send(TEXT, CONSENT, "CA1:5") is FetchOutcome.REFUSED
        assert network.messages == ()

    def test_that_could_not_be_kept_is_an_error(self, wire: Wire, set_clock: SetClock) -> None:
        with pytest.raises(StoreError, match="disk is full"):
            with_ledger(BrokenLedger("wish"), wire, set_clock).heard(CALLER, "STOP")

    def test_and_yes_and_chatter_change_nothing(self, texts: Texts, ledger: Ledger) -> None:
        texts.heard(CALLER, "STOP")
        texts.heard(CALLER, "YES")
        texts.heard(CALLER, "when is my bill due")
        assert ledger.opted_out(Secret(CALLER), "link")


class TestTheCarrier:
    @pytest.mark.parametrize("code", [21211, 21408, 21610, 21612, 21614, 21635])
    def test_that_names_the_number_as_the_reason_refuses(self, texts: Texts, wire: Wire, code: int) -> None:
        wire.answer = Response(400, f'{{"code": {code}, "message": "The To number {CALLER} is not valid"}}')
        assert texts.send(TEXT, CONSENT, "CA1:4") is FetchOutcome.REFUSED

    @pytest.mark.parametrize(("status", "code"), [(401, 20003), (400, 21606), (403, 63038), (429, 20429), (404, 20404)])
    def test_that_will_not_take_it_is_down_and_may_be_asked_again(
        self, texts: Texts, wire: Wire, network: Network, status: int, code: int
    ) -> None:
        wire.answer = Response(status, f'{{"code": {code}, "message": "No"}}')
        assert texts.send(TEXT, CONSENT, "CA1:4") is FetchOutcome.DOWN
        wire.answer = None
        assert texts.send(TEXT, CONSENT, "CA1:4") is FetchOutcome.DONE

    @pytest.mark.parametrize(
        "after",
        [
            requests.exceptions.ReadTimeout("read"),
            requests.exceptions.ConnectionError("reset"),
            OSError("broken pipe"),
            TwilioException("something else"),
            KeyError("sid"),
        ],
    )
    def test_whose_answer_is_lost_is_down_and_not_asked_again(
        self, texts: Texts, wire: Wire, network: Network, after: Exception
    ) -> None:
        wire.after = after
        assert texts.send(TEXT, CONSENT, "CA1:4") is FetchOutcome.DOWN
        wire.after = None
        assert texts.send(TEXT, CONSENT, "CA1:4") is FetchOutcome.DOWN
        assert len(network.messages) == 1

    @pytest.mark.parametrize(
        "answer",
        [
            Response(500, '{"code": 20500, "message": "Internal"}'),
            Response(503, "<html>busy</html>"),
            Response(201, "not json"),
            Response(201, "[]"),
        ],
    )
    def test_that_answers_nonsense_is_down_and_not_asked_again(
        self, texts: Texts, wire: Wire, network: Network, answer: Response
    ) -> None:
        wire.answer = answer
        assert texts.send(TEXT, CONSENT, "CA1:4") is FetchOutcome.DOWN
        wire.answer = None
        assert texts.send(TEXT, CONSENT, "CA1:4") is FetchOutcome.DOWN
        assert len(network.messages) == 1

    @pytest.mark.parametrize("reached", [requests.ConnectTimeout("connect"), None])
    def test_that_cannot_be_reached_is_down_and_may_be_asked_again(
        self, texts: Texts, wire: Wire, network: Network, reached: Exception | None
    ) -> None:
        wire.before = reached or nobody_listens()
        assert [texts.send(TEXT, CONSENT, f"CA1:{turn}") for turn in range(4)] == [FetchOutcome.DOWN] * 4
        wire.before = None
        assert texts.send(TEXT, CONSENT, "CA1:1") is FetchOutcome.DONE
        assert len(network.messages) == 1

    def test_that_takes_the_request_and_says_nothing_is_down_and_not_asked_again(
        self, texts: Texts, wire: Wire, network: Network
    ) -> None:
        wire.before = nobody_answers()
        assert texts.send(TEXT, CONSENT, "CA1:4") is FetchOutcome.DOWN
        wire.before = None
        assert texts.send(TEXT, CONSENT, "CA1:4") is FetchOutcome.DOWN
        assert network.messages == ()


def test_a_crash_while_sending_makes_the_text_unknown_for_ever(
    texts: Texts, wire: Wire, network: Network, set_clock: SetClock
) -> None:
    wire.after = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        texts.send(TEXT, CONSENT, "CA1:4")
    wire.after = None
    set_clock.advance(days=30)
    assert texts.send(TEXT, CONSENT, "CA1:4") is FetchOutcome.UNKNOWN
    assert len(network.messages) == 1


@pytest.mark.parametrize("broken", ["consented", "reserve"])
def test_nothing_is_sent_that_cannot_be_written_down_first(
    wire: Wire, network: Network, set_clock: SetClock, broken: str
) -> None:
    assert with_ledger(BrokenLedger(broken), wire, set_clock).send(TEXT, CONSENT, "CA1:4") is FetchOutcome.DOWN
    assert network.messages == ()


def test_a_text_that_was_sent_is_done_even_when_that_cannot_be_written_down(
    wire: Wire, network: Network, set_clock: SetClock
) -> None:
    texts = with_ledger(BrokenLedger("settle"), wire, set_clock)
    assert texts.send(TEXT, CONSENT, "CA1:4") is FetchOutcome.DONE
    assert texts.send(TEXT, CONSENT, "CA1:4") is FetchOutcome.UNKNOWN
    assert len(network.messages) == 1


class TestTheLog:
    """Whatever happens, no number and no body is in it."""

    @pytest.fixture
    def lines(self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Callable[[], str]:
        """All that was logged, by us and by the libraries, at every level, with tracebacks."""
        caplog.set_level(logging.DEBUG)
        ours: list[str] = []

        def keep(_: object, __: str, event: structlog.typing.EventDict) -> str:
            ours.append(repr(event))
            raise structlog.DropEvent

        structlog.configure(processors=[structlog.processors.format_exc_info, keep])
        monkeypatch.setattr("ivr.texts.twilio._log", structlog.get_logger())
        return lambda: "\n".join([*ours, caplog.text])

    @pytest.fixture(autouse=True)
    def _reset(self) -> object:
        yield
        structlog.reset_defaults()

    @pytest.mark.parametrize(
        "answer",
        [
            None,
            Response(
                400, f'{{"code": 21211, "message": "The To number {CALLER} is not valid", "more_info": "{CALLER}"}}'
            ),
            Response(400, f'{{"code": 20001, "message": "{TEXT.body} to {CALLER}"}}'),
            Response(500, f"{CALLER} {TEXT.body}"),
        ],
    )
    def test_names_neither(self, texts: Texts, wire: Wire, lines: Callable[[], str], answer: Response | None) -> None:
        wire.answer = answer
        texts.send(TEXT, CONSENT, "CA1:4")
        texts.send(text("Account 84482917"), CONSENT, "CA1:5")
        texts.send(text(to="+18765551234"), consent("+18765551234"), "CA1:6")
        texts.heard(CALLER, "Stop writing to me about 84482917")
        texts.send(TEXT, CONSENT, "CA1:7")
        said = lines()
        assert "CA1" in said
        assert "text_not_sent" in said
        assert "text_wish" in said
        for secret in (CALLER[1:], CALLER[-7:], "8765551234", LINK, "abcdefgh", "84482917", "Pay here", TOKEN):
            assert secret not in said

    def test_an_error_that_leaves_names_neither(self, wire: Wire, set_clock: SetClock) -> None:
        with pytest.raises(StoreError) as caught:
            with_ledger(BrokenLedger("wish"), wire, set_clock).heard(CALLER, "STOP")
        assert CALLER not in "".join(traceback.format_exception(caught.value))


def test_where_no_texts_are_set_up_they_are_down() -> None:
    texts: Texts = NoTexts()
    texts.heard(CALLER, "STOP")
    assert texts.send(TEXT, CONSENT, "CA1:4") is FetchOutcome.DOWN


def test_the_client_gives_up_while_the_caller_still_waits() -> None:
    client = twilio_client(ACCOUNT, TOKEN)
    assert client.http_client.timeout == REQUEST_SECONDS
    assert timedelta(seconds=2 * REQUEST_SECONDS) < timedelta(seconds=15)
    assert client.http_client.session.get_adapter("https://api.twilio.com").max_retries.total == 0
