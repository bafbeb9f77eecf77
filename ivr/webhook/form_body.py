"""The body of a POST and its fields in order: application/x-www-form-urlencoded, strict UTF-8, both directions.

What stands in a field is not looked at here.
"""

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode

from ivr.webhook.form_fields import BadFormError

MOST_FIELDS = 200
LONGEST_VALUE = 4096
"""Of one name or value, in bytes of UTF-8."""

_PLAIN = re.compile(r"[A-Za-z0-9_.~+=& -]*")
_CONTROL = re.compile(rb"[\x00-\x1f\x7f]")


def parse_form(body: bytes) -> list[tuple[str, str]]:
    """Names and values in the order sent, empty values kept; strict UTF-8. Raises BadFormError."""
    if body.count(b"&") >= MOST_FIELDS:
        raise BadFormError(f"more than {MOST_FIELDS} fields")
    pairs = _pairs(body)
    if pairs is None:
        raise BadFormError("not a form in UTF-8")
    if any(_too_long(name) or _too_long(value) for name, value in pairs):
        raise BadFormError(f"a field of more than {LONGEST_VALUE} bytes")
    return pairs


def form_bytes(pairs: Iterable[tuple[str, str]]) -> bytes:
    """The body of a POST: application/x-www-form-urlencoded, UTF-8."""
    pairs = list(pairs)
    plain = "&".join(map("=".join, pairs))
    # most forms hold nothing to quote but the + of telephone numbers and the blank of "Gather End", and the library
    # takes its time to find that out
    if _PLAIN.fullmatch(plain) and plain.count("=") == len(pairs) and plain.count("&") < max(len(pairs), 1):
        return plain.replace("+", "%2B").replace(" ", "+").encode("ascii")
    return urlencode(pairs).encode("ascii")


def _pairs(body: bytes) -> list[tuple[str, str]] | None:
    # Returns instead of raising: the exception of the codec would carry the whole body along as its context.
    if _CONTROL.search(body):
        return None
    try:
        return parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=True, errors="strict") if body else []
    except ValueError:
        return None


def _too_long(text: str) -> bool:
    return len(text) > LONGEST_VALUE // 4 and len(text.encode()) > LONGEST_VALUE
