"""Two who look over a day's shoulder: one at every change of the floor, and whenever asked, one at every request.

What is noted here is worked out anew from the people and the line, so that a mistake of who is put through to whom shows.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ivr.carrier.web import Reply, Request, Web
from ivr.routing.availability import free, standing_of
from ivr.routing.floor import Activity, Floor, Standing
from ivr.routing.lining_up import all_due, fits
from ivr.routing.roster import Representative, Staff
from ivr.service.floor_ports import Board
from ivr.service.ports import Clock

AT_ONCE = timedelta(seconds=2)
"""What is done at the next tick of a second was done at once; the other second is for the tick's own rounding."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Who was held for a call, and everybody who was free and fitted at that instant; both as listed. Of a call that is not in
    line yet it is not known here for which group."""

    at: datetime
    call: str
    chosen: tuple[str, ...]
    free: tuple[str, ...]


@dataclass(slots=True)
class Watched:
    """A Board that passes everything on, and remembers what was wrong: `neglected` are callers who waited in line while
    somebody who fitted was free, for more than two seconds at a stretch; `stolen` are people held for one call while they
    still were for another."""

    inner: Board
    staff: Staff
    clock: Clock
    choices: list[Choice] = field(default_factory=list)
    neglected: list[str] = field(default_factory=list)
    stolen: list[str] = field(default_factory=list)
    looks: int = 0
    most_waiting: int = 0
    _since: dict[str, datetime] = field(default_factory=dict)

    def look(self) -> Floor:
        return self.inner.look()

    def version(self) -> int:
        return self.inner.version()

    def change(self, move: Callable[[Floor], Floor]) -> Floor:
        before = self.inner.look()
        after = self.inner.change(move)
        if after is not before:
            self._compare(before, after)
            self.sample()
        return after

    def sample(self) -> None:
        """Look at the line as it is at this instant."""
        now, floor = self.clock.now(), self.inner.look()
        self.looks += 1
        self.most_waiting = max(self.most_waiting, len(floor.waiting))
        alone = {call: self._since.get(call, now) for call in self._neglected(floor, now)}
        for call in (one for one, since in alone.items() if now - since > AT_ONCE):
            self.neglected.append(f"{call} waited at {now:%H:%M:%S} while somebody who fits was free")
        self._since = alone

    def _neglected(self, floor: Floor, now: datetime) -> Iterator[str]:
        waiting = all_due(floor, now)
        if not waiting:
            return
        idle = [one for one in self.staff.representatives if free(standing_of(floor, self.staff, one.id, now))]
        yield from (one.call for one in waiting if any(fits(person, one, self.staff) for person in idle))

    def _compare(self, before: Floor, after: Floor) -> None:
        now = self.clock.now()
        held = [one for one in after.standings.values() if _rings_anew(before.standings.get(one.representative), one)]
        for one in held:
            was = standing_of(before, self.staff, one.representative, now)
            renamed = was.call == getattr(after.waiting.get(one.call), "token", None)  # a call back, answered by now
            if was.activity in (Activity.RINGING, Activity.TALKING) and not renamed:
                self.stolen.append(f"{one.representative} was held for {one.call} while {was.activity} with {was.call}")
        chosen = [one for one in held if free(standing_of(before, self.staff, one.representative, now))]
        calls = {one.call for one in chosen}
        if len(calls) == 1:  # who came first of several in one change cannot be seen any more
            self.choices.append(self._choice(before, after, calls.pop(), {one.representative for one in chosen}))

    def _choice(self, before: Floor, after: Floor, call: str, held: set[str]) -> Choice:
        now, waiter = self.clock.now(), after.waiting.get(call)

        def able(one: Representative) -> bool:
            return free(standing_of(before, self.staff, one.id, now)) and (
                waiter is None or fits(one, waiter, self.staff)
            )

        people = self.staff.representatives
        chosen = tuple(one.id for one in people if one.id in held)
        return Choice(now, call, chosen, tuple(one.id for one in people if able(one)))


def _rings_anew(before: Standing | None, after: Standing) -> bool:
    if after.activity is not Activity.RINGING:
        return False
    return before is None or before.activity is not Activity.RINGING or before.call != after.call


@dataclass(slots=True)
class CountedWeb:
    """The web, with its requests counted, and the replies that are an apology or an error. Before the line is installed
    nothing is there."""

    inner: Web | None = None
    sorry: bytes = b""
    requests: int = 0
    apologies: int = 0

    def fetch(self, request: Request) -> Reply:
        if self.inner is None:
            raise LookupError(f"{request.url} is not there before the line is installed")
        reply = self.inner.fetch(request)
        self.requests += 1
        self.apologies += reply.body == self.sorry or reply.status >= 400
        return reply
