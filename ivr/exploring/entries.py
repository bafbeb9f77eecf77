"""What a caller may key at a question, one example of each kind that `read` tells apart: every choice, the line-wide keys,
a key that is no choice, digits that fit, that are too few, that are a card's. The digits are an example: what is collected is
opaque, and nothing a line does depends on which digits they are, but for amounts, which branches compare.
"""

from collections.abc import Iterable, Iterator

from ivr.dialog.grammar import Amount, Checksum, DigitString, Grammar, LanguageKey, OneKey, universal
from ivr.telephony.keys import KEYS, LANGUAGE, PERSON, looks_like_a_card, passes_luhn

A_CARD = "4111111111111111"
"""The test number of every payment company."""

_DIGITS = "5316427089"
"""Fills an example up: no run of these looks like a year, a price or a telephone number in words."""


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
            yield from (example(grammar), *_too_few(grammar), "*", PERSON, _begun_again(grammar), *_card(grammar))
        case Amount(least=least, most=most):
            told_apart = sorted({least, most, *(one for one in amounts if least <= one <= most)})
            yield from (str(one) for one in told_apart)
            yield from (str(one) for one in (least - 1, most + 1) if one > 0 and not grammar.accepts(str(one)))
            yield from ("*", PERSON, "1*", A_CARD)


def example(grammar: DigitString) -> str:
    """The shortest digits that fit. Raises LookupError when none of a thousand do."""
    for start in range(1000):
        digits = _filled(grammar.prefix, grammar.low, start)
        digits = _with_check_digit(digits) if grammar.checksum is Checksum.LUHN else digits
        if grammar.accepts(digits) and not looks_like_a_card(digits):
            return digits
    raise LookupError(f"no digits fit {grammar}")


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
    yield (free or ["55"])[0]


def _too_few(grammar: DigitString) -> Iterator[str]:
    short = _filled("", max(grammar.low - 1, 1), 1)
    if not grammar.accepts(short) and short != PERSON:
        yield short
    elif grammar.low == grammar.high == 1:
        yield "55"


def _begun_again(grammar: DigitString) -> str:
    return "5*" if grammar.low == 1 else "5*5"


def _card(grammar: DigitString) -> Iterator[str]:
    if grammar.high >= len(A_CARD):
        yield A_CARD
