"""The carrier's side of one call: what all its legs share, and what performers may ask for.

Performers know this and a `Leg`, never the interpreter: what only the interpreter can do, running a whisper document,
is given to the office as a function.
"""

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field, replace
from email.utils import format_datetime

from ivr.carrier.clock import Clock
from ivr.carrier.debugger import DocumentError, Entry, Level, without_query
from ivr.carrier.handsets.handset import Handset
from ivr.carrier.http import TWIML_TYPES, Answer, Courier, resolve
from ivr.carrier.leg import Leg
from ivr.carrier.outcome import Fetch
from ivr.carrier.phones import Phone
from ivr.carrier.readings import Readings
from ivr.carrier.room import Room
from ivr.carrier.textleg import TextLeg
from ivr.telephony import events
from ivr.telephony.events import HungUp, Silent, Webhook
from ivr.telephony.outcomes import CallStatus
from ivr.webhook.form import encode

MAX_DOCUMENTS = 100  # of one call; a limit of this simulator, Twilio documents none for voice


Extra = tuple[tuple[str, str], ...]


class TooManyDocumentsError(Exception):
    """A harness failure: the application sends the call in circles."""


@dataclass(slots=True)
class Office:
    """One per call. `spawn` starts work that the call waits for at its end, and `hold` puts a handset on a leg; `whisper`
    runs a document on a leg that was rung and says whether the parties may be bridged."""

    room: Room
    clock: Clock
    courier: Courier
    phones: Mapping[str, Phone]
    spawn: Callable[[Coroutine[object, object, None]], object]
    hold: Callable[[Handset, TextLeg], None]
    whisper: "Callable[[Stage, Fetch], Awaitable[bool]]"
    readings: Readings = field(default_factory=Readings)
    speech_factor: float = 1.0
    documents: int = 0
    entries: list[Entry] = field(default_factory=list)

    def elapsed(self) -> float:
        """Seconds since the call began."""
        return self.room.time() - self.room.began

    def warn(self, code: int, message: str, url: str = "") -> None:
        self.entries.append(Entry(self.elapsed(), Level.WARNING, code, message, without_query(url)))

    def fail(self, code: int, message: str, url: str = "") -> None:
        self.entries.append(Entry(self.elapsed(), Level.ERROR, code, message, without_query(url)))

    def count_document(self) -> None:
        self.documents += 1
        if self.documents > MAX_DOCUMENTS:
            raise TooManyDocumentsError

    def timestamp(self) -> str:
        """RFC 2822, GMT (Twilio, "TwiML voice")."""
        return format_datetime(self.clock.now(), usegmt=True)


@dataclass(slots=True)
class Stage:
    """Where a document is performed: a leg, who it is, and the address of the document."""

    office: Office
    leg: Leg
    who: events.Leg
    base: str
    child: bool = False

    def identity(self, status: CallStatus | None = None) -> events.Leg:
        """Who is on this leg, as a request says it now."""
        return replace(self.who, status=status or (CallStatus.IN_PROGRESS if self.leg.answered else CallStatus.RINGING))

    async def ask(self, fetch: Fetch, status: CallStatus | None = None) -> Answer:
        """Raises DocumentError."""
        webhook = Webhook(self.identity(status), fetch.event)
        pairs = encode(webhook, finished_on=fetch.finished_on, extra=fetch.extra)
        url = self.base if fetch.url is None else resolve(self.base, fetch.url)
        return await self.office.courier.ask(fetch.method, url, pairs, self.who.call)

    async def report(self, fetch: Fetch, status: CallStatus | None = None) -> None:
        """A request whose answer changes nothing. One that fails, or is neither 204 nor XML, is noted in the debugger
        (Twilio, "TwiML voice": status callbacks; warning 15003)."""
        try:
            answer = await self.ask(fetch, status)
        except DocumentError as error:
            self.office.warn(15003, error.message, error.url)
            return
        if answer.reply.status != 204 and answer.content_type not in TWIML_TYPES:
            self.office.warn(15003, "the answer to a callback is neither 204 nor XML", answer.url)

    async def report_over(self, url: str, method: str, status: CallStatus, seconds: int, extra: Extra = ()) -> None:
        """The last status callback of a leg; it lasted `seconds`."""
        await self.report(Fetch(url, method, HungUp(seconds), extra=extra), status)


def opening(url: str, method: str) -> Fetch:
    """A request with the standard parameters and nothing else."""
    return Fetch(url, method, Silent())
