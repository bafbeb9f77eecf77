"""What happens to people and their calls, one function each, from a Floor to the next.

A move for a person or a call that is not there, or that was made before, changes nothing: the carrier may tell a thing
twice, late, or to two processes. Whoever is idle has no call.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from ivr.routing.availability import free, idle, rings_for, standing_of, talks_to
from ivr.routing.floor import Activity, Floor, Standing, Talk, Waiter, Waiting
from ivr.routing.roster import Chosen, Staff

TALKS_KEPT = 100
LEFT_ALONE = timedelta(seconds=30)
"""After a call that was let ring or refused; twice as long after the next one, and so on."""
LEFT_ALONE_AT_MOST = timedelta(minutes=5)
_INSTANT = timedelta(microseconds=1)


def chose(floor: Floor, staff: Staff, representative: str, chosen: Chosen, now: datetime) -> Floor:
    """What somebody says of himself. A call that rings or goes on is kept, and the choice holds after it; ready ends a
    wrap-up. Calls missed so far are forgiven."""
    if staff.get(representative) is None:
        return floor
    before = standing_of(floor, staff, representative, now)
    done = before.activity in (Activity.WRAP_UP, Activity.MISSED) and chosen is Chosen.READY
    standing = idle(before, now) if done else before
    if standing.activity is Activity.IDLE and chosen is not standing.chosen:
        standing = replace(standing, since=now)
    return _with(floor, replace(standing, chosen=chosen, missed=0, signed_in=True))


def held(
    floor: Floor, staff: Staff, representatives: Iterable[str], call: str, now: datetime, until: datetime
) -> Floor | None:
    """All of them ring for this call, at most until then; None when somebody of them is neither free nor held for this
    very call. Whoever waits with this call is being called."""
    people = tuple(representatives)
    if not all(_may_ring(floor, staff, one, call, now) for one in people):
        return None
    return rung(floor, staff, people, call, now, until)


def rung(
    floor: Floor, staff: Staff, representatives: Iterable[str], call: str, now: datetime, until: datetime
) -> Floor:
    """As `held`, for whoever has made sure that they may be rung. No two were rung at the same instant, even where the
    clock says so, because the order in which people take turns depends on it."""
    before = floor
    for one in representatives:
        at = max([now, *(other.rung_at + _INSTANT for other in floor.standings.values() if other.rung_at)])
        standing = standing_of(floor, staff, one, now)
        since = standing.since if rings_for(standing, call) else now
        ringing = replace(standing, activity=Activity.RINGING, call=call, until=until, since=since, rung_at=at)
        floor = _with(floor, ringing)
    waiter = floor.waiting.get(call)
    if floor is before or waiter is None or waiter.status is Waiting.TALKING:
        return floor
    return _waiting(floor, replace(waiter, status=Waiting.CALLED))


def took(floor: Floor, staff: Staff, representative: str, call: str, now: datetime) -> Floor:
    """Somebody has the call, and everybody else held for it is free again. What comes too late, when nobody waits with this
    call and the person is no longer held for it, is no change: there would be no end of the call to end it."""
    stored = floor.standings.get(representative)
    standing = standing_of(floor, staff, representative, now)
    rings = stored is not None and rings_for(stored, call)
    expected = rings or (standing.activity not in (Activity.RINGING, Activity.TALKING) and call in floor.waiting)
    if not expected or staff.get(representative) is None:
        return floor
    floor = _released(floor, call, now)
    talking = replace(standing, activity=Activity.TALKING, call=call, until=None, since=now, idle_since=None)
    floor = _with(floor, replace(talking, taken=standing.taken + 1, missed=0))
    waiter = floor.waiting.get(call)
    return floor if waiter is None else _waiting(floor, replace(waiter, status=Waiting.TALKING))


def missed(floor: Floor, staff: Staff, representative: str, call: str, now: datetime) -> Floor:
    """Somebody let the call ring or refused it, and is left alone for a while, longer with each time in a row, so that the
    same caller does not hear the same telephone ring over and over. After so many in a row as one of the person's groups bears, the person counts as away;
    not somebody who never signed in, because nobody could say that such a person is back."""
    stored, person = floor.standings.get(representative), staff.get(representative)
    if stored is None or person is None or not rings_for(stored, call):
        return floor
    standing = standing_of(floor, staff, representative, now)
    limits = [limit for name in person.groups if (limit := staff.group(name).away_after)]
    count = standing.missed + 1
    gone = standing.signed_in and limits and count >= min(limits)
    until = now + min(LEFT_ALONE * 2 ** min(count - 1, 10), LEFT_ALONE_AT_MOST)
    rests = replace(idle(standing, now), activity=Activity.MISSED, until=until, missed=count)
    return _with(floor, replace(rests, chosen=Chosen.AWAY) if gone else rests)


def call_over(floor: Floor, staff: Staff, call: str, now: datetime) -> Floor:
    """The caller is gone: rings end, talks end, and so does the waiting."""
    return left(_talked(_released(floor, call, now), staff, call, now), call)


def ring_over(floor: Floor, staff: Staff, call: str, now: datetime) -> Floor:
    """As `call_over`, but the caller is still there and keeps the place in line."""
    return waits_again(_talked(_released(floor, call, now), staff, call, now), call)


def entered(floor: Floor, waiter: Waiter) -> Floor:
    """Somebody is in line. Whoever was there before keeps the place, what is known of a call back and, within the group, the
    slot; whoever is rung for is called already."""
    before = floor.waiting.get(waiter.call)
    if before is not None:
        slot = before.slot or waiter.slot if before.group == waiter.group else waiter.slot
        token, tries = waiter.token or before.token, max(before.tries, waiter.tries)
        since = min(before.entered, waiter.entered)
        waiter = replace(waiter, entered=since, slot=slot, token=token, tries=tries)
    return _waiting(floor, replace(waiter, status=_called_or(waiter.status, floor, waiter.call)))


def decides(floor: Floor, call: str) -> Floor:
    """The place is kept, but nobody is to be put through; whoever was held for it is free for others."""
    waiter = floor.waiting.get(call)
    if waiter is None or waiter.status is Waiting.TALKING:
        return floor
    return _waiting(_released(floor, call), replace(waiter, status=Waiting.DECIDING))


def waits_again(floor: Floor, call: str) -> Floor:
    """Can be put through again, unless somebody talks to this call at this moment; while somebody is held for it, it is
    called still."""
    waiter = floor.waiting.get(call)
    if waiter is None or any(talks_to(one, call) for one in floor.standings.values()):
        return floor
    return _waiting(floor, replace(waiter, status=_called_or(Waiting.WAITING, floor, call)))


def left(floor: Floor, call: str) -> Floor:
    """No longer in line; whoever was held for it is free for others."""
    floor = _released(floor, call)
    if call not in floor.waiting:
        return floor
    return replace(floor, waiting={key: one for key, one in floor.waiting.items() if key != call})


def closed(floor: Floor, by: str, now: datetime) -> Floor:
    """Whoever closes what is closed already changes nothing: it counts who did so first."""
    since = now.astimezone(UTC).isoformat(timespec="seconds")
    return floor if floor.emergency else replace(floor, emergency=f"{by} since {since}")


def opened(floor: Floor) -> Floor:
    return replace(floor, emergency="") if floor.emergency else floor


def _may_ring(floor: Floor, staff: Staff, representative: str, call: str, now: datetime) -> bool:
    standing = standing_of(floor, staff, representative, now)
    return staff.get(representative) is not None and (free(standing) or rings_for(standing, call))


def _called_or(otherwise: Waiting, floor: Floor, call: str) -> Waiting:
    return Waiting.CALLED if any(rings_for(one, call) for one in floor.standings.values()) else otherwise


def _released(floor: Floor, call: str, now: datetime | None = None) -> Floor:
    """Nobody rings for this call. Without `now` they count as free since they began to ring."""
    return _with(floor, *(idle(one, now or one.since) for one in floor.standings.values() if rings_for(one, call)))


def _talked(floor: Floor, staff: Staff, call: str, now: datetime) -> Floor:
    """Nobody talks to this call; each who did may have something to write down first."""
    for standing in [one for one in floor.standings.values() if talks_to(one, call)]:
        group, wrap_up = _after(floor, staff, standing)
        rests = replace(idle(standing, now), idle_since=now)
        if wrap_up:
            ends = now + timedelta(seconds=wrap_up)
            rests = replace(rests, activity=Activity.WRAP_UP, call=call, until=ends)
        talk = Talk(group, now, max(0, round((now - standing.since).total_seconds())) + wrap_up)
        floor = replace(_with(floor, rests), talks=(*floor.talks, talk)[-TALKS_KEPT:])
    return floor


def _after(floor: Floor, staff: Staff, standing: Standing) -> tuple[str, int]:
    """For which group somebody talked, and the seconds of wrap-up. A caller who was put through at once never stood in
    line, and may have come for any of the person's groups: the first is taken, and the longest wrap-up of all."""
    waiter, person = floor.waiting.get(standing.call), staff.get(standing.representative)
    if waiter is not None:
        return waiter.group, staff.group(waiter.group).wrap_up
    groups = person.groups if person is not None else ()
    return next(iter(groups), ""), max((staff.group(name).wrap_up for name in groups), default=0)


def _with(floor: Floor, *standings: Standing) -> Floor:
    """The same Floor where nothing is different, so that a store need not write it."""
    changed = {one.representative: one for one in standings if floor.standings.get(one.representative) != one}
    return replace(floor, standings={**floor.standings, **changed}) if changed else floor


def _waiting(floor: Floor, waiter: Waiter) -> Floor:
    if floor.waiting.get(waiter.call) == waiter:
        return floor
    return replace(floor, waiting={**floor.waiting, waiter.call: waiter})
