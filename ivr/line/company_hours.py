"""Opening hours as an author writes them: a week, its holidays, and days with hours of their own."""

import re
from collections.abc import Mapping
from datetime import date, time
from typing import Annotated, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator, model_validator

from ivr.line.model import Written
from ivr.reading.scalars import Day, Text, UnfitError, scalar
from ivr.reading.spelling import shown
from ivr.telephony.hours import DAYS, Calendar, Span

_CLOCK = re.compile(r"([0-9]{1,2}):([0-5][0-9])")


def parse_zone(text: str) -> ZoneInfo:
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UnfitError(f"{shown(text)} is not a time zone.", "Write one such as America/New_York.") from None


def _days(text: str) -> tuple[int, ...]:
    """`monday`, or `monday-friday`; a range may run over the week's end."""
    first, dash, last = (part.strip().lower() for part in text.partition("-"))
    if first not in DAYS or (dash and last not in DAYS):
        raise UnfitError(
            f"{shown(text)} is neither a day nor a range of days.", "Write them in full, such as monday-friday."
        )
    start, end = DAYS.index(first), DAYS.index(last if dash else first)
    return tuple((start + ahead) % 7 for ahead in range((end - start) % 7 + 1))


def _clock(text: str) -> time:
    found = _CLOCK.fullmatch(text.strip())
    if found is None or (int(found[1]), int(found[2])) > (24, 0):
        raise UnfitError(
            f"{shown(text.strip())} is not a time of day.", "Write hours and minutes on a 24-hour clock, such as 17:30."
        )
    return time(int(found[1]) % 24, int(found[2]))


def _spans(text: str) -> tuple[Span, ...]:
    """`8:00-18:00`, several with commas, or `closed`."""
    if text.strip() == "closed":
        return ()
    spans: list[Span] = []
    for part in text.split(","):
        start, dash, end = part.partition("-")
        if not dash:
            raise UnfitError(
                f"{shown(part.strip())} is not a span of hours.", "Write one such as 8:00-18:00, or the word closed."
            )
        span = _span(_clock(start), _clock(end))
        if spans and not time(0) < spans[-1].end <= span.start:
            raise UnfitError("These hours overlap, or are out of order.", "Write the earlier hours first.")
        spans.append(span)
    return tuple(spans)


def _span(start: time, end: time) -> Span:
    try:
        return Span(start, end)
    except ValueError:
        raise UnfitError(
            f"{start:%H:%M}-{end:%H:%M} ends before it begins.",
            f"Write the afternoon on a 24-hour clock; hours over midnight are two: {start:%H:%M}-24:00, and {end:%H:%M} "
            "the next day.",
        ) from None


Zone = Annotated[ZoneInfo, scalar(parse_zone, {"type": "string", "examples": ["America/New_York"]}, "America/New_York")]
Days = Annotated[tuple[int, ...], scalar(_days, {"type": "string", "examples": ["monday-friday"]}, "monday-friday")]
Spans = Annotated[
    tuple[Span, ...], scalar(_spans, {"type": "string", "examples": ["8:00-18:00", "closed"]}, "8:00-18:00")
]


def _readable(days: str) -> tuple[int, ...]:
    """The days of a key, none of one that says no days: its own type complains."""
    try:
        return _days(days)
    except UnfitError:
        return ()


class OpeningHours(Written):
    """When people answer: a week, its holidays, and days with hours of their own."""

    zone: Zone = Field(description="The time zone whose wall clock the hours are read from.")
    week: Mapping[Days, Spans] = Field(
        description="A day or range of days, and the spans it is open. A day not named is closed."
    )
    holidays: Mapping[Day, Text] = Field(default_factory=dict, description="Dates nobody works, with their names.")
    special: Mapping[Day, Spans] = Field(default_factory=dict, description="Dates with hours of their own.")

    @field_validator("week", mode="before")
    @classmethod
    def _each_day_once(cls, written: object) -> object:
        """Before keys that mean the same day become one."""
        named: dict[int, str] = {}
        for key in written if isinstance(written, dict) else ():
            for day in _readable(str(key)):
                if day in named:
                    raise UnfitError(
                        f"{shown(key)} and {shown(named[day])} both speak of {DAYS[day]}.",
                        "Name each day once; a single date with other hours stands below special.",
                    )
                named[day] = str(key)
        return written

    @model_validator(mode="after")
    def _each_date_once(self) -> Self:
        for day in self.holidays.keys() & self.special.keys():
            raise UnfitError(f"{day} is a holiday and has hours of its own.", "Keep one of the two.")
        return self

    def calendar(self) -> Calendar:
        week: dict[int, tuple[Span, ...]] = {}
        for days, spans in self.week.items():
            week.update(dict.fromkeys(days, spans))
        holidays: dict[date, str] = {day: str(name) for day, name in self.holidays.items()}
        return Calendar(self.zone, week, holidays, dict(self.special))
