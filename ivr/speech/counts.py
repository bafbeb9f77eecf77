"""Whole numbers in words, as things are counted: "three", "one hundred one"."""

from ivr.speech.languages import spoken


def count_words(count: int, language: str) -> str:
    """`count` as a cardinal number that stands alone, or before a noun that does not change it.

    Raises UnknownLanguageError, and ValueError for a number below zero or of more than fifteen digits.
    """
    return spoken(language).cardinal(count)
