"""A whole installation on a carrier's network in virtual time: callers, people who are called back, Rosa's telephone, and a
ticker that wakes the floor once a second as a server does. The database may be a file, and the server be replaced.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from lines_read import line_written
from tiny_line import fixed_accounts
from twilio.request_validator import RequestValidator

from ivr.bootstrap import MEMORY, Installation, Settings, install
from ivr.carrier.clock import VirtualClock
from ivr.carrier.handsets.handset import Handset
from ivr.carrier.handsets.keys import Keys
from ivr.carrier.handsets.silent import SilentCaller
from ivr.carrier.network import Call, Network, Ticket
from ivr.carrier.phase import Phase
from ivr.carrier.phones import Phone
from ivr.carrier.readings import Readings
from ivr.carrier.rest.holdings import OwnNumber
from ivr.carrier.textleg import TextLeg
from ivr.carrier.web import Reply, Request
from ivr.carrier.wsgi import WsgiWeb
from ivr.line.callfile import read_call
from ivr.line.loading import Loaded
from ivr.rehearsal.logs import overheard
from ivr.rehearsal.playing import Directory, script
from ivr.routing.availability import standing_of
from ivr.routing.floor import Activity, Floor, Standing, Waiter
from ivr.service.desk_ports import User
from ivr.service.floor_desk import FloorDesk
from ivr.service.floor_ports import Ticket as Wish
from ivr.service.ports import Accounts
from ivr.source import Source
from ivr.stores.sealing import new_key

URL = "https://line.example.test"
TUESDAY = datetime(2026, 11, 24, 15, 5, tzinfo=UTC)
ACCOUNT = "AC" + "0" * 32
TOKEN = "a-token-of-the-floor-tests"
STATE_KEY = new_key()
OURS = "+12125550100"
CALLER = "+12125550123"
ROSA, BEN = "+15550100101", "+15550100102"

LINE = """\
line: floor
company: company.yaml
languages: {en-US: Polly.Joanna-Neural}
representatives: representatives.yaml
start: main
person: person
nodes:
  main:
    menu:
      prompt: Welcome.
      options:
        1: {say: To hear how much you owe, go: number}
        2: {say: To speak with a representative, go: person}
        3: {say: To leave a message, go: message}
        4: {say: To be called back, go: call_me}
        5: {say: To speak with somebody who is there, go: doors}
      exhausted: person
  number:
    collect: {into: account.number, prompt: Enter your account number., exhausted: person}
    next: pin
  pin:
    collect: {into: account.pin, prompt: Enter your PIN., exhausted: person}
    next: identify
  identify:
    lookup: {accounts: verify, verified: balance, refused: number, exhausted: person, down: person}
  balance:
    say: You owe {account.balance}.
    next: person
    reason: more_time
  doors:
    hours: {of: billing, open: person, closed: nobody, holiday: nobody, emergency: shut}
  shut:
    hangup: Our office is closed unexpectedly. Goodbye.
  person:
    transfer:
      to: billing
      prompt: I am connecting you.
      whisper: Account ending {account.last4}.
      bridged: goodbye
      noanswer: queue
      busy: queue
      failed: queue
  queue:
    queue:
      to: billing
      hours: billing
      prompt: Please hold.
      place: You are number {queue.position}.
      free: person
      bridged: goodbye
      empty: nobody
      closed: shut
      failed: nobody
      options:
        1: {say: To be called back, go: call_me}
        2: {say: To leave a message, go: message}
  call_me:
    callback:
      to: billing
      greeting: This is Example. You asked us to call you back.
      answered: again
      text: "Example tried to call you back. Please call us again."
      done: arranged
      refused: not_arranged
      down: not_arranged
      exhausted: queue
    back: queue
  arranged:
    hangup: We will call you back. Goodbye.
  not_arranged:
    say: We cannot call you back.
    next: queue
  again:
    transfer:
      to: billing
      prompt: I am connecting you.
      whisper: A call back. Account ending {account.last4}.
      bridged: goodbye
      noanswer: queue
      busy: queue
      failed: queue
  message:
    voicemail: {to: billing, prompt: Leave a message., limit: 60 s, silence: 5 s, left: thanks, empty: nothing_heard}
  thanks:
    hangup: Thank you for the message.
  nothing_heard:
    hangup: I heard nothing. Goodbye.
  nobody:
    hangup: Nobody is here. Goodbye.
  goodbye:
    hangup: Thank you. Goodbye.
