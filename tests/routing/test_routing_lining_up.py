"""Who waits, in which order, and for how long."""

from dataclasses import replace
from datetime import timedelta

import pytest
from call_centre import (
    BILLING,
    IVO,
    MIA,
    NOW,
    OVERDUE,
    ROSA,
    STAFF,
    in_line,
    later,
    many,
    ringing,
    staff,
    talks,
    with_standings,
    with_waiters,
)
from hypothesis import given
from hypothesis import strategies as st

from ivr.routing.floor import Activity, Floor, Standing, Waiter, Waiting
from ivr.routing.lining_up import (
    all_due,
    due,
    estimate,
    fits,
    foremost,
    line_of,
    look_again,
    position,
    slot_for,
)
from ivr.routing.moves import chose
from ivr.routing.roster import Chosen

TEN_PEOPLE = many(10)
QUIET = Floor(talks=talks(10, lasting=300))


def waiter(call: str = "CA1", group: str = BILLING, ago: float = 10, **more: object) -> Waiter:
    return replace(Waiter(call, group, later(-ago)), **more)  # type: ignore[arg-type]


def calls(line: tuple[Waiter, ...]) -> list[str]:
    return [one.call for one in line]


def test_a_line_is_in_the_order_people_came() -> None:
    assert calls(line_of(with_waiters(waiter("CA1", ago=5), waiter("CA2", ago=9)), BILLING)) == ["CA2", "CA1"]


def test_two_who_came_at_the_same_instant_stand_in_the_order_of_their_calls() -> None:
    assert calls(line_of(with_waiters(waiter("CA2"), waiter("CA1")), BILLING)) == ["CA1", "CA2"]


@pytest.mark.parametrize("status", Waiting)
def test_only_who_is_talking_is_out_of_line(status: Waiting) -> None:
    floor = with_waiters(waiter("CA1"), waiter("CA2", ago=20, status=status))
    out = status is Waiting.TALKING
    assert calls(line_of(floor, BILLING)) == (["CA1"] if out else ["CA2", "CA1"])
    assert position(floor, "CA2") == (0 if out else 1)
    assert position(floor, "CA1") == (1 if out else 2)


def test_positions_are_counted_in_each_group_by_itself() -> None:
    floor = with_waiters(waiter("CA1"), waiter("CA2", OVERDUE), waiter("CA3"))
    assert [position(floor, call) for call in ("CA1", "CA2", "CA3", "CA4")] == [1, 1, 2, 0]


def test_a_waiter_fits_who_belongs_to_the_group_and_has_all_the_skills() -> None:
    hard = waiter(group=OVERDUE, skills=("hardship",))
    assert [fits(one, hard, STAFF) for one in (ROSA, MIA, IVO)] == [False, False, True]
    assert not fits(IVO, waiter(group=OVERDUE, skills=("hardship", "chess")), STAFF)
    assert fits(MIA, waiter(group=OVERDUE), STAFF)


def test_the_language_decides_only_where_the_group_says_so() -> None:
    spanish = waiter(language="es")
    assert fits(ROSA, spanish, STAFF)
    assert [fits(one, spanish, staff(own_language=True)) for one in (ROSA, IVO)] == [False, True]
    assert fits(ROSA, waiter(), staff(own_language=True))


@pytest.mark.parametrize("status", Waiting)
def test_only_who_waits_is_due(status: Waiting) -> None:
    assert due(waiter(status=status), NOW) is (status is Waiting.WAITING)


def test_a_call_back_is_due_when_its_time_has_come() -> None:
    call_back = waiter(callback=True, not_before=later(60))
    assert not due(call_back, later(59.9))
    assert due(call_back, later(60))


def test_where_nobody_can_call_back_who_waits_for_that_is_not_due() -> None:
    floor = with_waiters(waiter("CA1", callback=True), waiter("CA2"))
    assert calls(all_due(floor, NOW)) == ["CA1", "CA2"]
    assert calls(all_due(floor, NOW, calls_back=False)) == ["CA2"]


def test_the_foremost_is_whoever_came_first_to_any_of_somebodys_groups() -> None:
    floor = with_waiters(waiter("CA1", ago=5), waiter("CA2", OVERDUE, ago=9))
    assert foremost(floor, STAFF, MIA, NOW) == floor.waiting["CA2"]
    assert foremost(floor, STAFF, ROSA, NOW) == floor.waiting["CA1"]


def test_the_foremost_is_somebody_who_fits_and_is_due() -> None:
    floor = with_waiters(
        waiter("CA1", OVERDUE, ago=9, skills=("hardship",)),
        waiter("CA2", ago=8, status=Waiting.DECIDING),
        waiter("CA3", ago=7, not_before=later(1)),
        waiter("CA4", ago=6),
    )
    assert [foremost(floor, STAFF, one, NOW) for one in (MIA, IVO)] == [floor.waiting["CA4"], floor.waiting["CA1"]]
    assert foremost(Floor(), STAFF, MIA, NOW) is None


