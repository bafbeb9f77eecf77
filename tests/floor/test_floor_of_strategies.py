"""Who is rung first, through the whole stack: strategies, languages, skills, and those who let it ring."""

import re
from itertools import pairwise

import pytest
from floor_house import FloorHouse, floor_house, rings, rung_first, texts
from watching import Watch

from ivr.carrier.handsets.taker import Taker
from ivr.carrier.happenings import Bridged
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
ALIKE = re.sub(r", (languages|skills): \[[^]]*\]", "", THREE)
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
    with floor_house(texts(group=f"{{strategy: {strategy}}}", people=ALIKE)) as house:
        talks_for(house, ROSA=20, BEN=20, MIA=20)
        assert served(house, 4) == order
        house.nobody_is_left()


def test_fewest_calls_counts_calls_and_longest_idle_counts_time() -> None:
    """Ben took one long call; Rosa two short ones before that. Mia is away."""
    for strategy, third in (("fewest_calls", "Ben"), ("longest_idle", "Rosa")):
        with floor_house(texts(group=f"{{strategy: {strategy}}}", people=ALIKE)) as house:
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
    with floor_house(texts(group="{strategy: circular}", people=ALIKE)) as house:
        talks_for(house, ROSA=20, MIA=20)
        house.staff(BEN=Phone(None, name="Ben"))
        assert rung_first(house.call()) == ["Rosa"]
        assert rung_first(house.call()) == ["Ben", "Mia"]
        assert rung_first(house.call()) == ["Rosa"]


def test_all_ring_together_and_the_first_to_press_has_the_call() -> None:
    with floor_house(texts(group="{strategy: simultaneous}", people=ALIKE)) as house:
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
    with floor_house(texts(group="{strategy: simultaneous}", people=ALIKE)) as house:
        talks_for(house, ROSA=20, BEN=20, MIA=20)
        calls = house.together(*((0, house.caller("", f"+1555010000{one}")) for one in range(4)))
        for name in ("Rosa", "Ben", "Mia"):
            held = sorted(interval for call in calls for interval in rings(call, name))
            assert all(end <= start for (_, end), (start, _) in pairwise(held))
        assert all(call.transcript.heard("You talked to somebody") for call in calls)
        house.nobody_is_left()


def connected_to(call: Call) -> list[str]:
    log = call.legs[0].room.log
    return [one.what.other for one in log if one.leg == "caller" and isinstance(one.what, Bridged)]


# -- languages and skills ------------------------------------------------------------------------------------------------

CHOOSER = """\
  choose:
    menu:
      options:
        8: {say: To go on, go: number}
      exhausted: number
"""


def in_spanish(house: FloorHouse) -> Call:
    """The caller chooses Spanish, then keys the account number."""
    return house.together((0, house.ticket(Watch([(1, "9"), (12, "8"), (20, "84482917")]))))[0]


def two_languages(group: str = "{}", **changes: str) -> dict[str, str]:
    written = texts(group=group, people=THREE, changes=TWO_LANGUAGES | changes)
    line = written["line.yaml"].replace("start: number", "start: choose").replace("nodes:\n", f"nodes:\n{CHOOSER}", 1)
    return {**written, "line.yaml": line}


def everybody(house: FloorHouse) -> None:
    talks_for(house, ROSA=20, BEN=20, MIA=20)


def test_a_spanish_caller_is_put_through_to_whoever_speaks_it_best_listed_first() -> None:
    with floor_house(two_languages()) as house:
        everybody(house)
        assert rung_first(in_spanish(house)) == ["Ben"]
        house.clock.advance(60)
        assert rung_first(house.call_by(Watch([(1, "8"), (10, "84482917")]))) == ["Rosa"]


def test_where_a_language_is_preferred_others_are_rung_after_those_who_speak_it() -> None:
    with floor_house(two_languages()) as house:
        everybody(house)
        house.staff(BEN=Phone(busy=True, name="Ben"), MIA=Phone(None, name="Mia"))
        call = in_spanish(house)
        assert rung_first(call)[-2:] == ["Mia", "Rosa"]
        house.nobody_is_left()


