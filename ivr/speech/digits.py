"""Digits and telephone keys in words, one word for each, and the law of languages for all of speech.

A language is known by its whole tag: en-US and en-GB name the key # differently. One that is not known is an error of
the program, raised as UnknownLanguageError, never a guess at another language.
"""

from collections.abc import Mapping
from typing import TypeVar

from ivr.telephony.keys import Key

T = TypeVar("T")


class UnknownLanguageError(LookupError):
    """No words are written for this language."""


def in_language(table: Mapping[str, T], language: str) -> T:
    """What `table` holds for a language tag; raises UnknownLanguageError."""
    if language not in table:
        raise UnknownLanguageError(f"no words for the language {language!r}; there are {', '.join(sorted(table))}")
    return table[language]


DIGIT_WORDS: Mapping[str, tuple[str, ...]] = {
    "en-US": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
}
"""By language, the word for each digit from 0 to 9. The digit 0 is never "oh", which is also a letter."""

_SIGNS: Mapping[str, Mapping[str, str]] = {
    "en-US": {"#": "pound", "*": "star"},
}


def digit_words(digits: str, language: str) -> str:
    """Each digit as a word, a blank between two. Raises ValueError, which never quotes the text: it may be secret."""
    words = in_language(DIGIT_WORDS, language)
    if not (digits.isascii() and digits.isdigit()) and digits:
        raise ValueError("only the digits 0 to 9 can be read out one by one")
    return " ".join(words[int(digit)] for digit in digits)


def key_word(key: Key, language: str) -> str:
    """What callers call a key of their telephone."""
    signs = in_language(_SIGNS, language)
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
