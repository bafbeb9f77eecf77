"""STOP and START, however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.texts.keywords import start_word, stop_word

STOPS = ["STOP", "STOPALL", "QUIT", "END", "CANCEL", "UNSUBSCRIBE", "REVOKE", "OPTOUT", "ALTO", "PARAR", "BERHENTI"]
AROUND = st.text(" \t\n.,!?*\"'()-\N{NO-BREAK SPACE}\N{INVERTED EXCLAMATION MARK}", max_size=6)


@given(AROUND, st.sampled_from([*STOPS, "OPT OUT", "opt-out", "Stop All"]), AROUND, st.data())
def test_a_word_for_stop_is_heard_in_any_case_and_between_any_marks(
    before: str, word: str, after: str, data: st.DataObject
) -> None:
    case = data.draw(st.sampled_from([str.upper, str.lower, str.title, str.swapcase]))
    assert stop_word(before + case(word) + after) == word.upper().replace("-", " ")
    assert start_word(before + case(word) + after) is None


@given(AROUND, st.sampled_from(["START", "UNSTOP"]), AROUND)
def test_a_word_for_start_is_heard_alone_and_is_no_stop(before: str, word: str, after: str) -> None:
    assert start_word(before + word.lower() + after) == word
    assert stop_word(before + word.lower() + after) is None


@pytest.mark.parametrize(
    "body",
    [
        "please stop",
        "Stop texting me!",
        "STOP PLEASE",
        "I want to opt out of these",
        "unsubscribe me",
        "Tolong berhenti",
        "\N{FULLWIDTH LATIN CAPITAL LETTER S}TOP",
        "STOP \N{OCTAGONAL SIGN}",
        "start? no, STOP",
    ],
)
def test_whoever_says_stop_in_a_sentence_is_heard_too(body: str) -> None:
    assert stop_word(body) is not None


@pytest.mark.parametrize(
    "body",
    ["", "  ", "YES", "Si", "OK", "1", "cancel my internet", "the end of the month", "unstoppable", "alto ahi", "HELP"],
)
def test_what_says_neither_is_neither(body: str) -> None:
    assert stop_word(body) is None
    assert start_word(body) is None


@pytest.mark.parametrize("body", ["start texting", "please START", "restart", "YES", "STARTSTOP"])
def test_start_in_a_sentence_is_not_enough(body: str) -> None:
    assert start_word(body) is None


@given(st.text(max_size=200))
def test_no_text_is_both(body: str) -> None:
    assert not (stop_word(body) and start_word(body))


@pytest.mark.parametrize(
    "body",
    [
        "cancel texts",
        "No more texts",
        "end texts please",
        "Don't text me",
        "do not send me messages",
        "BAJA",
        "detener",
        "S T O P",
    ],
)
def test_whoever_says_it_in_their_own_words_is_heard(body: str) -> None:
    assert stop_word(body) is not None


@pytest.mark.parametrize("body", ["cancel my internet", "no more tv", "the end", "do not worry", "texts are fine"])
def test_what_is_not_about_texts_ends_none(body: str) -> None:
    assert stop_word(body) is None
