"""A few words of many: enough to know where one is on a call, and no more than anybody wants to read.

What is heard is compared as the ear does it, see hearing.py, and found at the first place that has it.
"""

import re
from collections.abc import Sequence
from itertools import takewhile

from ivr.carrier.hearing import fold

FEW = 6  # words
A_SENTENCE = 12  # words; a longer one is not told whole
A_CLAUSE = 8
_DRAWN = re.compile(r"[\d/@]")
_LONG_NUMBER = 2  # digits in a row; fewer are a key


def phrases(words: Sequence[str], language: str) -> list[str]:
    """The first few words and the last few; all of them where they are few. They are of one language."""
    if len(words) <= FEW:
        whole = " ".join(words)
        return [whole] if fold(whole, language) else []
    first, rest = first_words(words, language)
    return [phrase for phrase in (first, last_words(rest, language)) if phrase]


def steady_words(words: Sequence[str], language: str) -> str:
    """The first few words of a text message, up to a link, a number, or anything that was drawn by lot."""
    steady = takewhile(lambda word: not _DRAWN.search(word), words[:FEW])
    phrase = " ".join(steady)
    return phrase if fold(phrase, language) else ""


def first_words(words: Sequence[str], language: str) -> tuple[str, Sequence[str]]:
    """The first sentence or its first few words, as far as they are no number, and the words after them."""
    ends = (place for place, word in enumerate(words[:A_SENTENCE], 1) if word.endswith((".", "?", "!")))
    count = next(ends, FEW)
    while count and _numeric(words[:count], language):
        count -= 1
    return " ".join(words[:count]), words[count:]


def last_words(words: Sequence[str], language: str) -> str:
    """The last clauses or few words, and more where the same stood before: the first place that has them must be the
    last."""
    folded = [fold(word, language) for word in words]
    clauses = (
        count for count in range(3, A_CLAUSE + 1) if words[-count - 1 : -count] and words[-count - 1][-1] in ",.?!"
    )
    for count in range(min(next(clauses, FEW), len(words)), len(words) + 1):
        phrase = " ".join(words[len(words) - count :])
        if fold(phrase, language) and not _stands_before_the_end(folded, count):
            return phrase
    return ""


def _stands_before_the_end(folded: Sequence[tuple[str, ...]], count: int) -> bool:
    parts = [part for word in folded for part in word]
    wanted = [part for word in folded[len(folded) - count :] for part in word]
    places = range(len(parts) - len(wanted))
    return any(parts[place : place + len(wanted)] == wanted for place in places)


def _numeric(words: Sequence[str], language: str) -> bool:
    """Whether a number stands there: the key of a menu is none."""
    run = 0
    for part in fold(" ".join(words), language):
        run = run + 1 if part.isdigit() else 0
        if run >= _LONG_NUMBER:
            return True
    return False
