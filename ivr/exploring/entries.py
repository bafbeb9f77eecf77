"""What a caller may key at a question, one example of each kind that `read` tells apart: every choice, the line-wide keys,
a key that is no choice, digits that fit, that are too few, that are a card's. The digits are an example: what is collected is
opaque, and nothing a line does depends on which digits they are, but for amounts, which branches compare.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, product

from ivr.dialog.grammar import Amount, Checksum, DigitString, Grammar, LanguageKey, Meaning, OneKey, read, universal
from ivr.dialog.keeping import LAST_DIGITS
from ivr.secret import Secret
from ivr.telephony.keys import KEYS, LANGUAGE, LONGEST_CARD, PERSON, SHORTEST_CARD, passes_luhn

A_CARD = "4111111111111111"
"""The test number of every payment company."""

_DIGITS = "5316427089"
"""Fills an example up: no run of these looks like a year, a price or a telephone number in words."""
_MANY = 100
"""Candidates of one length, before a longer one is tried."""


def entries(grammar: Grammar, amounts: Iterable[int] = ()) -> Iterator[str]:
    """Keys without the one that ends an entry. `amounts`, in minor units, are those that branches tell apart."""
    match grammar:
        case OneKey(choices=choices):
            yield from choices
            yield from _line_wide(grammar, choices)
        case LanguageKey(choices=choices):
            yield from choices
            yield from _line_wide(grammar, choices)
        case DigitString():
            yield from _of_digits(grammar)
        case Amount(least=least, most=most):
            told_apart = sorted({least, most, *(one for one in amounts if least <= one <= most)})
            yield from (str(one) for one in told_apart)
            wrong = (str(least - 1), str(most + 1), "00")
            yield from (*_first(grammar, Meaning.NOMATCH, wrong), "*", PERSON, "1*")


@lru_cache(maxsize=1024)
def _of_digits(grammar: DigitString) -> tuple[str, ...]:
    """Found once: they are asked for wherever a call can stand at a question."""
    return (*_fitting(grammar), *_wrong(grammar), "*", PERSON, *_begun_again(grammar), *_card(grammar))


def example(grammar: DigitString) -> str:
    """The shortest digits that fit. Raises LookupError when none were found."""
    found = next(_fitting(grammar), None)
    if found is None:
        raise LookupError(f"no digits fit {grammar}")
    return found


def _fitting(grammar: DigitString) -> Iterator[str]:
    """The shortest, and where nothing can be seen of so few digits, some of which the last can be."""
    lengths = range(grammar.low, grammar.high + 1)
    yield from _first(grammar, Meaning.MATCH, _of_lengths(grammar, lengths))
    if grammar.low <= LAST_DIGITS < grammar.high:
        yield from _first(grammar, Meaning.MATCH, _of_lengths(grammar, range(LAST_DIGITS + 1, grammar.high + 1)))


def _first(grammar: Grammar, meaning: Meaning, candidates: Iterable[str]) -> Iterator[str]:
    """The first of them that a Gather can collect and that means this, if any does."""
    fits = (keys for keys in candidates if len(keys) <= grammar.limit)
    yield from islice((keys for keys in fits if read(grammar, Secret(keys)).meaning is meaning), 1)


def _of_lengths(grammar: DigitString, lengths: Iterable[int]) -> Iterator[str]:
    for length, start in product(lengths, range(_MANY)):
        digits = _filled(grammar.prefix, length, start)
        yield _with_check_digit(digits) if grammar.checksum is Checksum.LUHN else digits


def _filled(prefix: str, length: int, start: int) -> str:
    rest = "".join(_DIGITS[(start + place) % len(_DIGITS)] for place in range(length))
    return (prefix + rest)[:length] if start < len(_DIGITS) else (prefix + f"{start}{rest}")[:length]


def _with_check_digit(digits: str) -> str:
    return next((digits[:-1] + last for last in "0123456789" if passes_luhn(digits[:-1] + last)), digits)


def _line_wide(grammar: OneKey | LanguageKey, choices: Iterable[str]) -> Iterator[str]:
    """0, *, # and 9 where they mean something, and one key that means nothing."""
    taken = set(choices)
    free: list[str] = [key for key in KEYS if key not in taken]
    if universal(grammar):
        yield from (key for key in (PERSON, "*", "#", LANGUAGE) if key not in taken)
        free = [key for key in free if key not in (PERSON, "*", "#", LANGUAGE)]
    yield from free[:1]


def _wrong(grammar: DigitString) -> Iterator[str]:
    """Too few digits; where one is enough, those that do not fit."""
    lengths = sorted(range(1, grammar.limit + 1), key=lambda length: abs(length - grammar.low + 1))
    digits = (_filled("", length, start) for length, start in product(lengths, range(len(_DIGITS))))
    yield from _first(grammar, Meaning.NOMATCH, digits)


def _begun_again(grammar: DigitString) -> Iterator[str]:
    yield from _first(grammar, Meaning.UNFINISHED, ("5*5", "5*"))


def _card(grammar: DigitString) -> Iterator[str]:
    longer = (_with_check_digit("4".ljust(length, "1")) for length in range(SHORTEST_CARD, LONGEST_CARD + 1))
    yield from _first(grammar, Meaning.CARD, (A_CARD, *longer))
