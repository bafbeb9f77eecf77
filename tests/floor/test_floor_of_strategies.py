"""Who is rung first, through the whole stack: strategies, languages, skills, and those who let it ring."""

from datetime import timedelta

import pytest
from floor_house import BEN, FloorHouse, floor_house, rings, rung_first, texts

from ivr.carrier.happenings import Bridged
from ivr.carrier.handsets.taker import Taker
from ivr.carrier.network import Call
from ivr.carrier.phones import Phone
from ivr.routing.availability import Presence, presence, standing_of
from ivr.routing.roster import Chosen

THREE = """\
groups:
  billing: {GROUP}
representatives:
  rosa: {name: Rosa, number: +1 555 010 0101, groups: [billing], languages: [en-US]}
  ben: {name: Ben, number: +1 555 010 0102, groups: [billing], languages: [en-US, es-US], skills: [refunds]}
  mia: {name: Mia, number: +1 555 010 0103, groups: [billing], languages: [es-US], skills: [refunds, plans]}
"""
TWO_LANGUAGES = {
    "languages: {en-US: Polly.Joanna-Neural}": "languages: {en-US: Polly.Joanna-Neural, es-US: Polly.Lupe-Neural}",
}


def served(house: FloorHouse, calls: int, gap: float = 60) -> list[str]:
    """Who is rung first by each of so many calls, one after the other."""
    order = []
    for _ in range(calls):
        order.append(rung_first(house.call())[0])
        house.clock.advance(gap)
    return order


def talks_for(house: FloorHouse, **seconds: float) -> None:
    house.staff(**{name: Phone(3, handset=Taker("1", talks), name=name.title()) for name, talks in seconds.items()})


@pytest.mark.parametrize(
    ("strategy", "order"),
    [
        ("linear", ["Rosa"] * 4),
        ("circular", ["Rosa", "Ben", "Mia", "Rosa"]),
        ("longest_idle", ["Rosa", "Ben", "Mia", "Rosa"]),
        ("fewest_calls", ["Rosa", "Ben", "Mia", "Rosa"]),
    ],
)
def test_calls_one_after_another_go_to_whom_the_strategy_says(strategy: str, order: list[str]) -> None:
    with floor_house(texts(group=f"{{strategy: {strategy}}}", people=THREE)) as house:
        talks_for(house, ROSA=20, BEN=20, MIA=20)
        assert served(house, 4) == order
        house.nobody_is_left()


def test_fewest_calls_counts_calls_and_longest_idle_counts_time() -> None:
    """Ben took one long call; Rosa two short ones before that. Mia is away."""
    for strategy, third in (("fewest_calls", "Ben"), ("longest_idle", "Rosa")):
        with floor_house(texts(group=f"{{strategy: {strategy}}}", people=THREE)) as house:
            talks_for(house, ROSA=5, BEN=100)
            house.choose("mia", Chosen.AWAY)
            house.choose("ben", Chosen.AWAY)
            assert served(house, 2) == ["Rosa", "Rosa"]
            house.choose("ben", Chosen.READY)
            house.choose("rosa", Chosen.AWAY)
            assert served(house, 1) == ["Ben"]
            house.choose("rosa", Chosen.READY)
            assert served(house, 1) == [third]


def test_whoever_does_not_answer_passes_the_call_on_in_the_order_of_the_strategy() -> None:
    with floor_house(texts(group="{strategy: circular}", people=THREE)) as house:
        talks_for(house, ROSA=20, MIA=20)
        house.staff(BEN=Phone(None, name="Ben"))
        assert rung_first(house.call()) == ["Rosa"]
        assert rung_first(house.call()) == ["Ben", "Mia"]
        assert rung_first(house.call()) == ["Rosa"]


def test_all_ring_together_and_the_first_to_press_has_the_call() -> None:
    with floor_house(texts(group="{strategy: simultaneous}", people=THREE)) as house:
        house.staff(
            ROSA=Phone(9, handset=Taker("1"), name="Rosa"),
            BEN=Phone(3, handset=Taker("1"), name="Ben"),
            MIA=Phone(None, name="Mia"),
        )
        call = house.call()
        assert rung_first(call) == ["Rosa", "Ben", "Mia"]
        assert connected_to(call) == ["Ben"]
        assert [round(end - start, 1) for start, end in rings(call, "Mia")] <= [20.0]
        assert call.transcript.heard("You talked to somebody")
        assert {name: one.taken for name, one in house.floor.standings.items()} == {"rosa": 0, "ben": 1, "mia": 0}
        house.nobody_is_left()


def test_somebody_who_takes_calls_of_a_group_that_rings_together_is_held_by_one_call_alone() -> None:
    with floor_house(texts(group="{strategy: simultaneous}", people=THREE)) as house:
        talks_for(house, ROSA=20, BEN=20, MIA=20)
        calls = house.together(*((0, house.caller("", f"+1555010000{one}")) for one in range(4)))
        for name in ("Rosa", "Ben", "Mia"):
            held = sorted(interval for call in calls for interval in rings(call, name))
            assert all(end <= start for (_, end), (start, _) in zip(held, held[1:], strict=False))
        assert all(call.transcript.heard("You talked to somebody") for call in calls)
        house.nobody_is_left()


def connected_to(call: Call) -> list[str]:
    log = call.legs[0].room.log
    return [one.what.other for one in log if one.leg == "caller" and isinstance(one.what, Bridged)]


# -- languages and skills ------------------------------------------------------------------------------------------------


def spanish(group: str = "{}", **changes: str) -> dict[str, str]:
    """The tiny line in two languages; the caller has chosen Spanish by a key."""
    written = texts(group=group, people=THREE, changes=TWO_LANGUAGES | changes)
    chooser = """\
  choose:
    menu:
      options:
        8: {say: For English, go: number}
        9: {say: For Spanish, language: es-US, go: number}
      exhausted: number
"""
    line = written["line.yaml"].replace("start: number", "start: choose").replace("nodes:\n", f"nodes:\n{chooser}", 1)
    return {**written, "line.yaml": line}


def in_spanish(house: FloorHouse) -> Call:
    steps = '  - press: 9\n  - wait: 1 s\n  - press: "84482917"\n'
    (call,) = house.together((0, house.ticket(house.handset(steps))))
    return call
