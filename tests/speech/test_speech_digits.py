"""Digits and keys in words, and what happens with a language nobody wrote words for."""

from collections.abc import Callable
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.speech.dates import date_words, time_words
from ivr.speech.digits import DIGIT_WORDS, digit_words, grouped, key_word
from ivr.speech.duration import seconds_to_say, word_ends
from ivr.speech.lists import list_words
from ivr.speech.money import money_words
from ivr.telephony.keys import KEYS

DIGITS = st.text(alphabet="0123456789", max_size=30)


def test_the_last_four_digits_are_said_one_by_one() -> None:
    assert digit_words("5678", "en-US") == "five six seven eight"


def test_the_digit_0_is_zero_and_never_oh() -> None:
    assert digit_words("1030", "en-US") == "one zero three zero"


def test_no_digits_are_no_words() -> None:
    assert digit_words("", "en-US") == ""


@given(DIGITS)
def test_from_its_words_every_run_of_digits_can_be_written_down_again(digits: str) -> None:
    heard = digit_words(digits, "en-US").split()
    assert "".join(str(DIGIT_WORDS["en-US"].index(word)) for word in heard) == digits


@pytest.mark.parametrize("words", DIGIT_WORDS.values(), ids=DIGIT_WORDS.keys())
def test_ten_digits_have_ten_different_words_of_letters(words: tuple[str, ...]) -> None:
    assert len(words) == len(set(words)) == 10
    assert all(word.isalpha() and word.islower() for word in words)


@pytest.mark.parametrize(
    "text", ["12a4", "12 4", "1*", "#", "-1", "1.5", "\N{ARABIC-INDIC DIGIT THREE}9", "\N{SUPERSCRIPT TWO}9"]
)
def test_what_is_no_digit_is_refused_without_being_quoted(text: str) -> None:
    with pytest.raises(ValueError, match="only the digits 0 to 9") as refused:
        digit_words(text, "en-US")
    assert text not in str(refused.value)


def test_sixteen_digits_are_cut_in_fours() -> None:
    assert grouped("8448200012345678", (4, 4, 4, 4)) == ["8448", "2000", "1234", "5678"]


@pytest.mark.parametrize(
    ("digits", "groups", "cut"),
    [
        ("5555550123", (3, 3), ["555", "555", "0123"]),
        ("123456", (3,), ["123", "456"]),
        ("12345", (4, 4, 4), ["1234", "5"]),
        ("1234", (), ["1234"]),
        ("", (4, 4), []),
    ],
)
def test_what_is_left_over_is_one_group(digits: str, groups: tuple[int, ...], cut: list[str]) -> None:
    assert grouped(digits, groups) == cut


@given(DIGITS, st.lists(st.integers(1, 6)).map(tuple))
def test_grouping_loses_no_digit_and_makes_no_empty_group(digits: str, groups: tuple[int, ...]) -> None:
    cut = grouped(digits, groups)
    assert "".join(cut) == digits
    assert all(cut)
    assert all(len(group) == length for group, length in zip(cut[:-1], groups, strict=False))


@pytest.mark.parametrize("groups", [(0,), (4, -1)])
def test_a_group_of_no_digits_is_refused(groups: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="at least one digit"):
        grouped("1234", groups)


def test_callers_are_told_pound_star_zero_and_one() -> None:
    assert [key_word(key, "en-US") for key in ("#", "*", "0", "1")] == ["pound", "star", "zero", "one"]


def test_no_two_keys_have_one_name() -> None:
    assert len({key_word(key, "en-US") for key in KEYS}) == 12


@pytest.mark.parametrize("language", ["en-GB", "en", "en_US", "xx-XX", ""])
@pytest.mark.parametrize(
    "say",
    [
        lambda language: digit_words("1", language),
        lambda language: digit_words("", language),
        lambda language: key_word("#", language),
        lambda language: key_word("1", language),
        lambda language: money_words(100, "USD", language),
        lambda language: date_words(date(2026, 11, 24), language),
        lambda language: time_words(time(8), language),
        lambda language: list_words(["one"], language),
        lambda language: seconds_to_say("one", language),
        lambda language: seconds_to_say("", language),
        lambda language: word_ends("one", language),
    ],
)
def test_a_language_without_words_is_named_in_the_error_and_never_guessed(
    say: Callable[[str], object], language: str
) -> None:
    with pytest.raises(LookupError, match=f"no words for the language '{language}'; there are en-US"):
        say(language)
