"""`callbacks:` of company.yaml: which numbers callers may be called back on, how often, and how long apart.

Without it nobody is called back: a line never calls a number anybody keyed unless its company has said where.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from ivr.line.company_hours import OpeningHours
from ivr.line.durations import HOUR, MINUTE, duration
from ivr.line.model import NotEmpty, Written
from ivr.line.payment import Region
from ivr.reading.scalars import Name, UnfitError, parse_count, scalar
from ivr.telephony.hours import Calendar

MOST_TRIES = 5
DECLINED = "declined"
"""The part of a `callback` node in which a call back ends that nobody needs any more."""


@dataclass(frozen=True, slots=True)
class CallbackTerms:
    """What a company allows. `countries` are ISO 3166 codes; after a call back that reached nobody there is another one
    `again_after` seconds later, until there were `tries` of them. Nobody is called while `calendar` is closed."""

    countries: frozenset[str]
    tries: int
    again_after: int
    calendar: Calendar | None = None


def _tries(text: str) -> int:
    tries = parse_count(text)
    if not 1 <= tries <= MOST_TRIES:
        raise UnfitError(f"Nobody is called back {tries} times.", f"Write 1 to {MOST_TRIES}.")
    return tries


Tries = Annotated[
    int, scalar(_tries, {"type": ["integer", "string"], "minimum": 1, "maximum": MOST_TRIES, "pattern": "^[1-5]$"}, "2")
]
AgainAfter = Annotated[int, duration(MINUTE, 24 * HOUR, "10 minutes")]


class Callbacks(Written):
    """Who may be called back; nobody where this is left out."""

    countries: Annotated[tuple[Region, ...], NotEmpty] = Field(
        default=("US",),
        description="Countries and territories that are called. Numbers that are keyed have ten digits, as in North America.",
    )
    tries: Tries = Field(default=Tries(2), description="How often a number is called before we give up.")
    again_after: AgainAfter = Field(
        default=AgainAfter(10 * MINUTE), description="How long after a call that reached nobody the next one comes."
    )

    hours: Name | None = Field(
        default=None, description="Hours of this file in which calls are placed; if left out, the first ones it has."
    )

    def terms(self, hours: Mapping[Name, OpeningHours]) -> CallbackTerms:
        """`hours` are those of the company."""
        named = hours.get(self.hours) if self.hours is not None else next(iter(hours.values()), None)
        calendar = None if named is None else named.calendar()
        return CallbackTerms(frozenset(str(one) for one in self.countries), self.tries, self.again_after, calendar)
