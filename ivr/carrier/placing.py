"""One call from its first ring to its last callback: its room, its first leg, its documents, and what it came to."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ivr.carrier.audio import leg_of
from ivr.carrier.debugger import Entry
from ivr.carrier.handsets.handset import Handset
from ivr.carrier.happenings import Bridged, Closed, Ended, Listened
from ivr.carrier.http import Courier, Made
from ivr.carrier.interpreter import End, Interpreter, aside, whisper
from ivr.carrier.leg import LegGoneError, whole_seconds
from ivr.carrier.naming import name_in
from ivr.carrier.office import Office, Stage, opening
from ivr.carrier.phones import NOBODY
from ivr.carrier.recordings import Recording
from ivr.carrier.rest.holdings import CallRecord, new_sid
from ivr.carrier.rest.orders import Place
from ivr.carrier.rest.outgoing import Outward, progress
from ivr.carrier.room import Room
from ivr.carrier.textleg import TextLeg
from ivr.carrier.transcript import Transcript
from ivr.telephony.events import Leg
from ivr.telephony.outcomes import CallStatus

if TYPE_CHECKING:
    from ivr.carrier.network import Network

MAX_CALL_SECONDS = 4 * 3600  # Twilio, limits
LETTING_GO_SECONDS = 5.0  # how long a handset may go on after the call is over
CALLER = "+15550100001"
CALLED = "+15550100000"


@dataclass(frozen=True, slots=True)
class Call:
    """A call that is over. `seconds` is how long it was answered; `made` are its requests, in order."""

    sid: str
    ended: Ended
    status: CallStatus
    seconds: float
    transcript: Transcript
    legs: tuple[TextLeg, ...] = field(repr=False)
    made: tuple[Made, ...] = field(repr=False)
    debugger: tuple[Entry, ...]
    recordings: tuple[Recording, ...] = ()

    def leg(self, name: str) -> TextLeg:
        """The last telephone that transcripts call so; the caller's is `caller`. Raises LookupError."""
        named = [leg for leg in self.legs if leg.name == name]
        if not named:
            raise LookupError(
                f"no telephone of this call is {name}; there are {', '.join(leg.name for leg in self.legs)}"
            )
        return named[-1]

    def asked(self, path: str) -> tuple[Made, ...]:
        """The requests for that path, in order."""
        return tuple(made for made in self.made if urlsplit(made.url).path == path)


@dataclass(frozen=True, slots=True)
class Ticket:
    """What one call is made of. `called` is the number whose voice URL is `url`. An `outgoing` call is the other way
    round: the account calls, and `handset` is the callee's."""

    url: str
    handset: Handset
    caller: str = CALLER
    called: str = CALLED
    method: str = "POST"
    fallback_url: str | None = None
    status_url: str | None = None
    fallback_method: str = "POST"
    status_method: str = "POST"
    outgoing: Place | None = None


