"""Single fields of a form: what several kinds of request have, each refused by its name and never by what was sent."""

import re
from collections.abc import Mapping

Fields = Mapping[str, str]

_SID = re.compile(r"[A-Za-z0-9:_-]{1,64}")
_SECONDS = re.compile(r"[0-9]{1,9}")


class BadFormError(Exception):
    """The request is no form of a carrier. `reason` is for the log and holds nothing of what was sent."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def sid_of(fields: Fields, name: str) -> str:
    """Raises BadFormError for what cannot be a key, one that is missing included."""
    sid = fields.get(name, "")
    if not _SID.fullmatch(sid):
        raise BadFormError(f"{name} is not 1 to 64 letters, digits, colons, dashes and underscores")
    return sid


def seconds_of(fields: Fields, name: str) -> int | None:
    """None where it is absent or empty. Raises BadFormError."""
    text = fields.get(name, "")
    if text and not _SECONDS.fullmatch(text):
        raise BadFormError(f"{name} is not a number of seconds")
    return int(text) if text else None
