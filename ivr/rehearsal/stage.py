"""A line installed in this process, on a store in memory, with a carrier beside it that calls its WSGI application."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ivr.accounts.memory import FixedAccounts
from ivr.bootstrap import MEMORY, Installation, Settings, demo_accounts, install
from ivr.carrier.clock import Clock
from ivr.carrier.network import Network
from ivr.carrier.phones import Phone
from ivr.carrier.wsgi import WsgiWeb
from ivr.line.loading import Loaded

PUBLIC_URL = "https://line.example.test"
ACCOUNT = "AC" + "0" * 32
FALLBACK = "+15550100199"


@dataclass(frozen=True, slots=True)
class Stage:
    """A line one can call: the carrier's network, and the URLs its number is set to."""

    network: Network
    installation: Installation | None
    voice_url: str
    fallback_url: str
    status_url: str


def stage(
    loaded: Loaded, clock: Clock, phones: Mapping[str, Phone], *, down: bool = False, hurry: bool = False
) -> Stage:
    """Install a line for one rehearsal. `down`: the account directory does not answer; `hurry`: words take no time.

    Raises BrokenLineError.
    """
    token = secrets.token_hex(16)
    accounts = FixedAccounts(clock)
    accounts.seed(demo_accounts(loaded.line))
    accounts.down = down
    settings = Settings((token,), PUBLIC_URL, MEMORY, fallback_number=FALLBACK)
    installation = install(settings, loaded, clock=clock, accounts=accounts)
    network = Network(
        WsgiWeb(installation.app, PUBLIC_URL),
        clock,
        ACCOUNT,
        token,
        phones,
        speech_factor=0.0 if hurry else 1.0,
    )
    return _at(network, installation, PUBLIC_URL)


def _at(network: Network, installation: Installation | None, url: str) -> Stage:
    return Stage(network, installation, f"{url}/voice", f"{url}/fallback", f"{url}/status")


def distant(network: Network, voice_url: str, base: str) -> Stage:
    """A line of ours that runs elsewhere, reached by HTTP at `base`."""
    return replace(_at(network, None, base), voice_url=voice_url)
