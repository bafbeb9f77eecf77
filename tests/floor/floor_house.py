"""A tiny line with a queue, installed whole, and a network whose callers and representatives are several at once.

`FloorHouse.together` lets calls and other happenings begin at their seconds, while the line's own tick comes once a second
as it does on a server. With `rest` the line has the network's own REST API, without it nobody is brought out of a queue
but by the queue's documents.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from cast import CALLER
from lines_read import line_written
from tiny_line import TOKEN
from twilio.rest import Client

from ivr.bootstrap import MEMORY, Installation, Settings, demonstration, install
from ivr.carrier.clock import VirtualClock
from ivr.carrier.handsets.handset import Handset
from ivr.carrier.handsets.taker import Taker
from ivr.carrier.happenings import Bridged, Over, Pressed, Queued, Rang, RangOut, Unbridged, Unqueued
from ivr.carrier.network import Call, Network, Ticket
from ivr.carrier.phones import Phone
from ivr.carrier.web import Reply, Request, Web
from ivr.carrier.wsgi import WsgiWeb
from ivr.line.callfile import read_call
from ivr.rehearsal.playing import Directory, script
from ivr.routing.floor import Activity, Floor, Waiting
from ivr.routing.moves import chose
from ivr.routing.roster import Chosen
from ivr.service.acd import Acd
from ivr.source import Source

TUESDAY = datetime(2026, 11, 24, 15, 5, tzinfo=UTC)
URL, ACCOUNT, OURS = "https://line.example.test", "AC" + "0" * 32, "+12125550100"

ROSA, BEN, MIA = "+15550100101", "+15550100102", "+15550100103"
MUSIC = "https://music.example.test/calm.mp3"
NUMBER = "84482917"

COMPANY = """\
name: Example
phone: +1 555 010 0000
account_number: {length: 8, prefix: 84, groups: [4, 4]}
hours:
  billing: {zone: America/New_York, week: {monday-sunday: "0:00-24:00"}}
"""
PEOPLE = """\
groups:
  billing: {GROUP}
representatives:
  rosa: {name: Rosa, number: +1 555 010 0101, groups: [billing]}
  ben: {name: Ben, number: +1 555 010 0102, groups: [billing]}
"""
LINE = """\
line: example
company: company.yaml
languages: {en-US: Polly.Joanna-Neural}
representatives: representatives.yaml
start: number
person: wait
nodes:
  number:
    collect:
      into: account.number
      prompt: Welcome. Enter your account number.
      exhausted: wait
    next: wait
  wait:
    queue:
      to: billing
      hours: billing
      prompt: Everybody is talking to others.
      place:
        - You are number {queue.position} in line.
        - The wait is about {queue.minutes} minutes.
      comfort: Thank you for waiting.
      options:
        1: {say: To leave the line, go: away}
        2: {say: To think about it, go: thinking}
      free: ring
      bridged: after_talk
      full: line_is_full
      empty: nobody_there
      closed: now_closed
      long: waited_long
      failed: line_is_broken
  ring:
    transfer:
      to: billing
      prompt: I am connecting you.
      whisper: Bill pay. Account ending {account.last4}.
      bridged: after_talk
      noanswer: nobody_answers
      busy: everybody_busy
      failed: cannot_ring
  away: {hangup: You left the line. Goodbye.}
  thinking:
    menu:
      options:
        3: {say: To go on waiting, go: wait}
      exhausted: away
  after_talk: {hangup: You talked to somebody. Goodbye.}
  line_is_full: {hangup: Too many are waiting. Goodbye.}
  nobody_there: {hangup: Nobody is at work. Goodbye.}
  now_closed: {hangup: We have just closed. Goodbye.}
  waited_long: {hangup: You waited for too long. Goodbye.}
  line_is_broken: {hangup: You cannot wait now. Goodbye.}
  nobody_answers: {hangup: Nobody answers. Goodbye.}
  everybody_busy: {hangup: Everybody is busy. Goodbye.}
  cannot_ring: {hangup: We cannot ring anybody. Goodbye.}
