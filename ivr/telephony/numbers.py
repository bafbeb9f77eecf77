"""Telephone numbers a line may dial."""

import re

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
