"""Who waits, in which order, and for how long. One order holds for everybody: who came first, and of two who came at the
same instant the one whose call sorts first."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from ivr.routing.availability import at_work, standing_of
from ivr.routing.floor import Floor, Waiter, Waiting
from ivr.routing.roster import Representative, Staff
from ivr.routing.strategies import understands

TEN = 10
"""Below so many people at work, or talks to take an average of, an estimate says nothing."""
RECENT = timedelta(hours=2)
MINUTE = 60
SOONEST, LATEST = 1, 10
"""Seconds until somebody who waits is looked at again."""

Place = tuple[datetime, str]


def place(waiter: Waiter) -> Place:
    """Where somebody stands among all who wait, whatever the group."""
    return waiter.entered, waiter.call


def line_of(floor: Floor, group: str) -> tuple[Waiter, ...]:
    """Without those who are talking already."""
    return _in_order(one for one in floor.waiting.values() if one.group == group and one.status is not Waiting.TALKING)


def position(floor: Floor, call: str) -> int:
    """Counted from 1 within the group; 0 for whoever is not in line."""
    waiter = floor.waiting.get(call)
    if waiter is None or waiter.status is Waiting.TALKING:
        return 0
    return line_of(floor, waiter.group).index(waiter) + 1


def fits(representative: Representative, waiter: Waiter, staff: Staff) -> bool:
    return (
        waiter.group in representative.groups
        and representative.skills.issuperset(waiter.skills)
        and (not staff.group(waiter.group).own_language or understands(staff, representative, waiter.language))
    )


def due(waiter: Waiter, now: datetime) -> bool:
    """Whether somebody can be put through, or called back, at this moment."""
    return waiter.status is Waiting.WAITING and (waiter.not_before is None or waiter.not_before <= now)


def all_due(floor: Floor, now: datetime, *, calls_back: bool = True) -> tuple[Waiter, ...]:
    """Of all groups, in order. Without `calls_back` those who wait for a call back are left out, because nobody can call
    them."""
    return _in_order(one for one in floor.waiting.values() if due(one, now) and (calls_back or not one.callback))


def foremost(
    floor: Floor, staff: Staff, representative: Representative, now: datetime, *, calls_back: bool = True
) -> Waiter | None:
    """Whom this person would take next, of all the person's groups, free or not. `calls_back` as in `all_due`."""
    waiting = all_due(floor, now, calls_back=calls_back)
    return next((one for one in waiting if fits(representative, one, staff)), None)


def estimate(floor: Floor, staff: Staff, group: str, position: int, now: datetime) -> int | None:
    """Seconds, in whole minutes rounded up; None where it would be a guess. Each talk, wrap-up included, frees one of
    those at work, so the line moves on by as many places in the time of an average talk."""
    working = at_work(floor, staff, group, now)
    talks = [talk.seconds for talk in floor.talks if talk.group == group and talk.ended > now - RECENT]
    if position < 1 or working < TEN or len(talks) < TEN:
        return None
    return -(-sum(talks) * position // (len(talks) * working * MINUTE)) * MINUTE


def slot_for(floor: Floor, group: str) -> int:
    """The lowest number from 1 that nobody of the group has, those who talk included: the carrier may still know theirs."""
    held = {one.slot for one in floor.waiting.values() if one.group == group}
    return next(slot for slot in range(1, len(held) + 2) if slot not in held)


def look_again(floor: Floor, staff: Staff, group: str, now: datetime) -> int:
    """In how many whole seconds something may be different by itself for somebody who waits."""
    ends = (standing_of(floor, staff, person.id, now).until for person in staff.of(group))
    calls = (one.not_before for one in floor.waiting.values() if one.group == group)
    soon = [moment - now for moment in (*ends, *calls) if moment is not None and moment > now]
    seconds = -(-min(soon, default=timedelta(seconds=LATEST)) // timedelta(seconds=1))
    return min(max(seconds, SOONEST), LATEST)


def _in_order(waiters: Iterable[Waiter]) -> tuple[Waiter, ...]:
    return tuple(sorted(waiters, key=place))
