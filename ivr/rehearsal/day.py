"""A working day of a call centre in virtual time: callers, representatives with breaks, and the real line between them.

Everything is what it is in earnest but the telephones: the application answers signed requests, the carrier performs its
documents, callers leave the queue by the REST API, call backs are placed by it, people choose at their desks. The same
day of the same seed has the same callers; only the names of calls differ.
"""

import asyncio
import random
import secrets
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from statistics import median, quantiles

from ivr.bootstrap import MEMORY, Installation, Settings, demonstration, install
from ivr.carrier.clock import VirtualClock
from ivr.carrier.network import Call, Network, Ticket
from ivr.carrier.phones import Phone
from ivr.carrier.rest.holdings import OwnNumber
from ivr.carrier.web import Reply, Request, Web
from ivr.carrier.wsgi import WsgiWeb
from ivr.rehearsal.day_callers import CALLED_BACK_AFTER, Answers, Caller, End, caller_of
from ivr.rehearsal.day_line import line_of, number_of, people_of
from ivr.rehearsal.day_people import Person, breaks_of
from ivr.rehearsal.day_watch import Choice, Watched
from ivr.routing.floor import Activity
from ivr.routing.roster import Strategy
from ivr.speech.digits import DIGIT_OF_WORD

OPENS = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
"""Nine in New York, on a Tuesday."""
TICK = 1.0
OVERTIME = 3600.0
"""Seconds that call backs may take after closing."""
URL, ACCOUNT, OURS = "https://line.example.test", "AC" + "0" * 32, "+15550100198"


