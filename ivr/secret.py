"""A value that must not be seen: account numbers, PINs, cards.

`reveal()` is the only way to the text, so every place that needs it can be found by searching for that word;
tests/test_secrets.py lists the modules that may.
"""

import hmac
from typing import Never


class Secret:
    """Text that refuses to be printed, formatted, pickled or written as JSON by accident."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself. Every caller of this is a place a secret can leak from."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(...)"

    def __str__(self) -> str:
        raise TypeError("a secret is not text; reveal() it where that is allowed")

    def __format__(self, spec: str) -> str:
        raise TypeError("a secret cannot be formatted; reveal() it where that is allowed")

    def __reduce__(self) -> Never:
        raise TypeError("a secret cannot be pickled")

    def __len__(self) -> int:
        return len(self._text)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(_bytes(self._text), _bytes(other._text))

    def __hash__(self) -> int:
        return hash(("Secret", self._text))


def _bytes(text: str) -> bytes:
    """Never raises: an encoding error would carry the whole text."""
    return text.encode("utf-8", "surrogatepass")
