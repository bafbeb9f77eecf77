"""The ways the world can be: every combination of doors there is in two years, and everybody who can or cannot be rung."""

import random
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from programs_of_dialogs import program_of

from ivr.dialog.connecting import to_ring
from ivr.dialog.program import Connecting, Ending, Order, Program
from ivr.exploring.worlds import LINES, hours, standby, watched
from ivr.routing.roster import Representative
from ivr.telephony.hours import Calendar, Doors, Span
from ivr.telephony.outcomes import RingOutcome

BEGIN = datetime(2026, 11, 23, tzinfo=UTC)
MINUTES = 2 * 365 * 24 * 60
ZONES = ["America/New_York", "America/Phoenix", "Europe/London", "Asia/Jakarta", "Pacific/Auckland", "America/St_Johns"]

times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30]))
days = st.dates(date(2026, 11, 24), date(2028, 11, 1))


@st.composite
def spans(draw: st.DrawFn) -> tuple[Span, ...]:
    edges = sorted(draw(st.sets(times, min_size=2, max_size=4)))
    return tuple(Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    week = draw(st.dictionaries(st.integers(0, 6), spans(), max_size=7))
    holidays = dict.fromkeys(draw(st.lists(days, max_size=2)), "a holiday")
    special = draw(st.dictionaries(days, spans(), max_size=1))
    return Calendar(ZoneInfo(draw(st.sampled_from(ZONES))), week, holidays, special)


def with_calendars(*found: Calendar) -> Program:
    return program_of(Ending("end", ()), calendars={str(place): one for place, one in enumerate(found)})


def doors(program: Program, instant: datetime) -> tuple[Doors, ...]:
    return tuple(one.at(instant) for one in program.calendars.values())


def found_in(program: Program) -> set[tuple[Doors, ...]]:
    return {doors(program, one.now) for one in hours(program)}


@settings(max_examples=12)
@given(st.lists(calendars(), min_size=1, max_size=3), st.randoms(use_true_random=False))
def test_whatever_the_calendars_say_at_some_minute_they_say_at_one_of_the_hours(
    found: list[Calendar], chance: random.Random
) -> None:
    program = with_calendars(*found)
    known = found_in(program)
    special = [day for one in found for day in (*one.holidays, *one.special)]
    around = [datetime.combine(day, time(0), UTC) + timedelta(hours=chance.uniform(-24, 48)) for day in special * 20]
    anywhere = [BEGIN + timedelta(minutes=chance.randrange(MINUTES)) for _ in range(500)]
    assert {doors(program, one) for one in (*around, *anywhere)} <= known


@pytest.mark.long
@settings(max_examples=5)
@given(st.lists(calendars(), min_size=2, max_size=2))
def test_no_minute_of_two_years_is_left_out(found: list[Calendar]) -> None:
    program = with_calendars(*found)
    assert {doors(program, BEGIN + timedelta(minutes=one)) for one in range(0, MINUTES, 5)} <= found_in(program)


def test_hours_on_a_holiday_of_another_calendar_are_looked_at() -> None:
    holiday = date(2026, 12, 25)
    whole_week = {day: (Span(time(8), time(20)),) for day in range(7)}
    keeps = Calendar(ZoneInfo("America/New_York"), whole_week, {holiday: "Christmas"})
    works = Calendar(ZoneInfo("America/New_York"), whole_week)
    found = found_in(with_calendars(keeps, works))
    assert {(Doors.HOLIDAY, Doors.OPEN), (Doors.HOLIDAY, Doors.CLOSED)} <= found


def test_weeks_in_which_only_one_of_two_clocks_was_changed_are_looked_at() -> None:
    """New York goes to summer time two or three weeks before London."""
    evening = {day: (Span(time(12), time(13)),) for day in range(7)}
    there = {day: (Span(time(17), time(18)),) for day in range(7)}
    found = found_in(
        with_calendars(Calendar(ZoneInfo("America/New_York"), evening), Calendar(ZoneInfo("Europe/London"), there))
    )
    assert {(Doors.OPEN, Doors.OPEN), (Doors.OPEN, Doors.CLOSED), (Doors.CLOSED, Doors.OPEN)} <= found


def test_an_emergency_is_the_last_of_the_hours_and_most_is_open_in_the_first() -> None:
    calendar = Calendar(ZoneInfo("Asia/Jakarta"), {0: (Span(time(8), time(9)),)})
    found = hours(with_calendars(calendar))
    assert calendar.at(found[0].now) is Doors.OPEN
    assert [one.emergency for one in found] == [False] * (len(found) - 1) + [True]


def test_a_line_without_hours_has_one_hour_and_an_emergency() -> None:
    assert [one.emergency for one in hours(program_of(Ending("end", ())))] == [False, True]


def _rings(*skills: frozenset[str]) -> Program:
    ends = dict.fromkeys(RingOutcome, "end")
    rings = [
        Connecting(f"ring{place}", "billing", Order.IN_ORDER, 20, (), "end", ends, skills=one)
        for place, one in enumerate(skills)
    ]
    return program_of(*rings)


@given(
    st.lists(st.frozensets(st.sampled_from("abc")), min_size=1, max_size=3, unique=True),
    st.lists(st.frozensets(st.sampled_from("abc")), max_size=4),
)
def test_whoever_is_there_somebody_like_them_is_among_those_on_standby(
    wanted: list[frozenset[str]], people: list[frozenset[str]]
) -> None:
    there = [Representative(str(place), "R", "+15550100101", skills=one) for place, one in enumerate(people)]
    answers = [bool(to_ring(there, skills)) for skills in wanted]
    found = standby(_rings(*wanted))["billing"]
    assert answers in [[bool(to_ring(ready, skills)) for skills in wanted] for ready in found]


def test_at_first_somebody_can_be_rung_and_at_last_nobody() -> None:
    first, *_, last = standby(_rings(frozenset("a"), frozenset()))["billing"]
    assert to_ring(first, frozenset("a"))
    assert last == ()


def test_a_watched_calendar_tells_that_it_was_looked_at_and_says_the_same() -> None:
    looked: list[str] = []
    calendar = Calendar(ZoneInfo("Asia/Jakarta"), {0: (Span(time(8), time(9)),)})
    program = watched(with_calendars(calendar), looked)
    assert program.calendars["0"].at(BEGIN) is calendar.at(BEGIN)
    assert looked == ["hours"]


def test_a_line_that_waits_may_be_unstaffed_or_full_and_is_usually_neither() -> None:
    assert [(one.staffed, one.full) for one in LINES] == [(True, False), (False, False), (True, True)]
