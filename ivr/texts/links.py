"""Payment links: signed, expiring, and nothing in them that tells whose they are.

A token is a reference and its signature. What it stands for stays with us, so neither the text, the address bar nor a
log of the payment page learns an account number or an amount. A token holds letters only: no run of digits in it can be
taken for a number, and a telephone never leaves its last sign out of the link.
"""

import base64
import hmac
import re
from datetime import timedelta
from urllib.parse import SplitResult, urlsplit, urlunsplit

from ivr.service.ports import Clock, LinkTarget
from ivr.texts.targets import Targets

LIFETIME = timedelta(hours=24)
LONGEST = 100
"""Characters of a whole link; a text of one part has 160."""

PLACE = "{token}"
_REFERENCE, _SIGNATURE = 10, 15  # bytes, both multiples of five: base32 has no padding then
_CUT = 16  # letters of the reference
_TOKEN = 40  # letters
_LETTERS = str.maketrans("234567", "BCDFGH")  # base32 is a to z, here in small letters, and these


class BadPageError(ValueError):
    """The address of the payment page cannot carry a link; the message says why and what one looks like."""


class SignedLinks:
    """Links to `page`, where `{token}` stands for the token; without it `t=` is added to the query. `key` signs, and
    whoever has it can make links. Raises BadPageError, and ValueError where there is no key."""

    def __init__(self, page: str, key: bytes, clock: Clock, targets: Targets, lifetime: timedelta = LIFETIME) -> None:
        if not key:
            raise ValueError("payment links need a key to sign them with")
        self._page = checked_page(page)
        self._key = key
        self._clock = clock
        self._targets = targets
        self._lifetime = lifetime

    def make(self, target: LinkTarget, key: str) -> str:
        """Raises StoreError. It expires `lifetime` after it was first made."""
        reference = self._letters("reference", key, _REFERENCE)
        self._targets.keep(reference, target, self._clock.now() + self._lifetime)
        return self._page.replace(PLACE, reference + self._signature(reference))

    def redeem(self, token: str) -> LinkTarget | None:
        """As often as one likes until it expires: a page is opened twice, and telephones look at links beforehand.
        Raises StoreError."""
        reference, signature = token[:_CUT], token[_CUT:]
        right = self._signature(reference)
        if not hmac.compare_digest(_bytes(right), _bytes(signature)):
            return None
        return self._targets.find(reference, self._clock.now())

    def purge(self) -> None:
        self._targets.purge(self._clock.now())

    def _signature(self, reference: str) -> str:
        return self._letters("signature", reference, _SIGNATURE)

    def _letters(self, purpose: str, text: str, length: int) -> str:
        digest = hmac.digest(self._key, _bytes(f"payment link {purpose}:{text}"), "sha256")
        return base64.b32encode(digest[:length]).decode("ascii").lower().translate(_LETTERS)


def checked_page(page: str) -> str:
    """The address with one place for the token. Raises BadPageError."""
    try:
        full = page if PLACE in page else _with_parameter(page)
        fits = _is_safe(urlsplit(full))
    except ValueError:
        fits = False
    if not fits or not re.fullmatch(r"[!-~]+", page) or full.count(PLACE) != 1:
        raise BadPageError(f"{page} cannot carry a payment link; write https://pay.example.com/start?t={PLACE}")
    if len(full) - len(PLACE) + _TOKEN >= LONGEST:
        raise BadPageError(f"{page} is too long: a whole link stays under {LONGEST} characters")
    return full


def _with_parameter(page: str) -> str:
    parts = urlsplit(page)
    return urlunsplit(parts._replace(query=f"{parts.query}&t={PLACE}".removeprefix("&")))


def _is_safe(parts: SplitResult) -> bool:
    """Encrypted, or on this machine. Raises ValueError for a port that is none."""
    scheme = "http" if parts.hostname == "127.0.0.1" else "https"
    named = bool(parts.hostname) and parts.port != 0 and parts.username is None and PLACE not in parts.netloc
    return named and parts.scheme in ("https", scheme)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
