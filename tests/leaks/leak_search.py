"""The search for what must not be seen: whole account numbers, cards, PINs and payment links in a text, however they are
written. Numbers are found as figures with anything between them, and in words of every language a line speaks.

What is looked for is never printed: a finding shows the last four digits.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

from ivr.carrier.masking import mask_said
from ivr.speech.digits import DIGIT_OF_WORD
from ivr.speech.languages import LANGUAGES

ROOT = Path(__file__).parents[2]
LONG = 8
"""Digits from which a number is searched for by itself; fewer are looked for only where a text says what they are."""
SHOWN = 4
AROUND = 40
MOST = 100
"""Secrets of one test that are remembered; a property test makes thousands and prints none of them."""

TEST_CARDS = frozenset(
    {
        "4111111111111111",
        "4242424242424242",
        "4000056655665556",
        "4012888888881881",
        "5555555555554444",
        "2223003122003222",
        "378282246310005",
        "371449635398431",
        "6011111111111117",
        "3056930009020004",
        "3566002020360505",
    }
)
TINY_ACCOUNTS = frozenset({"84482917", "84486053", "123456789012"})
"""Of the lines of these tests themselves: cast.py, and the one of the command line's tests."""

_WORDS = sorted(DIGIT_OF_WORD.items(), key=lambda pair: len(pair[0]), reverse=True)
_LINKS = sorted({word for language in LANGUAGES.values() for word in language.between_digits}, key=len, reverse=True)
_BETWEEN = {ord(sign): None for sign in " \t\n\r.,;:'\"-_/()[]{}…\N{NO-BREAK SPACE}\N{EN DASH}"}
_SAYS_SO = (
    r"\b(?:pin|bill_code|code|digits|keys|keyed|pressed|zip|secret|proof|verifier|kode|código|dígitos)\b"
    r"[\s\"'=:,(\[]{1,4}"
)


@dataclass(frozen=True, slots=True)
class Leak:
    """`what` was found, such as an account number; `around` is what stands beside it, masked."""

    what: str
    ending: str
    around: str

    def __str__(self) -> str:
        return f"{self.what} ending {self.ending}: ...{self.around}..."


@dataclass
class Known:
    """What must not be seen while one test runs: numbers of any length, and the signs of links."""

    numbers: set[str] = field(default_factory=set, repr=False)
    tokens: set[str] = field(default_factory=set, repr=False)

    def add(self, text: str) -> None:
        """Anything that was made a secret; a telephone number is one only beside its account."""
        if (
            text.isascii()
            and text.isdigit()
            and len(text) >= SHOWN
            and not _is_a_phone(text)
            and len(self.numbers) < MOST
        ):
            self.numbers.add(text)

    @property
    def long(self) -> set[str]:
        return {one for one in self.numbers if len(one) >= LONG}

    @property
    def short(self) -> set[str]:
        """Without those that every text may hold: 0000, 1111, and years."""
        return {one for one in self.numbers if len(one) < LONG and len(set(one)) > 1 and one[:2] not in ("19", "20")}


def _is_a_phone(digits: str) -> bool:
    return len(digits) == 10 or (len(digits) == 11 and digits[0] == "1")


@cache
def always() -> frozenset[str]:
    """Accounts of every line in this tree, and the cards of tests, wherever a test got them from."""
    files = [*ROOT.glob("menus/**/demo-accounts.yaml"), *ROOT.glob("tests/**/demo-accounts.yaml")]
    rows = [row for file in files for row in yaml.load(file.read_text(), yaml.BaseLoader)["accounts"]]
    numbers = {re.sub(r"\D", "", row["number"]) for row in rows}
    return frozenset(numbers | TEST_CARDS | TINY_ACCOUNTS)


def parts(number: str) -> Iterator[str]:
    """What gives a number away: all of it, or all but the last four digits where those are many."""
    yield number
    if len(number) >= 14 and len(set(number[:-SHOWN])) > 2:  # 411111111111 is in many an id
        yield number[:-SHOWN]


@cache
def _known_numbers() -> re.Pattern[str]:
    return re.compile("|".join(sorted({part for one in always() for part in parts(one)}, key=len, reverse=True)))


def squeezed(text: str) -> str:
    """Figures of all digits, words and figures alike, with nothing between them."""
    text = text.lower()
    for word, digit in _WORDS:
        text = text.replace(word, digit)
    for link in _LINKS:
        text = text.replace(f" {link} ", "")
    return text.translate(_BETWEEN)


def leaks(text: str, known: Known) -> list[Leak]:
    """All that may not stand in a text, each once."""
    if not text:
        return []
    return list(dict.fromkeys([*_numbers(text, known), *_short(text, known.short), *_tokens(text, known.tokens)]))


def _numbers(text: str, known: Known) -> Iterator[Leak]:
    plain = squeezed(text)
    found = {match.group() for match in _known_numbers().finditer(plain)}
    found |= {part for one in known.long for part in parts(one) if part in plain}
    for one in sorted(found, key=len, reverse=True):
        if not any(one != other and one in other for other in found):
            yield Leak("a number of a card or an account", one[-SHOWN:], _beside(plain, one))


def _short(text: str, secrets: Iterable[str]) -> Iterator[Leak]:
    alternatives = "|".join(sorted(secrets, key=len, reverse=True))
    if not alternatives:
        return
    for match in re.finditer(rf"{_SAYS_SO}({alternatives})(?!\d)", text, re.IGNORECASE):
        yield Leak("a PIN or a code", "(not shown)", text[max(match.start() - AROUND, 0) : match.start(1)])


def _tokens(text: str, tokens: Iterable[str]) -> Iterator[Leak]:
    for token in tokens:
        if token in text:
            yield Leak(
                "the token of a payment link", "(not shown)", text[max(text.find(token) - AROUND, 0) : text.find(token)]
            )


def _beside(plain: str, number: str) -> str:
    at = plain.find(number)
    before = plain[max(at - AROUND, 0) : at]
    return mask_said(f"{before} {'*' * (len(number) - SHOWN)}{number[-SHOWN:]}")
