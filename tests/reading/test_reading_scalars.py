from collections.abc import Callable
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from ivr.reading import scalars
from ivr.reading.scalars import Count, Day, Flag, Money, Name, Seconds, Text, TimeOfDay, UnfitError

PARSERS: dict[str, Callable[[str], object]] = {
    name.removeprefix("parse_"): parse for name, parse in vars(scalars).items() if name.startswith("parse_")
}


class All(BaseModel):
    count: Count
    seconds: Seconds
    flag: Flag
    name: Name
    money: Money
    day: Day
    time: TimeOfDay
    text: Text
    by_count: dict[Count, Text]


GOOD = {
    "count": "12",
    "seconds": "20 s",
    "flag": "false",
    "name": "pay_my_bill2",
    "money": "134.50",
    "day": "2026-02-28",
    "time": "12:30",
    "text": " two words ",
    "by_count": {"1": "a", "10": "b"},
}


def test_texts_become_values() -> None:
    assert All.model_validate(GOOD) == All.model_construct(
        count=12,
        seconds=20,
        flag=False,
        name="pay_my_bill2",
        money=13450,
        day=date(2026, 2, 28),
        time=time(12, 30),
        text=" two words ",
        by_count={1: "a", 10: "b"},
    )


@pytest.mark.parametrize(
    ("parser", "text"),
    [
        *[("count", text) for text in ["", "-1", "+1", "1_000", "01", "0x1", "1.0", "1e3", " 1", "1\n", "\u0661", "²", "9" * 10]],
        *[("seconds", text) for text in ["", "20s", "20  s", "20 sec", "1 min", "0.5", "-1", "020", "20 s\n"]],
        *[("flag", text) for text in ["", "yes", "no", "on", "off", "True", "FALSE", "1", "0", " true"]],
        *[("name", text) for text in ["", "Main", "1st", "_a", "a-b", "a b", "é", "main\n"]],
        *[("money_text", text) for text in ["", "134", "134.5", "134.500", "$1.00", "1,134.50", "-1.00", "01.00", ".50", "1.\u0660\u0660"]],
        *[("day", text) for text in ["", "2026-2-1", "20260201", "2026-02-30", "2026-W01-1", "26-02-01", "2026-02-01 "]],
        *[("time_of_day", text) for text in ["", "8:00", "24:00", "12:60", "12", "12:30 pm", "12.30", "750", "12:30:00"]],
        *[("text", text) for text in ["", " ", "\n"]],
    ],
)  # fmt: skip
def test_what_is_not_written_plainly_is_refused_with_a_help(parser: str, text: str) -> None:
    with pytest.raises(UnfitError) as caught:
        PARSERS[parser](text)
    assert str(caught.value).endswith(".")
    assert caught.value.help


@pytest.mark.parametrize("parser", sorted(PARSERS))
@given(text=st.text(max_size=12) | st.text(st.sampled_from("0123456789:.- s_aptrue"), max_size=12))
def test_a_parser_answers_or_refuses_and_never_fails_otherwise(parser: str, text: str) -> None:
    try:
        value = PARSERS[parser](text)
    except UnfitError as error:
        value = str(error)
    assert value is not None
    assert value != ""


@given(st.integers(0, 10**9 - 1))
def test_every_count_reads_back(number: int) -> None:
    assert scalars.parse_count(str(number)) == number


@given(st.integers(0, 10**12))
def test_every_amount_reads_back_to_the_cent(cents: int) -> None:
    assert scalars.parse_money_text(f"{cents // 100}.{cents % 100:02}") == cents


@given(st.dates())
def test_every_day_reads_back(day: date) -> None:
    assert scalars.parse_day(day.isoformat()) == day


@given(st.times().map(lambda at: at.replace(second=0, microsecond=0)))
def test_every_minute_of_the_day_reads_back(at: time) -> None:
    assert scalars.parse_time_of_day(f"{at:%H:%M}") == at


@pytest.mark.parametrize(
    ("written", "meant"),
    [("1:30 pm", "13:30"), ("12:15 am", "00:15"), ("8", "08:00"), ("8.05", "08:05"), ("12 p.m.", "12:00"), ("x", "08:30"),
     ("24:00", "00:00"), ("99:00", "08:30")],
)  # fmt: skip
def test_the_help_for_a_time_is_the_time_that_was_meant(written: str, meant: str) -> None:
    with pytest.raises(UnfitError) as caught:
        scalars.parse_time_of_day(written)
    assert f"such as {meant}" in caught.value.help


@pytest.mark.parametrize("value", [7, 7.5, True, None, ["7"], {"a": "b"}])
@pytest.mark.parametrize("field", ["count", "seconds", "flag", "money", "text"])
def test_a_model_takes_nothing_but_text(field: str, value: object) -> None:
    with pytest.raises(ValidationError) as caught:
        All.model_validate({**GOOD, field: value})
    assert caught.value.errors()[0]["type"] == "string_type"


def test_an_editor_may_leave_numbers_and_flags_without_quotes() -> None:
    properties = All.model_json_schema()["properties"]
    assert properties["count"]["type"] == ["integer", "string"]
    assert properties["seconds"]["type"] == ["integer", "string"]
    assert properties["money"]["type"] == ["number", "string"]
    assert properties["flag"]["enum"] == [True, False, "true", "false"]
    assert properties["text"]["type"] == "string"
    assert list(properties["by_count"]["patternProperties"]) == ["^(0|[1-9][0-9]{0,8})$"]


def test_a_type_without_an_example_shows_the_first_of_its_schema() -> None:
    assert scalars.scalar(str, {"type": "string", "examples": ["x.yaml"]}).example == "x.yaml"
    assert scalars.scalar(str, {"enum": ["verify"]}).example == "verify"
    assert scalars.scalar(str, {}).example == "..."
    assert scalars.scalar(str, {}, "main").example == "main"