"""
COMPANY = """\
name: Example
phone: +1 555 010 0000
account_number: {length: 8, prefix: 84, groups: [4, 4]}
pin: {length: 6}
texts: {countries: [US]}
callbacks: {countries: [US], tries: 2, again_after: 10 minutes}
hours:
  billing:
    zone: America/New_York
    week:
      monday-sunday: 0:00-24:00
"""
PEOPLE = """\
groups: {billing: {wrap_up: 20 s, ring: 20 s}}
representatives:
  rosa: {name: Rosa, number: +1 555 010 0101, groups: [billing]}
"""
BEN_TOO = "  ben: {name: Ben, number: +1 555 010 0102, groups: [billing]}\n"
TEXTS = {"line.yaml": LINE, "company.yaml": COMPANY, "representatives.yaml": PEOPLE}

Rest = Callable[[Request], Reply]


def written(*changes: tuple[str, str], people: str = PEOPLE) -> Loaded:
    """The line after an author changed something in one of its files."""
    texts = TEXTS | {"representatives.yaml": people}
    for old, new in changes:
        (name,) = [name for name, text in texts.items() if old in text]
        texts = texts | {name: texts[name].replace(old, new)}
    return line_written(texts)


@dataclass
class Recorder:
    """A web that remembers what was asked and answered. `before` is called with each request, and may answer in the
    line's place; with `twice` every request is delivered a second time, and answered the same."""

    inner: WsgiWeb | None = None
    twice: bool = False
    before: Callable[[Request], Reply | None] = lambda _: None
    asked: list[tuple[Request, Reply]] = field(default_factory=list)

    def fetch(self, request: Request) -> Reply:
        if self.inner is None:
            raise LookupError(request.url)
        reply = self.before(request) or self.inner.fetch(request)
        self.asked.append((request, reply))
        if self.twice:
            again = self.inner.fetch(request)
            assert (again.status, again.body) == (reply.status, reply.body), request.url
        return reply

    def paths(self) -> list[str]:
        return [urlsplit(request.url).path for request, _ in self.asked]


@dataclass
class Rosa:
    """A representative's telephone: takes each call with 1, or refuses it with 9, and talks a while. `sees` is called when
    the whisper was heard, and `talks` when both are connected."""

    talks_for: float = 20.0
    key: str = "1"
    sees: Callable[[TextLeg], None] = lambda _: None
    talks: Callable[[TextLeg], None] = lambda _: None
    whispers: list[str] = field(default_factory=list)

    async def hold(self, phone: TextLeg) -> None:
        while phone.phase is not Phase.BRIDGED:
            if phone.over:
                return
            if phone.phase is Phase.LISTENING:
                self.whispers.append(" ".join(one.text for one in phone.heard))
                self.sees(phone)
                await phone.press(self.key)
            await phone.room.change(None)
        self.talks(phone)
        if await phone.stay(self.talks_for):
            phone.hang_up()

    def phone(self, answers_after: float | None = 3.0) -> Phone:
        return Phone(answers_after, handset=self, name="Rosa")