@pytest.mark.parametrize(
    ("place", "expected"),
    [(1, 60), (2, 60), (3, 120), (20, 600), (21, 660)],
)
def test_an_estimate_is_rounded_up_to_whole_minutes(place: int, expected: int) -> None:
    """Ten people with talks of five minutes: one place every thirty seconds."""
    assert estimate(QUIET, TEN_PEOPLE, BILLING, place, NOW) == expected


def test_nothing_is_estimated_with_fewer_than_ten_people_at_work() -> None:
    assert estimate(QUIET, many(9), BILLING, 1, NOW) is None
    one_away = chose(QUIET, TEN_PEOPLE, "p03", Chosen.AWAY, NOW)
    assert estimate(one_away, TEN_PEOPLE, BILLING, 1, NOW) is None
    one_busy = chose(QUIET, TEN_PEOPLE, "p03", Chosen.BUSY, NOW)
    assert estimate(one_busy, TEN_PEOPLE, BILLING, 1, NOW) == 60


def test_nothing_is_estimated_from_fewer_than_ten_talks_of_the_group() -> None:
    few = Floor(talks=talks(9) + talks(5, group=OVERDUE))
    assert estimate(few, TEN_PEOPLE, BILLING, 1, NOW) is None


def test_nothing_is_estimated_from_talks_of_more_than_two_hours_ago() -> None:
    now = NOW + timedelta(hours=2)
    assert estimate(QUIET, TEN_PEOPLE, BILLING, 1, now - timedelta(seconds=1)) == 60
    assert estimate(QUIET, TEN_PEOPLE, BILLING, 1, now) is None


def test_nothing_is_estimated_for_whoever_is_not_in_line() -> None:
    assert estimate(QUIET, TEN_PEOPLE, BILLING, 0, NOW) is None


@given(place=st.integers(1, 300), lasting=st.integers(1, 3600), people=st.integers(10, 40))
def test_an_estimate_is_never_too_short_and_less_than_a_minute_too_long(place: int, lasting: int, people: int) -> None:
    answer = estimate(Floor(talks=talks(10, lasting)), many(people), BILLING, place, NOW)
    assert answer is not None
    assert answer % 60 == 0
    assert 0 <= answer - place * lasting / people < 60


def test_a_slot_is_the_lowest_that_nobody_of_the_group_has() -> None:
    floor = with_waiters(waiter("CA1", slot=1), waiter("CA2", slot=3), waiter("CA3", OVERDUE, slot=2))
    assert slot_for(floor, BILLING) == 2
    assert slot_for(floor, OVERDUE) == 1
    assert slot_for(with_waiters(waiter("CA4", slot=2), floor=floor), BILLING) == 4


def test_the_slot_of_somebody_who_talks_is_not_given_away() -> None:
    assert slot_for(with_waiters(waiter(slot=1, status=Waiting.TALKING)), BILLING) == 2


def test_somebody_who_waits_is_looked_at_every_ten_seconds() -> None:
    assert look_again(in_line("CA1"), STAFF, BILLING, NOW) == 10
    assert look_again(ringing(ROSA, "CA1", lasts=30), STAFF, BILLING, NOW) == 10


@pytest.mark.parametrize(("left", "seconds"), [(0.2, 1), (1, 1), (3.4, 4), (9, 9), (9.1, 10), (25, 10)])
def test_a_line_is_looked_at_when_a_wrap_up_or_a_ring_ends(left: float, seconds: int) -> None:
    for activity in (Activity.WRAP_UP, Activity.RINGING):
        floor = with_standings(Standing("rosa", Chosen.READY, NOW, activity, "CA9", later(left)))
        assert look_again(floor, STAFF, BILLING, NOW) == seconds


def test_a_line_is_looked_at_when_a_call_back_falls_due() -> None:
    floor = with_waiters(waiter(callback=True, not_before=later(6.5)))
    assert look_again(floor, STAFF, BILLING, NOW) == 7
    assert look_again(floor, STAFF, BILLING, later(7)) == 10


def test_a_line_does_not_care_for_the_people_and_call_backs_of_another() -> None:
    floor = with_standings(Standing("ben", Chosen.READY, NOW, Activity.RINGING, "CA9", later(2)))
    assert look_again(with_waiters(waiter(not_before=later(3)), floor=floor), STAFF, OVERDUE, NOW) == 10


@given(ago=st.lists(st.integers(0, 5), max_size=12), groups=st.data())
def test_positions_run_from_one_without_a_gap(ago: list[int], groups: st.DataObject) -> None:
    who = [waiter(f"CA{n}", groups.draw(st.sampled_from([BILLING, OVERDUE])), seconds) for n, seconds in enumerate(ago)]
    floor = with_waiters(*who)
    for group in (BILLING, OVERDUE):
        line = line_of(floor, group)
        assert [position(floor, one.call) for one in line] == list(range(1, len(line) + 1))
