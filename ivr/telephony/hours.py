"""Opening hours: a week in a time zone, with holidays and days of other hours.

Local wall time decides, so a line that opens at 8:00 opens at 8:00 on both sides of a clock change; an opening that
falls into the skipped hour of spring is not open earlier or later than the wall clock says. What the wall clock shows
twice in autumn holds twice.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Doors(StrEnum):
    """What holds at one instant. No calendar says emergency: that is decided by people, on the day."""

    OPEN = "open"
    CLOSED = "closed"
    HOLIDAY = "holiday"
    EMERGENCY = "emergency"


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
        """What holds at `instant`. Raises ValueError unless it is aware."""
        local = self._local(instant)
        if local.date() in self.holidays:
            return Doors.HOLIDAY
        return Doors.OPEN if any(span.holds(local.time()) for span in self._spans(local.date())) else Doors.CLOSED

    def opens_next(self, instant: datetime, within_days: int = 14) -> datetime | None:
        """The first time after `instant` at which the doors open (a second span that begins where one ends opens
        nothing), local to the calendar; None if there is none within the days given."""
        today = self._local(instant).date()
        days = [today + timedelta(days=ahead) for ahead in range(within_days + 1)]
        for moment in sorted(self._may_open(days)):
            if moment > instant and self._opens_at(moment):
                return moment.astimezone(self.zone)
        return None

    def _local(self, instant: datetime) -> datetime:
        if instant.utcoffset() is None:
            raise ValueError("opening hours are asked about an instant, which has a time zone")
        return instant.astimezone(self.zone)

    def _spans(self, day: date) -> tuple[Span, ...]:
        return self.special.get(day, self.week.get(day.weekday(), ()))

    def _may_open(self, days: Iterable[date]) -> Iterator[datetime]:
        """In UTC, every instant of these days at which the doors can go open: where a span begins, once for each time
        the wall clock shows it, and where the wall clock jumps."""
        for day in days:
            for span in self._spans(day):
                for fold in (0, 1):
                    yield datetime.combine(day, span.start.replace(fold=fold), self.zone).astimezone(UTC)
            yield from _clock_changes(day, self.zone)

    def _opens_at(self, moment: datetime) -> bool:
        just_before = moment - timedelta(microseconds=1)
        return self.at(moment) is Doors.OPEN and self.at(just_before) is not Doors.OPEN


def _clock_changes(day: date, zone: ZoneInfo) -> Iterator[datetime]:
    """In UTC, the instant of `day` at which the wall clock is put forward or back; at most one, found to the second."""
    begin, end = (datetime.combine(day + timedelta(days=ahead), time(0), zone).astimezone(UTC) for ahead in (0, 1))
    usual = begin.astimezone(zone).utcoffset()

    def changed(seconds: int) -> bool:
        return (begin + timedelta(seconds=seconds)).astimezone(zone).utcoffset() != usual

    length = int((end - begin).total_seconds())
    if changed(length):
        yield begin + timedelta(seconds=bisect_left(range(length), True, key=changed))
