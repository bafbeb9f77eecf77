"""American English. "One hundred one", as CLDR spells it, without "and"."""

import re
from collections.abc import Sequence
from datetime import time
from functools import cache

from num2words import num2words

from ivr.speech.languages.language import Coins, Language, Noun
from ivr.speech.languages.numerals import below_thousand, refuse_unsayable, thousands

_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_SCALES = ("", " thousand", " million", " billion", " trillion")


@cache
def _part(number: int) -> str:
    return below_thousand(number, "en").replace(" and ", " ")


def _cardinal(number: int) -> str:
    refuse_unsayable(number)
    return " ".join([_part(group) + _SCALES[place] for group, place in thousands(number)]) or _part(0)


def _counted(number: int, noun: Noun) -> str:
    return f"{_cardinal(number)} {noun.one if number == 1 else noun.many}"


def _date(weekday: str, day: int, month: str) -> str:
    return f"{weekday}, {month} {num2words(day, lang='en', to='ordinal')}"


def _time(at: time) -> str:
    """One to nine minutes are said as "five minutes past eight A M": "eight five" is no time, and a zero is not "oh"."""
    if at.minute == 0:
        return _hour(at.hour)
    if at.minute < 10:
        return f"{_counted(at.minute, Noun('minute', 'minutes'))} past {_hour(at.hour)}"
    return f"{_cardinal(at.hour % 12 or 12)} {_cardinal(at.minute)} {_half(at.hour)}"


def _hour(hour: int) -> str:
    """Twelve has two names of its own, because few people are sure which of 12 A M and 12 P M is at night."""
    if hour % 12 == 0:
        return "noon" if hour else "midnight"
    return f"{_cardinal(hour % 12)} {_half(hour)}"


def _half(hour: int) -> str:
    """Spelled apart, so that a voice says the letters and not the word "am"."""
    return "A M" if hour < 12 else "P M"


def _days(names: Sequence[str]) -> str:
    match len(names):
        case 1:
            return names[0]
        case 2:
            return f"{names[0]} and {names[1]}"
        case 7:
            return "every day"
        case _:
            return f"{names[0]} to {names[-1]}"


_VOWELS = re.compile(r"[aeiouy]+")
# Endings that are written with a vowel and said without: "please", "called", "times"; but "table", "hundred", "needed"
# and "balances" keep theirs.
_SILENT = re.compile(
    r"(?<![^aeiouyl]l)(?<![^aeiouyr]r)(?<=[^aeiouy])(?:e|(?<![td])ed|(?<![sxzcgh])es)(?:['\N{RIGHT SINGLE QUOTATION MARK}]s)?\Z"
)
# Neighbouring vowels that are said apart: "dial", "radio", "January", "paying", "layer", "thirtieth", "area", "created"; and
# the vowel that "couldn't" is said with and not written with.
_APART = re.compile(
    r"(?<![ct])ia|io(?!n)|(?<![qg])ua|[aeiouy](?=ing\Z)|(?<=a)y(?=er)|i(?=eth\Z)|(?<=r)ea\Z|(?<=cr)ea(?=t)|(?<=[ds])n['\N{RIGHT SINGLE QUOTATION MARK}]t\Z"
)
# Vowels that are written and not said: "statement", "something", "ninety", "several", "different", "business", "Wednesday".
_SWALLOWED = re.compile(
    r"(?<=[^aeiouyl])e(?=ments?\Z|thing|body|times|t(?:y|ie|een))|(?<=\Aev)e(?=r[yi]|ning)|(?<=\Asev)e(?=ral)|(?<=diff)e|(?<=bus)i(?=ness)|(?<=wedn)e"
)


def _syllables(word: str) -> int:
    heard = len(_VOWELS.findall(word)) + len(_APART.findall(word))
    return max(1, heard - len(_SWALLOWED.findall(word)) - bool(_SILENT.search(word)))


ENGLISH = Language(
    tag="en-US",
    own_name="English",
    digits=_DIGITS,
    more_digits={"oh": "0"},
    between_digits=("and", "then", "dash"),
    numbers_heard={word: str(number) for number, word in enumerate(_TEENS, 10)},
    signs={"#": "pound", "*": "star"},
    cardinal=_cardinal,
    counted=_counted,
    currencies={
        "USD": Coins(Noun("dollar", "dollars"), Noun("cent", "cents")),
        "IDR": Coins(Noun("rupiah", "rupiah"), Noun("sen", "sen")),
    },
    between_coins=" and ",
    date=_date,
    time=_time,
    days=_days,
    span="from {start} to {end}",
    all_day="all day",
    zone=str,
    before_last=lambda before, _: before,
    syllables=_syllables,
    long_letters={"W": 3},
    syllables_per_second=4.5,
)
