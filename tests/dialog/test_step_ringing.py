"""Ringing representatives: who is next, together or in order, and what several rings come to."""

import pytest
from cast import (
    BEN,
    IDENTIFIED,
    MIA,
    PROGRAM,
    ROSA,
    TUESDAY,
    VERIFIED,
    WORLD,
    connecting,
    keyed,
    play,
    rang,
    with_dialogs,
)

from ivr.dialog.connecting import MOST_TARGETS
from ivr.dialog.journal import Happening
from ivr.dialog.program import Order
from ivr.dialog.step import begin
from ivr.dialog.turn import Ring
from ivr.dialog.world import Answered, RingEnded, World
from ivr.routing.roster import Representative, Roster
from ivr.telephony.outcomes import RingOutcome

BRIDGED, NOANSWER, BUSY, FAILED = RingOutcome.BRIDGED, RingOutcome.NOANSWER, RingOutcome.BUSY, RingOutcome.FAILED
CROWD = tuple(Representative(f"r{place}", f"R{place}", f"+155501002{place:02}") for place in range(12))


def test_in_order_the_first_of_the_group_is_rung_alone() -> None:
    call = play(keyed("0"))
    assert call.wait == Ring((ROSA,), 20, "whisper")
    assert call.words == "I am connecting you."


def test_in_order_the_next_is_rung_when_the_first_did_not_take_the_call() -> None:
    call = play(keyed("0"), rang(NOANSWER))
    assert call.wait == Ring((BEN,), 20, "whisper")
    assert call.words == "", "what was said before the first ring is not said again"
    assert [entry.detail for entry in call.noted(Happening.RANG)] == ["rosa", "ben"]


def test_together_rings_everybody_at_once() -> None:
    assert play(keyed("3")).wait == Ring((ROSA, BEN), 20, "whisper")


def test_together_rings_ten_and_then_the_others() -> None:
    world = World(TUESDAY, Roster({"billing": CROWD}))
    call = play(keyed("3"), world=world)
    assert isinstance(call.wait, Ring)
    assert call.wait.targets == CROWD[:MOST_TARGETS]
    call = call.then(rang(NOANSWER), world=world)
    assert isinstance(call.wait, Ring)
    assert call.wait.targets == CROWD[MOST_TARGETS:]
    assert call.then(rang(BUSY), world=world).at == "noanswer"


def test_every_ring_uses_the_roster_of_its_own_moment() -> None:
    call = play(keyed("0"))
    mia_is_back_and_ben_left = World(TUESDAY, Roster({"billing": (ROSA, MIA)}))
    call = call.then(rang(NOANSWER), world=mia_is_back_and_ben_left)
    assert call.wait == Ring((MIA,), 20, "whisper")


def test_nobody_is_rung_twice_by_one_transfer_however_often_the_roster_names_them() -> None:
    world = World(TUESDAY, Roster({"billing": (ROSA,)}))
    assert play(keyed("0"), rang(NOANSWER), world=world).at == "noanswer"


def test_a_transfer_that_is_entered_again_begins_with_the_first_again() -> None:
    call = play(keyed("0"), rang(BUSY), rang(BUSY), keyed("1"))
    assert call.wait == Ring((ROSA,), 20, "whisper")


@pytest.mark.parametrize("ready", [{}, {"billing": ()}, {"service": (MIA,)}])
def test_a_group_with_nobody_to_ring_is_busy(ready: dict[str, tuple[Representative, ...]]) -> None:
    call = play(keyed("0"), world=World(TUESDAY, Roster(ready)))
    assert (call.at, call.words) == ("busy", "I am connecting you. busy?")
    assert call.noted(Happening.RANG) == []


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        (NOANSWER, NOANSWER, "noanswer"),
        (NOANSWER, BUSY, "noanswer"),
        (BUSY, NOANSWER, "noanswer"),
        (FAILED, NOANSWER, "noanswer"),
        (BUSY, BUSY, "busy"),
        (BUSY, FAILED, "busy"),
        (FAILED, BUSY, "busy"),
        (FAILED, FAILED, "failed"),
    ],
)
def test_several_rings_come_to_one_outcome(first: RingOutcome, second: RingOutcome, together: str) -> None:
    call = play(keyed("0"), rang(first), rang(second))
    assert call.at == together
    assert [entry.detail for entry in call.noted(Happening.RING_ENDED)] == [first.value, second.value]


@pytest.mark.parametrize("before", [(), (NOANSWER,)])
def test_a_call_that_was_taken_is_noted_with_who_took_it(before: tuple[RingOutcome, ...]) -> None:
    call = play(keyed("0"), *map(rang, before), RingEnded(BRIDGED, "ben"))
    assert (call.at, call.words) == ("goodbye", "Goodbye.")
    assert [entry.detail for entry in call.noted(Happening.CONNECTED)] == ["ben"]
    assert "reached_representative" in [entry.detail for entry in call.noted(Happening.OUTCOME)]


@pytest.mark.parametrize("outcome", [NOANSWER, BUSY, FAILED])
def test_the_outcome_of_a_transfer_is_noted_only_when_somebody_was_reached(outcome: RingOutcome) -> None:
    call = play(keyed("0"), rang(outcome), rang(outcome))
    assert call.noted(Happening.OUTCOME) == []
    assert call.noted(Happening.CONNECTED) == []


def test_who_answers_may_know_that_the_caller_is_verified_and_the_last_four_digits() -> None:
    call = play(*IDENTIFIED, VERIFIED, keyed("0"))
    assert isinstance(call.wait, Ring)
    assert call.wait.hand_off == (("account.last4", "2917"), ("account.verified", "yes"))


def test_what_was_handed_off_is_what_a_whisper_can_say() -> None:
    values = {"account.last4": "2917"}
    step = begin(PROGRAM, Answered("whisper", values), WORLD)
    assert step.turn is not None
    assert step.turn.said[0].parts == ("Account ending two nine one seven. To take the call, press one.",)


def test_an_unknown_group_of_the_other_order_is_busy_too() -> None:
    program = with_dialogs(connecting("everybody", Order.TOGETHER, group="nobody"))
    assert play(keyed("3"), program=program).at == "busy"
