"""A network, and the twilio library as its account's owner."""

import pytest
from carrier_laboratory import ACCOUNT, TOKEN, Lab
from twilio.rest import Client

from ivr.carrier.network import Network


@pytest.fixture
def network(lab: Lab) -> Network:
    return lab.network()


@pytest.fixture
def client(network: Network) -> Client:
    return Client(ACCOUNT, TOKEN, http_client=network.rest())
