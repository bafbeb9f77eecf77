"""Attributes as they are written: only those with a value, and no character that XML cannot hold."""

import re

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Value = str | int | bool | None


def unless(default: Value, value: Value) -> Value:
    """None, which is not written, for a value that is the default."""
    return None if value == default else value


def written(**attributes: Value) -> dict[str, Value]:
    """Attributes with a value, in our spelling; the library turns num_digits into numDigits and True into true."""
    cleaned = {name: clean(value) if isinstance(value, str) else value for name, value in attributes.items()}
    return {name: value for name, value in cleaned.items() if value is not None}


def clean(text: str) -> str:
    """The text without what XML 1.0 cannot hold."""
    return _FORBIDDEN.sub("", text)
