"""The keys of a telephone, and the check digit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.telephony.keys import (
    BACK,
    KEYS,
    LANGUAGE,
    LONGEST_CARD,
    PERSON,
    REPEAT,
    SHORTEST_CARD,
    TERMCHAR,
    WITHHELD,
    looks_like_a_card,
    only_keys,
    passes_luhn,
    spelled,
)

DIGITS = st.text(alphabet="0123456789", min_size=1, max_size=24)


def with_check_digit(digits: str) -> str:
    """ISO/IEC 7812-1: double every second digit from the right, take the cross sum, fill up to the next ten."""
    doubled = "".join(str(int(digit) * (2 - place % 2)) for place, digit in enumerate(reversed(digits)))
    return digits + str(-sum(map(int, doubled)) % 10)


def test_a_telephone_has_twelve_keys() -> None:
    assert sorted(KEYS) == sorted("0123456789*#")


def test_the_keys_of_the_whole_line_are_zero_star_pound_and_nine() -> None:
    assert (PERSON, BACK, REPEAT, TERMCHAR, LANGUAGE) == ("0", "*", "#", "#", "9")


@pytest.mark.parametrize(
    "number", ["4111111111111111", "378282246310005", "6011111111111117", "79927398713", "0", "18"]
)
def test_published_numbers_pass_the_check(number: str) -> None:
    assert passes_luhn(number)


@given(DIGITS)
def test_a_run_of_digits_with_its_check_digit_passes_and_with_no_other(digits: str) -> None:
    right = with_check_digit(digits)
    assert [last for last in "0123456789" if passes_luhn(digits + last)] == [right[-1]]


@given(DIGITS.map(with_check_digit), st.data())
def test_one_wrong_digit_never_passes(right: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(right) - 1))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != right[place]]))
    assert not passes_luhn(right[:place] + other + right[place + 1 :])


@given(DIGITS.map(with_check_digit), st.data())
def test_two_neighbours_swapped_pass_only_as_0_and_9(right: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(right) - 2))
    first, second = right[place], right[place + 1]
    swapped = right[:place] + second + first + right[place + 2 :]
    assert passes_luhn(swapped) == (first == second or {first, second} == {"0", "9"})


@pytest.mark.parametrize(
    "text", ["", "*", "411111111111111#", "4111 1111 1111 1111", "-18", "\N{ARABIC-INDIC DIGIT ZERO}"]
)
def test_what_is_no_run_of_digits_does_not_pass_and_is_no_error(text: str) -> None:
    assert not passes_luhn(text)


@given(st.text())
def test_the_check_never_raises(text: str) -> None:
    assert passes_luhn(text) in (True, False)


@given(st.text(alphabet=KEYS))
def test_what_a_telephone_can_send_is_only_keys(text: str) -> None:
    assert only_keys(text)


@given(st.text(alphabet=KEYS), st.characters().filter(lambda one: one not in "0123456789*#"), st.text(alphabet=KEYS))
def test_one_character_that_no_telephone_has_spoils_the_run(before: str, other: str, after: str) -> None:
    assert not only_keys(before + other + after)


# -- payment cards ----------------------------------------------------------------------------------------------------

TEST_CARDS = {
    "Visa": "4111111111111111",
    "Visa of 13 digits": "4222222222222",
    "Mastercard": "5555555555554444",
    "Mastercard of the 2 series": "2223003122003222",
    "American Express": "378282246310005",
    "Discover": "6011111111111117",
    "Diners Club": "30569309025904",
    "JCB": "3530111333300000",
    "UnionPay": "6200000000000005",
}
"""Numbers that payment companies publish for tests."""


@pytest.mark.parametrize("card", TEST_CARDS.values(), ids=TEST_CARDS)
def test_the_published_cards_of_every_brand_look_like_cards(card: str) -> None:
    assert looks_like_a_card(card)


@pytest.mark.parametrize("card", TEST_CARDS.values(), ids=TEST_CARDS)
def test_a_card_with_one_wrong_digit_does_not(card: str) -> None:
    wrong = card[:-1] + str((int(card[-1]) + 1) % 10)
    assert not looks_like_a_card(wrong)


@pytest.mark.parametrize(
    "digits",
    [
        "",
        "18",
        "79927398713",
        "411111111111",
        "8448200012345673",
        "4111 1111 1111 1111",
        "4111111111111111#",
        "\u0664" * 16,
    ],
)
def test_what_is_too_short_begins_otherwise_or_is_no_run_of_digits_does_not(digits: str) -> None:
    assert not looks_like_a_card(digits)


@given(DIGITS)
def test_only_what_passes_the_check_and_is_as_long_as_a_card_looks_like_one(digits: str) -> None:
    if looks_like_a_card(digits):
        assert passes_luhn(digits)
        assert SHORTEST_CARD <= len(digits) <= LONGEST_CARD


# -- words on the keys ------------------------------------------------------------------------------------------------


def test_words_are_spelled_as_the_letters_stand_on_the_keys() -> None:
    assert spelled("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "22233344455566677778889999"


def test_the_numbers_of_callers_who_withhold_theirs_are_words() -> None:
    assert {"+266696687", "+86282452253", "+8656696", "+2562533", "+7378742833"} == WITHHELD


@pytest.mark.parametrize("word", ["1", "a", " ", "\u00c4"])
def test_what_is_no_letter_from_a_to_z_cannot_be_spelled(word: str) -> None:
    with pytest.raises(KeyError):
        spelled(word)