@dataclass(frozen=True, slots=True)
class Day:
    """`talk_seconds` is about how long a talk takes. With `dutiful` people everybody takes every call and nobody has a break;
    `one_group` has everybody do everything, so that shares depend on the strategy alone."""

    callers: int = 500
    people: int = 12
    seed: int = 1
    strategy: Strategy = Strategy.LONGEST_IDLE
    minutes: int = 480
    talk_seconds: float = 360.0
    dutiful: bool = False
    one_group: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a day came to. `waits` are seconds until the talk, of those who talked on their first call, in order; `talks` is how
    many each person had. Then what must not happen, each in a sentence: callers dropped, callers who waited while
    somebody who fits was free, people rung by two calls at a time, callers asked twice, whispers about somebody else,
    people and callers left behind on the floor when all was over."""

    ends: Mapping[End, int]
    waits: tuple[float, ...]
    talks: Mapping[str, int]
    rings: int
    requests: int
    most_waiting: int
    choices: tuple[Choice, ...] = field(repr=False)
    dropped: tuple[str, ...] = ()
    neglected: tuple[str, ...] = ()
    rung_twice: tuple[str, ...] = ()
    asked_twice: tuple[str, ...] = ()
    whispered_wrong: tuple[str, ...] = ()
    left_behind: tuple[str, ...] = ()

    @property
    def wrong(self) -> tuple[str, ...]:
        """Everything that must not happen and did."""
        return (
            *self.dropped,
            *self.neglected,
            *self.rung_twice,
            *self.asked_twice,
            *self.whispered_wrong,
            *self.left_behind,
        )

    def __str__(self) -> str:
        rows = [f"{count:5}  {end}" for end, count in sorted(self.ends.items(), key=lambda one: -one[1])]
        middle, late, longest = self.median_wait, self.late_wait, max(self.waits, default=0.0)
        rows.append(f"waited  median {middle:.0f} s, of twenty one over {late:.0f} s, longest {longest:.0f} s")
        rows.append(f"at most {self.most_waiting} in line; telephones rang {self.rings} times; {self.requests} requests")
        rows.append("talks   " + ", ".join(f"{name} {count}" for name, count in self.talks.items()))
        return "\n".join((*rows, *self.wrong))

    @property
    def median_wait(self) -> float:
        return median(self.waits) if self.waits else 0.0

    @property
    def late_wait(self) -> float:
        """What one in twenty waits longer than."""
        return quantiles(self.waits, n=20)[-1] if len(self.waits) > 1 else self.median_wait


def live_through(day: Day) -> Outcome:
    """Raises what an application raises that a day finds broken, StoreError among it."""
    with VirtualClock(OPENS) as clock, _opened(day, clock) as office:
        calls = office.network.together(office.live())
        return office.outcome(calls)


@dataclass(slots=True)
class _Office:
    day: Day
    network: Network
    installation: Installation
    callers: tuple[Caller, ...]
    people: tuple[Person, ...]
    watched: Watched

    # -- the day ------------------------------------------------------------------------------------------------------

    async def live(self) -> list[Call]:
        """From opening until the last caller has had what was asked for."""
        desk, seconds = self.installation.floor.desk, self.day.minutes * 60.0
        rng = random.Random(f"breaks {self.day.seed}")
        async with asyncio.TaskGroup() as tasks:
            ticking = tasks.create_task(self._tick())
            working = [
                tasks.create_task(one.work(desk, () if self.day.dutiful else breaks_of(rng, seconds)))
                for one in self.people
            ]
            calling = [tasks.create_task(self._call(one)) for one in self.callers]
            calls = [await one for one in calling]
            await self._until_all_were_served(seconds + OVERTIME)
            for one in (ticking, *working):
                one.cancel()
        return calls

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(TICK)
            self.watched.sample()
            self.installation.calls.tick()
            self.watched.sample()

    async def _call(self, caller: Caller) -> Call:
        await asyncio.sleep(caller.at)
        ticket = Ticket(
            f"{URL}/voice", caller, caller.number, fallback_url=f"{URL}/fallback", status_url=f"{URL}/status"
        )
        return await self.network.place(ticket)

    async def _until_all_were_served(self, latest: float) -> None:
        """Call backs come due later, and talks go on after them."""
        time = asyncio.get_running_loop().time
        while time() < latest and (self.watched.look().waiting or self._held()):
            await asyncio.sleep(TICK)

    def _held(self) -> list[str]:
        standings = self.watched.look().standings.values()
        return [one.representative for one in standings if one.activity in (Activity.RINGING, Activity.TALKING)]

    # -- what came of it ----------------------------------------------------------------------------------------------

    def outcome(self, calls: list[Call]) -> Outcome:
        ends = [self._end(caller, call) for caller, call in zip(self.callers, calls, strict=True)]
        waits = sorted(waited for one in self.callers if (waited := one.waited()) is not None)
        dropped = [call for call, end in zip(calls, ends, strict=True) if end is End.DROPPED]
        return Outcome(
            ends=Counter(ends),
            waits=tuple(waits),
            talks={one.id: one.talks() for one in self.people},
            rings=sum(len(one.rings) for one in self.people),
            requests=self._requests(),
            most_waiting=self.watched.most_waiting,
            choices=tuple(self.watched.choices),
            dropped=tuple(f"dropped:\n{one.transcript}" for one in dropped),
            neglected=tuple(self.watched.neglected),
            rung_twice=(*self.watched.stolen, *(row for one in self.people for row in one.rung_twice())),
            asked_twice=tuple(f"{one.number} was asked twice" for one in self.callers if one.times_asked() > 1),
            whispered_wrong=tuple(self._whispered_wrong()),
            left_behind=(
                *(f"{one} is still held" for one in self._held()),
                *(f"{one} still waits" for one in self.watched.look().waiting),
            ),
        )

    def _end(self, caller: Caller, call: Call) -> End:
        if caller.talked():
            return End.TALKED if len(caller.legs) == 1 else End.CALLED_BACK
        if any(one.call == call.sid for one in self.installation.floor.store.voicemails.all()):
            return End.MESSAGE
        if any(one.to == caller.number for one in self.network.messages):
            return End.TEXTED
        if len(caller.legs) > 1 and caller.answers is Answers.DECLINES:
            return End.DECLINED
        return End.HUNG_UP if caller.gave_up else End.DROPPED

    def _requests(self) -> int:
        web = self.network.web
        return web.requests if isinstance(web, _Counted) else 0

    def _whispered_wrong(self) -> Iterator[str]:
        """Every whisper is about the account of the call that it belongs to."""
        accounts = {id(leg.room): one.account for one in self.callers for leg in one.legs}
        for person in self.people:
            for ring in person.rings:
                told = "".join(DIGIT_OF_WORD.get(word.strip("."), "") for word in ring.told.split())
                if ring.told and told[:4] != accounts[id(ring.leg.room)][-4:]:
                    yield f"{person.id} was told: {ring.told}"


@contextmanager
def _opened(day: Day, clock: VirtualClock) -> Iterator[_Office]:
    loaded = line_of(day.people, day.strategy, day.minutes, one_group=day.one_group)
    callers, people = _callers(day), _people(day)
    phones = {number_of(place): Phone(handset=one, name=one.id) for place, one in enumerate(people)}
    phones |= {one.number: _at_home(one) for one in callers}
    settings = Settings((secrets.token_hex(16),), URL, MEMORY, text_sender=OURS)
    network = Network(_Counted(), clock, ACCOUNT, settings.tokens[0], phones)
    network.own(OwnNumber(OURS))
    accounts = demonstration(loaded.line, clock)
    with install(settings, loaded, clock=clock, accounts=accounts, client=network.client()) as installation:
        network.web = _Counted(WsgiWeb(installation.app, URL))
        acd = installation.floor.office.acd
        acd.board = watched = Watched(acd.board, acd.staff, clock)
        yield _Office(day, network, installation, callers, people, watched)


def _callers(day: Day) -> tuple[Caller, ...]:
    """Two in three come in the two busy hours of the day."""
    rng = random.Random(f"callers {day.seed}")
    seconds = day.minutes * 60.0
    peaks = (0.3, 0.7)
    moments = [
        rng.gauss(rng.choice(peaks), 0.08) if rng.random() < 2 / 3 else rng.random() for _ in range(day.callers)
    ]
    arrivals = sorted(min(max(one, 0.001), 0.995) * seconds for one in moments)
    return tuple(caller_of(rng, place, at) for place, at in enumerate(arrivals, 1))


def _people(day: Day) -> tuple[Person, ...]:
    return tuple(
        Person(name, random.Random(f"{name} {day.seed}"), day.talk_seconds, day.dutiful)
        for name in people_of(day.people)
    )


def _at_home(caller: Caller) -> Phone:
    return Phone(None if caller.answers is Answers.NOT_THERE else CALLED_BACK_AFTER, handset=caller)


@dataclass(slots=True)
class _Counted:
    """The web, with its requests counted. Before the line is installed nothing is there."""

    inner: Web | None = None
    requests: int = 0

    def fetch(self, request: Request) -> Reply:
        self.requests += 1
        if self.inner is None:
            raise LookupError(f"{request.url} is not there before the line is installed")
        return self.inner.fetch(request)
