"""Speech folded to what the ear tells apart."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.carrier.happenings import Heard
from ivr.carrier.hearing import fold
from ivr.speech.digits import digit_words
from ivr.speech.languages import SPOKEN_LANGUAGES


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Thanks for calling!", "  thanks,\nFOR calling"),
        ("8 4 4 8", "eight four four eight"),
        ("8448", "8-4-4-8"),
        ("your 16-digit account number", "your sixteen digit account number"),
        ("Don't wait", "dont wait"),
        ("forty-five dollars", "forty five dollars"),
    ],
)
def test_what_sounds_alike_is_alike(one: str, other: str) -> None:
    assert fold(one, "en-US") == fold(other, "en-US")


@pytest.mark.parametrize(("one", "other"), [("press 1", "press 2"), ("to", "two"), ("pay", "repay"), ("4 5", "54")])
def test_what_sounds_different_is_different(one: str, other: str) -> None:
    assert fold(one, "en-US") != fold(other, "en-US")


def test_digit_words_are_those_of_the_language() -> None:
    assert fold("one", "xx") == ("one",)
    assert fold("one uno satu 1", "es-US") == ("one", "1", "satu", "1")


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("8 4 4 0", "ocho cuatro cuatro cero", "es-US"),
        ("Oprima 1.", "oprima uno", "es-US"),
        ("16 dígitos", "dieciséis dígitos", "es-US"),
        ("21 días", "Veintiuno días", "es-US"),
        ("marque 1", "marque uno", "es-MX"),
        ("mañana", unicodedata.normalize("NFD", "mañana"), "es-US"),
        ("8 4 4 0", "delapan empat empat nol", "id-ID"),
        ("Tekan 1!", "tekan satu", "id-ID"),
        ("11 angka", "sebelas angka", "id-ID"),
        ("press 1", "press one", "en-GB"),
    ],
)
def test_what_sounds_alike_is_alike_in_every_language(one: str, other: str, language: str) -> None:
    assert fold(one, language) == fold(other, language)


@pytest.mark.parametrize(("one", "other"), [("oprima uno", "oprima dos"), ("peso", "piso"), ("año", "ano")])
def test_what_sounds_different_is_different_in_spanish_too(one: str, other: str) -> None:
    assert fold(one, "es-US") != fold(other, "es-US")


@given(st.text("0123456789", max_size=20), st.sampled_from(SPOKEN_LANGUAGES))
def test_digits_are_heard_alike_as_figures_and_as_words(digits: str, language: str) -> None:
    assert fold(digit_words(digits, language), language) == fold(digits, language) == tuple(digits)


def test_words_end_one_after_the_other_within_the_utterance() -> None:
    heard = Heard("Thanks for calling us today.", start=10.0, seconds=4.0)
    ends = [end for _, end in heard.words()]
    assert ends == sorted(ends)
    assert 10.0 < ends[0] < ends[-1] <= 14.0


def test_a_word_that_was_cut_was_not_heard() -> None:
    heard = Heard("Thanks for calling us today.", start=0.0, seconds=4.0)
    heard.cut_at = heard.words()[2][1] - 0.01
    assert heard.said_by(99) == "Thanks for"


def test_words_in_no_time_are_all_heard() -> None:
    heard = Heard("Thanks for calling.", start=5.0, seconds=0.0)
    assert heard.said_by(5.0) == "Thanks for calling."
