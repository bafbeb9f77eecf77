"""Names for what may not be kept: an account number or a calling number becomes its HMAC under a pepper.

The pepper is not in the file with the names, so a stolen file cannot be searched for a number that one knows.
"""

import hmac

from ivr.secret import Secret


class Pepper:
    """Raises ValueError for an empty one."""

    __slots__ = ("_key",)

    def __init__(self, key: bytes | str) -> None:
        self._key = key.encode() if isinstance(key, str) else key
        if not self._key:
            raise ValueError("an account directory needs a pepper")

    def digest(self, purpose: str, secret: Secret) -> str:
        """One text for two purposes does not look the same. `surrogatepass`: an encoding error would carry the text."""
        text = f"{purpose}:{secret.reveal()}"
        return hmac.digest(self._key, text.encode("utf-8", "surrogatepass"), "sha256").hex()

    def account(self, number: Secret) -> str:
        return self.digest("number", number)

    def caller(self, number: str) -> str:
        return self.digest("caller", Secret(number))
