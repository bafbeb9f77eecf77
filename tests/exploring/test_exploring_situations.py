"""Situations: a state that stands for many is one of them, and what cannot matter is no part of it."""

from dataclasses import replace
from functools import cache

import pytest
from drawn_line import drawn_line

from ivr.dialog.prompts import Known
from ivr.dialog.state import CallState
from ivr.exploring.atlas import Atlas, walk
from ivr.exploring.situations import Situations
from ivr.line.compile import compile_line
from ivr.secret import Secret


@cache
def atlas() -> Atlas:
    return walk(compile_line(drawn_line()).program)


def situations() -> Situations:
    return Situations(atlas().program, atlas().choices.moving.classes.only_said)


def standing(**known: str) -> CallState:
    """Some situation in which these are known."""
    return next(
        one
        for one in states()
        if all(one.values.get(name.replace("_", ".", 1)) == text for name, text in known.items())
    )


def states() -> list[CallState]:
    return [one for number, one in enumerate(atlas().states) if number not in atlas().arrivals]


def test_a_state_that_stands_for_a_situation_is_in_it() -> None:
    made = situations()
    for state in states():
        identity, canonical = made.of(state)
        assert canonical == state
        assert made.of(canonical)[0] == identity


def test_no_two_situations_of_an_atlas_are_the_same() -> None:
    made = situations()
    assert len({made.of(one)[0] for one in states()}) == len(states())


@pytest.mark.parametrize(
    "counters",
    [
        {"noinput": 2, "nomatch": 1, "errors": 3},
        {"turn": 40},
        {"limited": True},
        {"rung": ("rosa",), "rings": ("busy",)},
        {"counts": {"refusals": 2}},
    ],
    ids=str,
)
def test_counters_are_no_part_of_a_situation(counters: dict[str, object]) -> None:
    made = situations()
    for state in states():
        assert made.of(replace(state, **counters))[0] == made.of(state)[0]  # type: ignore[arg-type]  # fields of a state


def test_which_digits_were_keyed_is_no_part_of_it_and_that_some_were_is() -> None:
    made = situations()
    state = next(one for one in states() if Known.ACCOUNT_NUMBER in one.secrets)
    other = replace(state, secrets={**state.secrets, Known.ACCOUNT_NUMBER.value: Secret("84990000")})
    without = replace(state, secrets={})
    assert made.of(other)[0] == made.of(state)[0] != made.of(without)[0]


def test_how_well_a_caller_is_known_is_part_of_it_and_how_much_is_owed_is_not() -> None:
    made = situations()
    state = standing(account_tier="T2")
    owes = replace(state, values={**state.values, Known.ACCOUNT_BALANCE.value: "1 USD"})
    unknown = replace(
        state, values={**state.values, Known.ACCOUNT_TIER.value: "T1", Known.ACCOUNT_VERIFIED.value: "no"}
    )
    assert made.of(owes)[0] == made.of(state)[0] != made.of(unknown)[0]


def test_all_calls_that_ended_at_one_dialog_are_one_situation() -> None:
    made = situations()
    over = next(one for one in states() if one.over)
    assert made.of(replace(over, language="es-US", values={"payment.amount": "1 USD"}))[0] == made.of(over)[0]


def test_a_language_and_patience_are_part_of_it() -> None:
    made = situations()
    state = next(one for one in states() if not one.over and not one.patient)
    assert (
        len({made.of(one)[0] for one in (state, replace(state, patient=True), replace(state, language="es-US"))}) == 3
    )
