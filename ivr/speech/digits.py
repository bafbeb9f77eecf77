"""Digits and telephone keys in words, one word for each digit."""

from collections.abc import Mapping

from ivr.speech.languages import LANGUAGES, UnknownLanguageError, spoken
from ivr.telephony.keys import Key

__all__ = ["DIGIT_OF_WORD", "DIGIT_WORDS", "UnknownLanguageError", "digit_words", "grouped", "key_word"]

DIGIT_WORDS: Mapping[str, tuple[str, ...]] = {tag: language.digits for tag, language in LANGUAGES.items()}
"""By language, the word for each digit from 0 to 9. The digit 0 is never "oh", which is also a letter."""

DIGIT_OF_WORD: Mapping[str, str] = {
    word: digit
    for language in LANGUAGES.values()
    for word, digit in (*language.more_digits.items(), *((word, str(n)) for n, word in enumerate(language.digits)))
}
"""The digit each word of any language stands for; no two languages mean different digits by one word."""


def digit_words(digits: str, language: str) -> str:
    """Each digit as a word, a blank between two. Raises ValueError, which never quotes the text: it may be secret."""
    words = spoken(language).digits
    if not (digits.isascii() and digits.isdigit()) and digits:
        raise ValueError("only the digits 0 to 9 can be read out one by one")
    return " ".join(words[int(digit)] for digit in digits)


def key_word(key: Key, language: str) -> str:
    """What callers call a key of their telephone."""
    signs = spoken(language).signs
    return signs[key] if key in signs else digit_words(key, language)


def grouped(digits: str, groups: tuple[int, ...]) -> list[str]:
    """`digits` cut into groups of these lengths, first to last; what is left over is one more group."""
    if any(length < 1 for length in groups):
        raise ValueError("a group holds at least one digit")
    cut = []
    for length in groups:
        cut.append(digits[:length])
        digits = digits[length:]
    return [group for group in (*cut, digits) if group]
