"""A week of opening hours in words, as somebody would say it on the phone."""

from collections.abc import Iterator

from babel.dates import get_day_names, get_timezone_name

from ivr.speech.dates import time_words
from ivr.speech.digits import UnknownLanguageError
from ivr.speech.lists import list_words
from ivr.telephony.hours import DAYS, Calendar, Span


def week_words(calendar: Calendar, language: str) -> str:
    """ "Monday to Friday from eight A M to eight P M, and Saturday from nine A M to five P M, Eastern Time".

    Days with the same hours that follow each other are said together. Raises ValueError for a week that never opens,
    UnknownLanguageError.
    """
    if language != "en-US":
        raise UnknownLanguageError(f"no words for opening hours in {language!r}")
    days = [f"{_days(first, last)} {_spans(spans, language)}" for first, last, spans in _runs(calendar)]
    if not days:
        raise ValueError("a week that never opens has no opening hours")
    zone = get_timezone_name(calendar.zone, width="long", locale="en_US", zone_variant="generic")
    return f"{list_words(days, language, last='and')}, {zone}"


def _runs(calendar: Calendar) -> Iterator[tuple[int, int, tuple[Span, ...]]]:
    """First day, last day and spans of each run of open days that share their hours."""
    start = 0
    while start < len(DAYS):
        spans = calendar.week.get(start, ())
        end = start
        while end + 1 < len(DAYS) and calendar.week.get(end + 1, ()) == spans:
            end += 1
        if spans:
            yield start, end, spans
        start = end + 1


def _days(first: int, last: int) -> str:
    names = get_day_names("wide", locale="en_US")
    return names[first] if first == last else f"{names[first]} to {names[last]}"


def _spans(spans: tuple[Span, ...], language: str) -> str:
    said = [f"from {time_words(one.start, language)} to {time_words(one.end, language)}" for one in spans]
    return list_words(said, language, last="and")