"""
KEYS_IN = f'  - hear: Enter your account number\n  - press: "{NUMBER}"\n'
"""Steps of every caller: the account number is keyed once."""


def texts(
    *,
    group: str = "{}",
    people: str = PEOPLE,
    line: str = LINE,
    company: str = COMPANY,
    changes: Mapping[str, str] = {},
) -> dict[str, str]:
    """The line's files. `group` is what representatives.yaml says of billing; `changes` are words of line.yaml."""
    for old, new in changes.items():
        assert old in line
        line = line.replace(old, new)
    return {"line.yaml": line, "company.yaml": company, "representatives.yaml": people.replace("{GROUP}", group)}


class Nowhere:
    """The web before the line is there."""

    def fetch(self, request: Request) -> Reply:
        raise LookupError(request.url)


@dataclass(frozen=True)
class WithMusic:
    """The line, and beside it a place that has the music."""

    line: Web

    def fetch(self, request: Request) -> Reply:
        if request.url == MUSIC:
            return Reply(200, (("Content-Type", "audio/mpeg"),), b"music")
        return self.line.fetch(request)


@dataclass
class FloorHouse:
    installation: Installation
    network: Network
    clock: VirtualClock
    phones: dict[str, Phone] = field(default_factory=dict)

    @property
    def floor(self) -> Floor:
        return self.installation.floor.store.board.look()

    @property
    def acd(self) -> Acd:
        return self.installation.floor.office.acd

    def choose(self, who: str, chosen: Chosen) -> None:
        self.acd.change(lambda floor: chose(floor, self.acd.staff, who, chosen, self.clock.now()))

    def busy(self, *people: str) -> None:
        for one in people:
            self.choose(one, Chosen.BUSY)

    def ready(self, *people: str) -> None:
        for one in people:
            self.choose(one, Chosen.READY)

    def staff(self, **people: Phone) -> None:
        """By name in capitals: ROSA=Phone(...)."""
        self.phones |= {{"ROSA": ROSA, "BEN": BEN, "MIA": MIA}[name]: phone for name, phone in people.items()}

    def handset(self, steps: str) -> Handset:
        call, found = read_call(Source("x.call.yaml", f"call: A call\nsteps:\n{steps}"))
        assert call is not None, found
        return script(call, Directory({"Rosa": ROSA, "Ben": BEN, "Mia": MIA}))

    def caller(self, steps: str = "", number: str = CALLER) -> Ticket:
        """Somebody who keys the account number and then does what `steps` say."""
        return self.ticket(self.handset(KEYS_IN + steps), number)

    def ticket(self, handset: Handset, number: str = CALLER) -> Ticket:
        return Ticket(f"{URL}/voice", handset, number, OURS, fallback_url=f"{URL}/fallback", status_url=f"{URL}/status")

    def call(self, steps: str = "", *acts: tuple[float, Callable[[], object]]) -> Call:
        (done,) = self.together((0, self.caller(steps)), acts=acts)
        return done

    def call_by(self, handset: Handset) -> Call:
        """Of somebody who does as the handset does, and nothing else."""
        return self.together((0, self.ticket(handset)))[0]

    def together(
        self, *calls: tuple[float, Ticket], acts: tuple[tuple[float, Callable[[], object]], ...] = ()
    ) -> list[Call]:
        """Each call, and each act, begins so many seconds after the beginning."""

        async def all_of_them() -> list[Call]:
            ticking = asyncio.create_task(self._tick())
            acting = [asyncio.create_task(_later(seconds, act)) for seconds, act in acts]
            try:
                return await asyncio.gather(*(self._place(seconds, one) for seconds, one in calls))
            finally:
                for task in (ticking, *acting):
                    task.cancel()

        return self.clock.run(all_of_them())

    async def _place(self, seconds: float, one: Ticket) -> Call:
        await asyncio.sleep(seconds)
        return await self.network.place(one)

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(1)
            self.installation.calls.tick()

    # -- what must hold when everybody has hung up --------------------------------------------------------------------

    def nobody_is_left(self) -> None:
        """Nobody rings or talks, and nobody waits."""
        floor = self.floor
        assert {one.activity for one in floor.standings.values()} <= {Activity.IDLE, Activity.MISSED, Activity.WRAP_UP}
        assert dict(floor.waiting) == {}

    def in_line(self) -> list[tuple[str, Waiting]]:
        waiting = self.floor.waiting.values()
        return [(one.group, one.status) for one in sorted(waiting, key=lambda one: (one.entered, one.call))]


