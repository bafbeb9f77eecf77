"""Who takes calls, and who of them may be rung at this moment, in the order they should be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Strategy(StrEnum):
    """Who of a group is rung first. linear: as they are listed; circular: whoever comes after the last one rung;
    longest_idle: who has been without a call for longest; fewest_calls: who has taken the fewest today;
    simultaneous: all of them together, and who takes the call first has it."""

    LINEAR = "linear"
    CIRCULAR = "circular"
    LONGEST_IDLE = "longest_idle"
    FEWEST_CALLS = "fewest_calls"
    SIMULTANEOUS = "simultaneous"


class Chosen(StrEnum):
    """What a representative says of himself."""

    READY = "ready"
    BUSY = "busy"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Representative:
    """A person who takes calls. `id` is the name in representatives.yaml; `address` is what rings: a number in E.164,
    `sip:...` or `client:...`, as a carrier writes it in To. `languages` are those the person speaks, best first;
    empty means the line's own."""

    id: str
    name: str
    address: str
    groups: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    skills: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Group:
    """Those who take calls of one kind. Times in whole seconds: `ring` is how long each is rung, `wrap_up` the time after a
    talk in which nobody else is put through. `own_language`: a caller is only put through to somebody who speaks the
    caller's language; otherwise such a person is only preferred. After `away_after` calls in a row that somebody let
    ring or refused, that person counts as away; 0: never. `most_waiting` callers wait at once; `longest_wait` is how
    long anybody does."""

    id: str
    strategy: Strategy = Strategy.LINEAR
    ring: int = 20
    wrap_up: int = 0
    own_language: bool = False
    away_after: int = 0
    most_waiting: int = 100
    longest_wait: int = 3600


@dataclass(frozen=True, slots=True)
class Staff:
    """Everybody of representatives.yaml, in its order. `before_sign_in` is what holds for whoever never said anything."""

    representatives: tuple[Representative, ...] = ()
    groups: Mapping[str, Group] = field(default_factory=dict)
    before_sign_in: Chosen = Chosen.READY
    language: str = ""

    def of(self, group: str) -> tuple[Representative, ...]:
        return tuple(one for one in self.representatives if group in one.groups)

    def group(self, name: str) -> Group:
        """As it is written, or as one is where nothing is written."""
        return self.groups.get(name) or Group(name)

    def get(self, representative: str) -> Representative | None:
        return next((one for one in self.representatives if one.id == representative), None)

    def speaks(self, representative: Representative, language: str) -> bool:
        return language in (representative.languages or (self.language,))


@dataclass(frozen=True, slots=True)
class Line:
    """How it stands with one group for one caller. `position` counts from 1, and is 0 for a caller who is not in line;
    `estimate` is in seconds, None where nothing can be said; `again` is in how many seconds things may be different."""

    position: int = 0
    estimate: int | None = None
    staffed: bool = True
    full: bool = False
    again: int = 10


@dataclass(frozen=True, slots=True)
class Roster:
    """For each group the representatives who can be rung for this caller now, in order; a group that is missing or
    empty rings nobody. `lines` says how long others have to be waited for."""

    ready: Mapping[str, tuple[Representative, ...]] = field(default_factory=dict)
    lines: Mapping[str, Line] = field(default_factory=dict)

    def of(self, group: str) -> tuple[Representative, ...]:
        return self.ready.get(group, ())

    def line(self, group: str) -> Line:
        return self.lines.get(group) or Line()
