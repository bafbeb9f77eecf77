"""The twelve keys of a telephone, and what holds for a run of them."""

import re
from collections.abc import Mapping
from typing import Literal, get_args

Key = Literal["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "#"]

KEYS: tuple[Key, ...] = get_args(Key)
PERSON: Key = "0"
BACK: Key = "*"
REPEAT: Key = "#"
LANGUAGE: Key = "9"
TERMCHAR: Key = "#"

DOT = "\N{BULLET}"
"""In the place of a digit that is not shown."""
SHOWN = 4
"""How many of the last digits of a number may be."""


_LETTERS: Mapping[str, Key] = {
    **dict.fromkeys("ABC", "2"),
    **dict.fromkeys("DEF", "3"),
    **dict.fromkeys("GHI", "4"),
    **dict.fromkeys("JKL", "5"),
    **dict.fromkeys("MNO", "6"),
    **dict.fromkeys("PQRS", "7"),
    **dict.fromkeys("TUV", "8"),
    **dict.fromkeys("WXYZ", "9"),
}
"""Source: ITU-T E.161."""


def spelled(word: str) -> str:
    """The digits that the letters of `word` stand on. Raises KeyError for what is no letter from A to Z."""
    return "".join(_LETTERS[letter] for letter in word)


WITHHELD = frozenset(f"+{spelled(word)}" for word in ("ANONYMOUS", "UNAVAILABLE", "UNKNOWN", "BLOCKED", "RESTRICTED"))
"""What carriers send as the number of a caller who withheld theirs: words, spelled on the keys. They look like numbers,
and are nobody's."""


def passes_luhn(digits: str) -> bool:
    """Whether the last digit is the mod-10 check digit of the others (ISO/IEC 7812-1, annex B).

    What is no run of the digits 0 to 9, or empty, does not pass.
    """
    if not (digits.isascii() and digits.isdigit()):
        return False
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit)
        if place % 2:
            value = value * 2 - 9 if value > 4 else value * 2
        total += value
    return total % 10 == 0


_CARD = re.compile(r"(?:4|5[1-5]|2[2-7]|3[47]|6(?:011|4[4-9]|5)|3(?:0[0-5]|[689])|35|62)[0-9]+")
SHORTEST_CARD, LONGEST_CARD = 13, 19


def looks_like_a_card(digits: str) -> bool:
    """Whether digits have the length, the beginning and the check digit of a payment card (ISO/IEC 7812; ranges of Visa,
    Mastercard, American Express, Discover, Diners Club, JCB and UnionPay)."""
    return SHORTEST_CARD <= len(digits) <= LONGEST_CARD and bool(_CARD.fullmatch(digits)) and passes_luhn(digits)


def mask_keys(keys: str) -> str:
    """Keys of one entry: one as it is, up to four as dots, of more the last four digits."""
    digits = sum(key.isdigit() for key in keys)
    hidden = 0 if digits <= 1 else max(digits - SHOWN, 0) or digits
    shown, seen = [], 0
    for key in keys:
        seen += key.isdigit()
        shown.append(DOT if key.isdigit() and seen <= hidden else key)
    return "".join(shown)


def only_keys(text: str) -> bool:
    """Whether `text` holds nothing but keys a telephone has."""
    return all(key in KEYS for key in text)
