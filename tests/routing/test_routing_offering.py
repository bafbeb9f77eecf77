"""Who is offered to a call, and who is put through when somebody frees up."""

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
    all_but,
    held_for,
    ids,
    in_line,
    later,
    many,
    of,
    ringing,
    staff,
    talking,
    talks,
    with_standings,
    with_waiters,
)

from ivr.routing.availability import free
from ivr.routing.floor import Activity, Floor, Standing, Waiter, Waiting
from ivr.routing.moves import call_over, decides, missed, ring_over
from ivr.routing.offering import HELD_FOR, dispatched, roster_for
from ivr.routing.roster import Chosen, Group, Line, Roster, Staff, Strategy


def roster(floor: Floor, call: str = "CA1", company: Staff = STAFF, language: str = "en") -> Roster:
    return roster_for(floor, company, call, language, NOW)


def offered(floor: Floor, call: str = "CA1", group: str = BILLING, company: Staff = STAFF) -> list[str]:
    return ids(roster(floor, call, company).of(group))


def pairs(floor: Floor, company: Staff = STAFF, *, calls_back: bool = True) -> dict[str, str]:
    """Who is held for which call."""
    _floor, found = dispatched(floor, company, NOW, calls_back=calls_back)
    return {waiter.call: person.id for person, waiter in found}


# What one call is offered.


def test_every_group_is_offered_whether_it_is_written_or_only_named() -> None:
    company = replace(STAFF, groups={**STAFF.groups, "empty": Group("empty")})
    answer = roster(Floor(), company=company)
    assert {name: ids(people) for name, people in answer.ready.items()} == {
        BILLING: ["rosa", "ben", "mia", "ivo"],
        OVERDUE: ["mia", "ivo"],
        "empty": [],
    }
    assert answer.line("empty") == Line(staffed=False)
    assert set(answer.lines) == set(answer.ready)


def test_only_who_is_free_is_offered() -> None:
    floor = talking(BEN, "CA9", ringing(ROSA, "CA8", all_but(ROSA, BEN, IVO)))
    assert offered(floor) == ["ivo"]


def test_whoever_is_held_for_this_call_is_offered_first() -> None:
    assert offered(ringing(MIA, "CA1")) == ["mia", "rosa", "ben", "ivo"]
    assert offered(ringing(MIA, "CA1"), "CA2") == ["rosa", "ben", "ivo"]


def test_whoever_is_held_and_chose_to_go_is_offered_to_this_call_still() -> None:
    floor = ringing(MIA, "CA1", Floor())
    floor = with_standings(replace(of(floor, MIA), chosen=Chosen.AWAY), floor=floor)
    assert offered(floor)[0] == "mia"


def test_nobody_is_offered_while_somebody_who_fits_stands_earlier_in_line() -> None:
    floor = in_line("CA1", "CA2")
    assert offered(floor, "CA1") == ["rosa", "ben", "mia", "ivo"]
    assert offered(floor, "CA2") == []


def test_a_call_that_is_not_in_line_comes_after_everybody_in_line() -> None:
    assert offered(in_line("CA1"), "CA9") == []


def test_the_line_of_another_group_takes_its_own_people_only() -> None:
    assert offered(in_line("CA1", group=OVERDUE), "CA9") == ["rosa", "ben"]


def test_whoever_stands_earlier_and_wants_a_skill_leaves_the_others_free() -> None:
    floor = with_waiters(Waiter("CA1", OVERDUE, later(-9), skills=("hardship",)))
    assert offered(floor, "CA9") == ["rosa", "ben", "mia"]


@pytest.mark.parametrize("status", [Waiting.DECIDING, Waiting.CALLED, Waiting.TALKING])
def test_whoever_stands_earlier_and_is_not_due_is_in_nobodys_way(status: Waiting) -> None:
    floor = in_line("CA1")
    floor = with_waiters(replace(floor.waiting["CA1"], status=status))
    assert offered(floor, "CA9") == ["rosa", "ben", "mia", "ivo"]


def test_a_call_back_is_in_the_way_only_where_somebody_can_call_back() -> None:
    floor = with_waiters(Waiter("T1", BILLING, later(-9), callback=True))
    assert offered(floor, "CA9") == []
    assert ids(roster_for(floor, STAFF, "CA9", "en", NOW, calls_back=False).of(BILLING)) == ids(STAFF.of(BILLING))


