"""The small language of phrases: what it finds, and that passing a text over by its words never loses a phrase."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.checking.phrasebook import phrases, words_in
from ivr.checking.wordlists import WORDLISTS

KEYS = ("1", "2", "#", "one", "two", "zero", "star")

FOUND = [
    ("your call is important", "Your CALL is important to us.", "Your CALL is important"),
    ("call|line is open|free", "The line is free.", "line is free"),
    ("listen [very] carefully", "Listen carefully.", "Listen carefully"),
    ("listen [very] carefully", "Please listen very carefully!", "listen very carefully"),
    ("enter ... card", "Enter all the digits of your card.", "Enter all the digits of your card"),
    ("enter ... card", "Enter card.", "Enter card"),
    ("press [the] <key>", "Now press the # and wait.", "press the #"),
    ("press <key> for", "Press star, for a person.", "Press star, for"),
    ("c v v", "Your C V V, please.", "C V V"),
    ("card's number", "The card's number.", "card's number"),
    ("información", "Más información.", "información"),
]

NOT_FOUND = [
    ("your call is important", "Your call is very important."),
    ("call is", "Recall is made. A call-is. The callis."),
    ("enter ... card", "Enter one two three four five six card."),
    ("enter ... card", "Enter it. A card is fine."),
    ("press <key>", "Press one two."),
    ("press <key>", "Press 123."),
    ("press <key>", "Press ones."),
    ("información", "Mas informacion."),
]


@pytest.mark.parametrize(("phrase", "text", "words"), FOUND)
def test_a_phrase_is_found_as_it_stands(phrase: str, text: str, words: str) -> None:
    assert phrases(phrase, keys=KEYS).within(text) == words


@pytest.mark.parametrize(("phrase", "text"), NOT_FOUND)
def test_what_only_looks_like_a_phrase_is_not_found(phrase: str, text: str) -> None:
    assert phrases(phrase, keys=KEYS).within(text) == ""


@pytest.mark.parametrize("phrase", ["[the] call", "<key> pressed", "... call"])
def test_a_phrase_begins_with_words(phrase: str) -> None:
    with pytest.raises(ValueError, match="begins with words"):
        phrases(phrase, keys=KEYS)


def test_every_place_of_a_phrase_is_told() -> None:
    known = phrases("press <key>", keys=KEYS)
    text = "Press one. Or press star."
    assert [one[0] for one in known.all_in(text, words_in(text))] == ["Press one", "press star"]


LISTS = [
    one
    for known in WORDLISTS.values()
    for one in (known.key_first, known.banned, known.cards, known.legal, *known.jargon.values())
]
PIECES = sorted(
    {cue for one in LISTS for cue in one.cues} | {"uno", "one", "satu", "to", "para", "untuk", "card", "kartu"}
)


@given(
    st.lists(st.sampled_from([*PIECES, ".", ",", "-", "'", "İ", "ß"]), max_size=12).map(" ".join),
    st.sampled_from(LISTS),
)
def test_a_text_that_is_passed_over_unread_holds_no_phrase(text: str, known: object) -> None:
    assert known.within(text) == (match[0] if (match := known.expression.search(text)) else "")
