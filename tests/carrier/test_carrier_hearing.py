"""Speech folded to what the ear tells apart."""

import pytest

from ivr.carrier.happenings import Heard
from ivr.carrier.hearing import fold


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
