"""What is done with a number before it is kept: a keyed digest to find it by, and a sealed copy to produce it from.

A digest without the pepper would be no protection: there are few enough telephone numbers to try them all.
"""

import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass, field

from ivr.secret import Secret
from ivr.service.ports import LinkTarget


@dataclass(frozen=True, slots=True)
class Seals:
    """`seal` and `unseal` are a store's; `unseal` raises StoreError for what it cannot open. Raises ValueError where
    there is no pepper."""

    pepper: bytes = field(repr=False)
    seal: Callable[[bytes], bytes] = field(repr=False)
    unseal: Callable[[bytes], bytes] = field(repr=False)

    def __post_init__(self) -> None:
        if not self.pepper:
            raise ValueError("numbers are not kept without a pepper")

    def digest(self, number: Secret) -> str:
        return hmac.digest(self.pepper, b"text:" + _bytes(number.reveal()), "sha256").hex()

    def seal_number(self, number: Secret) -> bytes:
        return self.seal(_bytes(number.reveal()))

    def unseal_number(self, sealed: bytes) -> Secret:
        return Secret(self.unseal(sealed).decode("utf-8", "surrogatepass"))

    def seal_target(self, target: LinkTarget) -> bytes:
        """The amount too: what somebody owes is account information (47 CFR 64.2003(a))."""
        return self.seal(json.dumps([target.number.reveal(), target.amount, target.language]).encode())

    def unseal_target(self, sealed: bytes) -> LinkTarget:
        number, amount, language = json.loads(self.unseal(sealed))
        return LinkTarget(Secret(number), amount, language)


def _bytes(text: str) -> bytes:
    """Never raises: an encoding error would carry the whole text."""
    return text.encode("utf-8", "surrogatepass")
