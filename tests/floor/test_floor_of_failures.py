"""Every way in which a transfer can fail leads on: something is said, nothing is asked again, and nobody is left behind."""

from collections.abc import Iterator

import pytest
from floor_house import FloorHouse, floor_house, quiet, rung_first, texts

from ivr.carrier.handsets.silent import Talker
from ivr.carrier.handsets.taker import Taker
from ivr.carrier.happenings import Ended, Unbridged
from ivr.carrier.network import Call
from ivr.carrier.phones import Phone
from ivr.routing.moves import closed
from ivr.routing.roster import Chosen

BREATH = 2.0  # seconds: a telephone that is busy or out of order takes one to say so, and two are rung
WELCOME = "Enter your account number"
Both = tuple[Phone, Phone]


@pytest.fixture(params=[True, False], ids=["rest", "no rest"])
def house(request: pytest.FixtureRequest) -> Iterator[FloorHouse]:
    with floor_house(rest=request.param) as put_up:
        yield put_up


def nothing_is_amiss(house: FloorHouse, call: Call) -> None:
    house.nobody_is_left()
    assert call.debugger == ()
    assert quiet(call) <= BREATH + 1e-6
    assert call.transcript.raw().count(WELCOME) == 1


def refusing(key: str = "2") -> Phone:
    return Phone(3, handset=Taker(key))


@pytest.mark.parametrize(
    ("phone", "words"),
    [
        (Phone(busy=True), "Everybody is busy"),
        (Phone(fails=True), "We cannot ring anybody"),
        (Phone(None), "Nobody answers"),
        (Phone(3, handset=Taker("2")), "Nobody answers"),
        (Phone(3, handset=Talker(5)), "Nobody answers"),
        (Phone(3, handset=Taker("*")), "Nobody answers"),
    ],
    ids=["busy", "failed", "no answer", "refused by key", "voice mail", "another key"],
)
def test_a_ring_that_reaches_nobody_is_an_edge_with_words(house: FloorHouse, phone: Phone, words: str) -> None:
    house.staff(ROSA=phone, BEN=phone)
    call = house.call()
    assert call.transcript.heard(words)
    nothing_is_amiss(house, call)


def test_somebody_who_takes_the_call_after_another_let_it_ring_is_connected(house: FloorHouse) -> None:
    house.staff(ROSA=Phone(None, name="Rosa"))
    call = house.call()
    assert rung_first(call) == ["Rosa", "Ben"]
    assert call.transcript.heard("You talked to somebody")
    nothing_is_amiss(house, call)


@pytest.mark.parametrize("second", [8, 10.0, 12.0, 14.0, 17.0, 25])
def test_a_caller_who_hangs_up_at_any_moment_leaves_nobody_held(house: FloorHouse, second: float) -> None:
    """While a telephone rings, while it whispers, and while they talk."""
    house.busy("ben")
    call = house.call(f"  - hear: I am connecting you\n  - wait: {second:g} s\n  - hang_up: true\n")
    assert call.ended in (Ended.CALLER_HUNG_UP, Ended.BRIDGED)
    house.nobody_is_left()
    assert call.debugger == ()


def test_a_caller_who_hangs_up_in_the_queue_waits_no_more(house: FloorHouse) -> None:
    house.busy("rosa", "ben")
    call = house.call("  - hear: You are number 1 in line\n  - wait: 25 s\n  - hang_up: true\n")
    assert call.ended is Ended.CALLER_HUNG_UP
    house.ready("rosa")
    house.installation.calls.tick()
    assert rung_first(call) == []
    nothing_is_amiss(house, call)


def test_after_the_representative_hangs_up_the_caller_goes_on(house: FloorHouse) -> None:
    call = house.call()
    assert call.transcript.heard("You talked to somebody. Goodbye")
    connected = call.leg("caller").room.log
    (over,) = (one.at for one in connected if one.leg == "caller" and isinstance(one.what, Unbridged))
    assert call.legs[0].room.time() - over >= 0
    nothing_is_amiss(house, call)


