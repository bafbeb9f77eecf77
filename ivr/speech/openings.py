"""A week of opening hours in words, as somebody would say it on the phone."""

from collections.abc import Iterator
from datetime import datetime, time
from zoneinfo import ZoneInfo

from babel.dates import get_day_names, get_timezone_location, get_timezone_name

from ivr.speech.dates import time_words
from ivr.speech.languages import spoken
from ivr.speech.lists import list_words
from ivr.telephony.hours import DAYS, Calendar, Span

_ROUND_THE_CLOCK = Span(time(0), time(0))


def week_words(calendar: Calendar, language: str) -> str:
    """ "Monday to Friday from eight A M to eight P M and Saturday from nine A M to five P M, Eastern Time".

    Days with the same hours that follow each other are said together. Raises ValueError for a week that never opens,
    UnknownLanguageError.
    """
    days = [f"{_days(first, last, language)} {_spans(spans, language)}" for first, last, spans in _runs(calendar)]
    if not days:
        spoken(language)
        raise ValueError("a week that never opens has no opening hours")
    return f"{list_words(days, language, last='and')}, {zone_words(calendar.zone, language)}"


def zone_words(zone: ZoneInfo, language: str) -> str:
    """What the time of a zone is called all the year round: "Eastern Time". Raises UnknownLanguageError.

    Where a zone has no name of this kind, Babel names a place. One without summer time has a standard name then, and
    that is better; one with it, such as London, has not, for half of the year.
    """
    words = spoken(language)
    name = get_timezone_name(zone, locale=words.locale, zone_variant="generic")
    if name == get_timezone_location(zone, locale=words.locale) and not _has_summer_time(zone):
        name = get_timezone_name(zone, locale=words.locale, zone_variant="standard")
    return words.zone(name)


def _has_summer_time(zone: ZoneInfo) -> bool:
    """By the rules of one year, which is as good as any other for a name."""
    return len({datetime(2026, month, 15, tzinfo=zone).utcoffset() for month in range(1, 13)}) > 1


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


def _days(first: int, last: int, language: str) -> str:
    words = spoken(language)
    names = get_day_names("wide", locale=words.locale)
    return words.days([names[day] for day in range(first, last + 1)])


def _spans(spans: tuple[Span, ...], language: str) -> str:
    return list_words([_span(span, language) for span in spans], language, last="and")


def _span(span: Span, language: str) -> str:
    words = spoken(language)
    if span == _ROUND_THE_CLOCK:
        return words.all_day
    return words.span.format(start=time_words(span.start, language), end=time_words(span.end, language))