class Placing:
    def __init__(self, network: "Network", ticket: Ticket, tasks: asyncio.TaskGroup) -> None:
        self._ticket = ticket
        self._tasks = tasks
        self._holding: set[asyncio.Task[None]] = set()
        self.room = self._room = Room()
        phone = network.phones.get(ticket.called, NOBODY)
        if ticket.outgoing is None:
            self._leg = leg_of(ticket.handset, self._room, "caller", ticket.caller, network.speech_factor)
        else:
            name = name_in(self._room, phone.name, ticket.called)
            self._leg = leg_of(ticket.handset, self._room, name, ticket.called, network.speech_factor)
        self._office = Office(
            room=self._room,
            clock=network.clock,
            courier=Courier(network.web, network.clock, network.token, self._elapsed, network.cache),
            phones=network.phones,
            spawn=tasks.create_task,
            hold=self._hold,
            whisper=whisper,
            aside=aside,
            premises=network.premises,
            readings=network.readings,
            shelf=network.shelf,
            payments=network.payments,
            speech_factor=network.speech_factor,
        )
        self._record = record = self._recorded()
        network.holdings.calls[record.sid] = record
        who = Leg(record.sid, network.account, ticket.caller, ticket.called, CallStatus.RINGING, record.direction)
        self._stage = Stage(self._office, self._leg, who, ticket.url, interruption=record.interruption)
        self._outward = None if ticket.outgoing is None else Outward(ticket.outgoing, self._stage, self._leg, phone)

    @property
    def sid(self) -> str:
        return self._record.sid

    @property
    def recordings(self) -> Sequence[Recording]:
        return self._office.recordings

    async def call(self) -> Call:
        self._hold(self._ticket.handset, self._leg)
        end = await self._converse()
        ended = self._ended(end)
        self._record.finish(end.status, self._office.clock.now())
        self._room.finish(ended)
        await self._report(end.status)
        await asyncio.wait(self._holding, timeout=LETTING_GO_SECONDS)
        for handset in self._holding:
            handset.cancel()
        return self._result(ended, end.status)

    def _hold(self, handset: Handset, leg: TextLeg) -> None:
        holding = handset.hold(leg)
        try:
            self._holding.add(self._tasks.create_task(holding))
        except RuntimeError:  # a script failed at this very instant, and nothing is begun any more
            holding.close()
            raise

    def _recorded(self) -> CallRecord:
        """The call as the REST API shows it: new, or made when the API was asked to place it."""
        ticket = self._ticket
        if ticket.outgoing is None:
            now = self._office.clock.now()
            return CallRecord(new_sid("CA"), ticket.called, ticket.caller, "inbound", now, self._leg)
        record = ticket.outgoing.outgoing.record
        record.leg = self._leg
        return record

    async def _converse(self) -> End:
        ticket = self._ticket
        limit = MAX_CALL_SECONDS if ticket.outgoing is None else ticket.outgoing.outgoing.time_limit
        try:
            async with asyncio.timeout(limit):
                end = await self._documents()
        except LegGoneError:
            end = End(CallStatus.COMPLETED if self._leg.answered else CallStatus.CANCELED)
        except TimeoutError:
            self._office.warn(0, f"the call reached {limit} seconds and was hung up", ticket.url)
            end = End(CallStatus.COMPLETED)
        await self._leg.hangup()
        return end

    async def _documents(self) -> End:
        ticket = self._ticket
        interpreter = Interpreter(self._stage, ticket.fallback_url, ticket.fallback_method)
        if self._outward is not None:
            return await self._outward.converse(interpreter)
        return await interpreter.run(opening(ticket.url, ticket.method))

    def _ended(self, end: End) -> Ended:
        if end.failed:
            return Ended.ERROR
        if _connected_at_last(self._room, self._leg):
            return Ended.BRIDGED
        if self._leg.gone:
            return Ended.CALLER_HUNG_UP
        return Ended.LINE_HUNG_UP if self._leg.answered else Ended.REJECTED

    async def _report(self, status: CallStatus) -> None:
        ticket, outward = self._ticket, self._outward
        extra = progress(0, self._office.timestamp()) if outward is None else outward.progress()
        if ticket.status_url is not None and (outward is None or outward.wants("completed")):
            seconds = whole_seconds(self._leg.seconds)
            await self._stage.report_over(ticket.status_url, ticket.status_method, status, seconds, extra)

    def _result(self, ended: Ended, status: CallStatus) -> Call:
        return Call(
            sid=self._stage.who.call,
            ended=ended,
            status=status,
            seconds=self._leg.seconds,
            transcript=Transcript(self._room),
            legs=tuple(self._room.legs),
            made=tuple(self._office.courier.made),
            debugger=tuple(self._office.entries),
            recordings=tuple(self._office.recordings),
        )

    def _elapsed(self) -> float:
        return self._room.time() - self._room.began


def _connected_at_last(room: Room, leg: TextLeg) -> bool:
    """Whether the caller was connected to somebody, and the line asked for no keys after that."""
    connected = False
    for happening in room.log:
        if happening.leg == leg.name:
            match happening.what:
                case Bridged():
                    connected = True
                case Listened() | Closed():
                    connected = False
                case _:
                    pass
    return connected