@dataclass
class House:
    """`numbers` are the telephones that ring, by number; a test may replace them at any moment."""

    loaded: Loaded
    clock: VirtualClock
    network: Network
    web: Recorder
    settings: Settings
    numbers: dict[str, Phone]
    accounts: Accounts
    installation: Installation
    errors: list[str]
    ticks: bool = True

    # -- the server ---------------------------------------------------------------------------------------------------

    def restart(self) -> None:
        """Another process takes over the file."""
        self.installation.shut()
        self.installation = _installed(self.settings, self.loaded, self.clock, self.accounts, self.network)
        self.web.inner = WsgiWeb(self.installation.app, URL)

    async def tick(self) -> None:
        while True:
            await asyncio.sleep(1)
            if self.ticks:
                self.installation.calls.tick()

    @property
    def desk(self) -> FloorDesk:
        return self.installation.floor.desk

    @property
    def floor(self) -> Floor:
        return self.installation.floor.store.board.look()

    @property
    def standing(self) -> Standing:
        staff = self.installation.floor.transfers.acd.staff
        return standing_of(self.floor, staff, "rosa", self.clock.now())

    @property
    def activity(self) -> Activity:
        """Rosa's, at this moment."""
        return self.standing.activity

    @property
    def waiting(self) -> tuple[Waiter, ...]:
        return tuple(sorted(self.floor.waiting.values(), key=lambda one: one.entered))

    @property
    def wish(self) -> Wish | None:
        """What is kept of the only call back in line."""
        (waiter,) = self.waiting
        return self.installation.floor.store.tickets.get(waiter.token)

    def change(self, move: Callable[[Floor], Floor]) -> None:
        self.installation.floor.transfers.acd.change(move)

    def add(self, user: User) -> None:
        self.installation.floor.store.users.put(user)

    # -- calls --------------------------------------------------------------------------------------------------------

    def keys(self, row: str, caller: str = CALLER, path: str = "") -> Ticket:
        return self.ticket(Keys(row), caller, path)

    def steps(self, steps: str, caller: str = CALLER, path: str = "") -> Ticket:
        return self.ticket(self.script(steps), caller, path)

    def script(self, steps: str) -> Handset:
        call, findings = read_call(Source("x.call.yaml", f"call: A call\nsteps:\n{steps}"))
        assert call is not None, findings
        return script(call, Directory.of(self.loaded))

    def silent(self, caller: str = CALLER, patience: float | None = None) -> Ticket:
        return self.ticket(SilentCaller(patience), caller)

    def ticket(self, handset: Handset, caller: str = CALLER, path: str = "") -> Ticket:
        return Ticket(f"{URL}{path}/voice", handset, caller, OURS, status_url=f"{URL}{path}/status")

    def play(self, *calls: tuple[float, Ticket]) -> list[Call]:
        """Calls that begin so many seconds from now; until all of them are over."""

        async def later(seconds: float, ticket: Ticket) -> Call:
            await asyncio.sleep(seconds)
            return await self.network.place(ticket)

        async def together() -> list[Call]:
            return list(await asyncio.gather(*(later(*one) for one in calls)))

        return self.clock.run(together())

    def at(self, seconds: float, act: Callable[[], object]) -> None:
        """Something else happens so many seconds from now."""

        async def soon() -> None:
            asyncio.get_running_loop().call_later(seconds, act)

        self.clock.run(soon())

    def call(self, ticket: Ticket) -> Call:
        return self.play((0, ticket))[0]

    def passes(self, seconds: float) -> list[Call]:
        """Time passes; the calls that were placed meanwhile by the line, once they are over."""
        self.network.together(asyncio.sleep(seconds))
        return list(self.network.run())

    # -- requests by hand ---------------------------------------------------------------------------------------------

    def post(self, path: str, fields: Mapping[str, str]) -> Reply:
        """Signed as the carrier signs."""
        form = dict(fields)
        signature = RequestValidator(TOKEN).compute_signature(f"{URL}{path}", form)
        headers = {"X-Twilio-Signature": signature}
        answer = self.installation.app.test_client().post(path, data=form, headers=headers)
        return Reply(answer.status_code, (), answer.data)

    def status(self, path: str, call: str, status: str = "completed") -> Reply:
        fields = {"CallSid": call, "AccountSid": ACCOUNT, "From": OURS, "To": CALLER, "CallStatus": status}
        return self.post(path, fields | {"Direction": "outbound-api", "CallDuration": "0"})


@contextmanager
def house(
    loaded: Loaded | None = None,
    database: Path | None = None,
    *,
    phones: Mapping[str, Phone] | None = None,
    accounts: Accounts | None = None,
    representative_line: str = "",
    readings: Readings | None = None,
    calls_from: str = "",
) -> Iterator[House]:
    """Errors of the line are kept in `errors`, and a test that expects none of them need not look."""
    loaded = loaded or written()
    numbers = dict(phones or {})
    address = MEMORY if database is None else f"sqlite:///{database}"
    settings = Settings(
        (TOKEN,),
        URL,
        address,
        (STATE_KEY,),
        fallback_number="+15550100199",
        text_sender=OURS,
        account=ACCOUNT,
        caller_id=calls_from,
        representative_line=representative_line,
    )
    web = Recorder()
    with overheard() as errors, VirtualClock(TUESDAY) as clock:
        network = Network(web, clock, ACCOUNT, TOKEN, numbers, readings=readings or Readings())
        network.own(OwnNumber(OURS))
        accounts = accounts or fixed_accounts(clock)
        installation = _installed(settings, loaded, clock, accounts, network)
        web.inner = WsgiWeb(installation.app, URL)
        made = House(loaded, clock, network, web, settings, numbers, accounts, installation, errors)
        ticker = clock.run(_begun(made))
        yield made
        ticked = ticker.exception() if ticker.done() else None
        ticker.cancel()
        made.installation.shut()
    assert ticked is None, ticked
    assert errors == []


async def _begun(made: House) -> "asyncio.Task[None]":
    return asyncio.get_running_loop().create_task(made.tick())


def _installed(
    settings: Settings, loaded: Loaded, clock: VirtualClock, accounts: Accounts, network: Network
) -> Installation:
    return install(settings, loaded, clock=clock, accounts=accounts, client=network.client())
