"""The phone network: numbers that can be rung, and calls that can be placed.

with VirtualClock() as clock:
    network = Network(WsgiWeb(app, "https://line.example"), clock, account=..., token=...)
    call = network.call("https://line.example/voice", handset=Keys("1 w20 2"))
    print(call.transcript)
"""

import asyncio
from collections.abc import Collection, Coroutine, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import InitVar, dataclass, field
from typing import TypeVar
from urllib.parse import urljoin

from ivr.carrier.clock import Clock
from ivr.carrier.connection_cache import Cache
from ivr.carrier.handsets.handset import Handset
from ivr.carrier.happenings import Texted
from ivr.carrier.http import Courier
from ivr.carrier.memory import Memory
from ivr.carrier.paying.connectors import Payments
from ivr.carrier.phones import NOBODY, Phone
from ivr.carrier.placing import CALLED, CALLER, Call, Placing, Ticket
from ivr.carrier.premises import Premises
from ivr.carrier.queues import Queues
from ivr.carrier.readings import Readings
from ivr.carrier.recordings import Recording
from ivr.carrier.rest.api import RestApi
from ivr.carrier.rest.client import Client, RestClient, client_of
from ivr.carrier.rest.delivery import deliver
from ivr.carrier.rest.desk import Desk
from ivr.carrier.rest.holdings import Holdings, Message, OwnNumber
from ivr.carrier.rest.orders import Deliver, Place
from ivr.carrier.rest.outgoing import handset_of
from ivr.carrier.rest.shapes import Account
from ivr.carrier.room import Room
from ivr.carrier.shelf import Shelf
from ivr.carrier.tasks import Tasks
from ivr.carrier.web import Web

__all__ = ["CALLED", "CALLER", "Call", "Network", "NoSuchNumberError", "Ticket"]

T = TypeVar("T")


class NoSuchNumberError(Exception):
    """The account has no such number, or it calls nothing that this network could reach."""


