"""Who may get a text, decided from values alone: the country list keeps others from making us pay for texts to far and
dear numbers, the shares keep one caller from being flooded."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from ivr.telephony.numbers import is_region, may_get_texts, region_of

DAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class TextRules:
    """`regions` are ISO 3166 codes; `per_call` and `per_day` count texts on one call, and to one number in any 24
    hours. Raises ValueError for a region that is none and for a share below zero."""

    regions: AbstractSet[str] = frozenset({"US", "CA"})
    per_call: int = 2
    per_day: int = 3

    def __post_init__(self) -> None:
        unknown = sorted(region for region in self.regions if not is_region(region))
        if unknown:
            raise ValueError(f"{', '.join(unknown)}: not a country's code of two capital letters, such as US or GB")
        if min(self.per_call, self.per_day) < 0:
            raise ValueError("a share of texts is zero or more")


class Progress(StrEnum):
    """How far one text has got. `begun` may have been sent by a process that then died; `unsure` was handed over, and
    the answer never came."""

    BEGUN = "begun"
    SENT = "sent"
    UNSURE = "unsure"
    REFUSED = "refused"
    DOWN = "down"


MAY_HAVE_ARRIVED = frozenset({Progress.BEGUN, Progress.SENT, Progress.UNSURE})
"""What counts against a share. The others are given back."""


class Hindrance(StrEnum):
    """Why a text is not to be sent."""

    OPTED_OUT = "opted out"
    CALL_HAD_ITS_SHARE = "the call had its share"
    NUMBER_HAD_ITS_SHARE = "the number had its share"


@dataclass(frozen=True, slots=True)
class History:
    """What a ledger knows when a text is about to be sent: how far it got before, when it was tried before; whether its
    number said stop; how many others may have arrived on its call and, within the last 24 hours, at its number."""

    before: Progress | None
    opted_out: bool
    of_call: int
    of_number: int


def in_allowed_country(number: str, rules: TextRules) -> bool:
    """Whether texts may go to this number as far as the number itself tells."""
    return region_of(number) in rules.regions and may_get_texts(number)


def decide(history: History, rules: TextRules) -> Progress | Hindrance | None:
    """None: send it now. Progress: it was tried before and is not tried again. Only a text that certainly did not go
    out may be tried a second time."""
    if history.before not in (None, Progress.DOWN):
        return history.before
    if history.opted_out:
        return Hindrance.OPTED_OUT
    if history.of_call >= rules.per_call:
        return Hindrance.CALL_HAD_ITS_SHARE
    if history.of_number >= rules.per_day:
        return Hindrance.NUMBER_HAD_ITS_SHARE
    return None
