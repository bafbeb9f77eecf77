"""Whatever happens on a floor, in whatever order: nobody has two calls, nobody is lost, and nobody waits while somebody who
fits is free."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import pytest
from call_centre import (
    BILLING,
    EVERYBODY,
    NOW,
    OVERDUE,
    later,
    seconds,
)
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ivr.routing.availability import free, rings_for, standing_of, talks_to
from ivr.routing.floor import Activity, Floor, Waiter, Waiting
from ivr.routing.lining_up import fits, foremost, line_of, position
from ivr.routing.moves import (
    call_over,
    chose,
    decides,
    entered,
    held,
    left,
    missed,
    ring_over,
    took,
    waits_again,
)
from ivr.routing.offering import dispatched, roster_for
from ivr.routing.roster import Chosen, Group, Staff, Strategy

CALLS = ("CA1", "CA2", "CA3", "CA4", "CA5")
PEOPLE = tuple(one.id for one in EVERYBODY)
COMPANIES = [
    Staff(
        EVERYBODY,
        {
            BILLING: Group(BILLING, strategy, wrap_up=15, own_language=strict, away_after=away),
            OVERDUE: Group(OVERDUE, Strategy.LONGEST_IDLE, wrap_up=0),
        },
        language="en",
    )
    for strategy in Strategy
    for strict, away in ((False, 0), (True, 2))
]

Move = Callable[[Floor, Staff, datetime], Floor]


@dataclass(frozen=True)
class Happening:
    """One move and how many seconds after the one before it is made. `words` are what a failing test shows of it."""

    words: tuple[object, ...]
    move: Move
    after: int
    removes: str = ""
    adds: str = ""

    def __repr__(self) -> str:
        return f"{self.words} after {self.after} s"


def put_through(floor: Floor, company: Staff, now: datetime) -> Floor:
    return dispatched(floor, company, now, calls_back=True)[0]


def rings(people: list[str], call: str) -> Move:
    return lambda floor, company, now: held(floor, company, people, call, now, now + seconds(20)) or floor


def last_call(floor: Floor, person: str) -> str:
    standing = floor.standings.get(person)
    return standing.call if standing else ""


OFTEN = ("take what rings", "take what rings", "miss what rings")


@st.composite
def happenings(draw: st.DrawFn) -> Happening:
    call, person = draw(st.sampled_from(CALLS)), draw(st.sampled_from(PEOPLE))
    after = draw(st.sampled_from([0, 0, 1, 5, 16, 40]))
    kind = draw(st.sampled_from(["line up", "dispatch", "dispatch", "choose", "hold", *OFTEN, "take", "end"]))
    match kind:
        case "line up":
            group, skills = draw(st.sampled_from([(BILLING, ()), (OVERDUE, ()), (OVERDUE, ("hardship",))]))
            waiter = Waiter(call, group, NOW, draw(st.sampled_from(["", "en", "es"])), skills)
            moves: Move = lambda floor, _staff, now: entered(floor, replace(waiter, entered=now))  # noqa: E731 a value
            return Happening((kind, waiter), moves, after, adds=call)
        case "dispatch":
            return Happening((kind,), put_through, after)
        case "choose":
            chosen = draw(st.sampled_from(Chosen))
            return Happening((kind, person, chosen), lambda f, s, now: chose(f, s, person, chosen, now), after)
        case "hold":
            people = draw(st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3, unique=True))
            return Happening((kind, people, call), rings(people, call), after)
        case "take":
            return Happening((kind, person, call), lambda f, s, now: took(f, s, person, call, now), after)
        case "take what rings":
            return Happening((kind, person), lambda f, s, now: took(f, s, person, last_call(f, person), now), after)
        case "miss what rings":
            return Happening((kind, person), lambda f, s, now: missed(f, s, person, last_call(f, person), now), after)
    ends: dict[str, Move] = {
        "call_over": lambda f, s, now: call_over(f, s, call, now),
        "ring_over": lambda f, s, now: ring_over(f, s, call, now),
        "left": lambda f, _s, _now: left(f, call),
        "decides": lambda f, _s, _now: decides(f, call),
        "waits_again": lambda f, _s, _now: waits_again(f, call),
    }
    end = draw(st.sampled_from(sorted(ends)))
    return Happening((end, call), ends[end], after, removes=call if end in ("call_over", "left") else "")


DAYS = st.lists(happenings(), min_size=12, max_size=30)
ANY_COMPANY = st.sampled_from(COMPANIES)


def has_call(floor: Floor, company: Staff, person: str, now: datetime) -> str:
    """Whom somebody is held for or talks to, empty for nobody."""
    standing = standing_of(floor, company, person, now)
    return standing.call if standing.activity in (Activity.RINGING, Activity.TALKING) else ""


def lived(company: Staff, day: list[Happening]) -> tuple[Floor, datetime]:
    floor, now = Floor(), NOW
    for one in day:
        now += seconds(one.after)
        floor = one.move(floor, company, now)
    return floor, now


@settings(max_examples=40)
@given(company=ANY_COMPANY, day=DAYS)
def test_nobody_goes_from_one_call_to_another_without_being_free_between(company: Staff, day: list[Happening]) -> None:
    floor, now = Floor(), NOW
    for one in day:
        now += seconds(one.after)
        before = {person: has_call(floor, company, person, now) for person in PEOPLE}
        floor = one.move(floor, company, now)
        for person, call in before.items():
            assert not call or has_call(floor, company, person, now) in (call, "")


@settings(max_examples=40)
@given(company=ANY_COMPANY, day=DAYS)
def test_whoever_is_idle_or_missed_one_has_no_call_and_everybody_else_has_one(
    company: Staff, day: list[Happening]
) -> None:
    floor, now = lived(company, day)
    for person in PEOPLE:
        standing = standing_of(floor, company, person, now)
        assert bool(standing.call) is (standing.activity not in (Activity.IDLE, Activity.MISSED))
        assert (standing.until is None) is (standing.activity in (Activity.IDLE, Activity.TALKING))


@settings(max_examples=40)
@given(company=ANY_COMPANY, day=DAYS)
def test_nobody_is_lost_from_the_line_and_nobody_comes_into_it_alone(company: Staff, day: list[Happening]) -> None:
    floor, now, there = Floor(), NOW, set[str]()
    for one in day:
        now += seconds(one.after)
        floor = one.move(floor, company, now)
        there = (there | {one.adds} - {""}) - {one.removes}
        assert floor.waiting.keys() == there


@settings(max_examples=40)
@given(company=ANY_COMPANY, day=DAYS)
def test_after_putting_through_nobody_due_fits_anybody_free(company: Staff, day: list[Happening]) -> None:
    floor, now = lived(company, day)
    floor = put_through(floor, company, now)
    at_leisure = [one for one in EVERYBODY if free(standing_of(floor, company, one.id, now))]
    assert [
        (one.id, foremost(floor, company, one, now)) for one in at_leisure if foremost(floor, company, one, now)
    ] == []


@settings(max_examples=40)
@given(company=ANY_COMPANY, day=DAYS)
def test_after_putting_through_whoever_is_called_has_somebody_held(company: Staff, day: list[Happening]) -> None:
    floor, now = lived(company, day)
    floor = put_through(floor, company, now)
    held_calls = [one.call for one in floor.standings.values() if one.activity is Activity.RINGING and one.until > now]
    for waiter in floor.waiting.values():
        assert (waiter.status is not Waiting.CALLED) or waiter.call in held_calls


@settings(max_examples=40)
@given(company=ANY_COMPANY, day=DAYS)
def test_whoever_is_put_through_gets_one_person_who_fits(company: Staff, day: list[Happening]) -> None:
    before, now = lived(company, day)
    floor, pairs = dispatched(before, company, now, calls_back=True)
    assert (
        len({person.id for person, _waiter in pairs}) == len({waiter.call for _person, waiter in pairs}) == len(pairs)
    )
    for person, waiter in pairs:
        assert fits(person, waiter, company)
        assert free(standing_of(before, company, person.id, now))
        standings = [standing_of(floor, company, one, now) for one in PEOPLE]
        assert [one.representative for one in standings if rings_for(one, waiter.call)] == [person.id]


@settings(max_examples=40)
@given(company=ANY_COMPANY, day=DAYS)
def test_putting_through_again_changes_nothing(company: Staff, day: list[Happening]) -> None:
    floor, now = lived(company, day)
    floor = put_through(floor, company, now)
    assert dispatched(floor, company, now, calls_back=True) == (floor, ())


@settings(max_examples=40)
@given(company=ANY_COMPANY, day=DAYS, call=st.sampled_from([*CALLS, "CA9"]))
def test_whoever_is_offered_may_be_rung(company: Staff, day: list[Happening], call: str) -> None:
    floor, now = lived(company, day)
    roster = roster_for(floor, company, call, "en", now)
    for people in roster.ready.values():
        assert len(set(people)) == len(people)
        assert held(floor, company, [one.id for one in people], call, now, now + seconds(20)) is not None


@settings(max_examples=40)
@given(company=ANY_COMPANY, day=DAYS)
def test_nobody_free_is_offered_past_somebody_who_waits_for_longer(company: Staff, day: list[Happening]) -> None:
    floor, now = lived(company, day)
    for call in (*CALLS, "CA9"):
        people = [one for group in roster_for(floor, company, call, "en", now).ready.values() for one in group]
        for one in people:
            first = foremost(floor, company, one, now)
            mine = floor.waiting.get(call)
            assert (
                rings_for(standing_of(floor, company, one.id, now), call)
                or first is None
                or first.call == call
                or (mine is not None and (mine.entered, mine.call) < (first.entered, first.call))
            )


@settings(max_examples=40)
@given(company=ANY_COMPANY, day=DAYS)
def test_positions_run_from_one_whatever_happened(company: Staff, day: list[Happening]) -> None:
    floor, _now = lived(company, day)
    for group in (BILLING, OVERDUE):
        line = line_of(floor, group)
        assert [position(floor, one.call) for one in line] == list(range(1, len(line) + 1))


@settings(max_examples=40)
@given(company=ANY_COMPANY, day=DAYS)
def test_when_all_calls_are_over_everybody_is_free_again(company: Staff, day: list[Happening]) -> None:
    floor, now = lived(company, day)
    for call in CALLS:
        floor = call_over(floor, company, call, now)
    assert floor.waiting == {}
    for person in PEOPLE:
        assert has_call(floor, company, person, now) == ""
        floor = chose(floor, company, person, Chosen.READY, now)
        assert free(standing_of(floor, company, person, now))


@settings(max_examples=40)
@given(company=ANY_COMPANY, day=DAYS, one=happenings())
def test_a_ring_a_talk_or_an_end_told_twice_changes_nothing_the_second_time(
    company: Staff, day: list[Happening], one: Happening
) -> None:
    assume(one.words[0] != "hold")  # ringing again is a new ring
    floor, now = lived(company, day)
    once = one.move(floor, company, now)
    assert one.move(once, company, now) == once


@pytest.mark.parametrize("crash", ["before anybody is told", "after the caller is brought out"])
def test_nobody_stays_held_for_a_process_that_died(crash: str) -> None:
    company = COMPANIES[0]
    floor = put_through(entered(Floor(), Waiter("CA1", BILLING, NOW)), company, NOW)
    if crash.startswith("after"):
        floor = rings(["rosa"], "CA1")(floor, company, later(3))
    assert free(standing_of(floor, company, "rosa", later(31)))
    assert not talks_to(standing_of(floor, company, "rosa", later(31)), "CA1")