def test_where_a_language_is_required_nobody_else_is_rung_and_the_caller_waits() -> None:
    with floor_house(two_languages("{languages: required}")) as house:
        everybody(house)
        house.busy("ben", "mia")
        (call,) = house.together(
            (0, house.ticket(Watch([(1, "9"), (12, "8"), (20, "84482917")]))), acts=((60, lambda: house.ready("mia")),)
        )
        assert rung_first(call) == ["Mia"]
        house.nobody_is_left()


def test_each_representative_hears_the_whisper_in_an_own_language() -> None:
    with floor_house(two_languages()) as house:
        house.staff(ROSA=Phone(3, handset=Taker("2"), name="Rosa"), MIA=Phone(3, handset=Taker("1"), name="Mia"))
        house.choose("ben", Chosen.AWAY)
        call = house.call_by(Watch([(1, "8"), (10, "84482917")]))
        assert rung_first(call) == ["Rosa", "Mia"]
        spoken = {name: {one.language for one in call.leg(name).heard[-1:]} for name in ("Rosa", "Mia")}
        assert spoken == {"Rosa": {"en-US"}, "Mia": {"es-US"}}
        assert call.transcript.heard("Para tomar la llamada, oprima uno", "Mia")
        house.nobody_is_left()


@pytest.mark.parametrize(("skills", "first"), [("refunds", "Ben"), ("plans", "Mia"), ("refunds, plans", "Mia")])
def test_only_those_with_all_the_skills_are_rung(skills: str, first: str) -> None:
    changes = {
        "to: billing\n      hours": f"to: billing\n      skills: [{skills}]\n      hours",
        "to: billing\n      prompt: I am": f"to: billing\n      skills: [{skills}]\n      prompt: I am",
    }
    with floor_house(texts(people=THREE, changes=changes)) as house:
        everybody(house)
        call = house.call()
        assert rung_first(call) == [first]
        house.busy("ben", "mia")
        late = house.call("", (40, lambda: house.ready("ben", "mia")))
        assert rung_first(late) == [first]
        house.nobody_is_left()


# -- those who let it ring -----------------------------------------------------------------------------------------------


def shown(house: FloorHouse, who: str) -> Presence:
    return presence(standing_of(house.floor, house.acd.staff, who, house.clock.now()))


def test_whoever_signed_in_and_lets_two_calls_ring_counts_as_away() -> None:
    with floor_house() as house:
        house.ready("rosa")
        house.choose("ben", Chosen.AWAY)
        house.staff(ROSA=Phone(None, name="Rosa"))
        assert rung_first(house.call()) == ["Rosa"]
        assert shown(house, "rosa") is Presence.READY
        house.clock.advance(60)
        assert rung_first(house.call()) == ["Rosa"]
        assert shown(house, "rosa") is Presence.AWAY
        house.clock.advance(60)
        assert house.call().transcript.heard("Nobody is at work")


def test_whoever_never_signed_in_is_rung_again_after_every_ring_in_vain() -> None:
    with floor_house() as house:
        house.choose("ben", Chosen.AWAY)
        house.staff(ROSA=Phone(None, name="Rosa"))
        for _ in range(4):
            assert rung_first(house.call()) == ["Rosa"]
            house.clock.advance(60)
        assert shown(house, "rosa") is Presence.READY


def test_a_call_taken_between_two_in_vain_is_forgiving() -> None:
    with floor_house() as house:
        house.ready("rosa")
        house.choose("ben", Chosen.AWAY)
        for phone in (Phone(None, name="Rosa"), Phone(3, handset=Taker("1"), name="Rosa"), Phone(None, name="Rosa")):
            house.staff(ROSA=phone)
            assert rung_first(house.call()) == ["Rosa"]
            house.clock.advance(60)
        assert shown(house, "rosa") is Presence.READY
