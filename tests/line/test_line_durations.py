"""Lengths of time as authors write them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.line.durations import duration, parse_duration, written
from ivr.reading.scalars import UnfitError


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("20", 20),
        ("20 s", 20),
        ("1 second", 1),
        ("45 seconds", 45),
        ("1 minute", 60),
        ("30 minutes", 1800),
        ("1 hour", 3600),
        ("2 hours", 7200),
        ("0", 0),
    ],
)
def test_a_number_without_a_unit_is_seconds(text: str, seconds: int) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize(
    "text", ["", "20s", "020", "-5", "1.5 minutes", "half an hour", "1 day", "30 Minutes", "1_000"]
)
def test_what_is_no_length_of_time_is_told_with_one_that_is(text: str) -> None:
    with pytest.raises(UnfitError, match="is not a length of time") as caught:
        parse_duration(text)
    assert "20 s or 30 minutes" in caught.value.help


def test_bounds_are_told_in_the_units_people_use() -> None:
    half_an_hour = duration(60, 7200, "30 minutes")
    assert half_an_hour.parse("60") == 60
    assert half_an_hour.parse("2 hours") == 7200
    with pytest.raises(UnfitError, match="59 s is too short here") as caught:
        half_an_hour.parse("59")
    assert caught.value.help == "Write 1 minute to 2 hours, such as 30 minutes."
    with pytest.raises(UnfitError, match="121 minutes is too long here"):
        half_an_hour.parse("7260 s")


@given(st.integers(0, 999_999))
def test_what_is_written_out_is_read_back(seconds: int) -> None:
    assert parse_duration(written(seconds)) == seconds


@given(st.text(alphabet="0127 smhinutesecondhor", max_size=9))
def test_whatever_is_written_is_seconds_or_unfit(text: str) -> None:
    if re.fullmatch("(0|[1-9][0-9]{0,5})( (s|seconds?|minutes?|hours?))?", text):
        assert parse_duration(text) >= int(text.partition(" ")[0])
    else:
        with pytest.raises(UnfitError):
            parse_duration(text)