async def _later(seconds: float, act: Callable[[], object]) -> None:
    await asyncio.sleep(seconds)
    act()


@contextmanager
def floor_house(
    written: Mapping[str, str] | None = None,
    *,
    rest: bool = True,
    database: Path | None = None,
    client: Client | None = None,
) -> Iterator[FloorHouse]:
    """`client` takes the place of the network's own REST API. Rosa and Ben answer after three seconds, press 1 and talk for
    twenty."""
    loaded = line_written(written or texts())
    phones = {number: Phone(3, handset=Taker("1"), name=name) for number, name in ((ROSA, "Rosa"), (BEN, "Ben"))}
    address = MEMORY if database is None else f"sqlite:///{database}"
    settings = Settings((TOKEN,), URL, address, fallback_number="+15550100199")
    with VirtualClock(TUESDAY) as clock:
        network = Network(Nowhere(), clock, ACCOUNT, TOKEN, phones)
        accounts = demonstration(loaded.line, clock)
        client = client or (network.client() if rest else None)
        with install(settings, loaded, clock=clock, accounts=accounts, client=client) as installation:
            network.web = WithMusic(WsgiWeb(installation.app, URL))
            yield FloorHouse(installation, network, clock, phones)


# -- what can be read off a call ------------------------------------------------------------------------------------------


def answered_at(call: Call) -> float:
    room = call.legs[0].room
    assert room.answered_at is not None
    return room.answered_at


def rings(call: Call, name: str) -> list[tuple[float, float]]:
    """From when to when that telephone belonged to this call, in seconds of the clock."""
    found: list[tuple[float, float]] = []
    began: float | None = None
    for one in call.legs[0].room.log:
        if one.leg == name and isinstance(one.what, Rang):
            began = one.at
        elif one.leg == name and isinstance(one.what, Over) and began is not None:
            found.append((began, one.at))
            began = None
    assert began is None
    return found


def rung_first(call: Call) -> list[str]:
    """The names of those who were rung, in order."""
    return [one.leg for one in call.legs[0].room.log if isinstance(one.what, Rang) and one.leg != "caller"]


def quiet(call: Call) -> float:
    """The longest time the caller heard nothing after the last key: no words, no music, no ringing and nobody. What is silent
    in a queue that has no music is not counted."""
    leg = call.leg("caller")
    room, sounds = leg.room, [(one.start, one.end) for one in leg.heard]
    since: dict[type, float] = {}
    pairs = {Unbridged: Bridged, Unqueued: Queued}
    for one in (one for one in room.log if one.leg == "caller"):
        if isinstance(one.what, Bridged | Queued | RangOut):
            since[type(one.what)] = one.at
        for end, beginning in pairs.items():
            if isinstance(one.what, end) and beginning in since:
                sounds.append((since.pop(beginning), one.at))
    sounds += _ringing(call)
    keyed = [one.at for one in room.log if one.leg == "caller" and isinstance(one.what, Pressed)]
    over = next(one.at for one in room.log if one.leg == "caller" and isinstance(one.what, Over))
    sounds += [(since[one], over) for one in (Bridged, Queued) if one in since]
    return _gap(sorted(sounds), max(keyed), over)


def _ringing(call: Call) -> list[tuple[float, float]]:
    """Ringing is heard while some telephone rings or listens to its whisper."""
    names = {leg.name for leg in call.legs if leg.name != "caller"}
    return [interval for name in names for interval in rings(call, name)]


def _gap(sounds: list[tuple[float, float]], began: float, over: float) -> float:
    longest, heard = 0.0, began
    for start, end in [*sounds, (over, over)]:
        longest = max(longest, start - heard)
        heard = max(heard, end)
    return longest
