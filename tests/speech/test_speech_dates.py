"""Dates and times in words, read back from lists that are written out here."""

from datetime import date, time, timedelta

import pytest

from ivr.speech.dates import date_words, time_words

WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
MONTHS = "January February March April May June July August September October November December"
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third "
    "twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
)


def written_down(words: str, year: int) -> date:
    weekday, month, ordinal = words.replace(",", "").split(" ")
    day = date(year, MONTHS.split().index(month) + 1, ORDINALS.split().index(ordinal) + 1)
    assert WEEKDAYS.split()[day.weekday()] == weekday
    return day


def test_a_due_date_is_weekday_month_and_ordinal() -> None:
    assert date_words(date(2026, 11, 24), "en-US") == "Tuesday, November twenty-fourth"


@pytest.mark.parametrize("year", [2026, 2028], ids=["a common year", "a leap year"])
def test_whoever_hears_a_date_writes_down_the_same_day(year: int) -> None:
    day = date(year, 1, 1)
    while day.year == year:
        assert written_down(date_words(day, "en-US"), year) == day
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (time(8), "eight A M"),
        (time(18, 30), "six thirty P M"),
        (time(12), "noon"),
        (time(0), "midnight"),
        (time(1), "one A M"),
        (time(13), "one P M"),
        (time(23, 45), "eleven forty-five P M"),
        (time(12, 30), "twelve thirty P M"),
        (time(0, 30), "twelve thirty A M"),
        (time(8, 5), "five minutes past eight A M"),
        (time(17, 1), "one minute past five P M"),
        (time(12, 1), "one minute past noon"),
        (time(0, 9), "nine minutes past midnight"),
        (time(8, 0, 59), "eight A M"),
    ],
)
def test_a_time_is_said_as_people_say_it(at: time, words: str) -> None:
    assert time_words(at, "en-US") == words


def test_every_minute_of_the_day_has_words_of_its_own_without_a_numeral_or_an_oh() -> None:
    said = [time_words(time(hour, minute), "en-US") for hour in range(24) for minute in range(60)]
    assert len(set(said)) == 24 * 60
    assert not any(character.isdigit() for words in said for character in words)
    assert not any({"oh", "zero"} & set(words.split()) for words in said)


def test_the_half_of_the_day_is_spelled_so_that_no_voice_says_am() -> None:
    said = {time_words(time(hour, 15), "en-US")[-4:] for hour in range(24)}
    assert said == {" A M", " P M"}
