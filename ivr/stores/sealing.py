"""Encryption of everything at rest that may hold what a caller keyed.

Fernet (AES-128-CBC and HMAC-SHA256) of the `cryptography` package, because several keys can be in force while one
is replaced: the first seals, all of them open. A key is never part of a message.
"""

from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from ivr.service.ports import UnreadableStateError


def new_key() -> str:
    """A key for a Sealer: 32 random bytes as URL-safe base64."""
    return Fernet.generate_key().decode("ascii")


class Sealer:
    """Seals with the first of `keys`, opens with any of them. Raises ValueError for no key, or for one that is none."""

    __slots__ = ("_fernet",)

    def __init__(self, keys: Sequence[str]) -> None:
        if isinstance(keys, str):
            raise TypeError("a Sealer takes a sequence of keys, not one key")
        if not keys:
            raise ValueError("there is no key to seal with")
        self._fernet = MultiFernet([_fernet(key, place) for place, key in enumerate(keys, start=1)])

    def seal(self, data: bytes) -> bytes:
        return self._fernet.encrypt(data)

    def open(self, sealed: bytes) -> bytes:
        """Raises UnreadableStateError for what none of the keys sealed, or what was changed since."""
        try:
            return self._fernet.decrypt(sealed)
        except InvalidToken:
            raise UnreadableStateError("what was saved was sealed with a key that is not at hand") from None


def _fernet(key: str, place: int) -> Fernet:
    try:
        return Fernet(key)
    except ValueError:
        pass  # raised below, outside, so that no chained exception can carry the key along
    raise ValueError(f"key {place} is not 32 bytes of URL-safe base64")
