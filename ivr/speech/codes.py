"""Confirmation codes read out sign by sign: digits as words, letters as capitals, which a voice spells by itself.

Letters that sound alike over a telephone (B, V, P, D) are better left out of a code; this says what it is given.
"""

import re
from itertools import pairwise

from ivr.speech.languages import spoken

LONGEST_GROUP = 4
"""Signs said in one breath: what people can hold until they have written it down."""

_CODE = re.compile(r"[0-9A-Z]*")


def code_words(code: str, language: str) -> str:
    """ "B seven K, two two nine": groups as even as can be, a comma between two.

    Raises UnknownLanguageError, and ValueError, which never quotes the code, for anything but 0 to 9 and A to Z.
    """
    digits = spoken(language).digits
    if not _CODE.fullmatch(code):
        raise ValueError("only the digits 0 to 9 and the letters A to Z can be read out one by one")
    groups = (" ".join(digits[int(sign)] if sign.isdigit() else sign for sign in group) for group in _groups(code))
    return ", ".join(groups)


def _groups(code: str) -> list[str]:
    count = -(-len(code) // LONGEST_GROUP)
    ends = [len(code) * place // count for place in range(count + 1)] if count else []
    return [code[start:end] for start, end in pairwise(ends)]
