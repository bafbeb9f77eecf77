"""Confirmation codes, as a caller writes them down."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.speech.codes import LONGEST_GROUP, code_words
from ivr.speech.digits import DIGIT_OF_WORD
from ivr.speech.languages import SPOKEN_LANGUAGES

CODES = st.text(alphabet="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", max_size=24)


@pytest.mark.parametrize(
    ("code", "language", "words"),
    [
        ("B7K2", "en-US", "B seven K two"),
        ("B7K2Q9", "en-US", "B seven K, two Q nine"),
        ("48213", "en-US", "four eight, two one three"),
        ("48213057", "es-US", "cuatro ocho dos uno, tres cero cinco siete"),
        ("A10", "id-ID", "A satu nol"),
        ("", "en-US", ""),
    ],
)
def test_a_code_is_said_in_groups_of_at_most_four(code: str, language: str, words: str) -> None:
    assert code_words(code, language) == words


@given(CODES, st.sampled_from(SPOKEN_LANGUAGES))
def test_from_its_words_every_code_can_be_written_down_again(code: str, language: str) -> None:
    groups = [group.split(" ") for group in code_words(code, language).split(", ")] if code else []
    assert "".join(DIGIT_OF_WORD.get(word, word) for group in groups for word in group) == code
    assert all(0 < len(group) <= LONGEST_GROUP for group in groups)
    assert max(map(len, groups), default=0) - min(map(len, groups), default=0) <= 1


@pytest.mark.parametrize("code", ["b7k2", "B7-K2", "B7 K2", "Ñ", "\N{ARABIC-INDIC DIGIT THREE}", "B7\n"])
def test_anything_else_is_refused_without_being_quoted(code: str) -> None:
    with pytest.raises(ValueError, match="digits 0 to 9 and the letters A to Z") as refused:
        code_words(code, "en-US")
    assert not re.search(re.escape(code), str(refused.value))
