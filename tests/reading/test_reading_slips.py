"""A slip of a finger is one letter; anything more is another word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.reading.slips import is_slip, only_slip


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("goodby", "goodbye"),
        ("goodbyee", "goodbye"),
        ("goodbie", "goodbye"),
        ("gooddye", "goodbye"),
        ("ogodbye", "goodbye"),
    ],
)
def test_one_letter_is_a_slip(written: str, meant: str) -> None:
    assert is_slip(written, meant)


@pytest.mark.parametrize(
    ("written", "meant"), [("goodbye", "goodbye"), ("pay", "say"), ("pay_card", "pay_cash"), ("goby", "goodbye")]
)
def test_the_same_word_a_short_one_and_two_letters_are_none(written: str, meant: str) -> None:
    assert not is_slip(written, meant)


@given(st.text("abc", min_size=4, max_size=8), st.data())
def test_a_letter_left_out_is_a_slip_either_way(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    shorter = word[:at] + word[at + 1 :]
    expected = len(shorter) >= 4
    assert is_slip(shorter, word) is is_slip(word, shorter) is expected


def test_between_two_words_that_are_as_near_nobody_chooses() -> None:
    assert only_slip("menu_a", {"menu_b", "menu_c"}) is None
    assert only_slip("menu_a", {"menu_b", "other"}) == "menu_b"
