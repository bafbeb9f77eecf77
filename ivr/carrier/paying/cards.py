"""Payment cards by their first digits and their length (ISO/IEC 7812; the ranges are those their networks publish).

Twilio does not say which ranges it knows. Optima has none of its own: its cards were American Express numbers.
"""

from dataclasses import dataclass

from ivr.telephony.keys import passes_luhn
from ivr.twiml.paying import CardType

LONGEST_NUMBER = 19
USUAL_LENGTH = 16


@dataclass(frozen=True, slots=True)
class _Range:
    """Numbers whose first digits lie between `first` and `last`. After `usual` digits nobody waits for more."""

    card: CardType
    first: str
    last: str
    lengths: tuple[int, ...]
    usual: int = USUAL_LENGTH

    def holds(self, digits: str) -> bool:
        return self.first <= digits[: len(self.first)] <= self.last and len(digits) >= len(self.first)


_LONG = (16, 17, 18, 19)
_MAESTRO = tuple(range(12, LONGEST_NUMBER + 1))
_RANGES = (
    _Range(CardType.VISA, "4", "4", (13, 16, 19)),
    _Range(CardType.MASTERCARD, "51", "55", (16,)),
    _Range(CardType.MASTERCARD, "2221", "2720", (16,)),
    _Range(CardType.AMEX, "34", "34", (15,), 15),
    _Range(CardType.AMEX, "37", "37", (15,), 15),
    _Range(CardType.DISCOVER, "6011", "6011", _LONG),
    _Range(CardType.DISCOVER, "644", "649", _LONG),
    _Range(CardType.DISCOVER, "65", "65", _LONG),
    _Range(CardType.DISCOVER, "622126", "622925", _LONG),
    _Range(CardType.JCB, "3528", "3589", _LONG),
    _Range(CardType.DINERS_CLUB, "300", "305", (14, *_LONG), 14),
    _Range(CardType.DINERS_CLUB, "3095", "3095", (14, *_LONG), 14),
    _Range(CardType.DINERS_CLUB, "36", "36", tuple(range(14, 20)), 14),
    _Range(CardType.DINERS_CLUB, "38", "39", (14, *_LONG), 14),
    _Range(CardType.ENROUTE, "2014", "2014", (15,), 15),
    _Range(CardType.ENROUTE, "2149", "2149", (15,), 15),
    _Range(CardType.MAESTRO, "50", "50", _MAESTRO, LONGEST_NUMBER),
    _Range(CardType.MAESTRO, "56", "58", _MAESTRO, LONGEST_NUMBER),
    _Range(CardType.MAESTRO, "63", "63", _MAESTRO, LONGEST_NUMBER),
    _Range(CardType.MAESTRO, "67", "67", _MAESTRO, LONGEST_NUMBER),
)


def card_type(digits: str) -> CardType | None:
    """Whose number this is, or is going to be; None where the first digits do not tell."""
    found = _range(digits)
    return None if found is None else found.card


def expected_length(digits: str) -> int:
    """How many digits make this number whole. Longer and shorter ones of its type end with # or a pause."""
    found = _range(digits)
    return USUAL_LENGTH if found is None else found.usual


def is_card_number(digits: str) -> bool:
    """Whether length and check digit are right. Numbers of enRoute have no check digit."""
    found = _range(digits)
    lengths = _MAESTRO if found is None else found.lengths
    checked = found is not None and found.card is CardType.ENROUTE
    return len(digits) in lengths and (checked or passes_luhn(digits))


def security_code_length(card: CardType | None) -> int:
    return 4 if card is CardType.AMEX else 3


def _range(digits: str) -> _Range | None:
    return next((one for one in _RANGES if one.holds(digits)), None)
