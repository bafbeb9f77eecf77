"""The fixed words of a payment: in every language the same things, in the words that language has for the keys."""

import re
from collections.abc import Iterator
from dataclasses import fields

import pytest

from ivr.line.amountphrases import AMOUNT_PHRASES, amount_phrases
from ivr.line.payphrases import PAY_PHRASES, StepPhrases, pay_phrases
from ivr.line.wording import parse_wording
from ivr.speech.digits import key_word
from ivr.speech.duration import seconds_to_say
from ivr.speech.languages import SPOKEN_LANGUAGES, UnknownLanguageError

LONGEST = 15.0
"""Seconds of one prompt (dialog rules: more than 10 before the first key is a warning; a reprompt may be longer)."""
BRACES = re.compile(r"\{[a-z_.]+\}")


def texts_of(phrases: object) -> Iterator[tuple[str, str]]:
    for field in fields(phrases):  # type: ignore[arg-type]
        value = getattr(phrases, field.name)
        if isinstance(value, StepPhrases):
            yield from ((f"{field.name}.{name}", text) for name, text in texts_of(value))
        else:
            yield field.name, value


def everything(language: str) -> dict[str, str]:
    return {**dict(texts_of(pay_phrases(language))), **dict(texts_of(amount_phrases(language)))}


def test_every_language_a_line_can_speak_has_them() -> None:
    assert tuple(PAY_PHRASES) == tuple(AMOUNT_PHRASES) == SPOKEN_LANGUAGES


def test_a_language_nobody_wrote_is_an_error_of_the_program() -> None:
    for phrases in (pay_phrases, amount_phrases):
        with pytest.raises(UnknownLanguageError):
            phrases("fr-FR")


@pytest.mark.parametrize("language", SPOKEN_LANGUAGES)
def test_no_text_is_empty_or_written_twice(language: str) -> None:
    texts = list(everything(language).values())
    assert all(text and text == " ".join(text.split()) for text in texts)
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("language", SPOKEN_LANGUAGES[1:])
def test_no_text_is_left_in_english(language: str) -> None:
    english, here = everything("en-US"), everything(language)
    assert here.keys() == english.keys()
    assert [name for name, text in here.items() if text == english[name]] == []


@pytest.mark.parametrize("language", SPOKEN_LANGUAGES)
def test_the_same_values_stand_in_the_text_of_every_language(language: str) -> None:
    english = everything("en-US")
    for name, text in everything(language).items():
        assert sorted(BRACES.findall(text)) == sorted(BRACES.findall(english[name])), name


@pytest.mark.parametrize("language", SPOKEN_LANGUAGES)
def test_keys_have_the_names_this_language_gives_them(language: str) -> None:
    pound, star = key_word("#", language), key_word("*", language)
    phrases = pay_phrases(language)
    assert phrases.to_stop.endswith(f"{star}.")
    assert phrases.card_number.ask.endswith(f"{star}.")
    for step in (phrases.card_number, phrases.postal_code):
        assert all(pound in text for _, text in texts_of(step))
    assert pound in amount_phrases(language).enter


@pytest.mark.parametrize("language", SPOKEN_LANGUAGES)
def test_no_sign_or_numeral_is_left_to_a_voice(language: str) -> None:
    for name, text in everything(language).items():
        assert not re.search(r"[0-9#*$<>&_/]", BRACES.sub("", text)), name


@pytest.mark.parametrize("language", SPOKEN_LANGUAGES)
def test_no_prompt_is_too_long_to_listen_to(language: str) -> None:
    for name, text in everything(language).items():
        assert seconds_to_say(BRACES.sub("", text), language) < LONGEST, name


@pytest.mark.parametrize("language", SPOKEN_LANGUAGES)
def test_the_second_wording_is_another_one(language: str) -> None:
    """Who did not understand once is not told the same again."""
    phrases = pay_phrases(language)
    for step in (phrases.card_number, phrases.expiration_date, phrases.security_code, phrases.postal_code):
        assert len({text for _, text in texts_of(step)}) == 5
    assert phrases.other_card != phrases.other_card_later


@pytest.mark.parametrize("language", SPOKEN_LANGUAGES)
def test_choices_are_open_at_their_end_and_sentences_are_not(language: str) -> None:
    """The key is added behind a choice."""
    phrases = amount_phrases(language)
    choices = {"to_pay_all", "to_pay_past_due", "to_pay_other", "to_change", "all_the_same"}
    for name, text in texts_of(phrases):
        assert text.endswith(".") is (name not in choices), name
    assert all(parse_wording(text) for name, text in texts_of(phrases) if name not in ("enter", "limits"))
