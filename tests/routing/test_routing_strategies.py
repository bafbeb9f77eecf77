"""In which order people are rung, strategy by strategy, and how a day's calls are shared out."""

import random
from collections import Counter
from collections.abc import Iterator
from heapq import heappop, heappush

import pytest
from call_centre import (
    BEN,
    BILLING,
    EVERYBODY,
    IVO,
    MIA,
    NOW,
    ROSA,
    STAFF,
    ids,
    in_line,
    later,
    many,
    seconds,
    staff,
    with_standings,
)

from ivr.routing.floor import Floor, Standing, Waiter
from ivr.routing.moves import call_over, entered, took
from ivr.routing.offering import dispatched
from ivr.routing.roster import Chosen, Representative, Staff, Strategy
from ivr.routing.strategies import ordered, preferring, understands


def order(strategy: Strategy, floor: Floor, people: tuple[Representative, ...] = EVERYBODY) -> list[str]:
    company = staff(strategy=strategy)
    return ids(ordered(people, floor, company, company.group(BILLING), NOW))


def idle_for(person: Representative, count: float, taken: int = 0) -> Standing:
    return Standing(person.id, Chosen.READY, NOW, idle_since=later(-count), taken=taken, day="2026-11-24")


def rung(person: Representative, ago: float) -> Standing:
    return Standing(person.id, Chosen.READY, NOW, rung_at=later(-ago))


BUSY_DAY = with_standings(idle_for(ROSA, 10, 3), idle_for(BEN, 90, 5), idle_for(MIA, 40, 3), idle_for(IVO, 5, 2))


@pytest.mark.parametrize("strategy", [Strategy.LINEAR, Strategy.SIMULTANEOUS])
def test_linear_and_simultaneous_ring_as_people_are_listed(strategy: Strategy) -> None:
    assert order(strategy, BUSY_DAY) == ["rosa", "ben", "mia", "ivo"]


@pytest.mark.parametrize("strategy", Strategy)
def test_on_a_fresh_floor_every_strategy_rings_as_people_are_listed(strategy: Strategy) -> None:
    assert order(strategy, Floor()) == ["rosa", "ben", "mia", "ivo"]


def test_circular_begins_behind_the_last_one_rung() -> None:
    assert order(Strategy.CIRCULAR, with_standings(rung(ROSA, 60), rung(BEN, 5))) == ["mia", "ivo", "rosa", "ben"]


def test_circular_comes_round_to_the_first() -> None:
    assert order(Strategy.CIRCULAR, with_standings(rung(IVO, 5))) == ["rosa", "ben", "mia", "ivo"]


def test_circular_goes_on_behind_the_last_one_rung_also_when_that_one_is_not_free() -> None:
    floor = with_standings(rung(MIA, 90), rung(BEN, 5))
    assert order(Strategy.CIRCULAR, floor, (ROSA, MIA, IVO)) == ["mia", "ivo", "rosa"]


def test_longest_idle_rings_whoever_was_never_called_first() -> None:
    floor = with_standings(idle_for(ROSA, 10), idle_for(MIA, 40))
    assert order(Strategy.LONGEST_IDLE, floor) == ["ben", "ivo", "mia", "rosa"]


def test_longest_idle_rings_by_how_long_nobody_was_put_through() -> None:
    assert order(Strategy.LONGEST_IDLE, BUSY_DAY) == ["ben", "mia", "rosa", "ivo"]


def test_fewest_calls_rings_by_calls_taken_and_then_by_the_longest_idle() -> None:
    assert order(Strategy.FEWEST_CALLS, BUSY_DAY) == ["ivo", "mia", "rosa", "ben"]


def test_fewest_calls_forgets_the_calls_of_yesterday() -> None:
    yesterday = Standing("ben", Chosen.READY, NOW, idle_since=later(-90), taken=9, day="2026-11-23")
    assert order(Strategy.FEWEST_CALLS, with_standings(yesterday, floor=BUSY_DAY))[0] == "ben"


def test_who_speaks_the_language_comes_first_and_the_others_stay_in_order() -> None:
    assert ids(preferring(EVERYBODY, STAFF, STAFF.group(BILLING), "es")) == ["ivo", "rosa", "ben", "mia"]
    assert ids(preferring(EVERYBODY, STAFF, STAFF.group(BILLING), "en")) == ["rosa", "ben", "mia", "ivo"]


def test_a_group_that_insists_on_the_language_rings_nobody_else() -> None:
    strict = staff(own_language=True)
    assert ids(preferring(EVERYBODY, strict, strict.group(BILLING), "es")) == ["ivo"]
    assert preferring(EVERYBODY, strict, strict.group(BILLING), "id") == ()