@dataclass(slots=True)
class Network:
    """`phones` says who answers which number; nobody answers a number that is not there. `readings` settles
    what the documentation leaves open; `payments` are the account's payment connectors; `speech_factor` 0 makes words
    take no time. `home` is what a URL given without its host begins with. `owned` are numbers of the account without URLs of their own, as `own` adds them one by one; while it
    has none, it may call from any."""

    web: Web
    clock: Clock
    account: str
    token: str = field(repr=False)
    phones: Mapping[str, Phone] = field(default_factory=dict)
    readings: Readings = field(default_factory=Readings)
    speech_factor: float = 1.0
    payments: Payments = field(default_factory=Payments)
    owned: InitVar[Collection[str]] = ()
    home: str = ""
    premises: Premises = field(init=False, repr=False)
    holdings: Holdings = field(default_factory=Holdings, init=False, repr=False)
    cache: Cache = field(default_factory=Cache, init=False, repr=False)
    shelf: Shelf = field(default_factory=Shelf, init=False, repr=False)
    _desk: Desk = field(default_factory=Desk, init=False, repr=False)
    _memory: Memory = field(init=False, repr=False)
    _placed: list[Call] = field(default_factory=list, init=False, repr=False)
    _rooms: list[Room] = field(default_factory=list, init=False, repr=False)

    def __post_init__(self, owned: Collection[str]) -> None:
        self.premises = Premises(Queues(self.clock), self.holdings.owns)
        self._memory = Memory(self.premises, self.holdings)
        for number in owned:
            self.own(OwnNumber(number))

    @property
    def queues(self) -> Queues:
        """They are made on demand, and outlive the calls that wait in them."""
        return self.premises.queues

    @property
    def recordings(self) -> Collection[Recording]:
        """Of all calls so far, whoever placed them, or of the last ones where it is to `stay_open`."""
        return self.premises.recordings.values()

    @property
    def tasks(self) -> Tasks:
        """Of callers who were enqueued for a workflow; a test accepts them."""
        return self.premises.tasks

    def stay_open(self, calls: int) -> None:
        """It runs for hours or days: of calls that are over it remembers so many, and of what they recorded what can be
        kept in memory; `run` tells of none, and what the REST API may be asked for is counted by the hour."""
        self._memory.most = calls
        self.premises.forgets = self._desk.stays_open = True

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
        urls = [one and urljoin(self.home, one) for one in (url, fallback_url, status_url)]
        ticket = Ticket(urls[0] or "", handset, caller, called, method, urls[1], urls[2])
        return self.together(self.place(ticket))

    def dial(self, number: str, *, handset: Handset, caller: str = CALLER) -> Call:
        """Call a number of the account, whose URLs are its own. Raises NoSuchNumberError besides what `call` raises."""
        return self.together(self.place(self.ticket(number, handset, caller)))

    def together(self, work: Coroutine[object, object, T]) -> T:
        """Run `work`, which may `place` many calls at once. What the REST API is asked for meanwhile is begun as it comes, also
        when nobody is on the line, and waited for. Raises what `work` and ordered calls raise."""
        return self.clock.run(self._with_orders(work))

    def ticket(self, number: str, handset: Handset, caller: str = CALLER) -> Ticket:
        """A call to a number of the account. Raises NoSuchNumberError."""
        own = self.holdings.number(number)
        if own is None or not own.voice_url or own.voice_application_sid or own.trunk_sid:
            raise NoSuchNumberError(f"{number} is no number of this account with a voice URL of its own")
        return Ticket(
            own.voice_url,
            handset,
            caller,
            number,
            own.voice_method,
            own.voice_fallback_url or None,
            own.status_callback or None,
            own.voice_fallback_method,
            own.status_callback_method,
        )

    def run(self) -> tuple[Call, ...]:
        """Do what the REST API was asked for; the calls it placed since the last time, once they are over."""
        self.together(asyncio.sleep(0))
        placed = tuple(self._placed)
        self._placed.clear()
        return placed

    async def place(self, ticket: Ticket) -> Call:
        """As `call`, on a loop that runs already: several calls at once are several of these. What the REST API is asked
        for meanwhile is begun at once; `call`, `dial` and `run` wait for its end as well."""
        with self._desk.opened(self._carry_out):
            try:
                async with asyncio.TaskGroup() as tasks:
                    placing = Placing(self, ticket, tasks)
                    with self._going_on(placing):
                        return await placing.call()
            except BaseExceptionGroup as group:
                raise _first(group) from None

    @contextmanager
    def _going_on(self, placing: Placing) -> Iterator[None]:
        self._rooms.append(placing.room)
        try:
            yield
        finally:
            self._rooms.remove(placing.room)
            self._remember(placing.sid, placing.recordings)

    def _remember(self, call: str, recordings: Sequence[Recording]) -> None:
        if self._memory.most is not None:
            self._memory.add(call, recordings)
            self.payments.asked.clear()  # cards, which nobody will look at

    def _note_text(self, message: Message) -> None:
        """On the calls it is sent to a party of; on all that go on where there is none, as nobody can say which of them
        wrote it."""
        parties = [(room, leg.name) for room in self._rooms for leg in room.legs if leg.number == message.to]
        for room, leg in dict(parties or ((room, message.to) for room in self._rooms)).items():
            room.note(leg, Texted(message.to, message.body))

    def rest(self) -> RestClient:
        """For `twilio.rest.Client(account, token, http_client=network.rest())`. What is asked for takes effect when the
        carrier next runs: within the call going on, the next call, or `run`."""
        account = Account(self.account, self.token, self.clock.now)
        return RestClient(RestApi(account, self.holdings, self.phones, self._desk, self.queues))

    def client(self) -> Client:
        """The twilio library's client of this account, as `rest` says."""
        return client_of(self.account, self.token, self.rest())

    def own(self, number: OwnNumber) -> OwnNumber:
        """One more number for the account."""
        return self.holdings.own(number)

    @property
    def messages(self) -> tuple[Message, ...]:
        """What the account wrote, in order."""
        return tuple(self.holdings.messages)

    async def _with_orders(self, work: Coroutine[object, object, T]) -> T:
        """`work`, and whatever the REST API was asked for meanwhile, to its end."""
        with self._desk.opened(self._carry_out):
            try:
                result = await work
                await self._desk.settled()
            except BaseException:
                await self._desk.abandoned()
                raise
            return result

    async def _carry_out(self, order: Place | Deliver) -> None:
        if isinstance(order, Deliver):
            self._note_text(order.message)
            time = asyncio.get_running_loop().time
            courier = Courier(self.web, self.clock, self.token, time, self.cache, signed_as=str)
            phone = self.phones.get(order.message.to, NOBODY)
            await deliver(order, phone, courier, self.account, self.holdings)
        elif order.outgoing.record.final is not None:  # it was cancelled before anybody could be rung
            self._remember(order.outgoing.record.sid, ())
        else:
            call = await self.place(self._outgoing(order))
            if self._memory.most is None:
                self._placed.append(call)

    def _outgoing(self, order: Place) -> Ticket:
        record = order.outgoing.record
        return Ticket(
            "",
            handset_of(self.phones.get(record.to, NOBODY)),
            record.from_,
            record.to,
            fallback_url=order.fallback_url,
            status_url=order.status_url,
            fallback_method=order.fallback_method,
            status_method=order.status_method,
            outgoing=order,
        )


def _first(group: BaseExceptionGroup[BaseException]) -> BaseException:
    error = group.exceptions[0]
    return _first(error) if isinstance(error, BaseExceptionGroup) else error
