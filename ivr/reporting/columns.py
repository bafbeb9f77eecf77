"""A row of text on a terminal: how many columns a character takes, and what is not shown.

Wide and narrow by Unicode's East Asian Width (Annex 11); a mark that combines takes none. What would move the cursor or
change colours is shown as a dot: a file is not to talk to the terminal.
"""

import re
import unicodedata

from ivr.telephony.keys import DOT, SHOWN

TAB = 4
WIDEST = 100
"""Columns of a snippet; a longer row is cut on both sides of what is shown."""

_NO_COLUMN = ("Mn", "Me", "Cf")
_NOT_SHOWN = ("Cc", "Cs", "Zl", "Zp")
_DIGITS = re.compile(r"\+\d[\d ().-]*|\d{4}-\d{2}-\d{2}|(?P<keyed>\d(?:[ -]?\d){4,})")


def width(character: str) -> int:
    if unicodedata.category(character) in _NO_COLUMN:
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def cells(row: str) -> list[str]:
    """What is shown for each character of a row."""
    shown: list[str] = []
    column = 0
    for character in row:
        one = character
        if character == "\t":
            one = " " * (TAB - column % TAB)
        elif unicodedata.category(character) in _NOT_SHOWN:
            one = "·"
        shown.append(one)
        column += sum(width(part) for part in one)
    return shown


def snippet(row: str, at: int) -> tuple[str, int]:
    """The row as it is shown, and the column of its `at`-th character, both counted from 0."""
    shown = cells(row)
    before = "".join(shown[:at])
    start = end = min(at, len(shown))
    while end < len(shown) and columns(shown[start : end + 1]) <= WIDEST // 2:
        end += 1
    while start > 0 and columns(shown[start - 1 : end]) <= WIDEST:
        start -= 1
    while end < len(shown) and columns(shown[start : end + 1]) <= WIDEST:
        end += 1
    left, right = "…" * (start > 0), "…" * (end < len(shown))
    return f"{left}{''.join(shown[start:end])}{right}", columns([before]) - columns(shown[:start]) + len(left)


def columns(shown: list[str]) -> int:
    return sum(width(character) for one in shown for character in one)


def masked(row: str) -> str:
    """Without the digits of what callers key, but for the last four: long numbers in call files, and account numbers.
    A telephone number with a plus sign and a date are nobody's secrets."""
    return _DIGITS.sub(_mask, row)


def _mask(found: "re.Match[str]") -> str:
    if found["keyed"] is None:
        return found[0]
    text, left = found[0], sum(one.isdigit() for one in found[0]) - SHOWN
    masked_text = []
    for one in text:
        hidden = one.isdigit() and left > 0
        left -= one.isdigit()
        masked_text.append(DOT if hidden else one)
    return "".join(masked_text)
