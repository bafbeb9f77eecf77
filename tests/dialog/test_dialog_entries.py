"""What callers key by mistake or in haste: cards where an account number is asked for, amounts, keys pressed twice."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from cast import SILENT, Played, keyed, menu, play, question, said, with_dialogs
from hypothesis import given
from hypothesis import strategies as st

from ivr.dialog.grammar import Amount, DigitString, Meaning, read
from ivr.dialog.journal import Happening
from ivr.dialog.program import Limits, Passing, Program, Timing
from ivr.dialog.prompts import Known
from ivr.dialog.step import begin
from ivr.dialog.turn import Listen
from ivr.dialog.world import Answered, World
from ivr.secret import Secret
from ivr.stores.codec import encode_state
from ivr.telephony.keys import KEYS

CARDS = [
    "4111111111111111",
    "5555555555554444",
    "2223003122003222",
    "378282246310005",
    "6011111111111117",
    "3530111333300000",
]
ACCOUNT = "8448200012345673"
"""Fits the account's length and prefix, and its last digit is a check digit as a card's is."""


def line(**other: object) -> Program:
    asked = question(
        "number",
        "account.number",
        (16, 16),
        "confirm",
        nomatch=(said("I heard ", Known.HEARD_COUNT, " digits."),),
        card=said("That looks like a card number. Enter your account number."),
        **other,
    )
    grammar = DigitString("account.number", 16, 16, "confirm", prefix="8448")
    return with_dialogs(replace(asked, grammar=grammar))


# -- cards ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("card", CARDS)
@pytest.mark.parametrize("ended", ["", "#"])
def test_a_card_where_an_account_number_is_asked_for_is_dropped_and_said_to_be_one(card: str, ended: str) -> None:
    call = play(keyed(card + ended), at="number", program=line())
    assert call.words == "That looks like a card number. Enter your account number."
    assert call.state.secrets == {}
    assert call.state.values == {"heard.count": "0"}
    assert (call.state.nomatch, call.state.errors) == (1, 1)


@pytest.mark.parametrize("card", CARDS)
def test_no_digit_of_a_card_is_left_anywhere(card: str) -> None:
    call = play(keyed(card), at="number", program=line())
    left = repr(call.step) + repr(call.journal) + encode_state(call.state).decode("utf-8", "replace") + call.words
    assert not [place for place in range(len(card) - 3) if card[place : place + 4] in left]
    told = [(entry.kind, entry.detail, entry.count) for entry in call.journal[-2:]]
    assert told == [(Happening.NOMATCH, "", 1), (Happening.KEYED_A_CARD, "", 0)]


def test_a_number_of_the_accounts_shape_is_one_even_when_its_last_digit_checks() -> None:
    call = play(keyed(ACCOUNT), at="number", program=line())
    assert (call.at, call.state.secrets) == ("confirm", {"account.number": Secret(ACCOUNT)})


def test_sixteen_digits_that_are_neither_are_a_wrong_number_that_is_counted() -> None:
    call = play(keyed("4111111111111112"), at="number", program=line())
    assert (call.words, call.state.values) == ("I heard sixteen digits.", {"heard.count": "16"})


def test_a_card_begun_anew_after_a_star_is_one_still() -> None:
    reading = read(DigitString("account.number", 19, 19, "next"), Secret("41*4111111111111111"))
    assert reading.meaning is Meaning.UNFINISHED, "cut short by the limit: nobody knows what would have followed"
    assert (
        read(DigitString("account.number", 10, 18, "next", prefix="8"), Secret("*" + CARDS[0])).meaning is Meaning.CARD
    )


def test_where_nothing_is_written_for_cards_the_usual_words_are_said() -> None:
    call = play(keyed(CARDS[0]), at="number", program=with_dialogs(replace(line().dialogs["number"], card=())))
    assert call.words == "I heard zero digits."


def test_cards_use_up_attempts_like_any_wrong_answer() -> None:
    program = line()
    assert play(*[keyed(CARDS[0])] * 3, at="number", program=program).at == "person"


# -- zero, pound, star ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "at"), [("0", "person"), ("0#", "person"), ("00#", "number"), ("8448000000000000", "confirm")]
)
def test_a_zero_alone_is_a_person_and_a_zero_among_digits_a_digit(keys: str, at: str) -> None:
    assert play(keyed(keys), at="number", program=line()).at == at


def test_a_lone_pound_is_silence() -> None:
    call = play(keyed("#"), at="number", program=line())
    assert (call.state.noinput, call.state.nomatch, call.words) == (1, 0, "number: take your time.")


# -- amounts ----------------------------------------------------------------------------------------------------------

AMOUNT = Amount("payment.amount", 100, 200000, "read_back")
PAY = with_dialogs(
    menu(
        "amount", {}, grammar=AMOUNT, timing=Timing(8, 7), nomatch=(said("One dollar to two thousand."),), back="main"
    ),
    menu(
        "read_back",
        {"1": "goodbye", "2": "amount"},
        prompt=said("You will pay ", Known.PAYMENT_AMOUNT, "."),
        guard=True,
    ),
)


def amount(*keys: str) -> Played:
    return play(*map(keyed, keys), at="amount", program=PAY)


@pytest.mark.parametrize(
    ("keys", "canonical", "words"),
    [
        ("4510", "4510 USD", "You will pay forty-five dollars and ten cents."),
        ("100", "100 USD", "You will pay one dollar."),
        ("101#", "101 USD", "You will pay one dollar and one cent."),
        ("200000", "200000 USD", "You will pay two thousand dollars."),
        ("004510", "4510 USD", "You will pay forty-five dollars and ten cents."),
        ("45*4510#", "4510 USD", "You will pay forty-five dollars and ten cents."),
    ],
)
def test_an_amount_is_keyed_without_a_point_and_read_back(keys: str, canonical: str, words: str) -> None:
    call = amount(keys)
    assert (call.at, call.words, call.state.values["payment.amount"]) == ("read_back", words, canonical)
    assert call.state.secrets == {}


@pytest.mark.parametrize(
    "keys", ["1", "99", "00", "000", "200001", "1000000", "9999999", "45A0", "\u0664\u0665\u0661\u0660", "9" * 5000]
)
def test_nothing_one_cent_and_more_than_may_be_paid_are_wrong_amounts(keys: str) -> None:
    call = amount(keys)
    assert (call.at, call.words, call.state.nomatch) == ("amount", "One dollar to two thousand.", 1)
    assert "payment.amount" not in call.state.values


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("", Meaning.NOINPUT),
        ("#", Meaning.NOINPUT),
        ("0", Meaning.PERSON),
        ("0#", Meaning.PERSON),
        ("*", Meaning.BACK),
        ("*#", Meaning.BACK),
        ("45*", Meaning.UNFINISHED),
        ("45*#", Meaning.UNFINISHED),
        ("4510000000*1", Meaning.UNFINISHED),
        ("45*1#", Meaning.NOMATCH),
        ("4510#99", Meaning.MATCH),
    ],
)
def test_star_and_pound_mean_in_an_amount_what_they_mean_in_digits(keys: str, expected: Meaning) -> None:
    assert read(AMOUNT, Secret(keys)).meaning is expected


@given(st.text(alphabet=KEYS, max_size=9))
def test_whatever_is_keyed_only_an_amount_within_bounds_is_kept(keys: str) -> None:
    reading = read(AMOUNT, Secret(keys))
    if reading.meaning is Meaning.MATCH:
        assert 100 <= int(reading.entry.reveal()) <= 200000
    assert (reading.target is None) == (reading.meaning is not Meaning.MATCH)


@given(st.integers(0, 10**7))
def test_an_amount_is_accepted_by_its_size_alone(cents: int) -> None:
    assert AMOUNT.accepts(str(cents)) is (100 <= cents <= 200000)


def test_an_amount_counts_as_keyed_but_shows_no_number_in_the_journal() -> None:
    entry = amount("4510").noted(Happening.KEYED)[0]
    assert (entry.detail, entry.count) == ("payment.amount", 4)


# -- what a passing keeps ---------------------------------------------------------------------------------------------


def kept(keeps: tuple[tuple[Known, Known], ...], values: Mapping[str, str]) -> Mapping[str, str]:
    program = with_dialogs(Passing("keep", (), "main", keeps=keeps))
    return begin(program, Answered("keep", values), World(play().journal[0].at)).state.values


OWED = {"account.balance": "13450 USD", "account.past_due": "1225 USD"}
WHOLE = (Known.PAYMENT_AMOUNT, Known.ACCOUNT_BALANCE)


def test_a_passing_copies_what_it_keeps_before_it_speaks() -> None:
    assert kept((WHOLE,), OWED)["payment.amount"] == "13450 USD"
    spoken = Passing("keep", said("You will pay ", Known.PAYMENT_AMOUNT, "."), "main", keeps=(WHOLE,))
    moved = begin(with_dialogs(spoken), Answered("keep", OWED), World(play().journal[0].at))
    assert moved.turn is not None
    assert moved.turn.said[0].parts == ("You will pay one hundred thirty-four dollars and fifty cents.",)


def test_what_is_not_known_leaves_no_older_amount_behind() -> None:
    assert kept((WHOLE,), {"payment.amount": "99999 USD"}) == {}


def test_two_values_may_change_places() -> None:
    swap = (WHOLE, (Known.ACCOUNT_BALANCE, Known.PAYMENT_AMOUNT))
    changed = kept(swap, {"account.balance": "1 USD", "payment.amount": "2 USD"})
    assert changed == {"account.balance": "2 USD", "payment.amount": "1 USD"}


# -- keys pressed twice -----------------------------------------------------------------------------------------------


def test_a_question_that_agrees_to_something_is_deaf_for_a_second_whenever_it_is_asked() -> None:
    call = amount("4510#")
    for event in (keyed("#"), keyed("8"), SILENT):
        assert isinstance(call.wait, Listen)
        assert call.wait.guard
        call = call.then(event)
    assert call.at == "read_back"


def test_a_question_that_agrees_to_nothing_is_not() -> None:
    call = play(keyed("5"))
    assert isinstance(call.wait, Listen)
    assert not call.wait.guard


def test_a_full_wrong_amount_is_followed_by_the_second_too() -> None:
    call = amount("9" * 12)
    assert isinstance(call.wait, Listen)
    assert call.wait.guard


def test_bounds_of_a_call_come_before_the_words_for_a_card() -> None:
    program = replace(line(), limits=Limits(errors=0))
    assert play(keyed(CARDS[0]), at="number", program=program).words == "I am connecting you."
