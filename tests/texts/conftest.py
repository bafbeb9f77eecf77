"""Ledgers and Twilio's API, for the tests of texts."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cast import SetClock
from texts_laboratory import LEDGERS, SENDER, Wire
from twilio.rest import Client

from ivr.carrier.clock import VirtualClock
from ivr.carrier.network import Network
from ivr.carrier.phones import Phone
from ivr.carrier.wsgi import WsgiWeb
from ivr.texts.ledger import Ledger
from ivr.texts.policy import TextRules
from ivr.texts.twilio import TwilioTexts

ACCOUNT = "AC" + "5" * 32
TOKEN = "token of the tests"


@pytest.fixture(params=list(LEDGERS))
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Ledger]:
    """Opens the ledger, every one in turn."""
    return LEDGERS[request.param](tmp_path)


@pytest.fixture
def ledger(opened: Callable[[], Ledger]) -> Ledger:
    return opened()


@pytest.fixture
def phones() -> dict[str, Phone]:
    return {}


@pytest.fixture
def network(phones: dict[str, Phone]) -> Iterator[Network]:
    """An account with one number, and nobody who answers calls to it."""
    with VirtualClock() as clock:
        web = WsgiWeb(lambda environ, start: [], "https://line.example")
        yield Network(web, clock, ACCOUNT, TOKEN, phones=phones, owned=[SENDER])


@pytest.fixture
def wire(network: Network) -> Wire:
    return Wire(network.rest())


@pytest.fixture
def texts(wire: Wire, ledger: Ledger, set_clock: SetClock) -> TwilioTexts:
    return TwilioTexts(Client(ACCOUNT, TOKEN, http_client=wire), SENDER, ledger, TextRules(), set_clock)
