"""The phone network: numbers that can be rung, and calls that can be placed.

with VirtualClock() as clock:
    network = Network(WsgiWeb(app, "https://line.example"), clock, account=..., token=...)
    call = network.call("https://line.example/voice", handset=Keys("1 w20 2"))
    print(call.transcript)
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from ivr.carrier.child import new_sid
from ivr.carrier.clock import Clock
from ivr.carrier.debugger import Entry
from ivr.carrier.handsets.handset import Handset
from ivr.carrier.happenings import Bridged, Closed, Ended, Listened
from ivr.carrier.http import Courier, Made
from ivr.carrier.interpreter import End, Interpreter, whisper
from ivr.carrier.leg import LegGoneError, whole_seconds
from ivr.carrier.office import Office, Stage, opening
from ivr.carrier.paying.connectors import Payments
from ivr.carrier.phones import Phone
from ivr.carrier.readings import Readings
from ivr.carrier.recordings import Recording
from ivr.carrier.room import Room
from ivr.carrier.textleg import TextLeg
from ivr.carrier.transcript import Transcript
from ivr.carrier.web import Web
from ivr.telephony.events import Leg
from ivr.telephony.outcomes import CallStatus

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


@dataclass(frozen=True, slots=True)
class Ticket:
    """What one call is made of. `called` is the number whose voice URL is `url`."""

    url: str
    handset: Handset
    caller: str = CALLER
    called: str = CALLED
    method: str = "POST"
    fallback_url: str | None = None
    status_url: str | None = None


@dataclass(slots=True)
class Network:
    """`phones` says who answers which number; nobody answers a number that is not there. `readings` settles
    what the documentation leaves open; `payments` are the account's payment connectors; `speech_factor` 0 makes words
    take no time."""

    web: Web
    clock: Clock
    account: str
    token: str = field(repr=False)
    phones: Mapping[str, Phone] = field(default_factory=dict)
    readings: Readings = field(default_factory=Readings)
    speech_factor: float = 1.0
    payments: Payments = field(default_factory=Payments)

    def call(
        self,
        url: str,
        *,
        handset: Handset,
        caller: str = CALLER,
        called: str = CALLED,
        method: str = "POST",
        fallback_url: str | None = None,
        status_url: str | None = None,
    ) -> Call:
        """Place one call and return when it is over. Raises what a handset raises: ScriptFailedError, for one."""
        return self.clock.run(self.place(Ticket(url, handset, caller, called, method, fallback_url, status_url)))

    async def place(self, ticket: Ticket) -> Call:
        """The same, on a loop that runs already: several calls at once are several of these."""
        try:
            async with asyncio.TaskGroup() as tasks:
                return await _Placing(self, ticket, tasks).call()
        except BaseExceptionGroup as group:
            raise _first(group) from None


def _first(group: BaseExceptionGroup[BaseException]) -> BaseException:
    error = group.exceptions[0]
    return _first(error) if isinstance(error, BaseExceptionGroup) else error


class _Placing:
    def __init__(self, network: Network, ticket: Ticket, tasks: asyncio.TaskGroup) -> None:
        self._ticket = ticket
        self._tasks = tasks
        self._holding: set[asyncio.Task[None]] = set()
        self._room = Room()
        self._leg = TextLeg(self._room, "caller", ticket.caller, network.speech_factor)
        self._office = Office(
            room=self._room,
            clock=network.clock,
            courier=Courier(network.web, network.clock, network.token, self._elapsed),
            phones=network.phones,
            spawn=tasks.create_task,
            hold=self._hold,
            whisper=whisper,
            readings=network.readings,
            payments=network.payments,
            speech_factor=network.speech_factor,
        )
        who = Leg(new_sid(), network.account, ticket.caller, ticket.called, CallStatus.RINGING)
        self._stage = Stage(self._office, self._leg, who, ticket.url)

    async def call(self) -> Call:
        self._hold(self._ticket.handset, self._leg)
        end = await self._converse()
        ended = self._ended(end)
        self._room.finish(ended)
        await self._report(end.status)
        await asyncio.wait(self._holding, timeout=LETTING_GO_SECONDS)
        for handset in self._holding:
            handset.cancel()
        return self._result(ended, end.status)

    def _hold(self, handset: Handset, leg: TextLeg) -> None:
        self._holding.add(self._tasks.create_task(handset.hold(leg)))

    async def _converse(self) -> End:
        ticket = self._ticket
        interpreter = Interpreter(self._stage, ticket.fallback_url)
        try:
            async with asyncio.timeout(MAX_CALL_SECONDS):
                end = await interpreter.run(opening(ticket.url, ticket.method))
        except LegGoneError:
            end = End(CallStatus.COMPLETED if self._leg.answered else CallStatus.CANCELED)
        except TimeoutError:
            self._office.warn(0, "the call reached four hours and was hung up", ticket.url)
            end = End(CallStatus.COMPLETED)
        await self._leg.hangup()
        return end

    def _ended(self, end: End) -> Ended:
        if end.failed:
            return Ended.ERROR
        if _connected_at_last(self._room, self._leg):
            return Ended.BRIDGED
        if self._leg.gone:
            return Ended.CALLER_HUNG_UP
        return Ended.LINE_HUNG_UP if self._leg.answered else Ended.REJECTED

    async def _report(self, status: CallStatus) -> None:
        if self._ticket.status_url is not None:
            extra = (("Timestamp", self._office.timestamp()),)
            await self._stage.report_over(
                self._ticket.status_url, "POST", status, whole_seconds(self._leg.seconds), extra
            )

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
