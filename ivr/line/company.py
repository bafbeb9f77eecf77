"""company.yaml: the facts of one company. A prompt never states one by hand."""

import re
from collections.abc import Mapping
from datetime import date, time
from typing import Annotated, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator, model_validator

from ivr.dialog.grammar import Checksum
from ivr.line.model import Written
from ivr.line.scalars import Phone, Positive, one_of
from ivr.reading.scalars import Day, Name, Text, UnfitError, scalar
from ivr.reading.spelling import shown
from ivr.speech.counts import count_words
from ivr.speech.digits import digit_words
from ivr.speech.lists import list_words
from ivr.speech.openings import week_words
from ivr.telephony.hours import DAYS, Calendar, Span

LONGEST_ENTRY = 40
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


def _prefix(text: str) -> str:
    if not (text.isascii() and text.isdigit()):
        raise UnfitError(f"{shown(text)} is not made of digits.", "Write the digits every number begins with.")
    return text


Digits = Annotated[str, scalar(_prefix, {"type": ["string", "integer"], "pattern": "^[0-9]+$"}, "8448")]
ChecksumName = Annotated[
    Checksum, scalar(one_of(tuple(Checksum), "a checksum"), {"type": "string", "enum": list(Checksum)}, "luhn")
]


def check_length(bounds: tuple[int, int]) -> None:
    """Raises UnfitError."""
    low, high = bounds
    if low > high:
        raise UnfitError("The number at min is above the one at max.", "Write the smaller number as min.")
    if high > LONGEST_ENTRY:
        raise UnfitError(f"Nobody keys {high} digits.", f"Write at most {LONGEST_ENTRY}.")


class NumberShape(Written):
    """What a number of the company looks like."""

    length: Positive | None = Field(default=None, description="How many digits, when it is always the same.")
    min: Positive | None = Field(default=None, description="The fewest digits.")
    max: Positive | None = Field(default=None, description="The most digits.")
    prefix: Digits = Field(default="", description="The digits every number begins with.")
    checksum: ChecksumName = Field(default=Checksum.NONE, description="luhn when the last digit checks the others.")
    groups: tuple[Positive, ...] = Field(
        default=(), description="How the digits are grouped when read back: [4, 4, 4, 4]."
    )

    @model_validator(mode="after")
    def _agree(self) -> Self:
        given = [one is not None for one in (self.length, self.min, self.max)]
        if given not in ([True, False, False], [False, True, True]):
            raise UnfitError("How many digits is to be said in one way.", "Write length, or both min and max.")
        check_length(self.bounds)
        if max(len(self.prefix), sum(self.groups)) > self.bounds[1]:
            raise UnfitError("The prefix or the groups are longer than the whole number.", "Make them fit its length.")
        return self

    @property
    def bounds(self) -> tuple[int, int]:
        if self.length is not None:
            return self.length, self.length
        return self.min or 0, self.max or 0


class Accepted(Written):
    """What the company takes as payment."""

    cards: tuple[Text, ...] = Field(description="Card brands, in the order they are spoken.")
    other: tuple[Text, ...] = Field(default=(), description="Other ways, such as electronic checks.")


class Company(Written):
    """The facts of one company; this file alone turns the line into another company's."""

    name: Text = Field(description="The name as it is spoken.")
    phone: Phone | None = Field(default=None, description="The number of this line, as printed on the bill.")
    services: tuple[Text, ...] = Field(default=(), description="What the bill is for.")
    account_number: NumberShape | None = Field(default=None, description="What an account number looks like.")
    pin: NumberShape | None = Field(default=None, description="What a PIN looks like.")
    accepted: Accepted | None = Field(default=None, description="What is taken as payment.")
    hours: Mapping[Name, OpeningHours] = Field(default_factory=dict, description="Opening hours by name.")

    @classmethod
    def stand_in(cls) -> "Company":
        """Takes the place of a file that could not be read, while the rest of the line is checked."""
        return cls.model_validate({"name": "unread", "account_number": {"length": "1"}, "pin": {"length": "1"}})

    def spoken(self, path: tuple[str, ...], language: str) -> str:
        """The words of a fact. Raises LookupError for a path that leads to nothing one can say, ValueError for a fact
        that is not given."""
        value: object = self
        for name in path:
            if value is None:
                raise ValueError(f"company.yaml does not say {'.'.join(path)}.")
            value = _below(value, name, ".".join(path))
        if value in (None, (), ""):
            raise ValueError(f"company.yaml does not say {'.'.join(path)}.")
        return _in_words(value, ".".join(path), language)

    def facts(self, language: str) -> list[str]:
        """Every path a prompt may name, such as account_number.length."""
        paths = [*_paths(type(self)), *(f"hours.{name}" for name in self.hours)]
        return [path for path in paths if self._has(path, language)]

    def _has(self, path: str, language: str) -> bool:
        try:
            return bool(self.spoken(tuple(path.split(".")), language))
        except (LookupError, ValueError):
            return False


def _below(value: object, name: str, path: str) -> object:
    """One step down a path of facts. Raises LookupError with the whole path."""
    if isinstance(value, Mapping) and name in value:
        return value[name]
    if isinstance(value, Written) and name in type(value).model_fields:
        return getattr(value, name)
    raise LookupError(path)


def _paths(model: type[Written]) -> list[str]:
    found = []
    for name, field in model.model_fields.items():
        inner = _models_in(field.annotation)
        found += [f"{name}.{path}" for one in inner for path in _paths(one)] if inner else [name]
    return found


def _models_in(annotation: object) -> list[type[Written]]:
    options = getattr(annotation, "__args__", ()) or (annotation,)
    return [one for one in options if isinstance(one, type) and issubclass(one, Written)]


def _in_words(value: object, name: str, language: str) -> str:
    if name.endswith("prefix"):
        return digit_words(str(value), language)
    if name == "phone":
        return digit_words(str(value).lstrip("+").removeprefix("1"), language)
    if isinstance(value, int):
        return count_words(value, language)
    if isinstance(value, tuple) and not any(isinstance(one, int) for one in value):
        return list_words([str(one) for one in value], language)
    if isinstance(value, OpeningHours):
        return week_words(value.calendar(), language)
    if isinstance(value, str) and not isinstance(value, Checksum):
        return value
    raise LookupError(name)
