"""Several things in one sentence, with the commas and the last word that the language's own list pattern gives (CLDR).

A voice rests at the commas, so the one before "or" keeps the last two things apart.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from babel.lists import format_list

from ivr.speech.languages import Last, spoken

_PATTERNS: Mapping[Last, Literal["or", "standard"]] = {"or": "or", "and": "standard"}


def list_words(items: Sequence[str], language: str, last: Last = "or") -> str:
    """`items` in their order: "Visa, Mastercard, or Discover". One item stands alone.

    Raises ValueError when there is nothing to list (a sentence about nothing must not be said), UnknownLanguageError.
    """
    words = spoken(language)
    if not items:
        raise ValueError("there is nothing to list")
    said = format_list(items, style=_PATTERNS[last], locale=words.locale)
    return words.before_last(said.removesuffix(items[-1]), items[-1]) + items[-1]
