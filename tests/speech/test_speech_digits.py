"""Digits and keys in words, and what happens with a language nobody wrote words for."""

from collections.abc import Callable
from datetime import date, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.speech.codes import code_words
from ivr.speech.counts import count_words
from ivr.speech.dates import date_words, time_words
from ivr.speech.digits import DIGIT_WORDS, digit_words, grouped, key_word
from ivr.speech.duration import seconds_to_say, word_ends
from ivr.speech.languages import SPOKEN_LANGUAGES, language_name
from ivr.speech.lists import list_words
from ivr.speech.money import money_words
from ivr.speech.openings import week_words, zone_words
from ivr.telephony.hours import Calendar
from ivr.telephony.keys import KEYS

DIGITS = st.text(alphabet="0123456789", max_size=30)
NEW_YORK = ZoneInfo("America/New_York")


def test_the_last_four_digits_are_said_one_by_one() -> None:
    assert digit_words("5678", "en-US") == "five six seven eight"


def test_the_digit_0_is_zero_and_never_oh() -> None:
    assert digit_words("1030", "en-US") == "one zero three zero"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es-US", "cero uno dos tres cuatro cinco seis siete ocho nueve"),
        ("id-ID", "nol satu dua tiga empat lima enam tujuh delapan sembilan"),
    ],
)
def test_digits_are_said_one_by_one_in_other_languages(language: str, words: str) -> None:
    assert digit_words("0123456789", language) == words


def test_no_digits_are_no_words() -> None:
    assert digit_words("", "en-US") == ""


@given(DIGITS, st.sampled_from(SPOKEN_LANGUAGES))
def test_from_its_words_every_run_of_digits_can_be_written_down_again(digits: str, language: str) -> None:
    heard = digit_words(digits, language).split()
    assert "".join(str(DIGIT_WORDS[language].index(word)) for word in heard) == digits


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


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en-US", ["pound", "star", "zero", "one"]),
        ("es-US", ["la tecla numeral", "asterisco", "cero", "uno"]),
        ("id-ID", ["tanda pagar", "tanda bintang", "nol", "satu"]),
    ],
)
def test_keys_are_called_what_callers_call_them(language: str, words: list[str]) -> None:
    assert [key_word(key, language) for key in ("#", "*", "0", "1")] == words


@pytest.mark.parametrize("language", SPOKEN_LANGUAGES)
def test_no_two_keys_have_one_name(language: str) -> None:
    assert len({key_word(key, language) for key in KEYS}) == 12


@pytest.mark.parametrize("language", ["en-GB", "en", "en_US", "es-MX", "EN-US", "xx-XX", ""])
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
        lambda language: count_words(3, language),
        lambda language: code_words("", language),
        lambda language: week_words(Calendar(NEW_YORK, {}), language),
        lambda language: zone_words(NEW_YORK, language),
        lambda language: language_name(language, "en-US"),
        lambda language: language_name("en-US", language),
    ],
)
def test_a_language_without_words_is_named_in_the_error_and_never_guessed(
    say: Callable[[str], object], language: str
) -> None:
    with pytest.raises(LookupError, match=f"no words for the language '{language}'; there are en-US"):
        say(language)
