"""Opening hours over the clock changes of New York (8 March and 1 November 2026, both at 2 A M), and elsewhere."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.telephony.hours import DAYS, Calendar, Doors, Span

NEW_YORK = ZoneInfo("America/New_York")
EVERY_DAY = range(7)
MIDNIGHT = time(0)
OFFICE = Span(time(8), time(18))
OFFICE_WEEK = Calendar(NEW_YORK, dict.fromkeys(range(5), (OFFICE,)))
AROUND_THE_CLOCK = Calendar(NEW_YORK, dict.fromkeys(EVERY_DAY, (Span(MIDNIGHT, MIDNIGHT),)))

SPRING = datetime(2026, 3, 8, 7, tzinfo=UTC)
"""2:00 EST becomes 3:00 EDT."""
AUTUMN = datetime(2026, 11, 1, 6, tzinfo=UTC)
"""2:00 EDT becomes 1:00 EST."""


def local(text: str, fold: int = 0, zone: ZoneInfo = NEW_YORK) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold)


def daily(*spans: Span, zone: ZoneInfo = NEW_YORK) -> Calendar:
    return Calendar(zone, dict.fromkeys(EVERY_DAY, spans))


def same(moment: datetime | None, other: datetime) -> bool:
    """One instant and one wall clock; comparing two times of one zone would overlook the fold."""
    return (
        moment is not None
        and moment.astimezone(UTC) == other.astimezone(UTC)
        and moment.replace(tzinfo=None) == other.replace(tzinfo=None)
    )


# -- what holds now ---------------------------------------------------------------------------------------------------


def test_day_0_is_monday() -> None:
    assert DAYS[date(2026, 11, 23).weekday()] == "monday"
    assert len(DAYS) == 7


@pytest.mark.parametrize(
    ("at", "doors"),
    [
        ("2026-11-24 07:59:59.999999", Doors.CLOSED),
        ("2026-11-24 08:00", Doors.OPEN),
        ("2026-11-24 17:59:59.999999", Doors.OPEN),
        ("2026-11-24 18:00", Doors.CLOSED),
        ("2026-11-28 12:00", Doors.CLOSED),
    ],
)
def test_the_first_moment_of_a_span_is_open_and_its_end_is_closed(at: str, doors: Doors) -> None:
    assert OFFICE_WEEK.at(local(at)) is doors


def test_an_end_of_midnight_is_the_end_of_the_day() -> None:
    late = Calendar(NEW_YORK, {1: (Span(time(20), MIDNIGHT),)})
    assert late.at(local("2026-11-24 23:59:59.999999")) is Doors.OPEN
    assert late.at(local("2026-11-25 00:00")) is Doors.CLOSED


def test_a_lunch_break_is_two_spans() -> None:
    calendar = daily(Span(time(8), time(12)), Span(time(13), time(18)))
    assert [calendar.at(local(f"2026-11-24 {hour}:30")) for hour in (11, 12, 13)] == [
        Doors.OPEN,
        Doors.CLOSED,
        Doors.OPEN,
    ]


def test_the_zone_of_the_question_does_not_matter() -> None:
    assert OFFICE_WEEK.at(datetime(2026, 11, 24, 13, tzinfo=UTC)) is Doors.OPEN
    assert OFFICE_WEEK.at(datetime(2026, 11, 24, 12, 59, tzinfo=UTC)) is Doors.CLOSED
    assert OFFICE_WEEK.at(local("2026-11-24 22:00", zone=ZoneInfo("Asia/Tokyo"))) is Doors.OPEN


def test_a_holiday_wins_over_the_week_and_over_a_special_day() -> None:
    thanksgiving = date(2026, 11, 26)
    calendar = Calendar(
        NEW_YORK, OFFICE_WEEK.week, holidays={thanksgiving: "Thanksgiving"}, special={thanksgiving: (OFFICE,)}
    )
    assert calendar.at(local("2026-11-26 10:00")) is Doors.HOLIDAY
    assert calendar.at(local("2026-11-26 03:00")) is Doors.HOLIDAY
    assert calendar.at(local("2026-11-27 10:00")) is Doors.OPEN


def test_a_special_day_has_only_the_hours_of_its_own() -> None:
    eve = date(2026, 12, 24)
    calendar = Calendar(NEW_YORK, OFFICE_WEEK.week, special={eve: (Span(time(9), time(13)),)})
    assert [calendar.at(local(f"2026-12-24 {hour}:30")) for hour in ("08", "09", "13")] == [
        Doors.CLOSED,
        Doors.OPEN,
        Doors.CLOSED,
    ]


def test_a_special_day_without_hours_is_closed() -> None:
    calendar = Calendar(NEW_YORK, OFFICE_WEEK.week, special={date(2026, 12, 24): ()})
    assert calendar.at(local("2026-12-24 10:00")) is Doors.CLOSED


@pytest.mark.parametrize(("start", "end"), [(time(18), time(8)), (time(8), time(8))])
def test_a_span_that_ends_before_it_begins_is_refused_with_what_to_write(start: time, end: time) -> None:
    with pytest.raises(ValueError, match="write two spans over midnight"):
        Span(start, end)


def test_a_time_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 11, 24, 10)  # noqa: DTZ001 - the mistake this test is about
    with pytest.raises(ValueError, match="has a time zone"):
        OFFICE_WEEK.at(naive)
    with pytest.raises(ValueError, match="has a time zone"):
        OFFICE_WEEK.opens_next(naive)


# -- clock changes ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["2026-03-06", "2026-03-09", "2026-10-30", "2026-11-02"])
def test_a_line_opens_at_eight_by_the_wall_clock_on_both_sides_of_a_change(day: str) -> None:
    eight = local(f"{day} 08:00").astimezone(UTC)
    assert OFFICE_WEEK.at(eight) is Doors.OPEN
    assert OFFICE_WEEK.at(eight - timedelta(seconds=1)) is Doors.CLOSED


def test_an_opening_inside_the_skipped_hour_holds_when_the_clock_has_jumped() -> None:
    calendar = daily(Span(time(2, 30), time(6)))
    assert calendar.at(SPRING - timedelta(seconds=1)) is Doors.CLOSED
    assert calendar.at(SPRING) is Doors.OPEN
    assert same(calendar.opens_next(SPRING - timedelta(hours=1)), local("2026-03-08 03:00"))


def test_a_span_that_lies_in_the_skipped_hour_never_opens_that_day() -> None:
    calendar = daily(Span(time(2, 15), time(2, 45)))
    assert same(calendar.opens_next(local("2026-03-08 00:00")), local("2026-03-09 02:15"))


def test_a_span_that_the_wall_clock_shows_twice_is_open_twice() -> None:
    calendar = daily(Span(time(1, 15), time(1, 45)))
    assert same(calendar.opens_next(local("2026-11-01 01:00")), local("2026-11-01 01:15"))
    assert same(calendar.opens_next(local("2026-11-01 01:50")), local("2026-11-01 01:15", fold=1))
    assert same(calendar.opens_next(local("2026-11-01 01:50", fold=1)), local("2026-11-02 01:15"))


def test_an_opening_in_the_second_of_two_equal_hours_lies_ahead() -> None:
    calendar = daily(Span(time(1, 30), time(6)))
    now = local("2026-11-01 01:10", fold=1)
    opening = calendar.opens_next(now)
    assert same(opening, local("2026-11-01 01:30", fold=1))


def test_doors_open_again_when_the_clock_goes_back_behind_their_closing_time() -> None:
    calendar = daily(Span(time(0), time(1, 30)))
    assert calendar.at(AUTUMN - timedelta(seconds=1)) is Doors.CLOSED
    assert same(calendar.opens_next(AUTUMN - timedelta(minutes=10)), local("2026-11-01 01:00", fold=1))


def test_a_clock_that_skips_midnight_opens_the_day_at_one() -> None:
    cairo = ZoneInfo("Africa/Cairo")  # 24 April 2026 begins at 1:00
    calendar = Calendar(cairo, {4: (Span(MIDNIGHT, time(5)),)})
    assert same(calendar.opens_next(local("2026-04-23 12:00", zone=cairo)), local("2026-04-24 01:00", zone=cairo))


# -- the next opening -------------------------------------------------------------------------------------------------


def test_before_the_doors_open_it_is_today() -> None:
    assert same(OFFICE_WEEK.opens_next(local("2026-11-24 07:59")), local("2026-11-24 08:00"))


def test_at_the_moment_of_opening_the_next_one_is_tomorrow() -> None:
    assert same(OFFICE_WEEK.opens_next(local("2026-11-24 08:00")), local("2026-11-25 08:00"))


def test_on_friday_evening_it_is_monday_even_when_the_clock_changes_in_between() -> None:
    assert same(OFFICE_WEEK.opens_next(local("2026-11-27 19:00")), local("2026-11-30 08:00"))
    assert same(OFFICE_WEEK.opens_next(local("2026-03-06 19:00")), local("2026-03-09 08:00"))
    assert same(OFFICE_WEEK.opens_next(local("2026-10-30 19:00")), local("2026-11-02 08:00"))


def test_holidays_and_special_days_are_respected() -> None:
    calendar = Calendar(
        NEW_YORK,
        OFFICE_WEEK.week,
        holidays={date(2026, 11, 26): "Thanksgiving"},
        special={date(2026, 11, 27): (Span(time(10), time(14)),)},
    )
    assert same(calendar.opens_next(local("2026-11-25 20:00")), local("2026-11-27 10:00"))


def test_doors_that_stay_open_all_night_open_after_the_holiday_at_midnight() -> None:
    calendar = Calendar(NEW_YORK, AROUND_THE_CLOCK.week, holidays={date(2026, 12, 25): "Christmas"})
    assert same(calendar.opens_next(local("2026-12-24 12:00")), local("2026-12-26 00:00"))


def test_a_span_that_begins_where_one_ends_is_no_opening() -> None:
    calendar = daily(Span(time(8), time(12)), Span(time(12), time(18)))
    assert same(calendar.opens_next(local("2026-11-24 09:00")), local("2026-11-25 08:00"))


def test_doors_that_never_close_never_open() -> None:
    assert AROUND_THE_CLOCK.opens_next(local("2026-11-24 09:00")) is None


def test_there_may_be_no_opening_within_the_days_given() -> None:
    assert Calendar(NEW_YORK, {}).opens_next(local("2026-11-24 09:00")) is None
    assert OFFICE_WEEK.opens_next(local("2026-11-27 19:00"), within_days=2) is None
    assert OFFICE_WEEK.opens_next(local("2026-11-27 19:00"), within_days=3) is not None


# -- any week, any moment around a change -----------------------------------------------------------------------------

QUARTER = timedelta(minutes=15)
quarters = st.integers(0, 95).map(lambda n: time(n // 4, n % 4 * 15))
spans = st.tuples(quarters, quarters | st.just(MIDNIGHT)).filter(lambda two: two[1] == MIDNIGHT or two[0] < two[1])
weeks = st.dictionaries(st.integers(0, 6), st.lists(spans.map(lambda two: Span(*two)), max_size=3).map(tuple))
around_a_change = st.builds(
    lambda change, ahead: change + ahead * QUARTER, st.sampled_from([SPRING, AUTUMN]), st.integers(-120, 20)
)


@settings(max_examples=60, deadline=None)
@given(weeks, st.sets(st.sampled_from([date(2026, 3, 9), date(2026, 11, 1)])), around_a_change)
def test_the_next_opening_is_the_first_quarter_hour_at_which_closed_doors_are_open(
    week: dict[int, tuple[Span, ...]], holidays: set[date], now: datetime
) -> None:
    calendar = Calendar(NEW_YORK, week, dict.fromkeys(holidays, "a holiday"))
    later = [now + count * QUARTER for count in range(3 * 96)]
    doors = [calendar.at(moment) for moment in later]
    first = next(
        (
            moment
            for moment, before, after in zip(later[1:], doors, doors[1:], strict=False)
            if before is not Doors.OPEN and after is Doors.OPEN
        ),
        None,
    )
    opening = calendar.opens_next(now)
    if first is None:
        assert opening is None or opening.astimezone(UTC) > later[-1]
    else:
        assert opening is not None
        assert opening.astimezone(UTC) == first
        assert opening.tzinfo is NEW_YORK


@given(weeks, st.integers(60, 119))
def test_what_the_wall_clock_shows_twice_holds_twice(week: dict[int, tuple[Span, ...]], minute: int) -> None:
    calendar = Calendar(NEW_YORK, week)
    first = AUTUMN - timedelta(hours=2) + timedelta(minutes=minute)
    second = first + timedelta(hours=1)
    assert first.astimezone(NEW_YORK).time() == second.astimezone(NEW_YORK).time()
    assert calendar.at(first) is calendar.at(second)
