"""A representative for a day: the telephone that rings, the breaks, and what is chosen at the desk.

Chances and seconds are of no real office; they make every branch happen a few times in a day of some hundred calls.
"""

import asyncio
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise

from ivr.carrier.phase import Phase
from ivr.carrier.textleg import TextLeg
from ivr.routing.availability import Presence
from ivr.routing.roster import Chosen
from ivr.service.floor_desk import FloorDesk
from ivr.service.floor_ports import Disposition

TAKES, REFUSES = "1", "2"
SHORTEST_TALK = 30.0
PICKS_UP = (2.0, 9.0)
"""Seconds of ringing, from and to."""
GLANCES_EVERY = 60.0
"""Seconds between two looks at the desk."""


class Manner(Enum):
    """What somebody does about a ringing telephone."""

    TAKES = "takes the call"
    LETS_RING = "lets it ring"
    REFUSES = "refuses by key"
    PUTS_DOWN = "picks up and hangs up"


_MANNERS = {Manner.TAKES: 88, Manner.LETS_RING: 5, Manner.REFUSES: 4, Manner.PUTS_DOWN: 3}


@dataclass(frozen=True, slots=True)
class Break:
    """In seconds since the day began, and of its length."""

    at: float
    seconds: float
    chosen: Chosen


@dataclass(slots=True)
class Rung:
    """One call of a telephone. `began` is a time of the clock, in seconds; `told` is what the line said before the talk."""

    leg: TextLeg
    began: float
    told: str = ""
    talked: bool = False


@dataclass(slots=True)
class Person:
    """A handset, and the hands on a desk. `dutiful` people take every call and never go away. `rings` are all calls the
    telephone had, in order."""

    id: str
    rng: random.Random
    talk_seconds: float
    dutiful: bool = False
    rings: list[Rung] = field(default_factory=list)
    _done: asyncio.Event = field(default_factory=asyncio.Event)

    # -- the telephone ------------------------------------------------------------------------------------------------

    async def hold(self, phone: TextLeg) -> None:
        self.rings.append(ring := Rung(phone, phone.room.time()))
        manner = Manner.TAKES if self.dutiful else self._manner()
        if manner is not Manner.LETS_RING and await phone.stay(self.rng.uniform(*PICKS_UP)):
            phone.pick_up()
        await self._whisper(phone, manner)
        ring.told = " ".join(one.text for one in phone.heard)
        if phone.phase is Phase.BRIDGED:
            ring.talked = True
            talk = max(SHORTEST_TALK, self.rng.lognormvariate(0, 0.5) * self.talk_seconds)
            if await phone.stay(talk):
                phone.hang_up()
            self._done.set()

    def _manner(self) -> Manner:
        return self.rng.choices(list(_MANNERS), list(_MANNERS.values()))[0]

    async def _whisper(self, phone: TextLeg, manner: Manner) -> None:
        """Until the call is connected, or nothing comes of it."""
        while phone.phase is not Phase.BRIDGED and not phone.over:
            if manner is Manner.PUTS_DOWN and phone.answered:
                phone.hang_up()
            elif phone.phase is Phase.LISTENING:
                await phone.press(REFUSES if manner is Manner.REFUSES else TAKES)
            await phone.room.change(None)

    # -- the desk -----------------------------------------------------------------------------------------------------

    async def work(self, desk: FloorDesk, breaks: tuple[Break, ...]) -> None:
        """For as long as it is not cancelled."""
        began = asyncio.get_running_loop().time()
        desk.choose(self.id, Chosen.READY)
        for one in breaks:
            await self._serve(desk, began + one.at)
            desk.choose(self.id, one.chosen)
            await asyncio.sleep(one.seconds)
            desk.choose(self.id, Chosen.READY)
        await self._serve(desk, None)

    async def _serve(self, desk: FloorDesk, until: float | None) -> None:
        time = asyncio.get_running_loop().time
        while until is None or time() < until:
            left = GLANCES_EVERY if until is None else min(GLANCES_EVERY, until - time())
            try:
                async with asyncio.timeout(left):
                    await self._done.wait()
            except TimeoutError:
                self._glance(desk)
            else:
                self._done.clear()
                await self._write_down(desk)

    def _glance(self, desk: FloorDesk) -> None:
        """Whoever counts as away for calls missed says so; some take a call while the telephone rings already, which must
        come to nothing."""
        view = desk.representative(self.id)
        if view.me is None:
            return
        if view.me.presence == Presence.AWAY:
            desk.choose(self.id, Chosen.READY)
        elif view.me.presence == Presence.RINGING and not self.dutiful:
            desk.take(self.id)

    async def _write_down(self, desk: FloorDesk) -> None:
        """Some are done before the wrap-up is over, and some then take the next call themselves."""
        await asyncio.sleep(self.rng.uniform(5, 30))
        view = desk.representative(self.id)
        if view.to_dispose:
            desk.dispose(self.id, view.to_dispose, self.rng.choice(list(Disposition)))
        chance = 1.0 if self.dutiful else self.rng.random()
        if chance < 0.1 and view.can_take:
            desk.take(self.id)
        elif chance < 0.3:
            desk.choose(self.id, Chosen.READY)

    # -- what came of it ----------------------------------------------------------------------------------------------

    def talks(self) -> tuple[tuple[float, float], ...]:
        """From when the telephone rang until it was put down, in seconds of the clock."""
        return tuple((one.began, one.leg.ended_at or one.began) for one in self.rings if one.talked)

    def rung_twice(self) -> Iterator[str]:
        """Calls that rang before the one before was over."""
        for first, then in pairwise(self.rings):
            if first.leg.ended_at is None or then.began < first.leg.ended_at:
                yield f"{self.id} was rung by a second call, {then.began:.0f} seconds after the day began"


def breaks_of(rng: random.Random, seconds: float) -> tuple[Break, ...]:
    """A long one for every four hours, and two short ones."""
    long = [(rng.uniform(600, 1800), Chosen.AWAY) for _ in range(max(1, round(seconds / 14400)))]
    short = [(rng.uniform(120, 400), Chosen.BUSY) for _ in range(2)]
    times = sorted(rng.uniform(0.05, 0.9) * seconds for _ in (*long, *short))
    rng.shuffle(both := [*long, *short])
    return tuple(Break(at, length, chosen) for at, (length, chosen) in zip(times, both, strict=True))
