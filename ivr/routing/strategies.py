"""In which order the people of a group are rung. Whatever a strategy leaves equal stays as it is listed, so that the same
floor always gives the same order."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import assert_never

from ivr.routing.availability import standing_of
from ivr.routing.floor import Floor, Standing
from ivr.routing.roster import Group, Representative, Staff, Strategy

_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)
"""Whoever has not had a call at all has been idle for longest, and was rung before everybody else."""


def ordered(
    people: Iterable[Representative], floor: Floor, staff: Staff, group: Group, now: datetime
) -> tuple[Representative, ...]:
    match group.strategy:
        case Strategy.LINEAR | Strategy.SIMULTANEOUS:
            return tuple(people)
        case Strategy.CIRCULAR:
            return _rotated(people, floor, staff, group)
        case Strategy.LONGEST_IDLE:
            return tuple(sorted(people, key=lambda one: _idle_since(standing_of(floor, staff, one.id, now))))
        case Strategy.FEWEST_CALLS:
            return tuple(sorted(people, key=lambda one: _calls(standing_of(floor, staff, one.id, now))))
    assert_never(group.strategy)


def preferring(
    people: Iterable[Representative], staff: Staff, group: Group, language: str
) -> tuple[Representative, ...]:
    """Those who speak the caller's language first; where the group has it so, nobody else."""
    people = tuple(people)
    speakers = tuple(one for one in people if understands(staff, one, language))
    others = tuple(one for one in people if one not in speakers)
    return speakers if group.own_language else speakers + others


def understands(staff: Staff, representative: Representative, language: str) -> bool:
    """A call whose language nobody knows is in the line's own."""
    wanted = language or staff.language
    return not wanted or staff.speaks(representative, wanted)


def _rotated(people: Iterable[Representative], floor: Floor, staff: Staff, group: Group) -> tuple[Representative, ...]:
    """Beginning behind whoever of the whole group was rung last, also when that person is not among `people` now."""
    members = [one.id for one in staff.of(group.id)]
    rung = {one: floor.standings[one].rung_at or _BEFORE_ALL for one in members if one in floor.standings}
    if not any(at > _BEFORE_ALL for at in rung.values()):
        return tuple(people)
    last = members.index(max(rung, key=lambda one: rung[one]))
    turn = {one: (place - last - 1) % len(members) for place, one in enumerate(members)}
    return tuple(sorted(people, key=lambda one: turn.get(one.id, len(members))))


def _idle_since(standing: Standing) -> datetime:
    return standing.idle_since or _BEFORE_ALL


def _calls(standing: Standing) -> tuple[int, datetime]:
    return standing.taken, _idle_since(standing)
