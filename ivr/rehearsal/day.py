"""A working day of a call centre in virtual time: callers, representatives with breaks, and the real line between them.

Everything is what it is in earnest but the telephones: the application answers signed requests, the carrier performs its
documents, callers leave the queue by the REST API, call backs are placed by it, people choose at their desks. The same
day of the same seed has the same callers; only the names of calls differ.
"""

import asyncio
import random
import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from ivr.bootstrap import MEMORY, Installation, Settings, demonstration, install
from ivr.carrier.clock import VirtualClock
from ivr.carrier.network import Call, Network, Ticket
from ivr.carrier.phones import Phone
from ivr.carrier.rest.holdings import OwnNumber
from ivr.carrier.wsgi import WsgiWeb
from ivr.rehearsal.day_callers import CALLED_BACK_AFTER, Answers, Caller, End, caller_of
from ivr.rehearsal.day_line import line_of, number_of, people_of
from ivr.rehearsal.day_outcome import Outcome, Talk
from ivr.rehearsal.day_people import Person, breaks_of
from ivr.rehearsal.day_watch import CountedWeb, Watched
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
    `one_group` has everybody do everything, so that shares depend on the strategy alone. Without `by_rest` callers leave the queue by the
    documents they hear there, and nobody can be called back."""

    callers: int = 500
    people: int = 12
    seed: int = 1
    strategy: Strategy = Strategy.LONGEST_IDLE
    minutes: int = 480
    talk_seconds: float = 300.0
    dutiful: bool = False
    one_group: bool = False
    by_rest: bool = True


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
    web: CountedWeb

    # -- the day ------------------------------------------------------------------------------------------------------

    async def live(self) -> list[Call]:
        """From opening until the last caller has had what was asked for."""
        desk, seconds = self.installation.floor.desk, self.day.minutes * 60.0
        rng, time = _dice("breaks", self.day), asyncio.get_running_loop().time
        async with asyncio.TaskGroup() as tasks:
            breaks = [() if self.day.dutiful else breaks_of(rng, seconds) for _ in self.people]
            working = [
                tasks.create_task(one.work(desk, theirs)) for one, theirs in zip(self.people, breaks, strict=True)
            ]
            calling = asyncio.gather(*(self._call(one) for one in self.callers))
            while not calling.done() or (self._unserved() and time() < seconds + OVERTIME):
                await self._tick()
            for one in working:
                one.cancel()
        return calling.result()

    async def _tick(self) -> None:
        await asyncio.sleep(TICK)
        self.watched.sample()
        self.installation.calls.tick()

    def _unserved(self) -> bool:
        """Call backs come due later, and talks go on after them."""
        return bool(self.watched.look().waiting or self._held())

    async def _call(self, caller: Caller) -> Call:
        await asyncio.sleep(caller.at)
        ticket = Ticket(
            f"{URL}/voice", caller, caller.number, fallback_url=f"{URL}/fallback", status_url=f"{URL}/status"
        )
        return await self.network.place(ticket)

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
            talks={one.id: tuple(map(_moments, one.talks())) for one in self.people},
            rings=sum(len(one.rings) for one in self.people),
            requests=self.web.requests,
            apologies=self.web.apologies,
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
    settings = Settings((secrets.token_hex(16),), URL, MEMORY, text_sender=OURS if day.by_rest else "")
    network = Network(web := CountedWeb(), clock, ACCOUNT, settings.tokens[0], phones)
    network.own(OwnNumber(OURS))
    accounts = demonstration(loaded.line, clock)
    client = network.client() if day.by_rest else None
    with install(settings, loaded, clock=clock, accounts=accounts, client=client) as installation:
        web.inner, web.sorry = WsgiWeb(installation.app, URL), installation.calls.sorry
        acd = installation.floor.office.acd
        acd.board = watched = Watched(acd.board, acd.staff, clock)
        yield _Office(day, network, installation, callers, people, watched, web)


def _callers(day: Day) -> tuple[Caller, ...]:
    """Two in three come in the two busy hours of the day."""
    rng = _dice("callers", day)
    seconds = day.minutes * 60.0
    peaks = (0.3, 0.7)
    moments = [rng.gauss(rng.choice(peaks), 0.08) if rng.random() < 2 / 3 else rng.random() for _ in range(day.callers)]
    arrivals = sorted(min(max(one, 0.001), 0.995) * seconds for one in moments)
    return tuple(caller_of(rng, place, at) for place, at in enumerate(arrivals, 1))


def _people(day: Day) -> tuple[Person, ...]:
    return tuple(Person(name, _dice(name, day), day.talk_seconds, day.dutiful) for name in people_of(day.people))


def _dice(whose: str, day: Day) -> random.Random:
    return random.Random(f"{whose} {day.seed}")  # noqa: S311 - chance that can be had again, and no secret


def _moments(talk: tuple[float, float]) -> Talk:
    rang, over = (OPENS + timedelta(seconds=second) for second in talk)
    return rang, over


def _at_home(caller: Caller) -> Phone:
    return Phone(None if caller.answers is Answers.NOT_THERE else CALLED_BACK_AFTER, handset=caller)