def test_a_skill_is_asked_for_in_the_group_somebody_waits_for() -> None:
    floor = with_waiters(Waiter("CA1", OVERDUE, later(-9), skills=("hardship",)))
    assert offered(floor, "CA1", OVERDUE) == ["ivo"]
    assert offered(floor, "CA1", BILLING) == ["rosa", "ben", "mia", "ivo"]


def test_the_language_spoken_now_decides_and_not_that_of_the_beginning() -> None:
    floor = with_waiters(Waiter("CA1", BILLING, later(-9), language="es"))
    assert ids(roster(floor, language="es").of(BILLING)) == ["ivo", "rosa", "ben", "mia"]
    assert ids(roster(floor, language="en").of(BILLING)) == ["rosa", "ben", "mia", "ivo"]
    assert ids(roster(floor, company=staff(own_language=True), language="es").of(BILLING)) == ["ivo"]


def test_the_strategy_comes_before_whoever_is_preferred_for_the_language() -> None:
    ben_rested = with_standings(Standing("ben", Chosen.READY, NOW, idle_since=later(-99), taken=1, day="2026-11-24"))
    company = staff(strategy=Strategy.FEWEST_CALLS)
    assert ids(roster(ben_rested, company=company, language="es").of(BILLING)) == ["ivo", "rosa", "mia", "ben"]


def test_a_line_says_where_one_stands() -> None:
    floor = in_line("CA1", "CA2")
    assert [roster(floor, call).line(BILLING).position for call in ("CA1", "CA2", "CA3")] == [1, 2, 0]
    assert roster(floor, "CA2").line(OVERDUE).position == 0


def test_a_line_estimates_for_ones_place_or_the_one_behind_the_last() -> None:
    floor = replace(in_line("CA1", "CA2", "CA3"), talks=talks(10, lasting=600))
    estimates = [roster(floor, call, many(10)).line(BILLING).estimate for call in ("CA1", "CA3", "CA9")]
    assert estimates == [60, 180, 240]


def test_a_line_is_full_for_whoever_is_not_in_it() -> None:
    company, floor = staff(most_waiting=2), in_line("CA1", "CA2")
    assert [roster(floor, call, company).line(BILLING).full for call in ("CA2", "CA9")] == [False, True]
    assert not roster(in_line("CA1"), "CA9", company).line(BILLING).full
    assert not roster(floor, "CA9").line(BILLING).full


def test_whoever_talks_leaves_a_place_in_the_line() -> None:
    floor = talking(ROSA, "CA1", in_line("CA1", "CA2"))
    assert not roster(floor, "CA9", staff(most_waiting=2)).line(BILLING).full


def test_a_line_says_whether_anybody_is_there_and_when_to_look_again() -> None:
    assert not roster(all_but()).line(BILLING).staffed
    assert roster(ringing(ROSA, "CA8", lasts=4)).line(BILLING) == Line(again=4)


# Who is put through.


def test_the_first_in_line_is_put_through_to_the_first_of_the_order() -> None:
    floor, found = dispatched(in_line("CA1", "CA2"), STAFF, NOW, calls_back=True)
    assert [(person, waiter.call, waiter.status) for person, waiter in found] == [
        (ROSA, "CA1", Waiting.CALLED),
        (BEN, "CA2", Waiting.CALLED),
    ]
    assert of(floor, ROSA).until == NOW + HELD_FOR
    assert (of(floor, ROSA).activity, of(floor, ROSA).call) == (Activity.RINGING, "CA1")
    assert [floor.waiting[waiter.call] for _person, waiter in found] == [waiter for _person, waiter in found]


def test_with_fewer_free_than_waiting_the_rest_waits_on() -> None:
    floor, found = dispatched(in_line("CA1", "CA2", "CA3", floor=all_but(BEN)), STAFF, NOW, calls_back=True)
    assert [waiter.call for _person, waiter in found] == ["CA1"]
    assert [one.status for one in floor.waiting.values()].count(Waiting.WAITING) == 2


def test_putting_through_twice_changes_nothing_the_second_time() -> None:
    floor, _found = dispatched(in_line("CA1", "CA2", "CA3"), STAFF, NOW, calls_back=True)
    again, found = dispatched(floor, STAFF, NOW, calls_back=True)
    assert again is floor
    assert found == ()


