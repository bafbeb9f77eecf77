"""Look-ups: what is asked, how refusals are counted, what is forgotten, and what a representative may still know."""

from dataclasses import replace

import pytest
from cast import (
    FACTS,
    IDENTIFIED,
    NUMBER,
    OTHER_NUMBER,
    PIN,
    PROGRAM,
    REFUSED,
    VERIFIED,
    WRONG_PIN,
    keyed,
    menu,
    play,
    question,
    said,
    with_dialogs,
)

from ivr.dialog.journal import Happening
from ivr.dialog.prompts import Known
from ivr.dialog.turn import Fetch, Ring, Verify
from ivr.dialog.world import Event, Fetched
from ivr.secret import Secret
from ivr.telephony.outcomes import FetchOutcome

LEARNED = {**FACTS, "account.tier": "T2"}
DOWN = Fetched(FetchOutcome.DOWN)
UNKNOWN = Fetched(FetchOutcome.UNKNOWN)
AGAIN = (keyed(NUMBER), keyed("1"), keyed(WRONG_PIN))


def test_number_and_pin_are_asked_about_together() -> None:
    call = play(*IDENTIFIED)
    assert isinstance(call.wait, Fetch)
    assert call.wait.request == Verify(Secret(NUMBER), Known.ACCOUNT_PIN, Secret(PIN))
    assert [part for one in call.wait.comfort for part in one.parts] == ["One moment."]


def test_a_verified_caller_hears_the_balance_and_the_pin_is_forgotten() -> None:
    call = play(*IDENTIFIED, VERIFIED)
    assert call.words == "You owe one hundred thirty-four dollars and fifty cents. main?"
    assert call.state.secrets == {"account.number": Secret(NUMBER)}
    assert call.state.values == LEARNED


def test_a_refusal_asks_again_and_forgets_both_answers() -> None:
    call = play(*IDENTIFIED, REFUSED)
    assert (call.at, call.words) == ("number", "I found no match. number?")
    assert call.state.secrets == {}
    assert call.state.values == {}


def test_the_third_refusal_of_a_call_goes_where_exhausted_says() -> None:
    call = play(*IDENTIFIED, REFUSED, *AGAIN, REFUSED, *AGAIN, REFUSED)
    assert call.words == "A person will help. I am connecting you."
    assert [entry.dialog for entry in call.noted(Happening.EXHAUSTED)] == ["identify"]


def test_after_the_third_refusal_only_the_representative_may_know_which_account_was_keyed() -> None:
    call = play(*IDENTIFIED, REFUSED, *AGAIN, REFUSED, *AGAIN, REFUSED)
    assert call.state.secrets == {}
    assert isinstance(call.wait, Ring)
    assert call.wait.hand_off == (("account.last4", NUMBER[-4:]),)


def test_refusals_are_counted_over_the_call_whichever_question_they_came_by() -> None:
    other = replace(PROGRAM.dialogs["identify"], id="identify_elsewhere")
    program = with_dialogs(
        other,  # type: ignore[arg-type]
        menu("main", {"1": "number", "2": "number_elsewhere"}),
        question("number_elsewhere", "account.number", (8, 8), "pin_elsewhere"),
        question("pin_elsewhere", "account.pin", (4, 6), "identify_elsewhere"),
    )
    elsewhere = (keyed("*"), keyed("2"), keyed(NUMBER), keyed(WRONG_PIN))
    call = play(*IDENTIFIED, REFUSED, *AGAIN, REFUSED, *elsewhere, REFUSED, program=program)
    assert call.words == "A person will help. I am connecting you."


def test_a_success_between_two_refusals_does_not_begin_the_count_anew() -> None:
    identified = (keyed("1"), *AGAIN)
    call = play(*identified, REFUSED, *AGAIN, VERIFIED, *identified, REFUSED, *AGAIN, REFUSED)
    assert call.words == "A person will help. I am connecting you."


@pytest.mark.parametrize("outcome", [DOWN, UNKNOWN])
def test_a_directory_that_cannot_say_leads_where_down_says_and_counts_as_no_refusal(outcome: Event) -> None:
    call = play(*IDENTIFIED, outcome)
    assert call.words == "I cannot reach your account. I am connecting you."
    assert call.state.counts == {}
    assert [entry.detail for entry in call.noted(Happening.LOOKED_UP)] == [outcome.outcome.value]  # type: ignore[union-attr]


def test_unknown_has_an_exit_of_its_own_where_the_line_gives_it_one() -> None:
    identify = PROGRAM.dialogs["identify"]
    outcomes = {**identify.outcomes, FetchOutcome.UNKNOWN: "goodbye"}  # type: ignore[union-attr]
    program = with_dialogs(replace(identify, outcomes=outcomes))  # type: ignore[call-arg]
    assert play(*IDENTIFIED, UNKNOWN, program=program).at == "goodbye"
    assert play(*IDENTIFIED, DOWN, program=program).at == "person"


