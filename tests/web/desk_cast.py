"""A desk made by hand for the tests of its pages: one busy morning, the people who may sign in, and how a browser does."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from html import unescape
from zoneinfo import ZoneInfo

from cast import NUMBER, SetClock
from flask import Flask, Response
from flask.sessions import SecureCookieSessionInterface
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ivr.routing.availability import Presence
from ivr.routing.floor import Waiting
from ivr.routing.roster import Chosen
from ivr.secret import Secret
from ivr.service.desk_ports import Role, User, Users
from ivr.service.desk_views import Card, InLine, OnTheLine, Person, RepresentativeView, SupervisorView
from ivr.service.floor_ports import Disposition, Talked, Voicemail
from ivr.service.ports import StoreError
from ivr.service.signing_in import SignIn, hashed
from ivr.stores.desk_failures import MemoryFailures
from ivr.stores.desk_users import MemoryUsers
from ivr.web.desk.wiring import Terms, add_desk

NOW = datetime(2026, 11, 24, 10, 5, tzinfo=ZoneInfo("America/New_York"))
PASSWORD = "four harbour lamps"
HASHED = hashed(Secret(PASSWORD))
"""Once for all tests: it takes its time."""
CALL = "CA" + "1" * 32
OVER = "CA" + "2" * 32
MESSAGE = "RE" + "3" * 32
OLD_MESSAGE = "RE" + "4" * 32
CALL_BACK = "cb-7xkqp2"
SOUND = b"ID3" + bytes(2000)

TOLD = (("account.last4", "2917"), ("caller.reason", "more_time"), ("caller.language", "es-US"))


def ago(**time: float) -> datetime:
    return NOW - timedelta(**time)


def user(name: str, role: Role, representative: str = "") -> User:
    return User(name, HASHED, role, representative, session=f"session-of-{name}")


ROSA = user("rosa", Role.REPRESENTATIVE, "rosa")
BEN = user("ben", Role.REPRESENTATIVE, "ben")
NEWCOMER = user("newcomer", Role.REPRESENTATIVE)
VERA = user("vera", Role.SUPERVISOR)
OMAR = user("omar", Role.SUPERVISOR, "omar")
EVERYBODY = (ROSA, BEN, NEWCOMER, VERA, OMAR)


def person(name: str, presence: str, **facts: object) -> Person:
    given = {"since": ago(minutes=4), "taken": 7, "missed": 0, "groups": ("billing",), "languages": ("en-US", "es-US")}
    return Person(name, name.title(), presence, **{**given, **facts})  # type: ignore[arg-type]


CARD = Card(
    call=CALL,
    since=ago(seconds=75),
    account=Secret(NUMBER),
    account_last4=NUMBER[-4:],
    reason="more_time",
    verified="by PIN",
    language="es-US",
    phone_last4="0001",
    reference_last4="7741",
    amount="4510 USD",
    path=("Main menu", "Help with paying", "More time to pay"),
    failed=("The payment was declined",),
    waited=185,
)
LINE = (
    InLine(
        "CA" + "5" * 32, "billing", 1, ago(minutes=3, seconds=20), Waiting.WAITING, False, "en-US", "paying", "5180"
    ),
    InLine("CA" + "6" * 32, "billing", 2, ago(seconds=50), Waiting.DECIDING, False, "es-US"),
    InLine(CALL_BACK, "billing", 3, ago(minutes=12), Waiting.WAITING, True, "en-US", "more_time", "", "0144", 1),
)
VOICEMAILS = (
    Voicemail(MESSAGE, OVER, "billing", ago(minutes=40), 80, TOLD),
    Voicemail(OLD_MESSAGE, OVER, "billing", ago(days=1), 12, (), "ben", ago(hours=20)),
)
TALKS = (
    Talked(OVER, "rosa", ago(minutes=9), ago(minutes=6), TOLD),
    Talked("CA" + "7" * 32, "rosa", ago(hours=1), ago(minutes=50), (), Disposition.PAID),
)
DESK = RepresentativeView(
    7, NOW, person("rosa", Presence.READY), None, LINE, VOICEMAILS, TALKS, to_dispose="", can_take=True
)
TALKING = replace(DESK, me=person("rosa", Presence.TALKING, call=CALL), card=CARD, can_take=False)
RINGING = replace(TALKING, me=person("rosa", Presence.RINGING, call=CALL))
WRAP_UP = replace(
    DESK, me=person("rosa", Presence.WRAP_UP), to_dispose=OVER, wrap_up_until=NOW + timedelta(seconds=25), can_take=True
)
QUIET = RepresentativeView(3, NOW, person("rosa", Presence.AWAY, taken=0))
NOBODYS = RepresentativeView(3, NOW, None)
OFFICE = SupervisorView(
    7,
    NOW,
    (
        person("mia", Presence.AWAY, since=ago(hours=2), taken=0),
        person("rosa", Presence.READY),
        person("ben", Presence.TALKING, call=CALL, missed=1),
        person("omar", Presence.WRAP_UP, groups=("billing", "late_payments"), languages=()),
        person("zoe", Presence.RINGING),
        person("max", Presence.BUSY),
    ),
    LINE,
    (
        OnTheLine(CALL, ago(minutes=2), "Main menu", "en-US"),
        OnTheLine(OVER, ago(minutes=6), "more_time_to_pay", "es-US", "5180", "more_time", waits=True),
    ),
    VOICEMAILS,
)


@dataclass
class HandMadeDesk:
    """Shows what it is given, and notes what it is asked to do. `fails`: the store does not answer."""

    own: dict[str, RepresentativeView] = field(default_factory=lambda: {"rosa": DESK, "ben": QUIET, "omar": QUIET})
    office: SupervisorView = OFFICE
    sounds: dict[str, bytes] = field(default_factory=lambda: {MESSAGE: SOUND})
    waits: bool = True
    agrees: bool = True
    fails: bool = False
    at: int = 7
    done: list[tuple[str, ...]] = field(default_factory=list)

    def version(self) -> int:
        if self.fails:
            raise StoreError("the file is locked")
        return self.at

    def representative(self, me: str) -> RepresentativeView:
        self.version()
        return replace(self.own.get(me, NOBODYS), version=self.at)

    def supervisor(self) -> SupervisorView:
        return replace(self.office, version=self.version())

    def choose(self, me: str, chosen: Chosen) -> None:
        self._note("choose", me, chosen)
        now = person(me, Presence(chosen.value), since=NOW)
        self.own[me] = replace(self.own.get(me, DESK), me=now, wrap_up_until=None)

    def take(self, me: str) -> bool:
        self._note("take", me)
        return self.waits

    def dispose(self, me: str, call: str, disposition: Disposition) -> bool:
        self._note("dispose", me, call, disposition)
        self.own[me] = replace(self.own.get(me, DESK), to_dispose="")
        return self.agrees

    def heard(self, recording: str, by: str) -> bool:
        self._note("heard", recording, by)
        return self.agrees

    def sound(self, recording: str) -> bytes | None:
        return self.sounds.get(recording)

    def close(self, by: str) -> None:
        self._note("close", by)
        self.office = replace(self.office, emergency=f"{by} since 10:05")

    def open(self, by: str) -> None:
        self._note("open", by)
        self.office = replace(self.office, emergency="")

    def set_aside(self, call: str) -> bool:
        self._note("set aside", call)
        return self.agrees

    def _note(self, *what: str) -> None:
        self.version()
        self.done.append(what)
        self.at += 1


@dataclass
class Served:
    """The desk over HTTP. `pauses` is what a stream waits with: nothing, unless a test says so."""

    prefix: str = ""
    secure: bool = False
    most_streams: int = 2
    desk: HandMadeDesk = field(default_factory=HandMadeDesk)
    users: Users = field(default_factory=MemoryUsers)
    clock: SetClock = field(default_factory=lambda: SetClock(NOW.astimezone(UTC)))
    pauses: Callable[[float], None] = lambda _: None
    app: Flask = field(init=False)

    def __post_init__(self) -> None:
        self.app = Flask("ivr.web", static_folder=None)
        for one in EVERYBODY:
            self.users.put(one)
        terms = Terms(b"a key of these tests", self.secure, self.most_streams, self.clock.now, self.pauses)
        sign_in = SignIn(self.users, MemoryFailures(), self.clock)
        add_desk(self.app, self.desk, sign_in, self.users, terms, self.prefix)
        self.app.add_url_rule("/voice", "voice", lambda: Response("<Response/>"), methods=["POST"])

    def stranger(self) -> "Browser":
        return Browser(self)

    def browser(self, name: str) -> "Browser":
        """Signed in already, without the second that hashes of passwords take."""
        browser, user = Browser(self), self.users.get(name)
        serializer = SecureCookieSessionInterface().get_signing_serializer(self.app)
        assert user is not None
        assert serializer is not None
        browser.client.set_cookie(
            "desk", serializer.dumps({"name": name, "session": user.session}), path=f"{self.prefix}/desk"
        )
        return browser


class Browser:
    """Sends a form as a browser does: with the token of a page it has seen."""

    def __init__(self, served: Served) -> None:
        self.root = f"{served.prefix}/desk"
        self.client: FlaskClient = served.app.test_client()

    def get(self, path: str, **more: object) -> TestResponse:
        return self.client.get(f"{self.root}{path}", **more)  # type: ignore[arg-type]

    def post(self, path: str, fields: dict[str, str] | None = None, *, token: str | None = None) -> TestResponse:
        fields = {"csrf": self.token() if token is None else token, **(fields or {})}
        return self.client.post(f"{self.root}{path}", data=fields)

    def token(self) -> str:
        page = self.client.get(f"{self.root}/sign-in", follow_redirects=True)
        found = re.search(r'name="csrf" value="([^"]+)"', page.text)
        assert found is not None
        return found[1]

    def sign_in(self, name: str, password: str = PASSWORD, **fields: str) -> TestResponse:
        return self.post("/sign-in", {"name": name, "password": password, **fields})


def words(page: str) -> str:
    """What somebody reads, with single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def section(page: str, name: str) -> str:
    found = re.search(rf'<section id="{name}".*?</section>', page, re.DOTALL)
    assert found is not None
    return found[0]


def own(view: RepresentativeView, name: str = "rosa") -> str:
    served = Served()
    served.desk.own[name] = view
    return served.browser(name).get("").text


def office(view: SupervisorView) -> str:
    served = Served()
    served.desk.office = view
    return served.browser("vera").get("/supervisor").text
