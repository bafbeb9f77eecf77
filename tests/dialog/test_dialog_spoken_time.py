"""Seconds of what a caller hears: words, rests, pace, and read-backs that no time gives away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.dialog import spoken_time
from ivr.dialog.prompts import Rest, Utterance
from ivr.dialog.spoken_time import seconds_of, words_alone
from ivr.secret import Secret
from ivr.speech.digits import digit_words
from ivr.speech.duration import seconds_to_say
from ivr.speech.languages import SPOKEN_LANGUAGES, UnknownLanguageError

Parts = tuple[str | Secret | Rest, ...]
WORDS = "To pay your bill, press one."


def said(*parts: str | Secret | Rest, language: str = "en-US", rate: int = 100) -> Utterance:
    return Utterance(parts, language, "a voice", rate=rate)


def read_back(digits: str, language: str) -> Utterance:
    groups = [Secret(digit_words(digits[place : place + 4], language)) for place in range(0, len(digits), 4)]
    parts: list[str | Secret | Rest] = []
    for group in groups:
        parts += [*((", ", Rest(400)) if parts else ()), group]
    return said(*parts, ".", language=language)


@pytest.mark.parametrize("language", SPOKEN_LANGUAGES)
def test_words_take_what_they_take_to_say(language: str) -> None:
    assert seconds_of([said(WORDS, language=language)]) == pytest.approx(seconds_to_say(WORDS, language))


def test_a_rest_takes_as_long_as_it_says_at_whatever_pace_the_words_are() -> None:
    words = seconds_to_say("To pay,", "en-US") + seconds_to_say(" press one.", "en-US")
    with_rest = ("To pay,", Rest(250), " press one.")
    assert seconds_of([said(*with_rest)]) == pytest.approx(words + 0.25)
    assert seconds_of([said(*with_rest, rate=80)]) == pytest.approx(words / 0.8 + 0.25)


def test_utterances_are_heard_one_after_the_other_each_in_its_language() -> None:
    one, two = said(WORDS), said("Para español, oprima nueve.", language="es-US")
    assert seconds_of([one, two]) == pytest.approx(seconds_of([one]) + seconds_of([two]))
    assert seconds_of([]) == seconds_of([said()]) == 0


@pytest.mark.parametrize("language", SPOKEN_LANGUAGES)
def test_a_read_back_of_every_digit_takes_what_its_words_take(language: str) -> None:
    words = digit_words("01234567890123456789", language)
    rests = 4 * (0.4 + seconds_to_say(",", language)) + seconds_to_say(".", language)
    heard = seconds_of([read_back("01234567890123456789", language)])
    assert heard == pytest.approx(seconds_to_say(words, language) + rests)


@given(st.from_regex(r"[0-9]{16}", fullmatch=True), st.sampled_from(SPOKEN_LANGUAGES))
def test_no_time_tells_one_account_number_from_another(digits: str, language: str) -> None:
    assert seconds_of([read_back(digits, language)]) == seconds_of([read_back("0000000000000000", language)])
    assert words_alone([read_back(digits, language)]) == words_alone([read_back("0000000000000000", language)])


def test_texts_are_remembered_and_secrets_and_numbers_are_not() -> None:
    digits = "six one seven three nine"  # of no number that any test says openly
    seconds_of([said("Remember this.", Secret(digits), " or 6 1 7 3 9."), said("Six, 6.")])
    known = spoken_time._known["en-US"]
    assert {"Remember this.", "Six, 6."} <= known.keys()
    assert not {digits, " or 6 1 7 3 9."} & known.keys()
    assert digits not in repr(known)


def test_no_more_texts_are_remembered_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(spoken_time._known, "en-US", {})
    monkeypatch.setattr(spoken_time, "_REMEMBERED", 3)
    for letter in "abcdefg":
        assert seconds_of([said(f"{letter} word.")]) == seconds_of([said(f"{letter} word.")])
        assert len(spoken_time._known["en-US"]) <= 3


def test_words_alone_are_counted_without_rests_and_without_patience() -> None:
    slow = said("To pay,", Rest(250), " press ", Secret("eight four"), ".", rate=50)
    words, seconds = words_alone([slow])
    assert words == 5
    assert seconds < seconds_of([said("To pay,", " press ", Secret("eight four"), ".")]) + 1e-9
    assert seconds_of([slow]) == pytest.approx(2 * seconds + 0.25)


def test_punctuation_between_the_groups_of_a_number_is_no_word() -> None:
    assert words_alone([read_back("84482917", "en-US")])[0] == 8


@pytest.mark.parametrize("part", [WORDS, Secret("one two")])
def test_a_language_nobody_speaks_is_refused(part: str | Secret) -> None:
    with pytest.raises(UnknownLanguageError):
        seconds_of([said(part, language="tlh")])
