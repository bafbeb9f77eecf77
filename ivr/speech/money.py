"""Amounts of money: their canonical text, and how they are said.

An amount is a whole number of minor units (cents), so nothing is ever rounded. The wording around it belongs to the
menu, which says what is owed and what is a credit; so a negative amount is said without its sign.

Nobody pays in sen, but the rupiah has them on paper (ISO 4217): they are said when there are any, since neither rounding
an amount nor breaking off a call would be right.
"""

import re

from ivr.speech.languages import Coins, spoken

_CANONICAL = re.compile(r"(0|-?[1-9][0-9]{0,14}) ([A-Z]{3})")


class UnknownCurrencyError(LookupError):
    """No words are written for this currency."""


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
    """An amount as it is said: "forty-five dollars and ten cents", "un dólar", "zero dollars".

    Raises UnknownCurrencyError and UnknownLanguageError.
    """
    words, coins = spoken(language), _coins(currency, language)
    major, rest = divmod(abs(minor), 100)
    said = [words.counted(major, coins.major)] if major or not rest else []
    if rest:
        said.append(words.counted(rest, coins.minor))
    return words.between_coins.join(said)


def _coins(currency: str, language: str) -> Coins:
    known = spoken(language).currencies
    if currency not in known:
        raise UnknownCurrencyError(f"no {language} words for the currency {currency!r}; there are {', '.join(known)}")
    return known[currency]
