"""Several things in one sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.speech.lists import list_words


@pytest.mark.parametrize(
    ("items", "words"),
    [
        (["Visa"], "Visa"),
        (["Visa", "Discover"], "Visa or Discover"),
        (["Visa", "Mastercard", "Discover"], "Visa, Mastercard, or Discover"),
        (["Visa", "Mastercard", "American Express", "Discover"], "Visa, Mastercard, American Express, or Discover"),
    ],
)
def test_a_choice_ends_with_or(items: list[str], words: str) -> None:
    assert list_words(items, "en-US") == words


def test_things_that_all_hold_end_with_and() -> None:
    assert list_words(["online", "by phone", "by mail"], "en-US", last="and") == "online, by phone, and by mail"
    assert list_words(["cash", "cards"], "en-US", last="and") == "cash and cards"


@pytest.mark.parametrize(
    ("items", "language", "choice", "all_of_them"),
    [
        (
            ["Visa", "Mastercard", "Discover"],
            "es-US",
            "Visa, Mastercard o Discover",
            "Visa, Mastercard y Discover",
        ),
        (["cable", "internet"], "es-US", "cable o internet", "cable e internet"),
        (["siete", "ocho"], "es-US", "siete u ocho", "siete y ocho"),
        (["uno", "hotel", "Orlando"], "es-US", "uno, hotel u Orlando", "uno, hotel y Orlando"),
        (["Ana", "Hilda"], "es-US", "Ana o Hilda", "Ana e Hilda"),
        (["agua", "hielo"], "es-US", "agua o hielo", "agua y hielo"),
        (["e y", "i"], "es-US", "e y o i", "e y e i"),
        (["internet"], "es-US", "internet", "internet"),
        (["kabel", "internet"], "id-ID", "kabel atau internet", "kabel dan internet"),
        (
            ["Visa", "Mastercard", "Discover"],
            "id-ID",
            "Visa, Mastercard, atau Discover",
            "Visa, Mastercard, dan Discover",
        ),
    ],
)
def test_other_languages_join_as_their_ear_asks(items: list[str], language: str, choice: str, all_of_them: str) -> None:
    assert list_words(items, language) == choice
    assert list_words(items, language, last="and") == all_of_them


def test_nothing_to_list_is_an_error_before_a_caller_hears_it() -> None:
    with pytest.raises(ValueError, match="nothing to list"):
        list_words([], "en-US")


@given(st.lists(st.text(alphabet="abc {}0%", min_size=1), min_size=3, max_size=8))
def test_items_are_kept_as_they_are_in_their_order(items: list[str]) -> None:
    assert list_words(items, "en-US") == ", ".join(items[:-1]) + ", or " + items[-1]
