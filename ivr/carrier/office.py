"""The carrier's side of one call: what all its legs share, and what performers may ask for.

Performers know this and a `Leg`, never the interpreter: what only the interpreter can do, running a whisper document,
is given to the office as a function.
"""

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field, replace
from email.utils import format_datetime
from typing import TYPE_CHECKING

from ivr.carrier.clock import Clock
from ivr.carrier.debugger import DocumentError, Entry, Level, without_query
from ivr.carrier.handsets.handset import Handset
from ivr.carrier.http import TWIML_TYPES, Answer, Courier, host_of, resolve
from ivr.carrier.interruption import Interruption
from ivr.carrier.leg import Leg
from ivr.carrier.outcome import Ending, Fetch
from ivr.carrier.paying.connectors import Payments
from ivr.carrier.phones import Phone
from ivr.carrier.readings import Readings
from ivr.carrier.recordings import Recording
from ivr.carrier.room import Room
from ivr.carrier.shelf import Shelf
from ivr.carrier.textleg import TextLeg
from ivr.telephony import events
from ivr.telephony.events import HungUp, Silent, Webhook
from ivr.telephony.outcomes import CallStatus
from ivr.webhook.form import encode

if TYPE_CHECKING:
    from ivr.carrier.premises import Premises

MAX_DOCUMENTS = 100  # of one call; a limit of this simulator, Twilio documents none for voice


Extra = tuple[tuple[str, str], ...]


class TooManyDocumentsError(Exception):
    """A harness failure: the application sends the call in circles."""


@dataclass(slots=True)
class Office:
    """One per call. `spawn` starts work that the call waits for at its end, and `hold` puts a handset on a leg; `whisper`
    runs a document on a leg that was rung and says whether the parties may be bridged, and `aside` one that is heard
    beside the call's own: it raises DocumentError, and returns where it led. What `premises` hold is the network's."""

    room: Room
    clock: Clock
    courier: Courier
    phones: Mapping[str, Phone]
    spawn: Callable[[Coroutine[object, object, None]], object]
    hold: Callable[[Handset, TextLeg], None]
    whisper: "Callable[[Stage, Fetch], Awaitable[bool]]"
    aside: "Callable[[Stage, Fetch], Awaitable[Ending]]"
    premises: "Premises"
    readings: Readings = field(default_factory=Readings)
    payments: Payments = field(default_factory=Payments)
    shelf: Shelf = field(default_factory=Shelf)
    speech_factor: float = 1.0
    documents: int = 0
    waited_at: float = 0.0
    at_once: int = 0
    entries: list[Entry] = field(default_factory=list)
    recordings: list[Recording] = field(default_factory=list)

    def elapsed(self) -> float:
        """Seconds since the call began."""
        return self.room.time() - self.room.began

    def warn(self, code: int, message: str, url: str = "") -> None:
        self.entries.append(Entry(self.elapsed(), Level.WARNING, code, message, without_query(url)))

    def fail(self, code: int, message: str, url: str = "") -> None:
        self.entries.append(Entry(self.elapsed(), Level.ERROR, code, message, without_query(url)))

    def count_document(self, *, waits: bool = False) -> None:
        """Who waits may hear documents for ever, as long as time passes: of theirs, those of one moment are counted."""
        if not waits:
            self.documents += 1
        elif self.elapsed() > self.waited_at:
            self.waited_at, self.at_once = self.elapsed(), 1
        else:
            self.at_once += 1
        if max(self.documents, self.at_once) > MAX_DOCUMENTS:
            raise TooManyDocumentsError

    def timestamp(self) -> str:
        """RFC 2822, GMT (Twilio, "TwiML voice")."""
        return format_datetime(self.clock.now(), usegmt=True)


@dataclass(slots=True)
class Stage:
    """Where a document is performed: a leg, who it is, and the address of the document, empty where it came without
    one; `live` when it came so to a call in progress. `interruption` is None for a leg nobody can reach from outside.
    `says` is what its requests say besides the standard parameters. `allowed` are the only verbs that may stand there,
    where not all may; a document that `waits` is heard while the call is in a queue."""

    office: Office
    leg: Leg
    who: events.Leg
    base: str
    child: bool = False
    interruption: Interruption | None = None
    live: bool = False
    says: Callable[[], Extra] = tuple
    allowed: frozenset[type[object]] | None = None
    waits: bool = False

    def allows(self, verb: object) -> bool:
        return self.allowed is None or type(verb) in self.allowed

    def identity(self, status: CallStatus | None = None) -> events.Leg:
        """Who is on this leg, as a request says it now."""
        now = status or (CallStatus.IN_PROGRESS if self.leg.answered else CallStatus.RINGING)
        return self.who if self.who.status is now else replace(self.who, status=now)

    async def ask(self, fetch: Fetch, status: CallStatus | None = None) -> Answer:
        """Raises DocumentError."""
        webhook = Webhook(self.identity(status), fetch.event)
        pairs = encode(webhook, finished_on=fetch.finished_on, extra=(*self.says(), *fetch.extra))
        return await self.office.courier.ask(fetch.method, self.address(fetch.url), pairs, self.who.call)

    def address(self, url: str | None) -> str:
        """A URL of the document, None for the document's own. Where it has none, only absolute URLs will do: 15004 in a
        live update, and 11100 otherwise or where no URL was given (Twilio, Record). Raises DocumentError."""
        if url is None and self.base:
            return self.base
        if url is None:
            raise DocumentError(11100, "a document without an address is no action for its own verbs", "")
        try:
            return resolve(self.base, url)
        except DocumentError as error:
            if self.base or not self.live:
                raise
            raise DocumentError(15004, error.message, "") from None

    async def report(self, fetch: Fetch, status: CallStatus | None = None) -> None:
        """A request whose answer changes nothing. One that fails, or is neither 204 nor XML, is noted in the debugger;
        a host name with an underscore is not asked (Twilio, "TwiML voice": status callbacks; warning 15003)."""
        await self._heedless(fetch.url, self.ask(fetch, status))

    async def report_pairs(self, url: str, method: str, pairs: Extra) -> None:
        """The same, of these parameters and no others."""
        await self._heedless(url, self._ask_with(url, method, pairs))

    async def _ask_with(self, url: str, method: str, pairs: Extra) -> Answer:
        return await self.office.courier.ask(method, self.address(url), pairs, self.who.call)

    async def _heedless(self, url: str | None, asking: Coroutine[object, object, Answer]) -> None:
        if "_" in host_of(self.base, url):
            asking.close()
            self.office.warn(15003, "the host name of a status callback may have no underscore", url or "")
            return
        try:
            answer = await asking
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
