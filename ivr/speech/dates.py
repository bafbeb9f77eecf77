"""Days and times of day as they are said. No numerals: 12/11 is two different days, depending on who listens.

The year is left out: a due date or an opening day is never far enough away to need it. Seconds are left out too.
"""

from collections.abc import Callable, Mapping
from datetime import date, time

from babel.dates import format_date
from num2words import num2words

from ivr.speech.digits import in_language


def date_words(day: date, language: str) -> str:
    """Weekday, month and day: "Tuesday, November twenty-fourth". Raises UnknownLanguageError."""
    return in_language(_DATES, language)(day)


def time_words(at: time, language: str) -> str:
    """A wall time to the minute: "eight A M", "six thirty P M", "noon", "midnight". Raises UnknownLanguageError."""
    return in_language(_TIMES, language)(at)


def _english_date(day: date) -> str:
    return f"{format_date(day, 'EEEE, MMMM', locale='en_US')} {num2words(day.day, lang='en', to='ordinal')}"


def _english_time(at: time) -> str:
    """One to nine minutes are said as "five minutes past eight A M": "eight five" is no time, and a zero is not "oh"."""
    if at.minute == 0:
        return _english_hour(at.hour)
    if at.minute < 10:
        return f"{_english(at.minute)} {'minute' if at.minute == 1 else 'minutes'} past {_english_hour(at.hour)}"
    return f"{_english(at.hour % 12 or 12)} {_english(at.minute)} {_english_half(at.hour)}"


def _english_hour(hour: int) -> str:
    """Twelve has two names of its own, because few people are sure which of 12 A M and 12 P M is at night."""
    if hour % 12 == 0:
        return "noon" if hour else "midnight"
    return f"{_english(hour % 12)} {_english_half(hour)}"


def _english_half(hour: int) -> str:
    """Spelled apart, so that a voice says the letters and not the word "am"."""
    return "A M" if hour < 12 else "P M"


def _english(number: int) -> str:
    return str(num2words(number, lang="en"))


_DATES: Mapping[str, Callable[[date], str]] = {"en-US": _english_date}
_TIMES: Mapping[str, Callable[[time], str]] = {"en-US": _english_time}
