"""Every way the world can be that a line can notice: what the doors of each calendar are, and how it stands with each group.

An instant stands for all instants at which every calendar says the same. They are found by looking at each calendar's
own week, holidays and special days, before and after each opening and closing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from ivr.dialog.program import Connecting, Holding, Program
from ivr.routing.roster import Line, Representative, Roster
from ivr.telephony.hours import Calendar, Doors

SOMEBODY = "somebody"
HOURS = "hours"
GROUP = "group "
LINE = "line "
"""What a move may have looked at."""
_MONDAY = date(2026, 11, 23)
_A_MINUTE = timedelta(minutes=1)
_LONG = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Hour:
    """An instant, and what every calendar says at it; `emergency` closes them all."""

    now: datetime
    emergency: bool = False


def hours(program: Program) -> tuple[Hour, ...]:
    """One for each combination of doors there can be; first that in which most are open, last an emergency."""
    found: dict[tuple[Doors, ...], datetime] = {}
    for instant in sorted(_instants(program.calendars.values())):
        found.setdefault(tuple(one.at(instant) for one in program.calendars.values()), instant)
    order = sorted(found, key=lambda doors: (-doors.count(Doors.OPEN), found[doors]))
    ordinary = [Hour(found[doors]) for doors in order] or [Hour(_noon(_MONDAY, UTC))]
    return (*ordinary, Hour(ordinary[0].now, emergency=True))


def _instants(calendars: Iterable[Calendar]) -> Iterator[datetime]:
    known = list(calendars)
    for calendar in known:
        days = [_MONDAY + timedelta(days=ahead) for ahead in range(7)]
        for day in (*days, *calendar.holidays, *calendar.special):
            yield _noon(day, calendar.zone)
            for span in calendar.special.get(day, calendar.week.get(day.weekday(), ())):
                opens = datetime.combine(day, span.start, calendar.zone).astimezone(UTC)
                closes = datetime.combine(day, span.end, calendar.zone).astimezone(UTC)
                yield from (opens - _A_MINUTE, opens, closes - _A_MINUTE, closes, opens - _LONG)


def _noon(day: date, zone: object) -> datetime:
    return datetime.combine(day, time(12), zone).astimezone(UTC)  # type: ignore[arg-type]  # UTC or a ZoneInfo


LINES = (Line(position=2, estimate=600), Line(staffed=False), Line(full=True))
"""The ways it can stand with a group none of whom can be rung: there is a place in line, nobody is at work, no place is
left."""
NEXT_IN_LINE = Line(position=1)


def standby(program: Program) -> Mapping[str, tuple[tuple[Representative, ...], ...]]:
    """For each group that a line rings: somebody can be rung, or nobody."""
    skills: dict[str, frozenset[str]] = {}
    for dialog in program.dialogs.values():
        if isinstance(dialog, Connecting | Holding):
            skills[dialog.group] = skills.get(dialog.group, frozenset()) | dialog.skills
    return {
        group: ((Representative(SOMEBODY, "Somebody", "+15550100199", (group,), skills=wanted),), ())
        for group, wanted in skills.items()
    }


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
