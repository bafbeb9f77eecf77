"""A line installed in this process, with a carrier beside it that calls its WSGI application."""

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ivr.bootstrap import MEMORY, Settings, demonstration, install
from ivr.carrier.clock import Clock
from ivr.carrier.network import Network
from ivr.carrier.paying.connectors import Connector, Declined, Payments
from ivr.carrier.phones import Phone
from ivr.carrier.rest.client import Client
from ivr.carrier.rest.holdings import OwnNumber
from ivr.carrier.web import Reply, Request, Web
from ivr.carrier.wsgi import WsgiWeb
from ivr.line.loading import Loaded
from ivr.routing.floor import Floor
from ivr.service.desk import Desk
from ivr.service.ports import Accounts, Store

PUBLIC_URL = "https://line.example.test"
ACCOUNT = "AC" + "0" * 32
FALLBACK = "+15550100199"
TEXT_SENDER = "+15550100198"
DECLINED_CARD = "4000000000000002"
"""A card of nobody's that passes every check and is declined: calls pay with it to hear what comes then."""


def as_it_is(web: Web) -> Web:
    return web


def unchanged(floor: Floor) -> Floor:
    return floor


def nothing() -> None:
    """What happens by itself in an application that is somebody else's."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A line one can call: the carrier's network, and the URLs its number is set to. `store` and `desk` are the line's own,
    where the line is one of this process. Where time is real `tick` is to be called about once a second, and raises
    StoreError: it is what happens in a line by itself."""

    network: Network
    voice_url: str
    fallback_url: str | None = None
    status_url: str | None = None
    store: Store | None = None
    desk: Desk | None = None
    tick: Callable[[], None] = nothing

    @property
    def texts_client(self) -> Client:
        """The twilio library's client of this network's account: what it sends is delivered here."""
        return self.network.client()


@contextmanager
def stage(  # noqa: PLR0913 - what a call may be like, each by its name
    loaded: Loaded,
    clock: Clock,
    phones: Mapping[str, Phone],
    *,
    down: bool = False,
    hurry: bool = False,
    database: Path | None = None,
    accounts: Accounts | None = None,
    through: Callable[[Web], Web] = as_it_is,
    floor: Callable[[Floor], Floor] = unchanged,
) -> Iterator[Stage]:
    """Install a line for one rehearsal, with an auth token of its own. `down`: the account directory does not answer;
    `hurry`: words take no time; `database`: a file for the embedded store, which is in memory otherwise; `accounts`
    stand in the place of the line's demonstration accounts; requests go `through` a web that may spoil them. `floor` is what
    happened before the call.

    Raises BrokenLineError, StoreError.
    """
    token = secrets.token_hex(16)
    address = MEMORY if database is None else f"sqlite:///{database}"
    settings = Settings((token,), PUBLIC_URL, address, fallback_number=FALLBACK, text_sender=TEXT_SENDER)
    if accounts is None and (down or database is None):
        accounts = demonstration(loaded.line, clock, down=down)
    network = Network(_NotYet(), clock, ACCOUNT, token, phones, speech_factor=0.0 if hurry else 1.0, payments=_bank())
    network.own(OwnNumber(TEXT_SENDER))
    with install(
        settings, loaded, clock=clock, accounts=accounts, client=network.client(), pages=False
    ) as installation:
        network.web = through(WsgiWeb(installation.app, PUBLIC_URL))
        voice, fallback, status = (f"{PUBLIC_URL}/{route}" for route in ("voice", "fallback", "status"))
        installation.floor.store.board.change(floor)
        own = installation.store, installation.floor.desk, installation.calls.tick
        yield Stage(network, voice, fallback, status, *own)


def _bank() -> Payments:
    return Payments({"Default": Connector(cards={DECLINED_CARD: Declined()})})


class _NotYet:
    """The web before the line is installed: the network is there first, since the line writes its texts through it."""

    def fetch(self, request: Request) -> Reply:
        raise LookupError(f"{request.url} is not there before the line is installed")
