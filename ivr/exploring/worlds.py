"""Every way the world can be that a line can notice: what the doors of each calendar are, and how it stands with each group.

An instant stands for all instants at which every calendar says the same. They are found by looking at each opening and closing of
days of every kind: weekdays, holidays and special days of any calendar, and weeks in which one clock was changed and another not yet.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain, combinations

from ivr.dialog.program import Connecting, Holding, Program
from ivr.routing.roster import Line, Representative, Roster
from ivr.telephony.hours import Calendar, Doors

SOMEBODY = "somebody"
HOURS = "hours"
GROUP = "group "
LINE = "line "
"""What a move may have looked at."""
_MONDAY = date(2026, 11, 23)
_A_DAY = timedelta(days=1)
_TWO_YEARS = timedelta(days=731)


@dataclass(frozen=True, slots=True)
class Hour:
    """An instant, and what every calendar says at it; `emergency` closes them all."""

    now: datetime
    emergency: bool = False


def hours(program: Program) -> tuple[Hour, ...]:
    """One for each combination of doors there can be; first that in which most are open, last an emergency."""
    found: dict[tuple[Doors, ...], datetime] = {}
    calendars = tuple(program.calendars.values())
    for instant in sorted(_instants(calendars)):
        found.setdefault(tuple(one.at(instant) for one in calendars), instant)
    order = sorted(found, key=lambda doors: (-doors.count(Doors.OPEN), found[doors]))
    ordinary = [Hour(found[doors]) for doors in order] or [Hour(datetime.combine(_MONDAY, time(12), UTC))]
    return (*ordinary, Hour(ordinary[0].now, emergency=True))


def _instants(calendars: Sequence[Calendar]) -> Iterator[datetime]:
    """When doors may go open or closed, on days of every kind: from one such instant to the next nothing changes."""
    for day in _days(calendars):
        for calendar in calendars:
            yield from _turns(calendar, day)


def _days(calendars: Sequence[Calendar]) -> Iterable[date]:
    """The first day of each kind. On two days of one kind every calendar has the same hours, and its clock is as far from the
    others'."""
    dates = [day for one in calendars for day in (*one.holidays, *one.special)]
    last = max([_MONDAY + _TWO_YEARS, *(day + _A_DAY for day in dates)])
    ordinary = [_MONDAY + timedelta(days=ahead) for ahead in range((last - _MONDAY).days)]
    around = [day + timedelta(days=ahead) for day in dates if day < _MONDAY for ahead in (-1, 0, 1)]
    kinds: dict[object, date] = {}
    for day in (*ordinary, *around):
        kinds.setdefault(tuple(_kind(one, day) for one in calendars), day)
    return kinds.values()


def _kind(calendar: Calendar, day: date) -> object:
    """What holds around a day: elsewhere it is yesterday still, or tomorrow already."""
    near = [day + timedelta(days=ahead) for ahead in (-1, 0, 1)]
    special = tuple("holiday" if one in calendar.holidays else calendar.special.get(one) for one in near)
    clock = tuple(datetime.combine(one, time(0), calendar.zone).utcoffset() for one in (*near, day + 2 * _A_DAY))
    return day.weekday(), special, clock


def _turns(calendar: Calendar, day: date) -> Iterator[datetime]:
    edges = {time(0)}
    for span in calendar.special.get(day, calendar.week.get(day.weekday(), ())):
        edges |= {span.start, span.end}
    for edge in edges:
        for fold in (0, 1):
            yield datetime.combine(day, edge.replace(fold=fold), calendar.zone).astimezone(UTC)


LINES = (Line(position=2, estimate=600), Line(staffed=False), Line(full=True))
"""The ways it can stand with a group none of whom can be rung: there is a place in line, nobody is at work, no place is
left."""
NEXT_IN_LINE = Line(position=1)


def standby(program: Program) -> Mapping[str, tuple[tuple[Representative, ...], ...]]:
    """For each group that a line rings, who of it can be rung, as far as that makes a difference: at first somebody who has all
    skills that are asked for, at last nobody."""
    wanted: dict[str, set[frozenset[str]]] = {}
    for dialog in program.dialogs.values():
        if isinstance(dialog, Connecting | Holding):
            wanted.setdefault(dialog.group, set()).add(dialog.skills)
    return {group: _ready(group, sorted(skills, key=sorted)) for group, skills in wanted.items()}


def _ready(group: str, wanted: Sequence[frozenset[str]]) -> tuple[tuple[Representative, ...], ...]:
    """Whoever asks for skills finds somebody, or nobody: of each of these answers to all of them together, one roster."""
    everything = frozenset[str]().union(*wanted)
    found: dict[tuple[bool, ...], tuple[Representative, ...]] = {}
    for skilled in (
        (everything,),
        *chain.from_iterable(combinations(wanted, many) for many in range(len(wanted), -1, -1)),
    ):
        answers = tuple(any(skills <= one for one in skilled) for skills in wanted)
        found.setdefault(answers, tuple(_somebody(group, place, one) for place, one in enumerate(skilled)))
    return tuple(found.values())


def _somebody(group: str, place: int, skills: frozenset[str]) -> Representative:
    return Representative(
        f"{SOMEBODY} {place}" if place else SOMEBODY, "Somebody", "+15550100199", (group,), skills=skills
    )


@dataclass(frozen=True, slots=True)
class WatchedRoster(Roster):
    """Tells which groups a move looked at."""

    looked: list[str] = field(default_factory=list)

    def of(self, group: str) -> tuple[Representative, ...]:
        self.looked.append(GROUP + group)
        return self.ready.get(group, ())

    def line(self, group: str) -> Line:
        self.looked.append(LINE + group)
        return self.lines.get(group, Line())


@dataclass(frozen=True, slots=True)
class WatchedCalendar(Calendar):
    """Tells that a move looked at the hours. Whether there is an emergency is always asked first, so whoever asks for that asks
    for the hours."""

    looked: list[str] = field(default_factory=list)

    def at(self, instant: datetime) -> Doors:
        self.looked.append(HOURS)
        return Calendar.at(self, instant)


def watched(program: Program, looked: list[str]) -> Program:
    """The same program, whose moves tell what they look at."""
    calendars = {
        name: WatchedCalendar(one.zone, one.week, one.holidays, one.special, looked)
        for name, one in program.calendars.items()
    }
    return replace(program, calendars=calendars)
