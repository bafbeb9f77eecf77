"""The twelve keys of a telephone, and what holds for a run of them."""

from typing import Literal, get_args

Key = Literal["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "#"]

KEYS: tuple[Key, ...] = get_args(Key)
PERSON: Key = "0"
BACK: Key = "*"
REPEAT: Key = "#"
TERMCHAR: Key = "#"


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


def only_keys(text: str) -> bool:
    """Whether `text` holds nothing but keys a telephone has."""
    return all(key in KEYS for key in text)
