"""Amounts of money: their canonical text, and how they are said.

An amount is a whole number of minor units (cents), so nothing is ever rounded. The wording around it belongs to the
menu, which says what is owed and what is a credit; so a negative amount is said without its sign.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from num2words import num2words

from ivr.speech.digits import in_language

_CANONICAL = re.compile(r"(0|-?[1-9][0-9]{0,14}) ([A-Z]{3})")


class UnknownCurrencyError(LookupError):
    """No words are written for this currency."""


@dataclass(frozen=True, slots=True)
class _Coins:
    """What one and several of the major and of the minor unit are called; a hundred minor units make a major one."""

    one: str
    many: str
    minor_one: str
    minor_many: str


_CURRENCIES: Mapping[str, Mapping[str, _Coins]] = {
    "en-US": {"USD": _Coins("dollar", "dollars", "cent", "cents")},
}


def parse_money(text: str) -> tuple[int, str]:
    """The minor units and ISO 4217 code in text such as `13450 USD`; at most 15 digits. Raises ValueError, which does
    not quote the text: a balance is the caller's own business."""
    found = _CANONICAL.fullmatch(text)
    if found is None:
        raise ValueError("not an amount in minor units and a currency code, such as 13450 USD")
    return int(found[1]), found[2]


def format_money(minor: int, currency: str) -> str:
    """The canonical text of an amount, which parse_money reads."""
    text = f"{minor} {currency}"
    parse_money(text)
    return text


def money_words(minor: int, currency: str, language: str) -> str:
    """An amount as it is said: "forty-five dollars and ten cents", "one cent", "zero dollars".

    Raises UnknownCurrencyError and UnknownLanguageError.
    """
    coins = _coins(currency, language)
    major, rest = divmod(abs(minor), 100)
    said = [_counted(major, coins.one, coins.many)] if major or not rest else []
    if rest:
        said.append(_counted(rest, coins.minor_one, coins.minor_many))
    return " and ".join(said)


def _coins(currency: str, language: str) -> _Coins:
    known = in_language(_CURRENCIES, language)
    if currency not in known:
        raise UnknownCurrencyError(f"no {language} words for the currency {currency!r}; there are {', '.join(known)}")
    return known[currency]


def _counted(number: int, one: str, many: str) -> str:
    """A number and its noun. num2words writes "one thousand, one hundred and one": its "and" would be heard as the one
    between dollars and cents, and its comma as the end of the amount."""
    numeral = str(num2words(number, lang="en")).replace(",", "").replace(" and ", " ")
    return f"{numeral} {one if number == 1 else many}"
