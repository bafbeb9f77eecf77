"""What comes in beside calls: texts from callers, and the payment page asking what a link stands for."""

import hmac
import json

import structlog

from ivr.service.ports import Links, Texts
from ivr.twiml.render import render
from ivr.twiml.verbs import Document

LONGEST_TOKEN = 200

_log = structlog.get_logger()


class Inbox:
    """`key` is what the payment page proves itself with; without one nobody is told anything."""

    def __init__(self, texts: Texts | None, links: Links | None, key: str) -> None:
        self._texts = texts
        self._links = links
        self._key = key.encode()
        self.nothing = render(Document(()))

    def text(self, sender: str, body: str) -> bytes:
        """STOP and START take effect; anything else is not answered: nobody reads these. Raises StoreError."""
        if self._texts is not None:
            self._texts.heard(sender, body)
        return self.nothing

    def admits(self, authorization: str) -> bool:
        """Whether this is the payment page."""
        given = authorization.removeprefix("Bearer ").encode("utf-8", "surrogatepass")
        return bool(self._key) and hmac.compare_digest(given, self._key)

    def redeem(self, body: bytes) -> bytes | None:
        """What the link in a request stands for: account number, amount and language, for the payment page alone. None
        for a link that is forged, expired or unknown. Raises StoreError."""
        target = self._links.redeem(_token(body)) if self._links else None
        if target is None:
            _log.info("payment link not redeemed")
            return None
        amount, _, currency = target.amount.partition(" ")
        told = {
            "account": target.number.reveal(),
            "amount": int(amount) if amount else None,
            "currency": currency or None,
            "language": target.language,
        }
        return json.dumps(told).encode()


def _token(body: bytes) -> str:
    try:
        token = json.loads(body)["token"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return ""
    return token if isinstance(token, str) and len(token) <= LONGEST_TOKEN else ""
