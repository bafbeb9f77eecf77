"""The second of deafness after a full entry, and the bounds of a call."""

from dataclasses import replace

import pytest
from cast import (
    IDENTIFIED,
    NUMBER,
    SILENT,
    Played,
    keyed,
    play,
    question,
    rang,
    with_dialogs,
)

from ivr.dialog.journal import Happening
from ivr.dialog.program import Limits
from ivr.dialog.turn import Listen
from ivr.telephony.outcomes import RingOutcome

# -- the guard after a full entry -------------------------------------------------------------------------------------


def listen(call: Played) -> Listen:
    assert isinstance(call.wait, Listen)
    return call.wait


def test_an_entry_that_was_full_is_followed_by_a_second_in_which_keys_are_nobodys() -> None:
    assert listen(play(keyed(NUMBER), at="number")).guard


def test_an_entry_ended_by_pound_needs_no_such_second() -> None:
    program = with_dialogs(question("pin", "account.pin", (4, 6), "main"))
    assert not listen(play(keyed("2580"), at="pin", program=program)).guard
    assert listen(play(keyed("258014"), at="pin", program=program)).guard


def test_a_wrong_full_entry_has_the_second_before_the_reprompt() -> None:
    program = with_dialogs(question("number", "account.number", (8, 8), "main"))
    asked = program.dialogs["number"]
    program = with_dialogs(replace(asked, grammar=replace(asked.grammar, prefix="99")))  # type: ignore[call-arg, union-attr]
    call = play(keyed(NUMBER), at="number", program=program)
    assert call.at == "number"
    assert listen(call).guard


@pytest.mark.parametrize("keys", ["1", "#", "8"])
def test_a_menu_key_is_followed_by_none(keys: str) -> None:
    assert not listen(play(keyed(keys))).guard


def test_the_second_is_not_lost_when_a_look_up_stands_between() -> None:
    program = with_dialogs(question("pin", "account.pin", (4, 4), "identify"))
    call = play(*IDENTIFIED, program=program)
    assert call.wait.guard  # type: ignore[union-attr]
    assert not play(*IDENTIFIED).wait.guard  # type: ignore[union-attr]


# -- bounds of a call -------------------------------------------------------------------------------------------------


def test_too_many_failures_in_a_call_lead_to_a_person() -> None:
    call = play(SILENT, SILENT, keyed("8"), keyed("8"), keyed("5"), SILENT)
    assert call.words == "I am connecting you."
    assert call.state.limited
    assert [entry.dialog for entry in call.noted(Happening.LIMITED)] == ["deep"]


def test_the_bound_on_failures_leads_to_a_person_only_once() -> None:
    call = play(SILENT, SILENT, keyed("8"), keyed("8"), keyed("5"), SILENT)
    call = call.then(rang(RingOutcome.BUSY), rang(RingOutcome.BUSY))
    assert call.at == "busy"
    call = call.then(SILENT)
    assert (call.at, call.words) == ("busy", "busy: take your time.")
    assert len(call.noted(Happening.LIMITED)) == 1


def test_too_many_turns_lead_to_a_person_once_whatever_is_keyed() -> None:
    program = with_dialogs(limits=Limits(turns=3))
    assert play(keyed("#"), keyed("#"), program=program).at == "main"
    call = play(keyed("#"), keyed("#"), keyed("5"), program=program)
    assert (call.words, call.state.limited) == ("I am connecting you.", True)
    call = call.then(rang(RingOutcome.BUSY), rang(RingOutcome.BUSY), keyed("#"))
    assert call.at == "busy"
    assert len(call.noted(Happening.LIMITED)) == 1


def test_exhausted_comes_before_the_bounds_of_the_call() -> None:
    program = with_dialogs(limits=Limits(errors=3))
    assert play(SILENT, SILENT, SILENT, SILENT, program=program).words == "You seem lost. I am connecting you."
