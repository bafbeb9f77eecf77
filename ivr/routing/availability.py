"""Whether somebody can be rung at a moment. What has run out by then, a ring or a wrap-up, is over whether or not anybody
wrote it down, so nobody stays held by a call that a crashed process forgot."""

from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import assert_never

from ivr.routing.floor import Activity, Floor, Standing
from ivr.routing.roster import Chosen, Staff


class Presence(StrEnum):
    """What others see somebody doing: the call, while there is one, and otherwise what was chosen."""

    READY = "ready"
    RINGING = "ringing"
    TALKING = "on a call"
    WRAP_UP = "wrap-up"
    BUSY = "busy"
    AWAY = "away"


def standing_of(floor: Floor, staff: Staff, representative_id: str, now: datetime) -> Standing:
    """As it is at `now`: what ran out is over, and a new day (UTC) has no calls taken yet."""
    stored = floor.standings.get(representative_id)
    if stored is None:
        return Standing(representative_id, staff.before_sign_in, since=now, day=_day(now))
    standing = _ran_out(stored) if stored.until is not None and stored.until <= now else stored
    return standing if standing.day == _day(now) else replace(standing, taken=0, day=_day(now))


def idle(standing: Standing, since: datetime) -> Standing:
    """Without a call; whom the person talked to is no longer this person's."""
    return replace(standing, activity=Activity.IDLE, call="", until=None, since=since)


def presence(standing: Standing) -> Presence:
    match standing.activity:
        case Activity.IDLE | Activity.MISSED:
            return _shown(standing.chosen)
        case Activity.RINGING:
            return Presence.RINGING
        case Activity.TALKING:
            return Presence.TALKING
        case Activity.WRAP_UP:
            return Presence.WRAP_UP
    assert_never(standing.activity)


def free(standing: Standing) -> bool:
    """Whether somebody may be rung. Ask with what `standing_of` answers: a stored ring may have run out."""
    return standing.chosen is Chosen.READY and standing.activity is Activity.IDLE


def rings_for(standing: Standing, call: str) -> bool:
    return standing.activity is Activity.RINGING and standing.call == call


def talks_to(standing: Standing, call: str) -> bool:
    return standing.activity is Activity.TALKING and standing.call == call


def at_work(floor: Floor, staff: Staff, group: str, now: datetime) -> int:
    """How many of a group are there, free or not."""
    return sum(presence(standing_of(floor, staff, person.id, now)) is not Presence.AWAY for person in staff.of(group))


def staffed(floor: Floor, staff: Staff, group: str, now: datetime) -> bool:
    """Whether it makes sense to wait for somebody of this group."""
    return at_work(floor, staff, group, now) > 0


@lru_cache(maxsize=256)
def _ran_out(standing: Standing) -> Standing:
    """Nobody writes it down when a ring or a wrap-up runs out, so the same is asked for until the next call."""
    return idle(standing, standing.until or standing.since)


def _shown(chosen: Chosen) -> Presence:
    match chosen:
        case Chosen.READY:
            return Presence.READY
        case Chosen.BUSY:
            return Presence.BUSY
        case Chosen.AWAY:
            return Presence.AWAY
    assert_never(chosen)


@lru_cache(maxsize=16)
def _day(now: datetime) -> str:
    """Asked for by everybody at one instant."""
    return now.astimezone(UTC).date().isoformat()
