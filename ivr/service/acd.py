"""Bringing callers and representatives together: who may be rung, who is held for whom, who waits.

Every change of the floor is one transaction of the Board. Whoever is free is held for whoever stands first in line, at
once: at the request that frees somebody, at a choice made at the desk, and otherwise within a second (`tick`). A caller
who waits is brought out of the queue by the carrier's REST API; where there is none, or it fails, the next document heard in
the queue does the same. What is held for a call that never comes falls free by its time.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from ivr.dialog.turn import HandOff, Hold, Ring
from ivr.dialog.world import World
from ivr.routing.availability import idle, rings_for, standing_of, talks_to
from ivr.routing.floor import Activity, Floor, Standing, Waiter, Waiting
from ivr.routing.lining_up import all_due, foremost, slot_for
from ivr.routing.moves import call_over, decides, entered, held, missed, ring_over, rung, took, waits_again
from ivr.routing.offering import HELD_FOR, dispatched, held_for, not_come, roster_for
from ivr.routing.roster import Roster, Staff
from ivr.service.floor_ports import Board, CallControl, CallNotThereError, Talked, Talks
from ivr.service.ports import Clock
from ivr.telephony.hours import Calendar, Doors

ANSWERING = timedelta(seconds=60)
"""Added to the time a telephone is rung: the whisper and the key that takes the call. Then whoever was held falls free."""
BROUGHT_WITHIN = timedelta(seconds=5)
"""How long the REST API is trusted to bring callers out of the queue, before the queue's own documents do."""

_log = structlog.get_logger()


