"""`given:` of a call file: how the world is when the call comes in, and what kind of caller it is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Annotated, Self

from pydantic import Field, model_validator

from ivr.line.company_hours import parse_zone
from ivr.line.model import Written
from ivr.line.scalars import Phone, Url, one_of
from ivr.reading.scalars import Text, UnfitError, parse_day, parse_seconds, scalar
from ivr.reading.spelling import shown

DEFAULT_AT = "2026-11-24 10:05 America/New_York"
DIALLING = ("slow", "relay")
_AT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9]{1,2}):([0-5][0-9]) (\S+)")
_ANSWERS = re.compile(r"answers(?: after (.+))?")
_FREE_AFTER = re.compile(r"free after (.+)")
_USUAL_RINGING = 3


def _instant(text: str) -> datetime:
    found = _AT.fullmatch(text)
    if found is None or int(found[2]) > 23:
        raise UnfitError(f"{shown(text)} is not an instant.", f"Write day, time and time zone: {DEFAULT_AT}")
    wall = datetime.combine(parse_day(found[1]), time(int(found[2]), int(found[3])), parse_zone(found[4]))
    if wall.astimezone(UTC).astimezone(wall.tzinfo).time() != wall.time():
        raise UnfitError(f"The clock skips {shown(text)}.", "Write an hour that is not left out in spring.")
    return wall


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What a representative's telephone does: answers after so many seconds of ringing, or is busy, or fails, or
    (nothing of these) rings on. `away`: the person is not at work; `talking`: is on another call to the end, or for so
    many seconds."""

    answers_after: int | None = None
    busy: bool = False
    fails: bool = False
    away: bool = False
    talking: bool = False
    free_after: int | None = None


_BEHAVIOURS = {
    "busy": Behaviour(busy=True),
    "fails": Behaviour(fails=True),
    "does not answer": Behaviour(),
    "away": Behaviour(away=True),
    "on another call": Behaviour(answers_after=_USUAL_RINGING, talking=True),
}


def _behaviour(text: str) -> Behaviour:
    found = _ANSWERS.fullmatch(text)
    if found:
        return Behaviour(answers_after=parse_seconds(found[1]) if found[1] else _USUAL_RINGING)
    found = _FREE_AFTER.fullmatch(text)
    if found:
        return Behaviour(answers_after=_USUAL_RINGING, free_after=parse_seconds(found[1]))
    if text not in _BEHAVIOURS:
        raise UnfitError(
            f"{shown(text)} is not what a telephone does.",
            "Write answers after 8 s, does not answer, busy or fails; on another call, or free after 90 s; or away, for "
            "somebody who is not at work.",
        )
    return _BEHAVIOURS[text]


def _down(text: str) -> bool:
    return one_of(("up", "down"), "how the account directory can be")(text) == "down"


def _emergency(text: str) -> bool:
    return one_of(("yes", "no"), "whether the office is closed for an emergency")(text) == "yes"


class CompanyPath(str):
    """The way to a fact in company.yaml: its keys from the outermost in, with dots between."""

    __slots__ = ()

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(self.split("."))


def is_path(text: str) -> bool:
    """Whether this is spelled like a way to a fact, wherever it leads."""
    return text == text.strip() and all(text.split("."))


def _path(text: str) -> CompanyPath:
    if not is_path(text):
        raise UnfitError(
            f"{shown(text)} is not a way to a fact in company.yaml.",
            "Write its keys from the outermost in, with dots between: accepted.cards",
        )
    return CompanyPath(text)


Instant = Annotated[datetime, scalar(_instant, {"type": "string", "pattern": f"^{_AT.pattern}$"}, DEFAULT_AT)]
BehaviourText = Annotated[
    Behaviour,
    scalar(
        _behaviour,
        {"type": "string", "pattern": f"^({'|'.join((_ANSWERS.pattern, _FREE_AFTER.pattern, *_BEHAVIOURS))})$"},
        "answers after 8 s",
    ),
]
Down = Annotated[bool, scalar(_down, {"type": "string", "enum": ["up", "down"]}, "up")]
YesNo = Annotated[bool, scalar(_emergency, {"type": "string", "enum": ["yes", "no"]}, "yes")]
DiallingText = Annotated[
    str, scalar(one_of(DIALLING, "a way of dialling"), {"type": "string", "enum": list(DIALLING)}, "slow")
]
FactPath = Annotated[CompanyPath, scalar(_path, {"type": "string"}, "accepted.cards")]


class Given(Written):
    """How the world is when the call comes in."""

    at: Instant = Field(default=_instant(DEFAULT_AT), description="When the call comes in, with the time zone.")
    representatives: Mapping[Text, BehaviourText] = Field(
        default_factory=dict, description="What each one's telephone does; one not named does not answer."
    )
    accounts: Down = Field(default=False, description="down when the account directory does not answer.")
    emergency: YesNo = Field(default=False, description="yes while the office is closed for an emergency.")
    caller: Phone = Field(default="+15550100001", description="The number the call comes from.")
    dialling: DiallingText | None = Field(
        default=None,
        description="slow: a caller who takes long to find each key; relay: one who reads what an operator types at 60 "
        "words a minute. Neither interrupts the line.",
    )
    company: Mapping[FactPath, Text | tuple[Text, ...]] = Field(
        default_factory=dict,
        description="Facts of company.yaml that are otherwise on this call, such as `accepted.cards: [Visa]`.",
    )
    url: Url | None = Field(default=None, description="Whose call it is when no line stands beside it: a voice URL.")

    @model_validator(mode="after")
    def _company_of_this_line(self) -> Self:
        if self.company and self.url is not None:
            raise UnfitError("The company of a line elsewhere cannot be changed here.", "Keep one of company and url.")
        return self
