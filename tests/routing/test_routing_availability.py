"""Who can be rung at a moment, and what others see them doing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from call_centre import (
    BILLING,
    NOW,
    OVERDUE,
    ROSA,
    STAFF,
    all_but,
    later,
    of,
    ringing,
    talking,
    with_standings,
)

from ivr.routing.availability import Presence, at_work, free, presence, staffed, standing_of
from ivr.routing.floor import Activity, Floor, Standing
from ivr.routing.roster import Chosen, Staff

WRAPPING_UP = Standing("rosa", Chosen.READY, NOW, Activity.WRAP_UP, "CA1", later(30))


def test_whoever_never_said_anything_is_what_holds_before_sign_in() -> None:
    for chosen in Chosen:
        standing = standing_of(Floor(), Staff((ROSA,), before_sign_in=chosen), "rosa", NOW)
        assert standing == Standing("rosa", chosen, NOW, day="2026-11-24")
        assert not standing.signed_in


def test_what_is_stored_goes_before_what_holds_before_sign_in() -> None:
    away = with_standings(Standing("rosa", Chosen.AWAY, NOW, signed_in=True))
    assert of(away, ROSA).chosen is Chosen.AWAY
    assert of(away, ROSA).signed_in


def test_a_ring_is_over_at_the_instant_it_runs_out() -> None:
    floor = ringing(ROSA, "CA1", lasts=20)
    assert of(floor, ROSA, later(19.999)).activity is Activity.RINGING
    over = of(floor, ROSA, later(20))
    assert (over.activity, over.call, over.until, over.since) == (Activity.IDLE, "", None, later(20))


def test_a_wrap_up_is_over_at_the_instant_it_runs_out() -> None:
    floor = with_standings(WRAPPING_UP)
    assert not free(of(floor, ROSA, later(29)))
    assert free(of(floor, ROSA, later(30)))
    assert of(floor, ROSA, later(30)).call == ""


def test_a_talk_does_not_run_out() -> None:
    assert of(talking(ROSA, "CA1"), ROSA, NOW + timedelta(hours=9)).activity is Activity.TALKING


def test_a_new_day_begins_with_no_calls_taken() -> None:
    floor = with_standings(Standing("rosa", Chosen.READY, NOW, taken=7, missed=1, day="2026-11-24"))
    midnight = datetime(2026, 11, 25, tzinfo=UTC)
    assert of(floor, ROSA, midnight - timedelta(seconds=1)).taken == 7
    new = of(floor, ROSA, midnight)
    assert (new.taken, new.day, new.missed) == (0, "2026-11-25", 1)


def test_the_day_is_that_of_utc_whatever_the_clock_says() -> None:
    floor = with_standings(Standing("rosa", Chosen.READY, NOW, taken=7, day="2026-11-24"))
    in_jakarta = datetime(2026, 11, 25, 3, 0, tzinfo=timezone(timedelta(hours=7)))
    assert of(floor, ROSA, in_jakarta).taken == 7


@pytest.mark.parametrize(
    ("activity", "shown"),
    [
        (Activity.RINGING, Presence.RINGING),
        (Activity.TALKING, Presence.TALKING),
        (Activity.WRAP_UP, Presence.WRAP_UP),
    ],
)
@pytest.mark.parametrize("chosen", Chosen)
def test_a_call_is_shown_before_what_was_chosen(activity: Activity, shown: Presence, chosen: Chosen) -> None:
    standing = Standing("rosa", chosen, NOW, activity)
    assert presence(standing) is shown
    assert not free(standing)


@pytest.mark.parametrize(
    ("chosen", "shown", "can_be_rung"),
    [
        (Chosen.READY, Presence.READY, True),
        (Chosen.BUSY, Presence.BUSY, False),
        (Chosen.AWAY, Presence.AWAY, False),
    ],
)
def test_without_a_call_what_was_chosen_is_shown(chosen: Chosen, shown: Presence, can_be_rung: bool) -> None:
    standing = Standing("rosa", chosen, NOW)
    assert presence(standing) is shown
    assert free(standing) is can_be_rung


def test_a_group_is_staffed_while_anybody_of_it_is_not_away() -> None:
    assert staffed(Floor(), STAFF, BILLING, NOW)
    assert staffed(all_but(ROSA), STAFF, BILLING, NOW)
    assert staffed(all_but(chosen=Chosen.BUSY), STAFF, BILLING, NOW)
    assert not staffed(all_but(), STAFF, BILLING, NOW)


def test_somebody_who_chose_away_during_a_call_staffs_the_group_until_it_is_over() -> None:
    for activity in (Activity.RINGING, Activity.TALKING, Activity.WRAP_UP):
        floor = with_standings(replace(WRAPPING_UP, chosen=Chosen.AWAY, activity=activity), floor=all_but(ROSA))
        assert staffed(floor, STAFF, BILLING, NOW)
    assert not staffed(floor, STAFF, BILLING, later(30))


def test_a_group_is_not_staffed_by_the_people_of_another() -> None:
    assert not staffed(all_but(ROSA), STAFF, OVERDUE, NOW)
    assert not staffed(Floor(), STAFF, "nobody's", NOW)


def test_everybody_who_is_not_away_is_at_work() -> None:
    assert at_work(Floor(), STAFF, BILLING, NOW) == 4
    assert at_work(talking(ROSA, "CA1", all_but(ROSA)), STAFF, BILLING, NOW) == 1
