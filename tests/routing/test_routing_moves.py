"""What people do, move by move: what they say of themselves, and the calls they are rung for, take and miss."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from call_centre import (
    BEN,
    BILLING,
    MIA,
    NOW,
    OVERDUE,
    ROSA,
    STAFF,
    held_for,
    in_line,
    later,
    of,
    ringing,
    staff,
    talking,
    with_standings,
)

from ivr.routing.availability import Presence, free, presence
from ivr.routing.floor import Activity, Floor, Standing, Waiting
from ivr.routing.moves import (
    LEFT_ALONE,
    LEFT_ALONE_AT_MOST,
    call_over,
    chose,
    held,
    missed,
    ring_over,
    took,
)
from ivr.routing.roster import Chosen, Group

WRITING = staff(wrap_up=30)
WRAPPING_UP = call_over(talking(ROSA, "CA1"), WRITING, "CA1", NOW)


def test_whoever_chooses_something_is_signed_in_and_stands_so_from_then_on() -> None:
    standing = of(chose(Floor(), STAFF, "rosa", Chosen.AWAY, later(5)), ROSA)
    assert standing == Standing("rosa", Chosen.AWAY, later(5), day="2026-11-24", signed_in=True)


def test_choosing_the_same_again_does_not_begin_it_anew() -> None:
    away = chose(Floor(), STAFF, "rosa", Chosen.AWAY, NOW)
    assert chose(away, STAFF, "rosa", Chosen.AWAY, later(60)) is away


def test_choosing_forgives_the_calls_missed() -> None:
    floor = missed(ringing(ROSA, "CA1"), STAFF, "rosa", "CA1", NOW)
    assert of(floor, ROSA).missed == 1
    assert of(chose(floor, STAFF, "rosa", Chosen.READY, NOW), ROSA).missed == 0


def test_choosing_ready_ends_a_wrap_up() -> None:
    standing = of(chose(WRAPPING_UP, WRITING, "rosa", Chosen.READY, later(5)), ROSA, later(5))
    assert free(standing)
    assert (standing.call, standing.until, standing.since) == ("", None, later(5))


@pytest.mark.parametrize("chosen", [Chosen.BUSY, Chosen.AWAY])
def test_choosing_anything_else_holds_after_the_wrap_up(chosen: Chosen) -> None:
    floor = chose(WRAPPING_UP, WRITING, "rosa", chosen, later(5))
    assert of(floor, ROSA, later(29)).activity is Activity.WRAP_UP
    after = of(floor, ROSA, later(30))
    assert (after.activity, after.chosen) == (Activity.IDLE, chosen)


@pytest.mark.parametrize("begin", [ringing, talking])
@pytest.mark.parametrize("chosen", Chosen)
def test_choosing_during_a_call_keeps_the_call(begin: Callable[..., Floor], chosen: Chosen) -> None:
    before = of(begin(ROSA, "CA1"), ROSA)
    after = of(chose(begin(ROSA, "CA1"), STAFF, "rosa", chosen, later(5)), ROSA)
    assert after == replace(before, chosen=chosen, signed_in=True)


def test_what_was_chosen_during_a_call_holds_after_it() -> None:
    floor = chose(talking(ROSA, "CA1"), STAFF, "rosa", Chosen.AWAY, later(5))
    assert not free(of(call_over(floor, STAFF, "CA1", later(9)), ROSA))


def test_somebody_free_is_held() -> None:
    floor = held(Floor(), STAFF, ["rosa", "ben"], "CA1", NOW, later(20))
    assert floor is not None
    for person in (ROSA, BEN):
        standing = of(floor, person)
        assert (standing.activity, standing.call, standing.until) == (Activity.RINGING, "CA1", later(20))


def test_nobody_is_held_when_one_of_them_is_not_free() -> None:
    for floor in (ringing(BEN, "CA9"), talking(BEN, "CA9"), chose(Floor(), STAFF, "ben", Chosen.BUSY, NOW)):
        assert held(floor, STAFF, ["rosa", "ben"], "CA1", NOW, later(20)) is None


def test_somebody_in_a_wrap_up_is_not_held_before_it_is_over() -> None:
    assert held(WRAPPING_UP, WRITING, ["rosa"], "CA2", later(29), later(60)) is None
    assert held(WRAPPING_UP, WRITING, ["rosa"], "CA2", later(30), later(60)) is not None


def test_a_stranger_is_not_held() -> None:
    assert held(Floor(), STAFF, ["rosa", "nobody"], "CA1", NOW, later(20)) is None


def test_somebody_held_for_this_very_call_is_held_for_longer() -> None:
    floor = held(ringing(ROSA, "CA1", lasts=20), STAFF, ["rosa"], "CA1", later(10), later(40))
    assert floor is not None
    assert of(floor, ROSA, later(10)).until == later(40)
    assert of(floor, ROSA, later(10)).since == NOW


def test_somebody_held_who_chose_to_go_keeps_this_call_and_gets_no_other() -> None:
    floor = chose(ringing(ROSA, "CA1"), STAFF, "rosa", Chosen.AWAY, NOW)
    assert held(floor, STAFF, ["rosa"], "CA1", later(5), later(20)) is not None
    assert held(floor, STAFF, ["rosa"], "CA1", later(20), later(40)) is None


def test_whoever_waits_and_is_rung_for_is_called() -> None:
    floor = ringing(ROSA, "CA1", in_line("CA1", "CA2"))
    assert floor.waiting["CA1"].status is Waiting.CALLED
    assert floor.waiting["CA2"].status is Waiting.WAITING


def test_whoever_talks_is_out_of_line_also_while_somebody_else_is_rung_for_the_call() -> None:
    floor = ringing(BEN, "CA1", talking(ROSA, "CA1", in_line("CA1")))
    assert floor.waiting["CA1"].status is Waiting.TALKING


def test_holding_nobody_changes_nothing() -> None:
    floor = in_line("CA1")
    assert held(floor, STAFF, [], "CA1", NOW, later(20)) is floor


def test_no_two_are_rung_at_the_same_instant() -> None:
    floor = ringing(MIA, "CA2", ringing(ROSA, "CA1"))
    rung_at = [of(floor, one).rung_at for one in (ROSA, MIA)]
    assert rung_at == [NOW, NOW + timedelta(microseconds=1)]


def test_whoever_takes_a_call_talks_and_has_one_more() -> None:
    before = with_standings(Standing("rosa", Chosen.READY, NOW, idle_since=later(-60), missed=1))
    standing = of(took(ringing(ROSA, "CA1", before), STAFF, "rosa", "CA1", later(4)), ROSA, later(4))
    assert (standing.activity, standing.call, standing.since) == (Activity.TALKING, "CA1", later(4))
    assert (standing.until, standing.idle_since, standing.taken, standing.missed) == (None, None, 1, 0)


def test_whoever_takes_a_call_sets_the_others_free() -> None:
    floor = ringing(MIA, "CA2", ringing(BEN, "CA1", ringing(ROSA, "CA1")))
    floor = took(floor, STAFF, "ben", "CA1", NOW)
    assert free(of(floor, ROSA))
    assert of(floor, ROSA).taken == of(floor, ROSA).missed == 0
    assert of(floor, BEN).activity is Activity.TALKING
    assert held_for(floor, "CA2") == ["mia"]


def test_whoever_is_taken_talks_and_is_out_of_line() -> None:
    assert talking(ROSA, "CA1", in_line("CA1")).waiting["CA1"].status is Waiting.TALKING


def test_taking_a_call_twice_counts_once() -> None:
    floor = talking(ROSA, "CA1", in_line("CA1"))
    assert took(floor, STAFF, "rosa", "CA1", later(5)) is floor


def test_a_call_that_is_gone_is_not_taken_any_more() -> None:
    """The report that somebody took it came after the one that the caller hung up: nothing would ever end this talk."""
    floor = call_over(ringing(ROSA, "CA1", in_line("CA1")), STAFF, "CA1", NOW)
    assert took(floor, STAFF, "rosa", "CA1", later(1)) is floor


def test_a_call_is_taken_although_the_ring_has_run_out() -> None:
    floor = took(ringing(ROSA, "CA1", lasts=20), STAFF, "rosa", "CA1", later(21))
    assert of(floor, ROSA, later(21)).activity is Activity.TALKING


def test_somebody_who_waits_can_be_taken_by_whoever_is_no_longer_held_for_them() -> None:
    floor = ring_over(ringing(ROSA, "CA1", in_line("CA1")), STAFF, "CA1", later(5))
    assert of(took(floor, STAFF, "rosa", "CA1", later(6)), ROSA).call == "CA1"


def test_somebody_held_for_one_call_does_not_take_another() -> None:
    floor = ringing(ROSA, "CA1", in_line("CA1", "CA2"))
    assert took(floor, STAFF, "rosa", "CA2", NOW) is floor


def test_a_call_let_ring_is_counted_and_the_person_is_left_alone_for_a_while() -> None:
    floor = missed(ringing(ROSA, "CA1"), STAFF, "rosa", "CA1", later(20))
    standing = of(floor, ROSA, later(20))
    assert not free(standing)
    assert presence(standing) is Presence.READY
    assert (standing.missed, standing.call, standing.since) == (1, "", later(20))
    assert free(of(floor, ROSA, later(20) + LEFT_ALONE))
    assert free(of(chose(floor, STAFF, "rosa", Chosen.READY, later(21)), ROSA, later(21)))


def test_only_a_call_somebody_is_held_for_is_missed() -> None:
    for floor in (Floor(), ringing(ROSA, "CA2"), talking(ROSA, "CA1")):
        assert missed(floor, STAFF, "rosa", "CA1", NOW) is floor


def test_a_call_is_missed_once_however_often_that_is_told() -> None:
    floor = missed(ringing(ROSA, "CA1"), STAFF, "rosa", "CA1", NOW)
    assert missed(floor, STAFF, "rosa", "CA1", NOW) is floor


@pytest.mark.parametrize(("away_after", "expected"), [(0, 5), (1, 1), (3, 3)])
def test_so_many_calls_missed_in_a_row_make_somebody_away(away_after: int, expected: int) -> None:
    company, rings = staff(away_after=away_after), 0
    floor = chose(Floor(), company, "rosa", Chosen.READY, NOW)
    while rings < 5 and of(floor, ROSA).chosen is Chosen.READY:
        now = NOW + rings * LEFT_ALONE_AT_MOST
        rung = held(floor, company, ["rosa"], "CA1", now, now + LEFT_ALONE)
        assert rung is not None
        floor = missed(rung, company, "rosa", "CA1", now)
        rings += 1
    assert rings == expected
    assert of(floor, ROSA).chosen is (Chosen.AWAY if away_after else Chosen.READY)


def test_each_call_missed_in_a_row_leaves_the_telephone_alone_for_twice_as_long_up_to_five_minutes() -> None:
    floor, now, rests = Floor(), NOW, []
    for _ in range(6):
        rung = held(floor, STAFF, ["rosa"], "CA1", now, now + LEFT_ALONE)
        assert rung is not None
        floor = missed(rung, STAFF, "rosa", "CA1", now)
        until = floor.standings["rosa"].until
        assert until is not None
        rests.append(int((until - now).total_seconds()))
        now = until
    assert rests == [30, 60, 120, 240, 300, 300]


def test_whoever_never_signed_in_is_never_made_away_because_nobody_could_undo_it() -> None:
    floor = missed(ringing(ROSA, "CA1"), staff(away_after=1), "rosa", "CA1", NOW)
    assert of(floor, ROSA).chosen is Chosen.READY


def test_the_strictest_of_somebodys_groups_decides_about_calls_missed() -> None:
    company = replace(STAFF, groups={BILLING: Group(BILLING, away_after=3), OVERDUE: Group(OVERDUE, away_after=1)})
    both = chose(chose(Floor(), company, "mia", Chosen.READY, NOW), company, "rosa", Chosen.READY, NOW)
    assert of(missed(ringing(MIA, "CA1", both), company, "mia", "CA1", NOW), MIA).chosen is Chosen.AWAY
    assert of(missed(ringing(ROSA, "CA1", both), company, "rosa", "CA1", NOW), ROSA).chosen is Chosen.READY


def test_a_call_taken_ends_the_row_of_those_missed() -> None:
    floor = missed(ringing(ROSA, "CA1"), STAFF, "rosa", "CA1", NOW - LEFT_ALONE)
    assert of(talking(ROSA, "CA2", floor), ROSA).missed == 0
