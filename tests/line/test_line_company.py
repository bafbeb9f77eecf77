"""company.yaml: what a fact is, and how it is said."""

from datetime import UTC, datetime, time

import pytest

from ivr.diagnostics import Diagnostic
from ivr.line.company import Company
from ivr.reading.compose import compose
from ivr.reading.model import validate
from ivr.source import Source
from ivr.telephony.hours import Doors, Span

FACTS = """\
name: Example Cable
phone: +1 800 555 0100
services: [internet, phone]
account_number: {length: 16, prefix: 0123, groups: [4, 4, 4, 4]}
pin: {min: 4, max: 6}
accepted: {cards: [Visa, Mastercard]}
hours:
  billing:
    zone: America/New_York
    week:
      monday-friday: 8:00-12:00, 13:00-18:00
      saturday: closed
    holidays:
      2026-11-26: Thanksgiving Day
    special:
      2026-12-24: 8:00-24:00
"""


def read(text: str) -> tuple[Company | None, tuple[Diagnostic, ...]]:
    composed = compose(Source("company.yaml", text))
    assert composed.findings == ()
    assert composed.tree is not None
    validated = validate(Company, composed.tree)
    return validated.value, validated.findings


def company(text: str = FACTS) -> Company:
    value, findings = read(text)
    assert [str(one) for one in findings] == []
    assert value is not None
    return value


def told(old: str, new: str) -> tuple[str, int, str]:
    assert old in FACTS
    _, (one,) = read(FACTS.replace(old, new))
    return one.code, one.place.line, one.message


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("name", "Example Cable"),
        ("phone", "eight zero zero five five five zero one zero zero"),
        ("services", "internet and phone"),
        ("accepted.cards", "Visa, or Mastercard"),
        ("account_number.length", "sixteen"),
        ("account_number.prefix", "zero one two three"),
        ("pin.max", "six"),
    ],
)
def test_a_fact_knows_how_it_is_said(path: str, words: str) -> None:
    said = company().spoken(tuple(path.split(".")), "en-US")
    assert said.replace(", or", " or") == words.replace(", or", " or")


def test_opening_hours_are_said_as_a_week() -> None:
    said = company().spoken(("hours", "billing"), "en-US")
    assert said.startswith("Monday to Friday from eight A M to noon")


@pytest.mark.parametrize("path", ["pin.length", "pin.prefix", "accepted.other"])
def test_a_fact_that_is_not_given_is_not_said_as_nothing(path: str) -> None:
    with pytest.raises(ValueError, match=r"^company.yaml does not say "):
        company().spoken(tuple(path.split(".")), "en-US")


@pytest.mark.parametrize(
    "path", ["nam", "name.first", "hours", "hours.sales", "hours.billing.zone", "pin", "pin.checksum", "spoken", ""]
)
def test_what_is_no_fact_cannot_be_said(path: str) -> None:
    with pytest.raises(LookupError):
        company().spoken(tuple(path.split(".")), "en-US")


def test_every_fact_offered_can_be_said() -> None:
    facts = company().facts("en-US")
    assert facts == [
        "name",
        "phone",
        "services",
        "account_number.length",
        "account_number.prefix",
        "pin.min",
        "pin.max",
        "accepted.cards",
        "pay.least",
        "pay.most",
        "channels.ways",
        "hours.billing",
    ]
    assert all(company().spoken(tuple(fact.split(".")), "en-US") for fact in facts)