class Acd:
    """One per installation, shared by its lines. Every method raises StoreError. `voice` is the path of callers' requests;
    without `control` nobody can be called back."""

    def __init__(
        self,
        board: Board,
        talks: Talks,
        staff: Staff,
        clock: Clock,
        *,
        control: CallControl | None = None,
        voice: str = "/voice",
    ) -> None:
        self.board = board
        self.staff = staff
        self.clock = clock
        self.control = control
        self._talks = talks
        self._voice = voice
        self._back: Callable[[Waiter], None] | None = None
        self._calling_hours: Calendar | None = None

    def calls_back_by(self, place: Callable[[Waiter], None], calendar: Calendar | None) -> None:
        """What is to be done when a representative is held for somebody who is to be called back; nobody is, while the
        calendar is closed."""
        self._back = place
        self._calling_hours = calendar

    # -- for a call in progress ---------------------------------------------------------------------------------------

    def world(self, call: str, language: str, *, waits: bool = False) -> World:
        """How things stand for one call; `waits`: it asks from within the queue, where a caller whom the REST API is about
        to bring out, or a representative who took them by telephone, hears no second way out."""
        if waits:
            self.change(lambda floor: waits_again(floor, call) if _unheard_of(floor, call) else floor)
        self.dispatch(quiet=True)
        now, floor = self.clock.now(), self.board.look()
        roster = roster_for(floor, self.staff, call, language, now, calls_back=self.calls_back(floor))
        if waits and self._is_spoken_for(floor, call):
            roster = Roster({}, roster.lines)
        return World(now, roster, emergency=bool(floor.emergency))

    def reserve(self, call: str, ring: Ring) -> bool:
        """Hold those whom a turn rings; False, and nobody is held, when one of them was lost to another call."""
        won = False
        now = self.clock.now()
        people = [one.id for one in ring.targets]
        until = now + timedelta(seconds=ring.seconds) + ANSWERING

        def move(floor: Floor) -> Floor:
            nonlocal won
            after = held(floor, self.staff, people, call, now, until)
            won = after is not None
            return floor if after is None else after

        self.board.change(move)
        return won

    def line_up(self, call: str, hold: Hold, language: str) -> str:
        """Into the line, or back to the place in it; answers the name of the carrier's queue."""
        if hold.workflow:
            return ""
        now = self.clock.now()

        def move(floor: Floor) -> Floor:
            slot = slot_for(floor, hold.group)
            skills = tuple(sorted(hold.skills))
            waiter = Waiter(call, hold.group, now, language, skills, key=hold.key, slot=slot, hand_off=hold.hand_off)
            return entered(floor, waiter)

        floor = self.board.change(move)
        self.dispatch()
        return queue_name(floor.waiting[call])

    def steps_aside(self, call: str) -> None:
        """Keeps the place in line, and is busy with something else: a redirect would tear the caller away from it. Somebody
        called back is no such caller while a representative is held for what is heard first."""
        self.change(lambda floor: floor if _is_called_back(floor, call) else decides(floor, call))

    def leaves(self, call: str) -> None:
        """As `steps_aside`, for somebody who chose to: whoever is held for the call is free."""
        self.change(lambda floor: decides(floor, call))

    def took(self, representative: str, call: str, hand_off: HandOff) -> bool:
        """False for a key that came too late: the caller is gone, somebody else has the call, or the representative another."""
        late = False
        now = self.clock.now()

        def move(floor: Floor) -> Floor:
            nonlocal late
            late = _is_late(floor, standing_of(floor, self.staff, representative, now), call)
            after = floor if late else took(floor, self.staff, representative, call, now)
            late = not talks_to(standing_of(after, self.staff, representative, now), call)
            return after

        self.change(move)
        if not late:
            self._talks.begin(Talked(call, representative, now, hand_off=hand_off))
        return not late

    def missed(self, representative: str, call: str) -> None:
        now = self.clock.now()
        self.change(lambda floor: missed(floor, self.staff, representative, call, now))

    def ring_over(self, call: str) -> None:
        """Nobody is held for the call any more; a place in line is kept, and nobody offered to it before it says what is next:
        it is not in the queue it was brought out of."""
        now = self.clock.now()
        self._talk_ends(call, now)
        self.change(lambda floor: decides(ring_over(floor, self.staff, call, now), call))

    def over(self, call: str) -> None:
        """The call, or the talk, has ended: wrap-up begins, and nobody waits."""
        now = self.clock.now()
        self._talk_ends(call, now)
        self.change(lambda floor: call_over(floor, self.staff, call, now))

    # -- for representatives ------------------------------------------------------------------------------------------

    def take(self, representative: str, *, by_telephone: bool = False) -> Waiter | None:
        """Hold somebody for the foremost caller who fits, whatever was chosen; None when nobody waits. By telephone the
        representative talks at once, and is not called, nor can anybody be called back; otherwise the caller is brought
        out of the queue, unless the telephone rings already, or is about to, for somebody else."""
        found: list[Waiter] = []
        now = self.clock.now()
        person = self.staff.get(representative)

        def move(floor: Floor) -> Floor:
            found.clear()
            standing = standing_of(floor, self.staff, representative, now)
            by_call = not by_telephone and self.calls_back(floor)
            waiter = None if person is None else foremost(floor, self.staff, person, now, calls_back=by_call)
            rings = standing.activity is Activity.RINGING and not by_telephone
            if waiter is None or rings or standing.activity is Activity.TALKING:
                return floor
            found.append(waiter)
            if by_telephone:
                return took(_freed(floor, representative), self.staff, representative, waiter.call, now)
            return rung(
                _freed(floor, representative), self.staff, [representative], waiter.call, now, now + held_for(waiter)
            )

        floor = self.board.change(move)
        if not found:
            return None
        if by_telephone:
            self._talks.begin(Talked(found[0].call, representative, now, hand_off=found[0].hand_off))
        else:
            self._bring(floor.waiting[found[0].call])
        return found[0]

    def let_go(self, representative: str, queue: str) -> None:
        """A representative's own call to the line has ended: whoever was taken by it out of that queue keeps the place, and
        waits again once heard from there; the end of a talk may be on its way. A talk on another telephone goes on."""
        now, ended = self.clock.now(), ""

        def move(floor: Floor) -> Floor:
            nonlocal ended
            ended = ""
            standing = floor.standings.get(representative)
            waiter = None if standing is None else floor.waiting.get(standing.call)
            if standing is None or waiter is None or queue_name(waiter) != queue or not talks_to(standing, waiter.call):
                return floor
            ended = standing.call
            return decides(ring_over(floor, self.staff, ended, now), ended)

        self.change(move)
        if ended:
            self._talks.end(ended, now)

    def _talk_ends(self, call: str, now: datetime) -> None:
        """Only where somebody talks: most calls end without, and each end is written down."""
        if any(talks_to(one, call) for one in self.board.look().standings.values()):
            self._talks.end(call, now)

    def change(self, move: Callable[[Floor], Floor]) -> None:
        """A move that somebody may be free by. Nothing is written where nothing changes."""
        before = self.board.look()
        if move(before) != before:
            self.board.change(move)
            self.dispatch(quiet=True)

    # -- what happens by itself ---------------------------------------------------------------------------------------

    def tick(self) -> None:
        """To be called about once a second, from any process; twice does no harm."""
        self.dispatch()

    def dispatch(self, *, quiet: bool = False) -> None:
        """Hold everybody who is free for those who stand first in line, and bring these out. `quiet` looks first, so that
        nothing is written when nobody waits."""
        now = self.clock.now()
        before = self.board.look()
        if quiet and not any(all_due(before, now, calls_back=self.calls_back(before))):
            return
        pairs: list[Waiter] = []

        def move(floor: Floor) -> Floor:
            if self.control is not None:
                floor = not_come(floor, self.staff, now)
            after, found = dispatched(floor, self.staff, now, calls_back=self.calls_back(floor))
            pairs[:] = [waiter for _, waiter in found]
            return after

        self.board.change(move)
        for waiter in pairs:
            if self.clock.now() - now < BROUGHT_WITHIN:  # somebody else's document waits for this
                self._bring(waiter)

    def calls_back(self, floor: Floor) -> bool:
        """Nobody is called by an office that is closed: not in an emergency, and not in the night after a busy day."""
        if self.control is None or self._back is None or floor.emergency:
            return False
        return self._calling_hours is None or self._calling_hours.at(self.clock.now()) is Doors.OPEN

    def _bring(self, waiter: Waiter) -> None:
        """A carrier that cannot be reached holds up nobody: the queue's next document brings the caller out as well."""
        try:
            if waiter.callback and self._back is not None:
                self._back(waiter)
            elif self.control is not None:
                self.control.redirect(waiter.call, f"{self._voice}?turn={waiter.key}")
        except CallNotThereError as error:
            _log.warning("a caller could not be brought out of the queue", call=waiter.call, reason=str(error))
            if error.gone and not waiter.token:  # a call back is looked after by its own status
                self.over(waiter.call)

    def _is_spoken_for(self, floor: Floor, call: str) -> bool:
        """For as long as it may take: whoever is lost on the way must not keep a caller in the queue for ever."""
        now = self.clock.now()
        mine = [one for one in floor.standings.values() if one.call == call]
        rung_until = [one.until for one in mine if rings_for(one, call) and one.until is not None]
        brought = self.control is not None and any(one - now > HELD_FOR - BROUGHT_WITHIN for one in rung_until)
        return brought or any(talks_to(one, call) and now - one.since < ANSWERING for one in mine)


def queue_name(waiter: Waiter) -> str:
    """The carrier's queue a caller waits in: one for each place, so that a representative can be connected to one caller and
    no other; and no more of them than ever waited at once."""
    return f"{waiter.group}.{waiter.slot}"


def _is_late(floor: Floor, standing: Standing, call: str) -> bool:
    others = (one for one in floor.standings.values() if one.representative != standing.representative)
    elsewhere = standing.activity in (Activity.RINGING, Activity.TALKING) and standing.call != call
    return elsewhere or any(talks_to(one, call) for one in others)


def _unheard_of(floor: Floor, call: str) -> bool:
    waiter = floor.waiting.get(call)
    return waiter is not None and waiter.status is Waiting.DECIDING


def _is_called_back(floor: Floor, call: str) -> bool:
    waiter = floor.waiting.get(call)
    return waiter is not None and bool(waiter.token) and any(rings_for(one, call) for one in floor.standings.values())


def _freed(floor: Floor, representative: str) -> Floor:
    """Somebody in wrap-up, or who was held for a caller, is free for another."""
    standing = floor.standings.get(representative)
    if standing is None or standing.activity is Activity.IDLE:
        return floor
    return replace(floor, standings={**floor.standings, representative: idle(standing, standing.since)})
