"""Which telephone numbers a line may call by itself. Whoever keys a number decides who pays for it, so whatever is not
plainly an ordinary telephone in a country of the list is not called.
"""

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from ivr.telephony.numbers import region_of

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

NATIONAL = 10
"""Digits of a number of the North American plan without its country code."""

_NORTH_AMERICA = 1
_EXCHANGE = slice(3, 6)
_PREMIUM_EXCHANGES = frozenset({"976"})
"""Local services charged to whoever calls, in every area code; the tables of number types do not tell them."""
_SERVICE_EXCHANGE = re.compile(r"[2-9]11")
"""N11 codes are services such as 411 and 911, and never the exchange of a telephone (NANPA, N11 codes)."""
_DIRECTORY = "5551212"
"""Directory assistance of every area code, which charges for each call (NANPA, 555 line numbers)."""


def whole(digits: str) -> str:
    """A number as the carrier told it, or as a caller of the North American plan keys it (with the 1 before it or not),
    in E.164."""
    return digits if digits.startswith("+") else f"+1{digits[-NATIONAL:]}"


def dialable(number: str, countries: Collection[str], ours: Collection[str] = ()) -> bool:
    """Whether this number, in E.164 or as it is keyed (see `whole`), may be called.

    Its own country or territory must be among `countries` (ISO 3166, such as US): +1 alone is that of more than twenty.
    `ours` are numbers in E.164 that would lead back to ourselves. Premium rate, shared cost, personal numbers, pagers,
    company-wide numbers and voicemail are not called, and neither is what no plan has, emergency and short numbers
    among it. Never raises.
    """
    full = whole(number)
    if full in ours or region_of(full) not in countries:
        return False
    import phonenumbers  # noqa: PLC0415 - takes 50 ms, and most who need this package only parse

    parsed = phonenumbers.parse(full)
    return _is_a_telephone(parsed) and not _is_a_service(parsed)


def _is_a_telephone(number: "PhoneNumber") -> bool:
    from phonenumbers import PhoneNumberType, number_type  # noqa: PLC0415 - as above

    return number_type(number) in (
        PhoneNumberType.FIXED_LINE,
        PhoneNumberType.MOBILE,
        PhoneNumberType.FIXED_LINE_OR_MOBILE,
        PhoneNumberType.TOLL_FREE,
        PhoneNumberType.VOIP,
    )


def _is_a_service(number: "PhoneNumber") -> bool:
    """Of the North American plan, whose numbers look alike whatever they cost."""
    if number.country_code != _NORTH_AMERICA:
        return False
    digits = str(number.national_number)
    exchange = digits[_EXCHANGE]
    return (
        exchange in _PREMIUM_EXCHANGES
        or _SERVICE_EXCHANGE.fullmatch(exchange) is not None
        or digits.endswith(_DIRECTORY)
    )
