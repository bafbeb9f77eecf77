"""What `ivr phone` calls: a line, put up in this process on a database that passes with it, or the application at a URL."""

import secrets
import socket
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from ivr.carrier.clock import Clock
from ivr.carrier.httpweb import HttpWeb
from ivr.carrier.network import Network
from ivr.carrier.web import Web
from ivr.checking.spoken_time import seconds_of
from ivr.cli.lines import sound_line
from ivr.cli.phone_telling import tell
from ivr.dialog.journal import Happening
from ivr.exploring.diagram import Drawn, chart
from ivr.line.compile import compile_line
from ivr.line.line import Line
from ivr.line.loading import Loaded
from ivr.line.overlay import where_is
from ivr.line.reach import node_of
from ivr.phone.people import Named
from ivr.phone.switchboard import Switchboard
from ivr.rehearsal.staff import Everybody, willing_staff
from ivr.rehearsal.stage import ACCOUNT, Stage, stage
from ivr.reporting.picture_layout import NoLayoutError
from ivr.reporting.picture_page import as_page

Through = Callable[[Web], Web]
PATIENCE = 3.0  # seconds to see whether anything listens
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Target:
    """`people` are who can be rung, names by number, where that is known. `drawing` is a page with the map; `harmless`: the
    accounts of it are made up, so numbers that are keyed may be written down; `customers` is the file they stand in."""

    stage: Stage
    switchboard: Switchboard
    people: Mapping[str, str] = field(default_factory=dict)
    drawing: str | None = field(default=None, repr=False)
    harmless: bool = False
    customers: str | None = None

    def where(self, call: str) -> str | None:
        """The node that a call is at, by its CallSid. Of somebody else's application nobody knows that."""
        journal = [] if self.stage.store is None else self.stage.store.journal(call)
        entered = (one.dialog for one in reversed(journal) if one.kind is Happening.ENTERED)
        return next(map(node_of, entered), None)


@contextmanager
def elsewhere(
    url: str, clock: Clock, token: str | None, through: Through, fallback_url: str | None, status_url: str | None
) -> Iterator[Target]:
    """The application at a URL. `token` signs what is sent there."""
    switchboard = Switchboard(Everybody())
    with HttpWeb() as web:
        phones = Named(switchboard, None)
        network = Network(through(web), clock, ACCOUNT, token or secrets.token_hex(16), phones)
        yield Target(Stage(network, url, fallback_url, status_url), switchboard)


@contextmanager
def of_folder(folder: str, clock: Clock, through: Through) -> Iterator[Target]:
    """A line of this machine; nothing of it is left afterwards. Raises CannotRunError, BrokenLineError, StoreError."""
    loaded, line = sound_line(folder)
    people = {one.address: str(one.name) for one in line.representatives.representatives.values()}
    switchboard = Switchboard(willing_staff(line))
    drawing, harmless = _page_of(loaded, line), line.demonstration is not None
    with tempfile.TemporaryDirectory(prefix="ivr-phone-", ignore_cleanup_errors=True) as passing:
        database = Path(passing) / "ivr.sqlite3"
        with stage(loaded, clock, Named(switchboard, people), database=database, through=through) as put_up:
            yield Target(put_up, switchboard, people, drawing, harmless, _customers(folder, line))


def _customers(folder: str, line: Line) -> str | None:
    """Who a caller can be: whoever calls a line for the first time is asked for an account number soon."""
    return None if line.file.accounts is None else str(where_is(folder, str(line.file.accounts)))


def unreachable(url: str) -> str | None:
    """A sentence for people where nothing listens; None where something does. The application is not asked anything, since
    each request would be a call to it. Blocks, for PATIENCE seconds and the look-up of a name."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme.lower()]
    try:
        socket.create_connection((host, port), PATIENCE).close()
    except TimeoutError:
        return f"nothing answers at {host}:{port} now, so calls will fail until it does"
    except OSError as error:
        return f"nothing listens at {host}:{port} now ({error.strerror}), so calls will fail until it does"
    return None


def _page_of(loaded: Loaded, line: Line) -> str | None:
    """As `ivr draw --format html` writes it; None, and a sentence at the terminal, where nothing here lays pictures out."""
    program = compile_line(line).program
    try:
        return as_page(chart(Drawn(line, program, seconds_of, loaded.texts)))
    except NoLayoutError as error:
        tell(f"The page shows no map of the line: {error}", err=True)
        return None
