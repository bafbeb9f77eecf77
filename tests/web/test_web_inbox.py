"""What comes in beside calls, through the real Flask application: STOP and START, and the payment page's question."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from twilio.request_validator import RequestValidator

from ivr.bootstrap import Installation, Settings, install
from ivr.carrier.clock import VirtualClock
from ivr.carrier.network import Network
from ivr.carrier.rest.holdings import OwnNumber
from ivr.carrier.wsgi import WsgiWeb
from ivr.line.loading import files_of_folder, load
from ivr.secret import Secret
from ivr.service.ports import Consent, LinkTarget, TextMessage
from ivr.telephony.outcomes import FetchOutcome

URL = "https://line.example.test"
TOKEN = "inbox-test-token"
KEY = "k" * 40
SENDER = "+15550100198"
CALLER = "+12125550123"
AT = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
ACCOUNT = "8448200012345678"

LINE = {
    "line.yaml": """
line: inbox
company: company.yaml
languages:
  en-US: Polly.Joanna-Neural
start: greeting
person: greeting
nodes:
  greeting:
    hangup: Goodbye.
""",
    "company.yaml": """
name: Example Cable
texts:
  countries: [US]
pay:
  mode: link
  link:
    page: "https://pay.example.com/start?t={token}"
    hours: 2
""",
    "representatives.yaml": """
representatives:
  ann:
    name: Ann
    number: +1 555 010 0107
    groups: [all]
""",
}


@pytest.fixture
def clock() -> Iterator[VirtualClock]:
    with VirtualClock(AT) as clock:
        yield clock


@pytest.fixture
def network(clock: VirtualClock) -> Network:
    return Network(WsgiWeb(lambda *_: [], URL), clock, "AC" + "0" * 32, TOKEN, {})


@pytest.fixture
def installed(tmp_path: Path, clock: VirtualClock, network: Network) -> Iterator[Installation]:
    for name, text in LINE.items():
        (tmp_path / name).write_text(text)
    network.own(OwnNumber(SENDER))
    settings = Settings(
        (TOKEN,), URL, f"sqlite:///{tmp_path / 'ivr.sqlite3'}", text_sender=SENDER, link_key=KEY, account="AC1"
    )
    with install(settings, load(files_of_folder(str(tmp_path))), clock=clock, client=network.client()) as installation:
        yield installation


@pytest.fixture
def browser(installed: Installation) -> FlaskClient:
    return installed.app.test_client()


def text_in(browser: FlaskClient, body: str, token: str = TOKEN) -> int:
    form = {"From": CALLER, "To": SENDER, "Body": body, "MessageSid": "SM" + "1" * 32, "AccountSid": "AC1"}
    signature = RequestValidator(token).compute_signature(f"{URL}/sms", form)
    reply = browser.post("/sms", data=form, headers={"X-Twilio-Signature": signature})
    if reply.status_code == 200:
        assert b"<Response" in reply.data
        assert b"<Message" not in reply.data
    return reply.status_code


def send(installed: Installation, key: str) -> FetchOutcome:
    texts = installed.calls._office.texts
    assert texts is not None
    consent = Consent(Secret(CALLER), AT, "CA1", "send_link", "I will send one text.", "1", "en-US")
    return texts.send(TextMessage(Secret(CALLER), "Pay here: https://pay.example.com/start?t=x", "link"), consent, key)


def test_after_stop_nothing_is_sent_until_start(
    installed: Installation, browser: FlaskClient, network: Network
) -> None:
    assert text_in(browser, "Stop") == 200
    assert send(installed, "CA1:1") is FetchOutcome.REFUSED
    assert network.messages == ()
    assert text_in(browser, "START") == 200
    assert send(installed, "CA1:2") is FetchOutcome.DONE
    assert [message.to for message in network.messages] == [CALLER]


def test_nobody_but_the_carrier_can_stop_texts(installed: Installation, browser: FlaskClient) -> None:
    assert text_in(browser, "STOP", token="another") == 403
    assert send(installed, "CA1:1") is FetchOutcome.DONE


def made(installed: Installation) -> str:
    links = installed.calls._office.links
    assert links is not None
    return links.make(LinkTarget(Secret(ACCOUNT), "4510 USD", "es-US"), "CA1:7").partition("t=")[2]


def redeem(browser: FlaskClient, token: object, key: str = KEY) -> tuple[int, bytes]:
    reply = browser.post("/links/redeem", json={"token": token}, headers={"Authorization": f"Bearer {key}"})
    return reply.status_code, reply.data


def test_the_payment_page_is_told_what_a_link_stands_for(installed: Installation, browser: FlaskClient) -> None:
    status, body = redeem(browser, made(installed))
    assert status == 200
    assert json.loads(body) == {"account": ACCOUNT, "amount": 4510, "currency": "USD", "language": "es-US"}


def test_nobody_else_is_told(installed: Installation, browser: FlaskClient) -> None:
    token = made(installed)
    for key in ("", "wrong" * 10, KEY[:-1]):
        assert redeem(browser, token, key) == (403, b"")


def test_an_expired_link_stands_for_nothing(installed: Installation, browser: FlaskClient, clock: VirtualClock) -> None:
    token = made(installed)
    clock.advance(timedelta(hours=2, seconds=1).total_seconds())
    assert redeem(browser, token) == (404, b"")


@pytest.mark.parametrize("token", ["", "abc", 7, None, "x" * 5000, ["a"]])
def test_a_token_that_is_none_stands_for_nothing(browser: FlaskClient, token: object) -> None:
    assert redeem(browser, token) == (404, b"")


def test_a_body_that_is_no_json_is_no_error_page(browser: FlaskClient) -> None:
    reply = browser.post("/links/redeem", data=b"{", headers={"Authorization": f"Bearer {KEY}"})
    assert (reply.status_code, reply.data) == (404, b"")
    assert browser.get("/links/redeem").status_code == 405
