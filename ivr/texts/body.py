"""What a text may say. It lies open on a telephone that others may hold, so it tells no account number and no amount.

This is a net under our own mistakes, not a filter of what callers write: bodies come from a line's author and its values.
"""

import re
import unicodedata
from collections.abc import Iterator

from ivr.speech.digits import DIGIT_WORDS

LONG_RUN = 6
"""Digits that could be an account number; a confirmation may be as long."""

CONFIRMATION = "confirmation"

_LINK = re.compile(r"https://\S+|http://127\.0\.0\.1\S*", re.IGNORECASE)
_DIGIT_WORDS = sorted({word for words in DIGIT_WORDS.values() for word in words})
_DIGITS = re.compile(rf"\d+|\b(?:{'|'.join(map(re.escape, _DIGIT_WORDS))})\b", re.IGNORECASE)
_GAP = re.compile(r"[ \t\n.,_\-\N{EN DASH}\N{EM DASH}]?")
_WIDE_GAP = re.compile(r"[ \t\n.,_\-\N{EN DASH}\N{EM DASH}]{0,3}")
_TIME_OF_DAY = re.compile(r"(?<![\d.,])(?:[01]?\d|2[0-3])[.:][0-5]\d(?![\d]|[.,]\d)")
_UNIT = r"(?:USD|CAD|MXN|IDR|EUR|GBP|Rp|dollars?|cents?|d[oó]lar(?:es)?|centavos?|pesos?|euros?|rupiah)"
_MONEY = re.compile(
    rf"\b{_UNIT}\.?\s?\d|\d\s?{_UNIT}\b"  # 45 dollars, Rp 45
    r"|\d[.,]\d{2}(?![\d])"  # 134.50
    r"|(?<!\d)\d{1,3}(?:[.,]\d{3})+(?!\d)",  # 1,345
    re.IGNORECASE,
)


def what_it_tells(body: str, topic: str) -> str | None:
    """What in this body no text may tell, in words for the log that do not repeat it; None where it may be sent."""
    bare = _TIME_OF_DAY.sub(" at ", _LINK.sub(" link ", _plain(body)))
    if any(unicodedata.category(sign) == "Sc" for sign in bare) or _MONEY.search(bare):
        return "an amount of money"
    runs = sum(length >= LONG_RUN for length in _runs(bare))
    if runs > (topic == CONFIRMATION):
        return f"a number of {LONG_RUN} digits or more"
    return None


def _plain(body: str) -> str:
    """Digits of every width and writing, and nothing between them that cannot be seen."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", body) if unicodedata.category(sign) != "Cf")


def _runs(text: str) -> Iterator[int]:
    """How many digits follow one another, as figures or words, for each run: one sign between two groups, and up to
    three around a digit that stands alone, as in numbers read out (1 2 3, 4 5 6). A slash or colon ends a run, as in a date."""
    length, end, alone = 0, 0, True
    for found in _DIGITS.finditer(text):
        count = len(found.group()) if found.group()[0].isdigit() else 1
        gap = _WIDE_GAP if alone or count == 1 else _GAP
        if not gap.fullmatch(text, end, found.start()):
            yield length
            length = 0
        length, end, alone = length + count, found.end(), count == 1
    yield length
