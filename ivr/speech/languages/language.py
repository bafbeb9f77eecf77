"""What a language must say of itself, so that every function of speech can speak it.

Values are words and small functions; no field holds a number as figures, and none may be left for English to fill in.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Literal

Last = Literal["or", "and"]


class UnknownLanguageError(LookupError):
    """No words are written for this language."""


@dataclass(frozen=True, slots=True)
class Noun:
    """What one and what several of a thing are called, and whether a numeral before them is feminine."""

    one: str
    many: str
    feminine: bool = False


@dataclass(frozen=True, slots=True)
class Coins:
    """The major and the minor unit of a currency; a hundred minor units make a major one (ISO 4217, the rupiah too)."""

    major: Noun
    minor: Noun


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    tag: str
    own_name: str
    """What its speakers call it. CLDR's word may be the country's: "Indonesia"."""

    digits: tuple[str, ...]
    """The word for each digit from 0 to 9, one word each."""
    more_digits: Mapping[str, str]
    """Other words for digits that may be heard and that we never say: "oh"."""
    between_digits: tuple[str, ...]
    """Words that may stand inside a number that is read out: "and", "dash"."""
    numbers_heard: Mapping[str, str]
    """Single words that stand for the figures of a larger number: "sixteen"."""
    signs: Mapping[str, str]
    """What callers call the keys # and *."""

    cardinal: Callable[[int], str]
    """A whole number from 0 that stands alone."""
    counted: Callable[[int, Noun], str]
    """The same in front of what is counted."""
    currencies: Mapping[str, Coins]
    between_coins: str
    """What stands between dollars and cents, blanks included."""

    date: Callable[[str, int, str], str]
    """A weekday, the day of the month and a month."""
    time: Callable[[time], str]
    days: Callable[[Sequence[str]], str]
    """Names of days that follow each other, as the days on which something is open."""
    span: str
    """Opening hours, with {start} and {end}."""
    all_day: str
    zone: Callable[[str], str]
    """The name of a time zone from Babel, as people say it."""
    before_last: Callable[[str, str], str]
    """The words before the last item of a list, in the form this item asks for."""

    syllables: Callable[[str], int]
    """Of one word in small letters."""
    long_letters: Mapping[str, int]
    """Capitals whose name takes more than one syllable."""
    syllables_per_second: float
    """The pace of an unhurried announcer; where it comes from stands in duration.py."""

    @property
    def locale(self) -> str:
        """As Babel spells the tag."""
        return self.tag.replace("-", "_")
