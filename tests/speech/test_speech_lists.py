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


def test_nothing_to_list_is_an_error_before_a_caller_hears_it() -> None:
    with pytest.raises(ValueError, match="nothing to list"):
        list_words([], "en-US")


@given(st.lists(st.text(alphabet="abc {}0%", min_size=1), min_size=3, max_size=8))
def test_items_are_kept_as_they_are_in_their_order(items: list[str]) -> None:
    assert list_words(items, "en-US") == ", ".join(items[:-1]) + ", or " + items[-1]
