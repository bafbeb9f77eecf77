"""What `ivr phone` calls: a line, put up in this process on a database that passes with it, or the application at a URL."""

import secrets
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ivr.bootstrap import Settings, install
from ivr.carrier.clock import Clock
from ivr.carrier.httpweb import HttpWeb
from ivr.carrier.network import Network
from ivr.carrier.phones import Phone
from ivr.carrier.rest.holdings import OwnNumber
from ivr.carrier.web import Web
from ivr.carrier.wsgi import WsgiWeb
from ivr.cli.lines import sound_line
from ivr.cli.phone_map import page_of
from ivr.cli.phone_people import Named
from ivr.dialog.journal import Happening
from ivr.line.reach import node_of
from ivr.phone.switchboard import Switchboard
from ivr.rehearsal.staff import Everybody, willing_staff
from ivr.rehearsal.stage import ACCOUNT, FALLBACK, PUBLIC_URL, TEXT_SENDER
from ivr.service.ports import Store

Through = Callable[[Web], Web]


def nothing() -> None:
    """What happens by itself in an application that is somebody else's."""


def nowhere(call: str) -> str | None:
    """Of somebody else's application nobody knows where in it a caller is."""
    del call
    return None


@dataclass(frozen=True, slots=True)
class Target:
    """`people` are who can be rung, names by number, where that is known. `where` tells the node a call is at, by its
    CallSid; `tick` is to be called about once a second, in a thread, and raises StoreError. `drawing` is a page with the
    map; `harmless`: the accounts of it are made up, so numbers that are keyed may be written down."""

    network: Network
    switchboard: Switchboard
    voice_url: str
    fallback_url: str | None = None
    status_url: str | None = None
    people: Mapping[str, str] = field(default_factory=dict)
    where: Callable[[str], str | None] = nowhere
    tick: Callable[[], None] = nothing
    drawing: str | None = field(default=None, repr=False)
    harmless: bool = False


@contextmanager
def elsewhere(
    url: str, clock: Clock, token: str | None, through: Through, fallback_url: str | None, status_url: str | None
) -> Iterator[Target]:
    """The application at a URL. `token` signs what is sent there."""
    with HttpWeb() as web:
        switchboard, phones = _telephones(Everybody(), None)
        network = Network(through(web), clock, ACCOUNT, token or secrets.token_hex(16), phones)
        yield Target(network, switchboard, url, fallback_url, status_url)


@contextmanager
def of_folder(folder: str, clock: Clock, through: Through) -> Iterator[Target]:
    """A line of this machine; nothing of it is left afterwards. Raises CannotRunError, BrokenLineError, StoreError."""
    loaded, line = sound_line(folder)
    people = {one.address: str(one.name) for one in line.representatives.representatives.values()}
    switchboard, phones = _telephones(willing_staff(line), people)
    token = secrets.token_hex(16)
    network = Network(WsgiWeb(_not_yet, PUBLIC_URL), clock, ACCOUNT, token, phones)
    network.own(OwnNumber(TEXT_SENDER))
    with tempfile.TemporaryDirectory(prefix="ivr-phone-", ignore_cleanup_errors=True) as passing:
        address = f"sqlite:///{Path(passing) / 'ivr.sqlite3'}"
        settings = Settings((token,), PUBLIC_URL, address, fallback_number=FALLBACK, text_sender=TEXT_SENDER)
        with install(settings, loaded, clock=clock, client=network.client()) as installation:
            network.web = through(WsgiWeb(installation.app, PUBLIC_URL))
            voice, fallback, status = (f"{PUBLIC_URL}/{route}" for route in ("voice", "fallback", "status"))
            yield Target(
                network,
                switchboard,
                voice,
                fallback,
                status,
                people,
                where=_where(installation.store),
                tick=installation.calls.tick,
                drawing=page_of(loaded, line),
                harmless=line.demonstration is not None,
            )


def _telephones(others: Mapping[str, Phone], names: Mapping[str, str] | None) -> tuple[Switchboard, Named]:
    switchboard = Switchboard(others)
    return switchboard, Named(switchboard, names)


def _where(store: Store) -> Callable[[str], str | None]:
    def where(call: str) -> str | None:
        entered = (one.dialog for one in reversed(store.journal(call)) if one.kind is Happening.ENTERED)
        return next(map(node_of, entered), None)

    return where


def _not_yet(_: object, __: object) -> list[bytes]:
    raise LookupError("the line is not put up yet")
