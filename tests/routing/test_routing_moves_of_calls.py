"""What happens to calls, move by move: talks end, callers line up and leave, and the office closes."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from call_centre import (
    BEN,
    BILLING,
    IVO,
    MIA,
    NOW,
    OVERDUE,
    ROSA,
    STAFF,
    in_line,
    later,
    of,
    ringing,
    staff,
    talking,
    with_standings,
    with_waiters,
)

from ivr.routing.availability import free
from ivr.routing.floor import Activity, Floor, Talk, Waiter, Waiting
from ivr.routing.moves import (
    TALKS_KEPT,
    call_over,
    chose,
    closed,
    decides,
    entered,
    left,
    missed,
    opened,
    ring_over,
    took,
    waits_again,
)
from ivr.routing.roster import Chosen, Group, Staff

WRITING = staff(wrap_up=30)


def test_a_caller_who_hangs_up_while_it_rings_sets_everybody_free() -> None:
    floor = call_over(ringing(BEN, "CA1", ringing(ROSA, "CA1", in_line("CA1"))), STAFF, "CA1", later(5))
    assert free(of(floor, ROSA, later(5)))
    assert free(of(floor, BEN, later(5)))
    assert (floor.waiting, floor.talks) == ({}, ())


def test_a_talk_that_ends_is_written_up_before_the_next() -> None:
    floor = call_over(talking(ROSA, "CA1", in_line("CA1")), WRITING, "CA1", later(120))
    standing = of(floor, ROSA, later(120))
    assert (standing.activity, standing.call, standing.until) == (Activity.WRAP_UP, "CA1", later(150))
    assert standing.idle_since == later(120)
    assert floor.waiting == {}


def test_a_talk_that_ends_sets_somebody_free_where_there_is_no_wrap_up() -> None:
    standing = of(call_over(talking(ROSA, "CA1"), STAFF, "CA1", later(120)), ROSA, later(120))
    assert free(standing)
    assert (standing.call, standing.since, standing.idle_since) == ("", later(120), later(120))


def test_a_talk_is_remembered_with_its_wrap_up() -> None:
    floor = call_over(talking(ROSA, "CA1"), WRITING, "CA1", later(120))
    assert floor.talks == (Talk(BILLING, later(120), 150),)


def test_the_last_hundred_talks_are_remembered() -> None:
    before = tuple(Talk(BILLING, NOW, n) for n in range(TALKS_KEPT))
    floor = call_over(replace(talking(ROSA, "CA1"), talks=before), STAFF, "CA1", later(500))
    assert floor.talks == (*before[1:], Talk(BILLING, later(500), 500))


def test_a_talk_counts_for_the_group_the_caller_waited_for() -> None:
    company = replace(STAFF, groups={BILLING: Group(BILLING, wrap_up=60), OVERDUE: Group(OVERDUE, wrap_up=15)})
    floor = call_over(talking(MIA, "CA1", in_line("CA1", group=OVERDUE)), company, "CA1", later(10))
    assert floor.talks == (Talk(OVERDUE, later(10), 25),)
    assert of(floor, MIA, later(10)).until == later(25)


def test_a_caller_who_never_waited_is_written_up_for_as_long_as_any_of_the_groups_takes() -> None:
    company = replace(STAFF, groups={BILLING: Group(BILLING, wrap_up=15), OVERDUE: Group(OVERDUE, wrap_up=60)})
    floor = call_over(talking(MIA, "CA1"), company, "CA1", later(10))
    assert of(floor, MIA, later(10)).until == later(70)
    assert floor.talks == (Talk(BILLING, later(10), 70),)


def test_a_call_that_is_over_twice_is_over_once() -> None:
    floor = call_over(talking(ROSA, "CA1", in_line("CA1")), WRITING, "CA1", later(10))
    assert call_over(floor, WRITING, "CA1", later(11)) is floor


def test_the_talk_of_somebody_who_left_the_company_ends_all_the_same() -> None:
    floor = call_over(talking(ROSA, "CA1"), Staff(), "CA1", later(10))
    assert of(floor, ROSA).activity is Activity.IDLE


def test_a_caller_whose_ring_is_over_keeps_the_place() -> None:
    floor = ringing(ROSA, "CA1", in_line("CA1", "CA2"))
    over = ring_over(floor, STAFF, "CA1", later(20))
    assert over.waiting == in_line("CA1", "CA2").waiting
    assert free(of(over, ROSA, later(20)))
    assert over.talks == ()


def test_a_caller_whom_a_representative_hung_up_on_keeps_the_place() -> None:
    floor = ring_over(talking(ROSA, "CA1", in_line("CA1", "CA2")), WRITING, "CA1", later(20))
    assert floor.waiting == in_line("CA1", "CA2").waiting
    assert of(floor, ROSA, later(20)).activity is Activity.WRAP_UP
    assert floor.talks == (Talk(BILLING, later(20), 50),)


def test_whoever_comes_again_keeps_the_place_and_the_slot() -> None:
    first = Waiter("CA1", BILLING, NOW, slot=3, key=4)
    again = replace(first, entered=later(60), slot=5, key=9, language="es", status=Waiting.DECIDING)
    floor = entered(with_waiters(first), again)
    assert floor.waiting["CA1"] == replace(again, entered=NOW, slot=3)


def test_whoever_comes_to_another_group_keeps_the_time_and_gets_another_slot() -> None:
    floor = with_waiters(Waiter("CA1", BILLING, NOW, slot=3))
    floor = entered(floor, Waiter("CA1", OVERDUE, later(60), slot=1))
    assert floor.waiting["CA1"] == Waiter("CA1", OVERDUE, NOW, slot=1)


def test_whoever_was_called_back_and_waits_again_is_known_as_such() -> None:
    floor = with_waiters(Waiter("CA1", BILLING, NOW, token="T1", tries=1))
    again = entered(floor, Waiter("CA1", BILLING, later(60))).waiting["CA1"]
    assert (again.token, again.tries) == ("T1", 1)


def test_whoever_comes_while_somebody_is_held_for_the_call_is_called_already() -> None:
    floor = entered(ringing(ROSA, "CA1"), Waiter("CA1", BILLING, NOW))
    assert floor.waiting["CA1"].status is Waiting.CALLED


def test_whoever_decides_keeps_the_place_and_holds_nobody() -> None:
    floor = decides(ringing(ROSA, "CA1", in_line("CA1")), "CA1")
    assert floor.waiting["CA1"].status is Waiting.DECIDING
    assert free(of(floor, ROSA))


def test_whoever_talks_has_decided_already() -> None:
    floor = talking(ROSA, "CA1", in_line("CA1"))
    assert decides(floor, "CA1") is floor


def test_whoever_has_decided_to_stay_waits_again() -> None:
    floor = in_line("CA1")
    assert waits_again(decides(floor, "CA1"), "CA1") == floor


def test_whoever_is_called_does_not_wait_again_while_somebody_is_held() -> None:
    floor = ringing(ROSA, "CA1", in_line("CA1"))
    assert waits_again(floor, "CA1") is floor


def test_whoever_talks_does_not_wait_again_before_the_talk_is_over() -> None:
    floor = talking(ROSA, "CA1", in_line("CA1"))
    assert waits_again(floor, "CA1") is floor
    nobody = with_standings(replace(floor.standings["rosa"], activity=Activity.IDLE, call=""), floor=floor)
    assert waits_again(nobody, "CA1").waiting["CA1"].status is Waiting.WAITING


def test_whoever_leaves_is_forgotten_and_holds_nobody() -> None:
    floor = left(ringing(ROSA, "CA1", in_line("CA1", "CA2")), "CA1")
    assert list(floor.waiting) == ["CA2"]
    assert free(of(floor, ROSA))


def test_whoever_leaves_the_line_for_a_talk_goes_on_talking() -> None:
    floor = left(talking(ROSA, "CA1", in_line("CA1")), "CA1")
    assert floor.waiting == {}
    assert of(floor, ROSA).activity is Activity.TALKING


def test_the_office_is_closed_by_somebody_since_some_time() -> None:
    floor = closed(Floor(), "Rosa", NOW)
    assert floor.emergency == "Rosa since 2026-11-24T15:05:00+00:00"
    assert opened(floor) == Floor()


def test_who_closed_the_office_first_is_remembered() -> None:
    floor = closed(Floor(), "Rosa", NOW)
    assert closed(floor, "Ben", later(5)) is floor


@pytest.mark.parametrize(
    "move",
    [
        lambda floor: chose(floor, STAFF, "nobody", Chosen.READY, NOW),
        lambda floor: took(floor, STAFF, "nobody", "CA1", NOW),
        lambda floor: took(floor, STAFF, "ivo", "CA9", NOW),
        lambda floor: missed(floor, STAFF, "nobody", "CA1", NOW),
        lambda floor: missed(floor, STAFF, "ivo", "CA9", NOW),
        lambda floor: call_over(floor, STAFF, "CA9", NOW),
        lambda floor: ring_over(floor, STAFF, "CA9", NOW),
        lambda floor: decides(floor, "CA9"),
        lambda floor: waits_again(floor, "CA9"),
        lambda floor: left(floor, "CA9"),
        opened,
    ],
)
def test_a_move_for_nobody_or_no_call_changes_nothing(move: Callable[[Floor], Floor]) -> None:
    floor = talking(BEN, "CA2", ringing(ROSA, "CA1", in_line("CA1", "CA2", "CA3")))
    assert move(floor) is floor


def test_a_move_leaves_the_floor_it_was_made_on_as_it_was() -> None:
    floor = in_line("CA1")
    ringing(IVO, "CA1", floor)
    assert floor == in_line("CA1")