@pytest.mark.parametrize(
    ("old", "new", "told_as"),
    [
        ("length: 16", "length: 0", ("IVR053", 4, '"0" is too few.')),
        ("length: 16", "length: 41", ("IVR053", 4, "Nobody keys 41 digits.")),
        ("length: 16", "length: 3", ("IVR053", 4, "The prefix or the groups are longer than the whole number.")),
        ("length: 16, ", "", ("IVR053", 4, "How many digits is to be said in one way.")),
        ("min: 4, max: 6", "min: 4", ("IVR053", 5, "How many digits is to be said in one way.")),
        ("min: 4, max: 6", "length: 4, max: 6", ("IVR053", 5, "How many digits is to be said in one way.")),
        ("min: 4, max: 6", "min: 6, max: 4", ("IVR053", 5, "The number at min is above the one at max.")),
        ("prefix: 0123", "prefix: 01a", ("IVR053", 4, '"01a" is not made of digits.')),
        ("groups: [4, 4, 4, 4]", "groups: [4, 0]", ("IVR053", 4, '"0" is too few.')),
        ("groups: [4, 4, 4, 4]", "checksum: mod10", ("IVR053", 4, '"mod10" is not a checksum.')),
        ("+1 800 555 0100", "800 555 0100", ("IVR053", 2, '"800 555 0100" is not a telephone number.')),
        ("America/New_York", "New York", ("IVR053", 9, '"New York" is not a time zone.')),
        ("America/New_York", "America", ("IVR053", 9, '"America" is not a time zone.')),
        ("America/New_York", "../passwd", ("IVR053", 9, '"../passwd" is not a time zone.')),
        ("monday-friday", "mon-fri", ("IVR053", 11, '"mon-fri" is neither a day nor a range of days.')),
        ("monday-friday", "friday-someday", ("IVR053", 11, '"friday-someday" is neither a day nor a range of days.')),
        ("saturday: closed", "friday: closed", ("IVR053", 11, '"friday" and "monday-friday" both speak of friday.')),
        ("saturday: closed", "Monday-Friday: closed", ("IVR053", 11, '"Monday-Friday" and "monday-friday" both speak of monday.')),
        ("closed", "shut", ("IVR053", 12, '"shut" is not a span of hours.')),
        ("13:00-18:00", "1-6", ("IVR053", 11, '"1" is not a time of day.')),
        ("13:00-18:00", "13:00-6 pm", ("IVR053", 11, '"6 pm" is not a time of day.')),
        ("13:00-18:00", "13:00-24:01", ("IVR053", 11, '"24:01" is not a time of day.')),
        ("13:00-18:00", "18:00-13:00", ("IVR053", 11, "18:00-13:00 ends before it begins.")),
        ("13:00-18:00", "11:00-18:00", ("IVR053", 11, "These hours overlap, or are out of order.")),
        ("2026-11-26: Thanks", "26.11.2026: Thanks", ("IVR053", 14, '"26.11.2026" is not a date.')),
        ("2026-12-24", "2026-11-26", ("IVR053", 9, "2026-11-26 is a holiday and has hours of its own.")),
        ("name: Example Cable", "nme: Example Cable", ("IVR050", 1, 'This file has no key "nme".')),
    ],
)  # fmt: skip
def test_a_fact_that_cannot_be_is_told(old: str, new: str, told_as: tuple[str, int, str]) -> None:
    assert told(old, new) == told_as


def test_a_week_is_read_day_by_day() -> None:
    calendar = company().hours["billing"].calendar()
    whole = (Span(time(8), time(12)), Span(time(13), time(18)))
    assert calendar.week == {**dict.fromkeys(range(5), whole), 5: ()}
    at = [
        calendar.at(datetime.fromisoformat(instant).astimezone(UTC))
        for instant in ("2026-11-25T12:30-05:00", "2026-11-25T13:00-05:00", "2026-11-26T13:00-05:00")
    ]
    assert at == [Doors.CLOSED, Doors.OPEN, Doors.HOLIDAY]
    assert calendar.at(datetime.fromisoformat("2026-12-24T23:59-05:00")) is Doors.OPEN


def test_a_range_of_days_may_run_over_the_end_of_the_week() -> None:
    text = FACTS.replace("monday-friday: 8:00-12:00, 13:00-18:00", "friday-monday: 8:00-12:00").replace(
        "      saturday: closed\n", ""
    )
    assert set(company(text).hours["billing"].calendar().week) == {4, 5, 6, 0}


def test_a_company_that_is_never_open_can_still_be_read() -> None:
    text = FACTS.replace("monday-friday: 8:00-12:00, 13:00-18:00", "monday-friday: closed")
    assert company(text).hours["billing"].calendar().week[0] == ()
