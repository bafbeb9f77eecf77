"""Numbers from parts below a thousand.

The parts are num2words', which has them right in our languages. What it puts between the parts is not for the ear: the
English "and" would be heard as the one between dollars and cents, its comma as the end of the amount, and Spanish
"veintiuno mil" is no Spanish. So each language puts its parts together itself.
"""

from collections.abc import Iterator
from functools import cache

from num2words import num2words

LIMIT = 10**15
"""The first number without words; amounts have fewer digits."""


@cache
def below_thousand(number: int, language: str) -> str:
    """The words for 0 to 999, by num2words' own code of a language. Remembered: it takes a hundred times as long."""
    if not 0 <= number < 1000:
        raise ValueError("a part is below a thousand")
    return str(num2words(number, lang=language))


def thousands(number: int) -> Iterator[tuple[int, int]]:
    """The groups of three figures that are not zero, highest first, each with its power of a thousand."""
    place, groups = 0, []
    while number:
        number, group = divmod(number, 1000)
        if group:
            groups.append((group, place))
        place += 1
    return reversed(groups)


def refuse_unsayable(number: int) -> None:
    """Raises ValueError for a number without words, without quoting it: it may be somebody's balance."""
    if not 0 <= number < LIMIT:
        raise ValueError("only whole numbers from 0 and below a thousand million million have words")
