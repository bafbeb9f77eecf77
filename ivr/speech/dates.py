"""Days and times of day as they are said. No numerals: 12/11 is two different days, depending on who listens.

The year is left out: a due date or an opening day is never far enough away to need it. Seconds are left out too.
"""

from datetime import date, time

from babel.dates import get_day_names, get_month_names

from ivr.speech.languages import spoken


def date_words(day: date, language: str) -> str:
    """Weekday, month and day: "Tuesday, November twenty-fourth". Raises UnknownLanguageError."""
    words = spoken(language)
    weekdays, months = get_day_names("wide", locale=words.locale), get_month_names("wide", locale=words.locale)
    return words.date(weekdays[day.weekday()], day.day, months[day.month])


def time_words(at: time, language: str) -> str:
    """A wall time to the minute: "eight A M", "six thirty P M", "noon", "midnight". Raises UnknownLanguageError."""
    return spoken(language).time(at)
