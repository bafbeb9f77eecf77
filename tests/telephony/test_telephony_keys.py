"""The keys of a telephone, and the check digit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.telephony.keys import BACK, KEYS, PERSON, REPEAT, TERMCHAR, only_keys, passes_luhn

DIGITS = st.text(alphabet="0123456789", min_size=1, max_size=24)


def with_check_digit(digits: str) -> str:
    """ISO/IEC 7812-1: double every second digit from the right, take the cross sum, fill up to the next ten."""
    doubled = "".join(str(int(digit) * (2 - place % 2)) for place, digit in enumerate(reversed(digits)))
    return digits + str(-sum(map(int, doubled)) % 10)


def test_a_telephone_has_twelve_keys() -> None:
    assert sorted(KEYS) == sorted("0123456789*#")


def test_the_keys_of_the_whole_line_are_zero_star_and_pound() -> None:
    assert (PERSON, BACK, REPEAT, TERMCHAR) == ("0", "*", "#", "#")


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
