"""Whether words tell how many digits are to be keyed."""

import re
from functools import lru_cache

from ivr.speech.languages import spoken
from ivr.speech.languages.language import Noun

_WORD = re.compile(r"[^\W_]+")


def says_number(text: str, number: int, language: str) -> bool:
    """As a word or in figures: "sixteen-digit", "16 digits"."""
    folded = _folded(text)
    return any(one in folded for one in _ways(number, language))


@lru_cache(maxsize=256)
def _ways(number: int, language: str) -> tuple[str, ...]:
    words = spoken(language)
    counted = words.counted(number, Noun("", ""))
    return tuple(_folded(one) for one in (words.cardinal(number), counted, str(number)))


def _folded(text: str) -> str:
    """Words between blanks: a hyphen is none of them."""
    return f" {' '.join(_WORD.findall(text.lower()))} "
