"""Who is put through to whom. First in line is first served: nobody free is offered to a call while somebody who fits has
waited for longer, and a person held for a call is offered to no other."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from ivr.routing.availability import free, rings_for, staffed, standing_of
from ivr.routing.floor import Activity, Floor, Waiter, Waiting
from ivr.routing.lining_up import all_due, estimate, fits, line_of, look_again, place
from ivr.routing.moves import rung
from ivr.routing.roster import Line, Representative, Roster, Staff
from ivr.routing.strategies import ordered, preferring

HELD_FOR = timedelta(seconds=30)
"""How long somebody is kept for a caller who is being brought out of the queue."""
HELD_FOR_CALL_BACK = timedelta(seconds=75)
"""How long for somebody who is called back: half a minute of ringing, and the greeting, which is said twice."""

_WHENEVER = datetime.min.replace(tzinfo=UTC)

Pair = tuple[Representative, Waiter]


def roster_for(
    floor: Floor, staff: Staff, call: str, language: str, now: datetime, *, calls_back: bool = True
) -> Roster:
    """As it is for one call. Whoever waits is asked for with the skills they wait for, within their own group.

    Ask after `dispatched`, which takes out those who stand earlier: one caller who waits would otherwise hide everybody
    free from all others. Without `calls_back`, those who wait for a call back are in nobody's way.
    """
    earlier = _earlier(floor, call, now, calls_back=calls_back)
    names = dict.fromkeys([*staff.groups, *(name for one in staff.representatives for name in one.groups)])
    asking = {name: _asking(floor, call, name, language, now) for name in names}
    return Roster(
        {name: _offered(floor, staff, one, earlier, now) for name, one in asking.items()},
        {name: _line(floor, staff, name, call, now) for name in names},
    )


def dispatched(floor: Floor, staff: Staff, now: datetime, *, calls_back: bool) -> tuple[Floor, tuple[Pair, ...]]:
    """Everybody free is held for somebody due, first in line first. A second time, nothing is left to do.

    Whoever was called, and whose representative is gone meanwhile, waits again. Of those who want the same and find
    nobody, one is asked for: there will be no more people free for the next.
    """
    floor = _called_in_vain(floor, staff, now)
    pairs: list[Pair] = []
    in_vain: set[Waiter] = set()
    waiting = all_due(floor, now, calls_back=calls_back)
    if not waiting or not any(free(standing_of(floor, staff, one.id, now)) for one in staff.representatives):
        return floor, ()
    for waiter in waiting:
        wish = _wish(waiter)
        found = () if wish in in_vain else _free_for(floor, staff, waiter, (), now)
        if not found:
            in_vain.add(wish)
            continue
        floor = rung(floor, staff, [found[0].id], waiter.call, now, now + held_for(waiter))
        pairs.append((found[0], floor.waiting[waiter.call]))
    return floor, tuple(pairs)


def held_for(waiter: Waiter) -> timedelta:
    return HELD_FOR_CALL_BACK if waiter.callback else HELD_FOR


def not_come(floor: Floor, staff: Staff, now: datetime) -> Floor:
    """Whoever was called, and whose representatives are gone meanwhile, is busy elsewhere until heard from: on the way from one
    telephone to the next, or not there any more, although nobody said so."""
    called = [one for one in floor.waiting.values() if one.status is Waiting.CALLED and not one.callback]
    standings = [standing_of(floor, staff, one, now) for one in floor.standings] if called else []
    for waiter in called:
        if not any(rings_for(one, waiter.call) for one in standings):
            floor = replace(floor, waiting={**floor.waiting, waiter.call: replace(waiter, status=Waiting.DECIDING)})
    return floor


def _called_in_vain(floor: Floor, staff: Staff, now: datetime) -> Floor:
    called = {call: one for call, one in floor.waiting.items() if one.status is Waiting.CALLED}
    if not called:
        return floor
    standings = (standing_of(floor, staff, one, now) for one in floor.standings)
    rung_for = {one.call for one in standings if one.activity is Activity.RINGING}
    alone = {call: replace(one, status=Waiting.WAITING) for call, one in called.items() if call not in rung_for}
    return replace(floor, waiting={**floor.waiting, **alone}) if alone else floor


def _earlier(floor: Floor, call: str, now: datetime, *, calls_back: bool) -> set[Waiter]:
    """What those want who stand earlier than this call; a call that is not in line comes after everybody."""
    mine = floor.waiting.get(call)
    before = None if mine is None or mine.status is Waiting.TALKING else place(mine)
    waiting = all_due(floor, now, calls_back=calls_back)
    return {_wish(one) for one in waiting if before is None or place(one) < before}


def _wish(waiter: Waiter) -> Waiter:
    """What decides about whether somebody fits, and nothing else, so that many who want the same are asked for once."""
    return Waiter("", waiter.group, _WHENEVER, waiter.language, waiter.skills)


def _asking(floor: Floor, call: str, group: str, language: str, now: datetime) -> Waiter:
    """This call as somebody who waits for that group, in the language spoken now."""
    waiter = floor.waiting.get(call)
    if waiter is None or waiter.group != group:
        return Waiter(call, group, now, language)
    return replace(waiter, language=language)


def _offered(
    floor: Floor, staff: Staff, asking: Waiter, earlier: Collection[Waiter], now: datetime
) -> tuple[Representative, ...]:
    group = staff.group(asking.group)
    kept = [one for one in staff.of(group.id) if rings_for(standing_of(floor, staff, one.id, now), asking.call)]
    return (*ordered(kept, floor, staff, group, now), *_free_for(floor, staff, asking, earlier, now))


def _free_for(
    floor: Floor, staff: Staff, asking: Waiter, earlier: Collection[Waiter], now: datetime
) -> tuple[Representative, ...]:
    group = staff.group(asking.group)
    people = [
        one
        for one in staff.of(group.id)
        if free(standing_of(floor, staff, one.id, now))
        and fits(one, asking, staff)
        and not any(fits(one, other, staff) for other in earlier)
    ]
    return preferring(ordered(people, floor, staff, group, now), staff, group, asking.language)


def _line(floor: Floor, staff: Staff, group: str, call: str, now: datetime) -> Line:
    calls = [one.call for one in line_of(floor, group)]
    position = calls.index(call) + 1 if call in calls else 0
    return Line(
        position,
        estimate(floor, staff, group, position or len(calls) + 1, now),
        staffed=staffed(floor, staff, group, now),
        full=not position and len(calls) >= staff.group(group).most_waiting,
        again=look_again(floor, staff, group, now),
    )
