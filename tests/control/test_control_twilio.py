"""What is asked of Twilio's Calls API, byte for byte, and what becomes of its refusals: one error, without anybody's number."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import requests
from structlog.testing import capture_logs
from twilio.http import HttpClient
from twilio.http.response import Response
from twilio.rest import Client

from ivr.carrier.clock import VirtualClock
from ivr.carrier.network import Network
from ivr.carrier.rest.holdings import OwnNumber
from ivr.carrier.web import Reply, Request
from ivr.control.twilio import REQUEST_SECONDS, RING_SECONDS, TwilioCallControl, control_client
from ivr.secret import Secret
from ivr.service.floor_ports import CallNotThereError

ACCOUNT, TOKEN = "AC" + "3" * 32, "an-auth-token"
URL = "https://line.example.test"
OURS, THEIRS = "+12125550100", "+12125550123"
CALL = "CA" + "4" * 32
CALLS = f"https://api.twilio.com/2010-04-01/Accounts/{ACCOUNT}/Calls"


class Wire(HttpClient):  # type: ignore[misc]  # the library has no types
    """The library's own seam: what it would send, and what is answered."""

    def __init__(self, answer: Callable[[], Response]) -> None:
        super().__init__(None, is_async=False)
        self.sent: list[tuple[str, str, dict[str, Any]]] = []
        self._answer = answer

    def request(self, method: str, uri: str, params: object = None, data: Any = None, **more: object) -> Response:
        self.sent.append((method, uri, data))
        return self._answer()


def wired(status: int = 201, body: object = None) -> tuple[TwilioCallControl, Wire]:
    told = {"sid": CALL} if body is None else body
    return controlled(lambda: Response(status, json.dumps(told)))


def controlled(answer: Callable[[], Response]) -> tuple[TwilioCallControl, Wire]:
    wire = Wire(answer)
    return TwilioCallControl(Client(ACCOUNT, TOKEN, http_client=wire), URL, OURS), wire


def raising(error: Exception) -> Callable[[], Response]:
    def answer() -> Response:
        raise error

    return answer


# -- what is sent -----------------------------------------------------------------------------------------------------


def test_a_call_is_told_to_go_on_at_one_of_our_own_addresses() -> None:
    control, wire = wired(200)
    control.redirect(CALL, "/voice?turn=7")
    assert wire.sent == [("POST", f"{CALLS}/{CALL}.json", {"Url": f"{URL}/voice?turn=7", "Method": "POST"})]


def test_a_call_is_placed_from_our_number_and_told_where_to_ask_and_to_report() -> None:
    control, wire = wired()
    assert control.place(Secret(THEIRS), "/callback/t0k3n", "/callback/t0k3n/status") == CALL
    ((method, uri, data),) = wire.sent
    assert (method, uri) == ("POST", f"{CALLS}.json")
    assert data == {
        "To": THEIRS,
        "From": OURS,
        "Url": f"{URL}/callback/t0k3n",
        "Method": "POST",
        "StatusCallback": f"{URL}/callback/t0k3n/status",
        "StatusCallbackEvent": ["completed"],
        "Timeout": RING_SECONDS,
    }


def test_it_rings_for_less_than_it_takes_most_voice_mail_to_answer() -> None:
    assert 15 <= RING_SECONDS < 30


# -- what is refused --------------------------------------------------------------------------------------------------

REFUSED = {
    "not in progress": (400, {"code": 21220, "message": f"{THEIRS} is not in-progress", "status": 400}),
    "not there": (404, {"code": 20404, "message": f"The requested resource {CALL} was not found", "status": 404}),
    "not allowed": (400, {"code": 21215, "message": f"Account not allowed to call {THEIRS}", "status": 400}),
    "too many": (429, {"code": 20429, "message": "Too many requests", "status": 429}),
    "their fault": (500, {"code": 20500, "message": "Internal server error", "status": 500}),
}


