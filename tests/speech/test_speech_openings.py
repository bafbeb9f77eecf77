"""Opening hours as somebody would say them on the phone, in every language."""

from datetime import time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.speech.languages import SPOKEN_LANGUAGES
from ivr.speech.openings import week_words, zone_words
from ivr.telephony.hours import Calendar, Span

NEW_YORK = ZoneInfo("America/New_York")
LONG_DAY = (Span(time(8), time(18)),)
SHORT_DAY = (Span(time(9), time(12)),)
ALL_DAY = (Span(time(0), time(0)),)
TWICE = (Span(time(8), time(12)), Span(time(13, 30), time(17)))


def weekdays_and(saturday: tuple[Span, ...]) -> Calendar:
    return Calendar(NEW_YORK, {**dict.fromkeys(range(5), LONG_DAY), 5: saturday})


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en-US",
            "Monday to Friday from eight A M to six P M and Saturday from nine A M to noon, Eastern Time",
        ),
        (
            "es-US",
            (
                "de lunes a viernes, de ocho de la mañana a seis de la tarde y los sábados, de nueve de la mañana a "
                "mediodía, hora del Este"
            ),
        ),
        (
            "id-ID",
            (
                "hari Senin sampai Jumat pukul delapan pagi sampai pukul enam sore dan hari Sabtu pukul sembilan pagi"
                " sampai pukul dua belas siang, Waktu Timur"
            ),
        ),
    ],
)
def test_days_with_the_same_hours_are_said_together(language: str, words: str) -> None:
    assert week_words(weekdays_and(SHORT_DAY), language) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en-US", "every day all day, Eastern Time"),
        ("es-US", "todos los días, todo el día, hora del Este"),
        ("id-ID", "setiap hari sepanjang hari, Waktu Timur"),
    ],
)
def test_doors_that_never_close_are_open_all_day(language: str, words: str) -> None:
    assert week_words(Calendar(NEW_YORK, dict.fromkeys(range(7), ALL_DAY)), language) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en-US", "Monday from eight A M to noon and from one thirty P M to five P M, Eastern Time"),
        ("es-US", "los lunes, de ocho de la mañana a mediodía y de una y media de la tarde a cinco de la tarde"),
        ("id-ID", "hari Senin pukul delapan pagi sampai pukul dua belas siang dan pukul satu lewat tiga puluh menit"),
    ],
)
def test_a_break_at_noon_is_said(language: str, words: str) -> None:
    assert week_words(Calendar(NEW_YORK, {0: TWICE}), language).startswith(words)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en-US", "Saturday and Sunday all"), ("es-US", "los sábados y domingos"), ("id-ID", "hari Sabtu dan Minggu")],
)
def test_two_days_are_no_range(language: str, words: str) -> None:
    assert week_words(Calendar(NEW_YORK, {5: ALL_DAY, 6: ALL_DAY}), language).startswith(words)


@pytest.mark.parametrize("language", SPOKEN_LANGUAGES)
def test_midnight_at_one_end_alone_is_still_said(language: str) -> None:
    until = week_words(Calendar(NEW_YORK, {0: (Span(time(8), time(0)),)}), language)
    since = week_words(Calendar(NEW_YORK, {0: (Span(time(0), time(8)),)}), language)
    midnight = {"en-US": "midnight", "es-US": "medianoche", "id-ID": "pukul dua belas malam"}[language]
    assert midnight in until
    assert midnight in since


@pytest.mark.parametrize(
    ("zone", "english", "spanish", "indonesian"),
    [
        ("America/New_York", "Eastern Time", "hora del Este", "Waktu Timur"),
        ("America/Chicago", "Central Time", "hora central", "Waktu Tengah"),
        ("America/Los_Angeles", "Pacific Time", "hora del Pacífico", "Waktu Pasifik"),
        ("Asia/Jakarta", "Western Indonesia Time", "hora de Indonesia occidental", "Waktu Indonesia Barat"),
        ("UTC", "Coordinated Universal Time", "hora universal coordinada", "Waktu Universal Terkoordinasi"),
        ("Europe/London", "United Kingdom Time", "hora de Reino Unido", "Waktu Inggris Raya"),
    ],
)
def test_a_zone_has_the_name_people_use_all_the_year(zone: str, english: str, spanish: str, indonesian: str) -> None:
    said = [zone_words(ZoneInfo(zone), language) for language in SPOKEN_LANGUAGES]
    assert said == [english, spanish, indonesian]


@pytest.mark.parametrize("language", SPOKEN_LANGUAGES)
def test_a_week_that_never_opens_has_no_words(language: str) -> None:
    with pytest.raises(ValueError, match="never opens"):
        week_words(Calendar(NEW_YORK, {}), language)


SPANS = st.tuples(st.integers(0, 1438), st.integers(1, 1440)).filter(lambda ends: ends[0] < ends[1])


def clock(minute: int) -> time:
    return time(minute // 60 % 24, minute % 60)


@given(
    st.dictionaries(st.integers(0, 6), SPANS.map(lambda ends: (Span(clock(ends[0]), clock(ends[1])),)), min_size=1),
    st.sampled_from(SPOKEN_LANGUAGES),
)
def test_no_week_is_said_with_numerals(week: dict[int, tuple[Span, ...]], language: str) -> None:
    words = week_words(Calendar(NEW_YORK, week), language)
    assert not any(sign.isdigit() or sign in "{}:" for sign in words)
    assert words.endswith(zone_words(NEW_YORK, language))
