"""The floor of a call centre as one value: what every representative is doing, and who waits in which order.

A store keeps it; every change is a function from one Floor to the next, made whole or not at all. Times are aware.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from ivr.routing.roster import Chosen


class Activity(StrEnum):
    """What a representative is doing, whatever was chosen. `missed`: the telephone just rang in vain, and is left alone for
    a while."""

    IDLE = "idle"
    RINGING = "ringing"
    TALKING = "talking"
    WRAP_UP = "wrap-up"
    MISSED = "missed a call"


@dataclass(frozen=True, slots=True)
class Standing:
    """One representative. `call` is whom the representative is held for, talks to or just talked to; `until` is when a
    ring is given up, a wrap-up ends, or whoever missed a call is left alone no more; None for what ends by itself.
    `idle_since` is since when no call was taken; `taken` counts the calls taken since `day` (an ISO date, UTC), `missed`
    those let ring or refused in a row. `signed_in` is False for whoever never chose anything."""

    representative: str
    chosen: Chosen
    since: datetime
    activity: Activity = Activity.IDLE
    call: str = ""
    until: datetime | None = None
    idle_since: datetime | None = None
    rung_at: datetime | None = None
    taken: int = 0
    missed: int = 0
    day: str = ""
    signed_in: bool = False


class Waiting(StrEnum):
    """What somebody in line is doing. `waiting`: can be put through; `deciding`: keeps the place and is busy elsewhere,
    choosing a call back for instance; `called`: a representative is held for them; `talking`: out of line already,
    and kept until the carrier says so."""

    WAITING = "waiting"
    DECIDING = "deciding"
    CALLED = "called"
    TALKING = "talking"


@dataclass(frozen=True, slots=True)
class Waiter:
    """Somebody in line. `call` is a CallSid, or the token of a call back (`callback`) until that is answered; `token` names the
    call back all along. `key` is the turn number that answers for the stay in the queue; `slot` names the carrier's
    queue, together with the group; `not_before` is when a call back may be tried (again), `tries` how often it was, and
    `placed` the CallSid of the try that goes on.
    `hand_off` is what may be seen of the call: names and text."""

    call: str
    group: str
    entered: datetime
    language: str = ""
    skills: tuple[str, ...] = ()
    status: Waiting = Waiting.WAITING
    key: int = 0
    slot: int = 0
    callback: bool = False
    token: str = ""
    not_before: datetime | None = None
    tries: int = 0
    placed: str = ""
    hand_off: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation that was, for the estimate of waiting times. Seconds include wrap-up."""

    group: str
    ended: datetime
    seconds: int


@dataclass(frozen=True, slots=True)
class Floor:
    """`emergency` is who closed the office and since when, empty while it is not closed; `talks` are the last ones."""

    standings: Mapping[str, Standing] = field(default_factory=dict)
    waiting: Mapping[str, Waiter] = field(default_factory=dict)
    talks: tuple[Talk, ...] = ()
    emergency: str = ""