@pytest.mark.parametrize(("status", "body"), list(REFUSED.values()), ids=list(REFUSED))
def test_a_refusal_is_one_error_that_says_its_number_and_nobody_s(status: int, body: dict[str, object]) -> None:
    for act in acts():
        control, wire = wired(status, body)
        with pytest.raises(CallNotThereError) as raised, capture_logs() as logs:
            act(control)
        assert str(raised.value) == f"error {body['code']}"
        assert THEIRS[1:] not in repr(raised.value) + repr(logs)
        assert raised.value.__suppress_context__
        assert len(wire.sent) == 1


@pytest.mark.parametrize(
    "error",
    [
        requests.ConnectionError(f"no way to {THEIRS}"),
        requests.ReadTimeout(f"{THEIRS} took too long"),
        ValueError(f"{THEIRS} is strange"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_api_that_cannot_be_reached_is_the_same_error_by_its_kind(error: Exception) -> None:
    for act in acts():
        control, wire = controlled(raising(error))
        with pytest.raises(CallNotThereError) as raised:
            act(control)
        assert str(raised.value) == type(error).__name__
        assert len(wire.sent) == 1


@pytest.mark.parametrize(("code", "gone"), [(20404, True), (21220, True), (20429, False), (None, False)])
def test_a_call_that_is_over_is_told_from_one_that_could_not_be_reached(code: int | None, gone: bool) -> None:
    control, _ = wired(400, {"message": "refused", "status": 400} | ({} if code is None else {"code": code}))
    with pytest.raises(CallNotThereError) as raised:
        control.redirect(CALL, "/voice?turn=7")
    assert raised.value.gone is gone


def test_an_answer_that_is_no_answer_is_the_same_error() -> None:
    for act in acts():
        control, _ = controlled(lambda: Response(201, "<html>maintenance</html>"))
        with pytest.raises(CallNotThereError):
            act(control)


def acts() -> tuple[Callable[[TwilioCallControl], object], ...]:
    return (
        lambda control: control.redirect(CALL, "/voice?turn=7"),
        lambda control: control.place(Secret(THEIRS), "/callback/t", "/callback/t/status"),
    )


def test_what_was_placed_is_logged_by_its_call_and_not_by_its_number() -> None:
    control, _ = wired()
    with capture_logs() as logs:
        control.place(Secret(THEIRS), "/callback/t", "/callback/t/status")
    assert logs == [{"event": "call back placed", "call": CALL, "log_level": "info"}]


def test_our_client_gives_up_in_time_and_never_asks_twice() -> None:
    http = control_client(ACCOUNT, TOKEN).http_client
    assert http.timeout == REQUEST_SECONDS
    assert http.session is None or all(one.max_retries.total == 0 for one in http.session.adapters.values())


# -- with the carrier's network ---------------------------------------------------------------------------------------


class Nowhere:
    def fetch(self, request: Request) -> Reply:
        return Reply(404)


@pytest.fixture
def network(virtual: VirtualClock) -> Network:
    made = Network(Nowhere(), virtual, ACCOUNT, TOKEN)
    made.own(OwnNumber(OURS))
    return made


@pytest.fixture
def virtual() -> VirtualClock:
    return VirtualClock()


def test_the_network_takes_what_we_ask_for(network: Network) -> None:
    control = TwilioCallControl(network.client(), URL, OURS)
    sid = control.place(Secret(THEIRS), "/callback/t", "/callback/t/status")
    record = network.holdings.calls[sid]
    assert (record.to, record.from_, record.direction) == (THEIRS, OURS, "outbound-api")


def test_the_network_will_not_redirect_a_call_that_is_over_or_never_was(network: Network) -> None:
    control = TwilioCallControl(network.client(), URL, OURS)
    with pytest.raises(CallNotThereError, match="error 20404"):
        control.redirect(CALL, "/voice?turn=1")
    sid = control.place(Secret(THEIRS), "/callback/t", "/callback/t/status")
    network.run()
    with pytest.raises(CallNotThereError, match="error 21220"):
        control.redirect(sid, "/voice?turn=1")


def test_the_network_will_not_call_from_a_number_that_is_not_the_account_s(network: Network) -> None:
    control = TwilioCallControl(network.client(), URL, "+12125550999")
    with pytest.raises(CallNotThereError, match="error 21210"):
        control.place(Secret(THEIRS), "/callback/t", "/callback/t/status")