def test_the_language_chooses_among_those_free() -> None:
    assert pairs(with_waiters(Waiter("CA1", BILLING, NOW, language="es"))) == {"CA1": "ivo"}


def test_a_waiter_nobody_fits_is_passed_over_and_keeps_the_place() -> None:
    floor = with_waiters(Waiter("CA1", OVERDUE, later(-9), skills=("chess",)), floor=in_line("CA2"))
    assert pairs(floor) == {"CA2": "rosa"}


def test_one_who_found_nobody_does_not_stop_another_with_other_wishes() -> None:
    hard = Waiter("CA1", OVERDUE, later(-9), skills=("hardship",))
    floor = with_waiters(hard, replace(hard, call="CA2", skills=()), floor=all_but(MIA))
    assert pairs(floor) == {"CA2": "mia"}


def test_call_backs_are_put_through_only_where_somebody_can_call_back() -> None:
    floor = with_waiters(Waiter("T1", BILLING, later(-9), callback=True), floor=in_line("CA1"))
    assert pairs(floor) == {"T1": "rosa", "CA1": "ben"}
    assert pairs(floor, calls_back=False) == {"CA1": "rosa"}


def test_a_call_back_is_not_put_through_before_its_time() -> None:
    assert pairs(with_waiters(Waiter("T1", BILLING, later(-9), callback=True, not_before=later(1)))) == {}


def test_whoever_decides_is_not_put_through() -> None:
    assert pairs(decides(in_line("CA1", "CA2", floor=all_but(BEN)), "CA1")) == {"CA2": "ben"}


def test_simultaneous_holds_one_and_leaves_the_others_to_be_rung_along() -> None:
    company = staff(strategy=Strategy.SIMULTANEOUS)
    floor, _found = dispatched(in_line("CA1"), company, NOW, calls_back=True)
    assert held_for(floor, "CA1") == ["rosa"]
    assert offered(floor, company=company) == ["rosa", "ben", "mia", "ivo"]


def test_a_reservation_that_ran_out_leads_to_the_next_one() -> None:
    """A process that died between reserving and bringing the caller out holds nobody for longer than that."""
    floor, _found = dispatched(in_line("CA1"), STAFF, NOW, calls_back=True)
    at = NOW + HELD_FOR
    again, found = dispatched(floor, staff(strategy=Strategy.CIRCULAR), at, calls_back=True)
    assert [(person.id, waiter.call) for person, waiter in found] == [("ben", "CA1")]
    assert held_for(again, "CA1", at) == ["ben"]
    assert free(of(again, ROSA, at))


def test_whoever_was_called_in_vain_waits_again_when_nobody_is_free() -> None:
    floor = missed(ringing(ROSA, "CA1", in_line("CA1", floor=all_but(ROSA))), STAFF, "rosa", "CA1", NOW)
    nobody = with_standings(replace(of(floor, ROSA), chosen=Chosen.AWAY), floor=floor)
    after, found = dispatched(nobody, STAFF, NOW, calls_back=True)
    assert after.waiting["CA1"].status is Waiting.WAITING
    assert found == ()


def test_whoever_comes_out_of_a_wrap_up_is_put_through_to_whoever_waits() -> None:
    company = staff(wrap_up=30)
    floor = call_over(talking(ROSA, "CA9", all_but(ROSA)), company, "CA9", NOW)
    floor = in_line("CA1", floor=floor)
    assert dispatched(floor, company, later(29), calls_back=True) == (floor, ())
    _after, ((person, waiter),) = dispatched(floor, company, later(30), calls_back=True)
    assert (person, waiter.call) == (ROSA, "CA1")


def test_a_caller_whose_ring_was_in_vain_is_before_those_who_came_later() -> None:
    floor = ring_over(ringing(ROSA, "CA1", in_line("CA1", "CA2", floor=all_but(ROSA))), STAFF, "CA1", NOW)
    assert pairs(floor) == {"CA1": "rosa"}


def test_people_are_told_apart_when_all_of_them_are_wanted_at_once() -> None:
    calls = [f"CA{n}" for n in range(6)]
    found = pairs(in_line(*calls))
    assert found == dict(zip(calls, ids((ROSA, BEN, MIA, IVO)), strict=False))
