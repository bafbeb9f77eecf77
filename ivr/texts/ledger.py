"""The port to what is remembered about texts: who agreed to them, who said stop, and which were sent.

tests/texts/test_texts_ledger.py is its contract; every ledger passes it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from ivr.secret import Secret
from ivr.service.ports import Consent
from ivr.texts.policy import Hindrance, Progress, TextRules

EVERY_TOPIC = "*"

KEEP_SENT = timedelta(days=90)
KEEP_CONSENTS = timedelta(days=5 * 365 + 2)
"""Five years, with as many leap days as they may hold: longer than a caller can go to court over a text (four years in
the United States, 28 USC 1658)."""


@dataclass(frozen=True, slots=True)
class Sending:
    """One text about to be sent. `key` names it for ever."""

    key: str
    number: Secret
    call: str
    topic: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Wish:
    """A number asked for no more texts (`out`), or for texts again, about one topic or every one. `word` is the keyword
    that was recognised, never the whole of what somebody wrote."""

    number: Secret
    out: bool
    word: str
    at: datetime
    topic: str = EVERY_TOPIC


class Ledger(Protocol):
    """Safe to use from several threads, and from several processes where it is a file. Every method raises StoreError
    when it cannot be done; what a method wrote is on the disk when it returns."""

    def consented(self, consent: Consent, key: str) -> None:
        """Keep this consent to the text named `key`. A second one of this number to the same text is nothing."""
        ...

    def consents(self, number: Secret) -> tuple[Consent, ...]:
        """What this number agreed to, oldest first, as it was given."""
        ...

    def reserve(self, sending: Sending, rules: TextRules) -> Progress | Hindrance | None:
        """None: the text is reserved, counts from now on, and has to be settled. Otherwise nothing is written, and the
        answer is why it must not be sent. Decided by policy.decide, whole and at once: senders at the same moment
        cannot exceed a share together."""
        ...

    def settle(self, key: str, progress: Progress) -> None:
        """How the text that was reserved ended. One that certainly did not go out is given back."""
        ...

    def wish(self, wish: Wish) -> None:
        """Keep a wish; of two about one topic the later counts. Never forgotten, and not written again where the
        number's last wish was the same: a telephone that says stop a thousand times fills no disk."""
        ...

    def opted_out(self, number: Secret, topic: str) -> bool:
        """Whether the latest wish about this topic, or every topic, was for no more texts."""
        ...

    def purge(self, now: datetime) -> None:
        """Forget texts after KEEP_SENT and consents after KEEP_CONSENTS."""
        ...