def test_nobody_at_work_is_said_at_once(house: FloorHouse) -> None:
    house.choose("rosa", Chosen.AWAY)
    house.choose("ben", Chosen.AWAY)
    call = house.call()
    assert call.transcript.heard("Nobody is at work")
    assert not call.transcript.heard("Everybody is talking")
    nothing_is_amiss(house, call)


def test_a_group_that_goes_home_while_somebody_waits_is_said_within_a_wait(house: FloorHouse) -> None:
    house.busy("rosa", "ben")

    def home() -> None:
        house.choose("rosa", Chosen.AWAY)
        house.choose("ben", Chosen.AWAY)

    call = house.call("", (30, home))
    assert 30 <= call.transcript.when("Nobody is at work") <= 30 + 13
    nothing_is_amiss(house, call)


def test_an_emergency_closes_the_queue_while_somebody_waits(house: FloorHouse) -> None:
    house.busy("rosa", "ben")
    call = house.call("", (30, lambda: house.acd.change(lambda floor: closed(floor, "Ada", house.clock.now()))))
    assert 30 <= call.transcript.when("We have just closed") <= 30 + 13
    nothing_is_amiss(house, call)


@pytest.mark.parametrize("rest", [True, False])
def test_a_queue_whose_hours_end_lets_go_of_whoever_waits(rest: bool) -> None:
    written = texts()
    written["company.yaml"] = written["company.yaml"].replace("0:00-24:00", "0:00-10:06")
    with floor_house(written, rest=rest) as house:
        house.busy("rosa", "ben")
        call = house.call()
        assert 60 <= call.transcript.when("We have just closed") <= 60 + 13
        nothing_is_amiss(house, call)


@pytest.mark.parametrize("rest", [True, False])
def test_whoever_waited_for_the_longest_time_is_told_so(rest: bool) -> None:
    with floor_house(texts(group="{longest_wait: 2 minutes}"), rest=rest) as house:
        house.busy("rosa", "ben")
        call = house.call()
        assert 120 <= call.transcript.when("You waited for too long") <= 120 + 7.6 + 13
        nothing_is_amiss(house, call)


@pytest.mark.parametrize("rest", [True, False])
def test_one_more_than_may_wait_is_told_so_and_keeps_nobody_from_the_line(rest: bool) -> None:
    with floor_house(texts(group="{most_waiting: 1}"), rest=rest) as house:
        house.busy("rosa", "ben")
        first, second = house.together(
            (0, house.caller("  - hear: number 1 in line\n  - wait: 60 s\n  - hang_up: true\n")),
            (10, house.caller("", "+15550100002")),
        )
        assert second.transcript.heard("Too many are waiting")
        assert not first.transcript.heard("Too many are waiting")
        nothing_is_amiss(house, second)
        nothing_is_amiss(house, first)


@pytest.mark.parametrize("rest", [True, False])
def test_a_queue_of_the_carriers_that_is_full_is_told_so_and_nobody_is_held_for_the_caller(rest: bool) -> None:
    changes = {
        "{hangup: Too many are waiting. Goodbye.}": "\n    menu:\n      prompt: Too many are waiting.\n      options: {4: {say: To leave, go: away}}\n      exhausted: away"
    }
    with floor_house(texts(changes=changes), rest=rest) as house:
        house.busy("rosa", "ben")
        house.network.queues.named("billing.1", 0)
        call = house.call(
            "  - hear: To leave, press four\n  - wait: 3 s\n  - press: 4\n", (8, lambda: house.ready("rosa"))
        )
        assert rung_first(call) == []
        assert call.transcript.heard("You left the line")
        house.nobody_is_left()
        assert call.transcript.raw().count(WELCOME) == 1
        assert house.floor.standings["rosa"].rung_at is None
