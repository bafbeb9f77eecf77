"""company.yaml: the facts of one company. A prompt never states one by hand."""

from collections.abc import Mapping
from datetime import date, time
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, model_validator

from ivr.dialog.grammar import Checksum
from ivr.line.model import Written
from ivr.line.scalars import Phone
from ivr.reading.scalars import Count, Day, Text, scalar
from ivr.speech.counts import count_words
from ivr.speech.digits import digit_words
from ivr.speech.lists import list_words
from ivr.speech.openings import week_words
from ivr.telephony.hours import DAYS, Calendar, Span

LONGEST_ENTRY = 40


def _zone(text: str) -> ZoneInfo:
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"{text!r} is not a time zone; write one such as America/New_York") from None


def _days(text: str) -> tuple[int, ...]:
    """`monday`, or `monday-friday`; a range may run over the week's end."""
    first, dash, last = (part.strip().lower() for part in text.partition("-"))
    if first not in DAYS or (dash and last not in DAYS):
        raise ValueError(f"{text!r} is not a day or a range of days such as monday-friday")
    start, end = DAYS.index(first), DAYS.index(last if dash else first)
    return tuple((start + ahead) % 7 for ahead in range((end - start) % 7 + 1))


def _clock(text: str) -> time:
    hours, colon, minutes = text.strip().partition(":")
    if not (colon and hours.isdecimal() and minutes.isdecimal() and len(minutes) == 2 and len(hours) in (1, 2)):
        raise ValueError(f"{text.strip()!r} is not a time of day such as 8:00 or 17:30")
    if (int(hours), int(minutes)) == (24, 0):
        return time(0)
    if int(hours) > 23 or int(minutes) > 59:
        raise ValueError(f"there is no time {text.strip()!r}")
    return time(int(hours), int(minutes))


def _spans(text: str) -> tuple[Span, ...]:
    """`8:00-18:00`, several with commas, or `closed`."""
    if text.strip() == "closed":
        return ()
    spans = []
    for part in text.split(","):
        start, dash, end = part.partition("-")
        if not dash:
            raise ValueError(f"{part.strip()!r} is not a span of hours such as 8:00-18:00, nor the word closed")
        spans.append(Span(_clock(start), _clock(end)))
    return tuple(spans)


Zone = Annotated[ZoneInfo, scalar(_zone, {"type": "string", "examples": ["America/New_York"]}, "America/New_York")]
Days = Annotated[tuple[int, ...], scalar(_days, {"type": "string", "examples": ["monday-friday"]}, "monday-friday")]
Spans = Annotated[
    tuple[Span, ...], scalar(_spans, {"type": "string", "examples": ["8:00-18:00", "closed"]}, "8:00-18:00")
]


class OpeningHours(Written):
    """When people answer: a week, its holidays, and days with hours of their own."""

    zone: Zone = Field(description="The time zone whose wall clock the hours are read from.")
    week: Mapping[Days, Spans] = Field(
        description="A day or range of days, and the spans it is open. A day not named is closed."
    )
    holidays: Mapping[Day, Text] = Field(default_factory=dict, description="Dates nobody works, with their names.")
    special: Mapping[Day, Spans] = Field(default_factory=dict, description="Dates with hours of their own.")

    def calendar(self) -> Calendar:
        week: dict[int, tuple[Span, ...]] = {}
        for days, spans in self.week.items():
            week.update(dict.fromkeys(days, spans))
        holidays: dict[date, str] = {day: str(name) for day, name in self.holidays.items()}
        return Calendar(self.zone, week, holidays, dict(self.special))


def _prefix(text: str) -> str:
    if not (text.isascii() and text.isdigit()):
        raise ValueError("a prefix is the digits every number begins with")
    return text


def _checksum(text: str) -> Checksum:
    if text not in tuple(Checksum):
        raise ValueError(f"{text!r} is not a checksum this line knows: none or luhn")
    return Checksum(text)


Digits = Annotated[str, scalar(_prefix, {"type": "string", "pattern": "^[0-9]+$"}, "8448")]
ChecksumName = Annotated[Checksum, scalar(_checksum, {"type": "string", "enum": list(Checksum)}, "luhn")]


class NumberShape(Written):
    """What a number of the company looks like."""

    length: Count | None = Field(default=None, description="How many digits, when it is always the same.")
    min: Count | None = Field(default=None, description="The fewest digits.")
    max: Count | None = Field(default=None, description="The most digits.")
    prefix: Digits = Field(default="", description="The digits every number begins with.")
    checksum: ChecksumName = Field(default=Checksum.NONE, description="luhn when the last digit checks the others.")
    groups: tuple[Count, ...] = Field(
        default=(), description="How the digits are grouped when read back: [4, 4, 4, 4]."
    )

    @model_validator(mode="after")
    def _bounds(self) -> "NumberShape":
        if (self.length is None) == (self.min is None or self.max is None):
            raise ValueError("say how long it is: either length, or both min and max")
        low, high = self.bounds
        if not 1 <= low <= high <= LONGEST_ENTRY:
            raise ValueError(f"a number has 1 to {LONGEST_ENTRY} digits, and min is not above max")
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
    account_number: NumberShape = Field(description="What an account number looks like.")
    pin: NumberShape = Field(description="What a PIN looks like.")
    accepted: Accepted | None = Field(default=None, description="What is taken as payment.")
    hours: Mapping[Text, OpeningHours] = Field(default_factory=dict, description="Opening hours by name.")

    def spoken(self, path: tuple[str, ...], language: str) -> str:
        """The words of a fact. Raises LookupError for a path that leads to no fact, ValueError for a fact not given
        or one that cannot be spoken."""
        value: object = self
        for name in path:
            value = _below(value, name, ".".join(path))
        if value is None or value == ():
            raise ValueError(f"company.yaml does not say {'.'.join(path)}")
        return _in_words(value, ".".join(path), language)

    def facts(self) -> list[str]:
        """Every path a prompt may name, such as account_number.length."""
        return [*_paths(type(self)), *(f"hours.{name}" for name in self.hours)]


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
    if isinstance(value, tuple):
        return list_words([str(one) for one in value], language)
    if isinstance(value, OpeningHours):
        return week_words(value.calendar(), language)
    if isinstance(value, str):
        return value
    raise ValueError(f"{name} is not something that can be said")
