"""Waiting on the simulated carrier: what is heard, how long it takes until somebody who is free is rung, and that nobody is lost."""

from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise

import pytest
from floor_house import MUSIC, FloorHouse, floor_house, quiet, rings, rung_first, texts
from floor_telephones import unplugged

from ivr.carrier.happenings import Ended, Rang
from ivr.carrier.network import Call
from ivr.routing.floor import Floor
from ivr.routing.moves import rung
from ivr.routing.roster import Chosen

WAITS = "  - hear: number 1 in line\n"
SPOKEN = 1.8  # seconds: "I am connecting you."
TEN_PEOPLE = "groups:\n  billing: {GROUP}\nrepresentatives:\n" + "".join(
    f"  p{one}: {{name: P{one}, number: +1 555 010 02{one:02}, groups: [billing]}}\n" for one in range(10)
)


def rung_at(call: Call, name: str = "Rosa") -> float:
    """Seconds after the call was answered."""
    room = call.legs[0].room
    return next(one.at for one in room.log if one.leg == name and isinstance(one.what, Rang)) - (room.answered_at or 0)


@pytest.mark.parametrize("second", [15, 20.5, 26, 33.3, 40])
def test_with_the_rest_api_whoever_is_freed_is_rung_at_once(second: float) -> None:
    """No second is lost but those of the words that say so, whatever is being heard."""
    with floor_house() as house:
        house.busy("rosa", "ben")
        call = house.call("", (second, lambda: house.ready("rosa")))
        assert rung_at(call) == pytest.approx(second + SPOKEN, abs=0.1)
        house.nobody_is_left()


@pytest.mark.parametrize("second", [17, 20.5, 26, 33.3, 44])
def test_without_the_rest_api_whoever_is_freed_is_rung_within_a_wait_document(second: float) -> None:
    with floor_house(rest=False) as house:
        house.busy("rosa", "ben")
        call = house.call("", (second, lambda: house.ready("rosa")))
        assert second <= rung_at(call) - SPOKEN <= second + 10 + 7.6  # ten of silence, and the words before it
        house.nobody_is_left()


@pytest.mark.parametrize("rest", [True, False])
def test_the_end_of_a_wrap_up_is_noticed_within_a_second(rest: bool) -> None:
    with floor_house(texts(group="{wrap_up: 25 s}"), rest=rest) as house:
        house.busy("ben")
        first, second = house.together((0, house.caller()), (5, house.caller("", "+15550100002")))
        freed = max(end for _, end in rings(first, "Rosa")) + 25
        asked = rings(second, "Rosa")[0][0] - SPOKEN
        words = 0 if rest else 7.6  # what is being said by the queue's own document is said to its end
        assert freed <= asked <= freed + 1.1 + words
        house.nobody_is_left()


@pytest.mark.parametrize("music", [True, False])
def test_a_carrier_that_cannot_be_reached_loses_nobody(music: bool) -> None:
    changes = {"comfort: Thank": f"music: {MUSIC}\n      comfort: Thank"} if music else {}
    with floor_house(texts(changes=changes), client=unplugged()) as house:
        house.busy("rosa", "ben")
        calls = house.together(
            *((one * 3, house.caller("", f"+1555010000{one}")) for one in range(3)),
            acts=((30, lambda: house.ready("rosa")),),
        )
        assert [rung_first(call) for call in calls] == [["Rosa"]] * 3
        assert all(call.ended is Ended.BRIDGED or call.transcript.heard("You talked to somebody") for call in calls)
        house.nobody_is_left()


def test_those_who_wait_are_served_in_the_order_they_came() -> None:
    with floor_house(texts(group="{wrap_up: 5 s}")) as house:
        house.busy("rosa", "ben")
        calls = house.together(
            *((one * 2, house.caller("", f"+1555010000{one}")) for one in range(5)),
            acts=((40, lambda: house.ready("rosa", "ben")),),
        )
        began = [min(start for name in ("Rosa", "Ben") for start, _ in rings(call, name)) for call in calls]
        assert began == sorted(began)
        assert all(call.transcript.heard("You talked to somebody") for call in calls)
        house.nobody_is_left()


