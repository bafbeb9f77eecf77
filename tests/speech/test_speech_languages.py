"""Every language says all there is to say of itself, and they do not get into each other's way."""

import pytest

from ivr.speech.digits import DIGIT_OF_WORD
from ivr.speech.languages import LANGUAGES, SPOKEN_LANGUAGES, Language, UnknownLanguageError, language_name

EVERY = pytest.mark.parametrize("language", LANGUAGES.values(), ids=SPOKEN_LANGUAGES)


def test_three_languages_are_spoken_english_first() -> None:
    assert SPOKEN_LANGUAGES == ("en-US", "es-US", "id-ID")


@pytest.mark.parametrize(
    ("in_language", "names"),
    [
        ("en-US", ["English", "Spanish", "Indonesian"]),
        ("es-US", ["inglés", "español", "indonesio"]),
        ("id-ID", ["Inggris", "Spanyol", "bahasa Indonesia"]),
    ],
)
def test_every_language_has_a_name_in_every_language(in_language: str, names: list[str]) -> None:
    assert [language_name(language, in_language) for language in SPOKEN_LANGUAGES] == names


@pytest.mark.parametrize("pair", [("xx-XX", "en-US"), ("en-US", "xx-XX")])
def test_a_name_is_never_guessed(pair: tuple[str, str]) -> None:
    with pytest.raises(UnknownLanguageError, match="'xx-XX'"):
        language_name(*pair)


@EVERY
def test_a_language_names_itself_and_both_signs(language: Language) -> None:
    assert language_name(language.tag, language.tag) == language.own_name
    assert set(language.signs) == {"#", "*"}


def test_no_word_means_one_digit_here_and_another_there() -> None:
    said = [(word, str(digit)) for language in LANGUAGES.values() for digit, word in enumerate(language.digits)] + [
        pair for language in LANGUAGES.values() for pair in language.more_digits.items()
    ]
    assert all(DIGIT_OF_WORD[word] == digit for word, digit in said)
    assert len(DIGIT_OF_WORD) == len({word for word, _ in said})


@EVERY
def test_digits_in_words_are_the_cardinals_below_ten(language: Language) -> None:
    assert [language.cardinal(digit) for digit in range(10)] == list(language.digits)


@EVERY
def test_a_number_heard_as_one_word_is_that_number(language: Language) -> None:
    assert all(language.cardinal(int(figures)) == word for word, figures in language.numbers_heard.items())
    assert language.numbers_heard


@EVERY
def test_a_span_of_hours_has_a_place_for_both_ends(language: Language) -> None:
    assert language.span.format(start="a", end="b").count("a") >= 1
    assert language.span.index("{start}") < language.span.index("{end}")