@pytest.mark.parametrize("keyed_before", [(), (keyed(NUMBER), keyed("1"))])
def test_a_look_up_reached_without_both_answers_asks_nobody(keyed_before: tuple[Event, ...]) -> None:
    program = with_dialogs(menu("confirm", {"1": "identify"}))
    call = play(*keyed_before, at="number" if keyed_before else "identify", program=program)
    assert call.words == "I cannot reach your account. I am connecting you."
    assert call.noted(Happening.LOOKED_UP) == []


def test_a_new_number_ends_what_was_known_of_the_one_before() -> None:
    call = play(*IDENTIFIED, VERIFIED, keyed("1"), keyed(OTHER_NUMBER))
    assert call.state.values == {"account.last4": OTHER_NUMBER[-4:]}
    assert call.then(keyed("*"), keyed("*"), keyed("4")).at == "number", "the balance of the first must not be told"


def test_a_refusal_ends_what_an_earlier_answer_about_the_same_number_allowed() -> None:
    program = with_dialogs(menu("main", {"1": "number", "2": "pin"}))
    call = play(*IDENTIFIED, VERIFIED, keyed("2"), keyed(WRONG_PIN), REFUSED, program=program)
    assert call.state.values == {}


def test_the_last_refusal_ends_it_too_and_leaves_only_the_last_four_digits() -> None:
    strict = replace(PROGRAM.dialogs["identify"], tries=1)  # type: ignore[call-arg]
    program = with_dialogs(menu("main", {"1": "number", "2": "pin"}), strict)
    call = play(*IDENTIFIED, VERIFIED, keyed("2"), keyed(WRONG_PIN), REFUSED, program=program)
    assert call.state.values == {"account.last4": NUMBER[-4:]}
    assert isinstance(call.wait, Ring)
    assert call.wait.hand_off == (("account.last4", NUMBER[-4:]),)


def test_an_account_that_owes_nothing_any_more_has_no_due_date_left_over() -> None:
    program = with_dialogs(menu("main", {"1": "number", "2": "pin"}))
    paid = {name: text for name, text in FACTS.items() if name != "account.due"}
    again = Fetched(FetchOutcome.VERIFIED, paid)
    call = play(*IDENTIFIED, VERIFIED, keyed("2"), keyed(PIN), again, program=program)
    assert call.state.values == {**paid, "account.tier": "T2"}


def test_facts_that_no_line_knows_and_whole_secrets_never_enter_a_state() -> None:
    facts = {**FACTS, "account.number": NUMBER, "account.pin": PIN, "account.holder": "A. Caller"}
    call = play(*IDENTIFIED, Fetched(FetchOutcome.VERIFIED, facts))
    assert call.state.values == LEARNED


@pytest.mark.parametrize(("digits", "kept"), [("84482917", "2917"), ("12345", "2345"), ("1234", None)])
def test_the_last_four_digits_are_kept_only_of_something_longer(digits: str, kept: str | None) -> None:
    program = with_dialogs(question("number", "account.number", (4, 8), "confirm"))
    call = play(keyed(f"{digits}#"), at="number", program=program)
    assert call.state.values.get(Known.ACCOUNT_LAST4) == kept


def test_nothing_is_kept_in_sight_of_a_pin() -> None:
    call = play(*IDENTIFIED[:3], keyed("258014"))
    assert call.state.values == {"account.last4": NUMBER[-4:]}


def test_a_number_is_read_back_in_groups_and_a_pin_is_never_read_out() -> None:
    program = with_dialogs(menu("main", {"1": "number"}, prompt=said("Your PIN is ", Known.ACCOUNT_PIN, ".")))
    assert "eight four four eight, two nine one seven" in play(keyed(NUMBER), at="number").words
    call = play(
        keyed(PIN),
        at="pin",
        program=with_dialogs(*program.dialogs.values(), question("pin", "account.pin", (4, 4), "main")),
    )
    assert call.words == ""


def test_no_secret_shows_in_the_journal_the_values_or_any_repr() -> None:
    call = play()
    shown = ""
    for event in (*IDENTIFIED, REFUSED, *AGAIN, VERIFIED):
        call = call.then(event)
        shown += repr(call.step) + repr(call.turn) + repr(call.state) + repr(call.journal) + repr(call.state.values)
    for secret in (NUMBER, PIN, WRONG_PIN, "eight four four eight", "two five eight"):
        assert secret not in shown
    assert NUMBER[-4:] in shown
