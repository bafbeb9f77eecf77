"""Whether words, or anything else that is seen, tell a secret: its digits in figures, with anything between them, or spelled in any
language that lines speak. The last four digits of a number may be seen; of what is no longer than that, nothing may.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ivr.dialog.keeping import LAST_DIGITS
from ivr.dialog.prompts import Rest, Utterance
from ivr.secret import Secret
from ivr.speech.digits import DIGIT_OF_WORD

_REMEMBERED = 65_536
"""Texts whose digits are remembered, which the moves of a walk say again and again. None of them is secret."""
_WORD = re.compile(r"[^\W\d_]+|\d+|[^\w\s.,:;/()-]")
"""A word, digits, or a sign that ends a number. Blanks, points, commas, dashes and brackets stand between digits."""
_BREAK = "|"


@lru_cache(maxsize=_REMEMBERED)
def numbers_in(text: str) -> tuple[str, ...]:
    """The runs of at least four digits in a text, figures or words, from left to right."""
    digits = (_digits(word) for word in _WORD.findall(text.lower()))
    return tuple(run for run in "".join(digits).split(_BREAK) if len(run) >= LAST_DIGITS)


def _digits(word: str) -> str:
    return word if word.isdecimal() and word.isascii() else DIGIT_OF_WORD.get(word, _BREAK)


def plainly(said: Utterance) -> str:
    """What of an utterance is no secret, as one text; a secret part ends a number, a rest does not."""
    if len(said.parts) == 1 and isinstance(said.parts[0], str):
        return said.parts[0]
    return "".join(
        _BREAK if isinstance(part, Secret) else " " if isinstance(part, Rest) else part for part in said.parts
    )


def telling(texts: Iterable[str], secrets: Iterable[Secret]) -> frozenset[str]:
    """The numbers in these texts that tell any of these secrets, which are revealed only to be held against them."""
    runs = {run for text in texts for run in numbers_in(text)}
    if not runs:
        return frozenset()
    longest = max(map(len, runs))
    untold = [*_untold({_figures(one.reveal()) for one in secrets}, longest)]
    return frozenset(run for run in runs if any(part in run for part in untold))


def _figures(text: str) -> str:
    return text if text.isdecimal() else re.sub(r"\D", "", text)


def _untold(numbers: set[str], longest: int) -> Iterator[str]:
    """Of a long number each run of digits longer than may be seen; a short one as a whole, unless it is the end of a long one, which
    may be. Nothing that is longer than `longest`."""
    ends = {one[-LAST_DIGITS:] for one in numbers if len(one) > LAST_DIGITS}
    for one in numbers:
        if len(one) > LAST_DIGITS < longest:
            yield from (one[start : start + LAST_DIGITS + 1] for start in range(len(one) - LAST_DIGITS))
        elif len(one) == LAST_DIGITS and one not in ends:
            yield one
