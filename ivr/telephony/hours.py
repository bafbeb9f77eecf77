"""Opening hours: a week in a time zone, with holidays and days of other hours.

Local wall time decides, so a line that opens at 8:00 opens at 8:00 on both sides of a clock change; an opening that
falls into the skipped hour of spring is not open earlier or later than the wall clock says.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Doors(StrEnum):
    """What a calendar says of one instant."""

    OPEN = "open"
    CLOSED = "closed"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class Span:
    """Open from `start` up to, not including, `end`, local wall time. `end` of midnight means the day's end."""

    start: time
    end: time

    def __post_init__(self) -> None:
        if self.end != time(0) and self.end <= self.start:
            raise ValueError(
                f"{self.start:%H:%M}-{self.end:%H:%M} ends before it begins; write two spans over midnight"
            )

    def holds(self, at: time) -> bool:
        return self.start <= at and (self.end == time(0) or at < self.end)


@dataclass(frozen=True, slots=True)
class Calendar:
    """A week of spans by weekday (0 is Monday), and dates that differ: a holiday by name, or spans of their own."""

    zone: ZoneInfo
    week: Mapping[int, tuple[Span, ...]]
    holidays: Mapping[date, str] = field(default_factory=dict)
    special: Mapping[date, tuple[Span, ...]] = field(default_factory=dict)

    def at(self, instant: datetime) -> Doors:
        """What holds at `instant`, which must be aware."""
        local = instant.astimezone(self.zone)
        today = local.date()
        if today in self.holidays:
            return Doors.HOLIDAY
        spans = self.special.get(today, self.week.get(local.weekday(), ()))
        return Doors.OPEN if any(span.holds(local.time()) for span in spans) else Doors.CLOSED

    def opens_next(self, instant: datetime, within_days: int = 14) -> datetime | None:
        """The next opening after `instant`, local to the calendar; None if there is none within the days given."""
        local = instant.astimezone(self.zone)
        for ahead in range(within_days + 1):
            day = local.date() + timedelta(days=ahead)
            if day in self.holidays:
                continue
            for span in sorted(self.special.get(day, self.week.get(day.weekday(), ())), key=lambda one: one.start):
                opening = datetime.combine(day, span.start, self.zone)
                if opening > local:
                    return opening
        return None
