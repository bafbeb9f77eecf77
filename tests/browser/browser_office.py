"""The desk's line put together as it is served, behind a real threaded server on a loopback port, with a clock that is set."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread

from browser_callers import TOKEN, Handset, somebody
from browser_line import ACCOUNT, TEXTS
from browser_windows import Chromium, Window, window
from cast import SetClock
from flask.sessions import SecureCookieSessionInterface
from tiny_line import seeded
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server
from werkzeug.wrappers import Response

from ivr.accounts.guard import Guarded
from ivr.accounts.memory_attempts import MemoryAttempts
from ivr.bootstrap import MEMORY, Installation, Settings, install
from ivr.line.loading import files_of_text, load
from ivr.routing.floor import Standing
from ivr.routing.moves import chose
from ivr.routing.roster import Chosen
from ivr.secret import Secret
from ivr.service.desk_ports import Role, User, Users
from ivr.service.signing_in import hashed
from ivr.telephony.outcomes import DialStatus

PASSWORD = "four harbour lamps"
HASHED = hashed(Secret(PASSWORD))
"""Once for all tests: it takes its time."""
STREAMS = 50
"""More than pages are ever open here: the server notices late that one was closed."""


def user(name: str, role: Role, representative: str = "") -> User:
    return User(name, HASHED, role, representative, session=f"session-of-{name}")


EVERYBODY = (
    user("rosa", Role.REPRESENTATIVE, "rosa"),
    user("ben", Role.REPRESENTATIVE, "ben"),
    user("vera", Role.SUPERVISOR),
)


def add_users(users: Users) -> None:
    for one in EVERYBODY:
        users.put(one)


def _soon(seconds: float) -> None:
    """A stream looks for news ten times a second here."""
    time.sleep(seconds / 10)


class _Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - the library's name
        pass


@dataclass
class House:
    """One server on one port for all tests; each test has a line of its own behind it."""

    installation: Installation | None = None
    server: BaseWSGIServer = field(init=False)

    def __post_init__(self) -> None:
        self.server = make_server("127.0.0.1", 0, self._serve, threaded=True, request_handler=_Quiet)
        Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def _serve(self, environ: dict[str, object], start_response: object) -> Iterable[bytes]:
        if self.installation is None:  # a page of the test before asks once more
            return Response(status=503)(environ, start_response)  # type: ignore[arg-type]
        return self.installation.app(environ, start_response)


@dataclass
class Office:
    installation: Installation
    url: str
    clock: SetClock
    chromium: Chromium

    @contextmanager
    def window(self, name: str = "", **options: object) -> Iterator[Window]:
        """Somebody's browser, signed in already, without the second that hashes of passwords take."""
        with window(self.chromium, self.url, **options) as one:
            if name:
                one.context.add_cookies([{"name": "desk", "value": self._cookie(name), "url": f"{self.url}/desk"}])
            yield one

    def choose(self, who: str, chosen: Chosen) -> None:
        acd = self.installation.floor.office.acd
        acd.change(lambda floor: chose(floor, acd.staff, who, chosen, self.clock.now()))

    def standing(self, who: str) -> Standing | None:
        return self.installation.floor.store.board.look().standings.get(who)

    def later(self, seconds: float) -> None:
        self.clock.advance(seconds=seconds)
        self.installation.calls.tick()

    # -- callers ------------------------------------------------------------------------------------------------------

    def waiting(self, place: int = 1) -> Handset:
        """A caller in the queue: somebody is at work, and nobody free."""
        caller = somebody(self, place).press("1")
        return caller.in_queue()

    def ringing(self, who: str = "rosa", place: int = 1) -> Handset:
        """A caller for whom the telephone of `who` rings."""
        self.choose(who, Chosen.READY)
        caller = somebody(self, place).press("1")
        assert caller.is_rung()
        return caller

    def talks(self, caller: Handset) -> Handset:
        """The telephone that is rung for the caller is picked up, and 1 is pressed."""
        return caller.rings().press("1")

    def talk_ends(self, caller: Handset) -> Handset:
        return caller.dial_ends(DialStatus.COMPLETED, bridged=True)

    def _cookie(self, name: str) -> str:
        serializer = SecureCookieSessionInterface().get_signing_serializer(self.installation.app)
        assert serializer is not None
        return str(serializer.dumps({"name": name, "session": f"session-of-{name}"}))


@contextmanager
def office(house: House, chromium: Chromium) -> Iterator[Office]:
    clock = SetClock()
    settings = Settings((TOKEN,), house.url, MEMORY, fallback_number="+15550100199", streams=STREAMS)
    accounts = Guarded(seeded(ACCOUNT), MemoryAttempts(), clock)
    with install(settings, load(files_of_text(TEXTS)), clock=clock, accounts=accounts, wait=_soon) as installation:
        add_users(installation.floor.store.users)
        house.installation = installation
        try:
            yield Office(installation, house.url, clock, chromium)
        finally:
            house.installation = None
