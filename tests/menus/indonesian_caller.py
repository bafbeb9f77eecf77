"""A caller of the shipped line who presses 9 and 3 first, and everything the line then says to that telephone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs
from zoneinfo import ZoneInfo

from defusedxml.ElementTree import fromstring
from lines_read import line_in

from ivr.carrier.clock import VirtualClock
from ivr.carrier.handsets.keys import Keys
from ivr.carrier.happenings import Texted
from ivr.carrier.network import CALLER, Call
from ivr.carrier.paying.connectors import Connector, Declined, Payments
from ivr.carrier.web import Reply, Request, Web
from ivr.line.callfile import DEFAULT_AT, read_call
from ivr.line.company_changes import Value
from ivr.line.line import Line
from ivr.line.loading import Loaded
from ivr.rehearsal.floor_before import before
from ivr.rehearsal.playing import placed
from ivr.rehearsal.staff import willing_staff
from ivr.rehearsal.stage import Stage, stage
from ivr.routing.floor import Floor
from ivr.source import Source

FOLDER = Path(__file__).parents[2] / "menus" / "pay-my-bill"
INDONESIAN = "id-ID"
VOICE = "Google.id-ID-Wavenet-A"
TO_CHOOSE = 2
"""Documents until the language is chosen: the greeting with its menu, and the choice."""


@dataclass(frozen=True, slots=True)
class Given:
    """How the world is. `company` is what is otherwise in company.yaml; `nobody`: no representative answers; `people`: what
    representatives do, as a call file has it; `emergency`: the office is closed; `down`: the account directory does not
    answer; `declines`: the bank says no to every card."""

    at: str = DEFAULT_AT
    company: Mapping[str, Value] = field(default_factory=dict)
    caller: str = CALLER
    nobody: bool = False
    people: Mapping[str, str] = field(default_factory=dict)
    emergency: bool = False
    down: bool = False
    declines: bool = False


USUAL = Given()


@dataclass(frozen=True, slots=True)
class Said:
    """One Say of a document, whether or not it was heard to its end."""

    language: str
    voice: str
    text: str


@dataclass
class Listening:
    """A web that keeps what every document says, by the leg that asked for it."""

    inner: Web = field(init=False)
    documents: list[tuple[str, list[Said]]] = field(default_factory=list)

    def over(self, web: Web) -> Web:
        self.inner = web
        return self

    def fetch(self, request: Request) -> Reply:
        reply = self.inner.fetch(request)
        leg = parse_qs(request.body.decode())["CallSid"][0]
        if reply.body.startswith(b"<?xml"):
            self.documents.append((leg, said_in(reply.body)))
        return reply


def said_in(document: bytes) -> list[Said]:
    says = fromstring(document.decode()).iter("Say")
    return [Said(one.get("language", ""), one.get("voice", ""), _folded("".join(one.itertext()))) for one in says]


def _folded(text: str) -> str:
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Conversation:
    """`said` is every word said to the caller, document by document."""

    call: Call
    documents: tuple[tuple[Said, ...], ...]

    def after_the_choice(self) -> list[Said]:
        return [one for document in self.documents[TO_CHOOSE:] for one in document]

    def texts(self) -> list[str]:
        return [one.what.body for one in self.call.legs[0].room.log if isinstance(one.what, Texted)]


def shipped() -> Loaded:
    return line_in(FOLDER)


def the_line() -> Line:
    line = shipped().line
    assert line is not None
    return line


def translated(text: str, node: str | None) -> str:
    wording = the_line().catalogues[INDONESIAN].wording(text, node)
    assert wording is not None, text
    return wording.text


def called(keys: str, given: Given = USUAL) -> Conversation:
    """Keys as in `Keys`; 9 and 3 first make the call an Indonesian one."""
    loaded = line_in(FOLDER, given.company)
    assert loaded.line is not None, loaded.findings
    listening = Listening()
    phones = {} if given.nobody else willing_staff(loaded.line)
    with (
        VirtualClock(instant(given.at)) as clock,
        stage(loaded, clock, phones, down=given.down, through=listening.over, floor=floor_of(given, loaded)) as put_up,
    ):
        if given.declines:
            put_up.network.payments = Payments({"Default": Connector(Declined())})
        return _called(put_up, listening, keys, given.caller)


def floor_of(given: Given, loaded: Loaded) -> Callable[[Floor], Floor]:
    people = ", ".join(f"{name}: {what}" for name, what in given.people.items())
    emergency = "yes" if given.emergency else "no"
    text = f"call: A call.\ngiven:\n  at: {given.at}\n  emergency: {emergency}\n  representatives: {{{people}}}\nsteps:\n  - hang_up: true\n"
    call, findings = read_call(Source("given.call.yaml", text))
    assert call is not None, findings
    return before(call, loaded)


def _called(put_up: Stage, listening: Listening, keys: str, caller: str) -> Conversation:
    call = placed(put_up, Keys(keys), caller)
    mine = (tuple(said) for leg, said in listening.documents if leg == call.sid)
    return Conversation(call, tuple(mine))


def instant(text: str) -> datetime:
    """A time and a zone, such as 2026-11-24 10:05 America/New_York."""
    day, hour, zone = text.split()
    return datetime.fromisoformat(f"{day} {hour}").replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
