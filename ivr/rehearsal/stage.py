"""A line installed in this process, with a carrier beside it that calls its WSGI application."""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ivr.accounts.memory import FixedAccounts
from ivr.bootstrap import MEMORY, Settings, demo_accounts, install
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
    voice_url: str
    fallback_url: str | None = None
    status_url: str | None = None


@contextmanager
def stage(
    loaded: Loaded,
    clock: Clock,
    phones: Mapping[str, Phone],
    *,
    down: bool = False,
    hurry: bool = False,
    database: Path | None = None,
) -> Iterator[Stage]:
    """Install a line for one rehearsal, with an auth token of its own. `down`: the account directory does not answer;
    `hurry`: words take no time; `database`: a file for the embedded store, which is in memory otherwise.

    Raises BrokenLineError, StoreError.
    """
    token = secrets.token_hex(16)
    address = MEMORY if database is None else f"sqlite:///{database}"
    settings = Settings((token,), PUBLIC_URL, address, fallback_number=FALLBACK)
    accounts = _fixed(loaded, clock, down=down) if down or database is None else None
    with install(settings, loaded, clock=clock, accounts=accounts) as installation:
        web = WsgiWeb(installation.app, PUBLIC_URL)
        network = Network(web, clock, ACCOUNT, token, phones, speech_factor=0.0 if hurry else 1.0)
        yield Stage(network, f"{PUBLIC_URL}/voice", f"{PUBLIC_URL}/fallback", f"{PUBLIC_URL}/status")


def _fixed(loaded: Loaded, clock: Clock, *, down: bool) -> FixedAccounts:
    accounts = FixedAccounts(clock, down=down)
    accounts.seed(demo_accounts(loaded.line))
    return accounts
