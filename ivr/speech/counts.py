"""Whole numbers in words, as things are counted: "three", "sixteen"."""

from functools import lru_cache

from num2words import num2words


@lru_cache(maxsize=512)
def count_words(count: int, language: str) -> str:
    """`count` as a cardinal number in the language of a tag such as en-US; raises NotImplementedError for a language
    num2words does not know."""
    return str(num2words(count, lang=language.split("-", maxsplit=1)[0]))
