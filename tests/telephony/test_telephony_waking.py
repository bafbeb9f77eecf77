"""Nobody is rung in the night of where the number is from."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.telephony.waking import quiet_until

NEW_YORK, LOS_ANGELES, ALASKA, TOLL_FREE = "+12125550123", "+14155550123", "+19072550100", "+18002550100"


def at(hour: int, minute: int = 0, day: int = 25) -> datetime:
    """In New York, in November."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC) + timedelta(hours=5)


@pytest.mark.parametrize("when", [at(8), at(13), at(20, 59)])
def test_by_day_anybody_may_be_called(when: datetime) -> None:
    assert quiet_until(NEW_YORK, when) is None


@pytest.mark.parametrize(("when", "morning"), [(at(7, 59), at(8)), (at(21), at(8, day=26)), (at(0), at(8))])
def test_a_night_is_over_at_eight(when: datetime, morning: datetime) -> None:
    assert quiet_until(NEW_YORK, when) == morning


def test_an_office_in_the_east_that_opens_does_not_wake_somebody_in_the_west() -> None:
    assert quiet_until(NEW_YORK, at(9)) is None
    assert quiet_until(LOS_ANGELES, at(9)) == at(11)


def test_where_a_number_may_be_in_two_zones_both_must_be_awake() -> None:
    assert quiet_until(ALASKA, at(12, 30)) == at(13)


@pytest.mark.parametrize("number", [TOLL_FREE, "+15550100123", "not a number"])
def test_a_number_of_nowhere_has_no_night(number: str) -> None:
    assert quiet_until(number, at(3)) is None


@given(st.integers(0, 365 * 24 * 60))
def test_a_morning_is_later_less_than_a_day_away_and_no_night_itself(minutes: int) -> None:
    when = at(0, day=1) + timedelta(minutes=minutes)
    morning = quiet_until(LOS_ANGELES, when)
    if morning is not None:
        assert timedelta(0) < morning - when <= timedelta(hours=12)
        assert quiet_until(LOS_ANGELES, morning) is None
