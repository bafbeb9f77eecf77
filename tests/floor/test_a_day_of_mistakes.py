"""Whoever looks over the floor's shoulder sees what goes wrong there, or a day without complaints would mean nothing."""

from datetime import timedelta

import pytest
from cast import SetClock

from ivr.carrier.web import Reply, Request
from ivr.rehearsal.day_watch import CountedWeb, Watched
from ivr.routing.floor import Activity, Floor, Waiter, Waiting
from ivr.routing.lining_up import all_due
from ivr.routing.moves import chose, entered, rung
from ivr.routing.roster import Chosen, Group, Representative, Staff
from ivr.service.acd import Acd
from ivr.stores.desk_store import desk_store
from ivr.stores.floor_memory import MemoryBoard

ROSA = Representative("rosa", "Rosa", "+15550100101", ("billing",))
BEN = Representative("ben", "Ben", "+15550100102", ("billing",))
MIA = Representative("mia", "Mia", "+15550100103", ("plans",))
STAFF = Staff((ROSA, BEN, MIA), {"billing": Group("billing"), "plans": Group("plans")}, Chosen.AWAY)


@pytest.fixture
def watched(set_clock: SetClock) -> Watched:
    return Watched(MemoryBoard(), STAFF, set_clock)


def ready(watched: Watched, *people: str) -> None:
    now = watched.clock.now()
    for one in people:
        watched.change(lambda floor, one=one: chose(floor, STAFF, one, Chosen.READY, now))


def waits(watched: Watched, call: str, group: str = "billing") -> None:
    now = watched.clock.now()
    watched.change(lambda floor: entered(floor, Waiter(call, group, now)))


def rings(watched: Watched, call: str, *people: str) -> None:
    now = watched.clock.now()
    watched.change(lambda floor: rung(floor, STAFF, people, call, now, now + timedelta(seconds=30)))


def later(watched: Watched, clock: SetClock, seconds: float) -> None:
    clock.advance(seconds=seconds)
    watched.sample()


def test_a_caller_who_waits_beside_somebody_free_is_neglected_after_two_seconds(
    watched: Watched, set_clock: SetClock
) -> None:
    ready(watched, "rosa")
    waits(watched, "CA1")
    later(watched, set_clock, 2)
    assert watched.neglected == []
    later(watched, set_clock, 1)
    assert len(watched.neglected) == 1


def test_somebody_free_who_does_not_fit_neglects_nobody(watched: Watched, set_clock: SetClock) -> None:
    ready(watched, "rosa", "ben")
    waits(watched, "CA1", "plans")
    later(watched, set_clock, 60)
    assert watched.neglected == []


def test_two_short_waits_are_no_long_one(watched: Watched, set_clock: SetClock) -> None:
    ready(watched, "rosa")
    waits(watched, "CA1")
    later(watched, set_clock, 2)
    rings(watched, "CA2", "rosa")
    later(watched, set_clock, 31)  # the ring has run out: only now Rosa is free again
    later(watched, set_clock, 2)
    assert watched.neglected == []
    assert len(all_due(watched.look(), set_clock.now())) == 1


def test_somebody_who_is_held_for_a_second_call_was_stolen_from_the_first(watched: Watched) -> None:
    ready(watched, "rosa")
    rings(watched, "CA1", "rosa")
    rings(watched, "CA2", "rosa")
    assert watched.stolen == ["rosa was held for CA2 while ringing with CA1"]


def test_a_choice_says_who_else_was_free_and_fitted(watched: Watched) -> None:
    ready(watched, "rosa", "ben", "mia")
    waits(watched, "CA1")
    rings(watched, "CA1", "ben")
    (choice,) = watched.choices
    assert (choice.call, choice.chosen, choice.free) == ("CA1", ("ben",), ("rosa", "ben"))


def test_replies_that_are_an_apology_or_an_error_are_counted() -> None:
    class Line:
        def fetch(self, request: Request) -> Reply:
            return {"sorry": Reply(200, body=b"Sorry"), "lost": Reply(500)}.get(request.url, Reply(200, body=b"Hello"))

    web = CountedWeb(Line(), b"Sorry")
    for url in ("hello", "sorry", "lost"):
        web.fetch(Request("POST", url))
    assert (web.requests, web.apologies) == (3, 2)


# -- what a day found -------------------------------------------------------------------------------------------------


@pytest.fixture
def acd(set_clock: SetClock) -> Acd:
    kept = desk_store(None, None)
    return Acd(kept.board, kept.talks, STAFF, set_clock)


def test_whoever_is_rung_already_takes_no_second_caller_at_the_desk(acd: Acd) -> None:
    """The telephone would have been rung by both."""
    now = acd.clock.now()
    until = now + timedelta(seconds=30)
    acd.board.change(lambda floor: chose(floor, STAFF, "rosa", Chosen.READY, now))
    acd.board.change(
        lambda floor: entered(rung(floor, STAFF, ["rosa"], "CA1", now, until), Waiter("CA1", "billing", now))
    )
    acd.board.change(lambda floor: entered(floor, Waiter("CA2", "billing", now)))
    assert acd.take("rosa") is None
    floor: Floor = acd.board.look()
    assert (floor.standings["rosa"].activity, floor.standings["rosa"].call) == (Activity.RINGING, "CA1")
    assert floor.waiting["CA2"].status is Waiting.WAITING


def test_whoever_rings_no_more_takes_the_next_caller(acd: Acd, set_clock: SetClock) -> None:
    now = acd.clock.now()
    acd.board.change(lambda floor: rung(floor, STAFF, ["rosa"], "CA1", now, now + timedelta(seconds=30)))
    acd.board.change(lambda floor: entered(floor, Waiter("CA2", "billing", now)))
    set_clock.advance(seconds=31)
    taken = acd.take("rosa")
    assert taken is not None
    assert taken.call == "CA2"