def test_nobody_is_rung_by_two_calls_at_once_though_twelve_call_together() -> None:
    with floor_house() as house:
        calls = house.together(*((0, house.caller("", f"+155501000{one:02}")) for one in range(12)))
        for name in ("Rosa", "Ben"):
            held = sorted(interval for call in calls for interval in rings(call, name))
            assert all(end <= start for (_, end), (start, _) in pairwise(held))
        assert all(call.transcript.heard("You talked to somebody") for call in calls)
        house.nobody_is_left()


@pytest.mark.parametrize("rest", [True, False])
def test_music_is_heard_from_the_first_place_in_line_to_the_last(rest: bool) -> None:
    with floor_house(texts(changes={"comfort: Thank": f"music: {MUSIC}\n      comfort: Thank"}), rest=rest) as house:
        house.busy("rosa", "ben")
        call = house.call(WAITS, (60, lambda: house.ready("rosa")))
        assert "hears a sound, https://music.example.test/calm.mp3" in str(call.transcript)
        assert call.transcript.heard("Thank you for waiting")
        assert quiet(call) <= 1.0 + 1e-6
        assert call.debugger == ()
        house.nobody_is_left()


def test_a_key_in_the_music_counts_at_any_moment() -> None:
    with floor_house(texts(changes={"comfort: Thank": f"music: {MUSIC}\n      comfort: Thank"})) as house:
        house.busy("rosa", "ben")
        call = house.call(
            WAITS
            + "  - hear: To think about it, press two\n  - press: 2\n  - hear: To go on waiting\n  - hang_up: true\n"
        )
        assert call.ended is Ended.CALLER_HUNG_UP
        house.nobody_is_left()


def test_a_key_leaves_the_queue_and_another_leads_back_to_the_same_place() -> None:
    with floor_house() as house:
        house.busy("rosa", "ben")
        thinks = WAITS + "  - press: 2\n  - hear: To go on waiting\n  - wait: 6 s\n  - press: 3\n" + WAITS
        first, second = house.together(
            (0, house.caller(thinks)),
            (4, house.caller("  - hear: number 2 in line\n", "+15550100002")),
            acts=((60, lambda: house.ready("rosa")),),
        )
        assert rings(first, "Rosa")[0] < rings(second, "Rosa")[0]
        house.nobody_is_left()


@pytest.mark.parametrize(
    ("people", "talks", "said"),
    [(10, 10, True), (9, 10, False), (10, 9, False)],
    ids=["ten", "nine people", "nine talks"],
)
def test_a_waiting_time_is_said_from_ten_people_and_ten_talks_on(people: int, talks: int, said: bool) -> None:
    """Ten talks of 200 seconds and more with ten people at work: the first in line waits about a minute."""
    with floor_house(texts(people=TEN_PEOPLE)) as house:
        names = [f"p{one}" for one in range(10)]
        for one in names[people:]:
            house.choose(one, Chosen.AWAY)
        _talk(house, names[0], talks)
        house.busy(*names[:people])
        call = house.call(WAITS + "  - wait: 20 s\n  - hang_up: true\n")
        assert call.transcript.heard("The wait is about one minutes") is said
        house.nobody_is_left()


def test_a_place_is_said_without_a_time_that_is_not_known() -> None:
    with floor_house() as house:
        house.busy("rosa", "ben")
        call = house.call(WAITS + "  - wait: 20 s\n  - hang_up: true\n")
        assert not call.transcript.heard("The wait is")


def _talk(house: FloorHouse, who: str, times: int) -> None:
    """Talks of 200 seconds that were."""
    for one in range(times):
        call = f"CA{one:032x}"
        now = house.clock.now()
        house.acd.board.change(partial(_rung, house, who, call, now))
        assert house.acd.took(who, call, ())
        house.clock.advance(200)
        house.acd.over(call)


def _rung(house: FloorHouse, who: str, call: str, now: datetime, floor: Floor) -> Floor:
    return rung(floor, house.acd.staff, [who], call, now, now + timedelta(seconds=30))