def test_a_call_of_no_known_language_is_in_the_lines_own() -> None:
    spanish = Representative("ana", "Ana", "+15550100105", (BILLING,), ("es",))
    assert understands(STAFF, ROSA, "")
    assert not understands(STAFF, spanish, "")
    assert understands(Staff((spanish,)), spanish, "")


def one_after_another(company: Staff, calls: int) -> Iterator[str]:
    """Each call is over before the next one comes; answers who took it."""
    floor, now = Floor(), NOW
    for number in range(calls):
        call = f"CA{number}"
        floor = entered(floor, Waiter(call, BILLING, now))
        floor, ((person, _waiter),) = dispatched(floor, company, now, calls_back=True)
        floor = took(floor, company, person.id, call, now + seconds(4))
        floor = call_over(floor, company, call, now + seconds(20))
        now += seconds(30)
        yield person.id


def all_at_once(company: Staff, calls: int) -> Counter[str]:
    """Calls come as chance will, some in bursts, and last from 10 to 60 seconds; answers how many each took."""
    chance = random.Random(5)
    floor, now, shares = Floor(), NOW, Counter[str]()
    events = [(NOW + seconds(chance.uniform(0, calls * 12)), f"CA{n}", False) for n in range(calls)]
    events.sort()
    while events:
        now, call, over = heappop(events)
        floor = call_over(floor, company, call, now) if over else entered(floor, Waiter(call, BILLING, now))
        floor, pairs = dispatched(floor, company, now, calls_back=True)
        for person, waiter in pairs:
            floor = took(floor, company, person.id, waiter.call, now)
            shares[person.id] += 1
            heappush(events, (now + seconds(chance.uniform(10, 60)), waiter.call, True))
    assert not floor.waiting
    return shares


@pytest.mark.parametrize("strategy", [Strategy.CIRCULAR, Strategy.FEWEST_CALLS, Strategy.LONGEST_IDLE])
def test_a_thousand_short_calls_are_shared_out_evenly(strategy: Strategy) -> None:
    shares = Counter(one_after_another(many(5, strategy), 1000))
    assert max(shares.values()) - min(shares.values()) <= 1
    assert shares.total() == 1000


def test_circular_takes_turns_in_the_order_of_the_list() -> None:
    assert list(one_after_another(many(3, Strategy.CIRCULAR), 7)) == ["p00", "p01", "p02", "p00", "p01", "p02", "p00"]


def test_circular_takes_turns_also_within_one_instant() -> None:
    floor, pairs = dispatched(in_line("CA1", "CA2"), many(3, Strategy.CIRCULAR), NOW, calls_back=True)
    assert [person.id for person, _waiter in pairs] == ["p00", "p01"]
    for call in ("CA1", "CA2"):
        floor = call_over(floor, many(3, Strategy.CIRCULAR), call, NOW)
    floor, pairs = dispatched(in_line("CA3", "CA4", floor=floor), many(3, Strategy.CIRCULAR), NOW, calls_back=True)
    assert [person.id for person, _waiter in pairs] == ["p02", "p00"]
    for call in ("CA3", "CA4"):
        floor = call_over(floor, many(3, Strategy.CIRCULAR), call, NOW)
    _floor, pairs = dispatched(in_line("CA5", floor=floor), many(3, Strategy.CIRCULAR), NOW, calls_back=True)
    assert [person.id for person, _waiter in pairs] == ["p01"]


def test_linear_gives_all_calls_to_the_first_while_the_first_is_free() -> None:
    assert Counter(one_after_another(many(5), 100)) == {"p00": 100}


def test_linear_gives_the_more_calls_the_earlier_somebody_is_listed() -> None:
    shares = all_at_once(many(5), 1000)
    assert sorted(shares.values(), reverse=True) == [shares[f"p{n:02}"] for n in range(5)]
    assert shares["p00"] > 1.5 * shares["p04"]


@pytest.mark.parametrize(
    ("strategy", "apart"), [(Strategy.FEWEST_CALLS, 1), (Strategy.LONGEST_IDLE, 30), (Strategy.CIRCULAR, 30)]
)
def test_calls_that_overlap_are_shared_out_evenly_too(strategy: Strategy, apart: int) -> None:
    """Who had long calls takes fewer where it goes by turns; counting them makes up for it."""
    shares = all_at_once(many(5, strategy), 1000)
    assert shares.total() == 1000
    assert max(shares.values()) - min(shares.values()) <= apart
