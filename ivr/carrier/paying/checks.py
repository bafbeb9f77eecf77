"""Whether a detail that was keyed can be right, as far as that can be told without asking anybody.

Sources: Twilio, Pay (the errors); ISO/IEC 7812 (cards); American Bankers Association (check digit of routing numbers).
"""

import re
from datetime import datetime
from typing import assert_never

from ivr.carrier.paying.cards import card_type, expected_length, is_card_number, security_code_length
from ivr.twiml.paying import CardType, Pay, PayError, PayStep

ROUTING_LENGTH = 9
LONGEST_ACCOUNT = 17  # digits of an account number in a US bank file (Nacha)
SHORTEST_ACCOUNT = 3
_MMYY = re.compile(r"(0[1-9]|1[0-2])([0-9]{2})")
_ROUTING_WEIGHTS = (3, 7, 1) * 3


def check(step: PayStep, digits: str, pay: Pay, card: CardType | None, now: datetime) -> PayError | None:
    """What is wrong with the digits of a step; `card` is the type of the card already keyed."""
    match step:
        case PayStep.CARD_NUMBER:
            return _card(digits, pay)
        case PayStep.EXPIRATION_DATE:
            return None if _is_to_come(digits, now) else PayError.DATE
        case PayStep.SECURITY_CODE:
            return None if len(digits) == security_code_length(card) else PayError.SECURITY_CODE
        case PayStep.POSTAL_CODE:
            return None if len(digits) >= (pay.min_postal_code_length or 1) else PayError.POSTAL_CODE
        case PayStep.ROUTING_NUMBER:
            return None if is_routing_number(digits) else PayError.ROUTING_NUMBER
        case PayStep.ACCOUNT_NUMBER:
            return None if SHORTEST_ACCOUNT <= len(digits) <= LONGEST_ACCOUNT else PayError.ACCOUNT_NUMBER
        case PayStep.PROCESSING:
            return None
        case _:
            assert_never(step)


def whole_after(step: PayStep, digits: str, card: CardType | None) -> int | None:
    """The number of digits after which nobody waits for more; None where only # and a pause end an entry."""
    match step:
        case PayStep.CARD_NUMBER:
            return expected_length(digits)
        case PayStep.EXPIRATION_DATE:
            return 4
        case PayStep.SECURITY_CODE:
            return security_code_length(card)
        case PayStep.ROUTING_NUMBER:
            return ROUTING_LENGTH
        case PayStep.ACCOUNT_NUMBER:
            return LONGEST_ACCOUNT
        case PayStep.POSTAL_CODE | PayStep.PROCESSING:
            return None
        case _:
            assert_never(step)


def is_routing_number(digits: str) -> bool:
    if len(digits) != ROUTING_LENGTH or digits == "0" * ROUTING_LENGTH:
        return False
    return sum(int(digit) * weight for digit, weight in zip(digits, _ROUTING_WEIGHTS, strict=True)) % 10 == 0


def _card(digits: str, pay: Pay) -> PayError | None:
    if not is_card_number(digits):
        return PayError.CARD_NUMBER
    return None if card_type(digits) in pay.valid_card_types else PayError.CARD_TYPE


def _is_to_come(digits: str, now: datetime) -> bool:
    """A card is good to the end of its month. Years are of this century."""
    found = _MMYY.fullmatch(digits)
    return found is not None and (2000 + int(found[2]), int(found[1])) >= (now.year, now.month)
