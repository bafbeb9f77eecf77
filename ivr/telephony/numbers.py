"""Telephone numbers a line may dial, the country each belongs to, and whether texts can reach it."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_PUNCTUATION = re.compile(r"[\s().\-]")


class BadNumberError(ValueError):
    """The text is not a number that can be dialled."""


def parse_number(text: str) -> str:
    """The E.164 form (`+` and 7 to 15 digits) of `text`; blanks, dots, dashes and brackets are dropped.

    Raises BadNumberError. Source of the form: ITU-T E.164.
    """
    bare = _PUNCTUATION.sub("", text)
    if not _E164.fullmatch(bare):
        raise BadNumberError(f"{text!r} is not a telephone number in the form +15550100000")
    return bare


def region_of(number: str) -> str | None:
    """The country or territory (ISO 3166, such as US) whose numbering plan holds this E.164 number; None for a number
    in no plan, and for the stand-ins that carriers send for a caller who withheld theirs.

    One calling code serves many: of the numbers in +1 those of Jamaica are JM, those of Puerto Rico PR.
    """
    import phonenumbers  # noqa: PLC0415 - takes 50 ms, and most who need this module only parse

    parsed = _in_plan(number)
    return None if parsed is None else phonenumbers.region_code_for_number(parsed)


def may_get_texts(number: str) -> bool:
    """Whether this E.164 number is, or may be, a mobile telephone's: not one for landlines alone, and none that costs
    whoever writes to it (premium rate, shared cost) or leads to a company (toll-free)."""
    from phonenumbers import PhoneNumberType, number_type  # noqa: PLC0415 - as above

    parsed = _in_plan(number)
    # In the plan of +1 nothing in a number tells a mobile telephone from a landline.
    mobile = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)
    return parsed is not None and number_type(parsed) in mobile


def is_region(text: str) -> bool:
    """Whether this is the code of a country or territory with a numbering plan: `GB` is, `UK` and `us` are not."""
    import phonenumbers  # noqa: PLC0415 - as above

    return text in phonenumbers.SUPPORTED_REGIONS


def _in_plan(number: str) -> "PhoneNumber | None":
    """None also for one that the library would mend first (a trunk prefix in the middle): it is not what would be
    dialled."""
    import phonenumbers  # noqa: PLC0415 - as above

    if not _E164.fullmatch(number):
        return None
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return None
    same = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) == number
    return parsed if same and phonenumbers.is_valid_number(parsed) else None
