"""What the line asks of the outside while a caller waits: who is calling, a text, a payment to be noted.

The intent first: what was begun and never ended is not begun again, and comes out as `unknown`. The key an effect is
done under is the call and the turn, so whoever is asked twice can tell.
"""

from dataclasses import dataclass
from hashlib import sha256

import structlog

from ivr.dialog.prompts import Known
from ivr.dialog.state import CallState
from ivr.dialog.turn import Record, Request, Text, Verify
from ivr.dialog.world import Fetched
from ivr.secret import Secret
from ivr.service.floor_office import FloorOffice
from ivr.service.ports import (
    Accounts,
    Clock,
    Consent,
    Links,
    LinkTarget,
    Payment,
    Proof,
    Store,
    TextMessage,
    Texts,
)
from ivr.telephony.events import Leg
from ivr.telephony.outcomes import FetchOutcome

NATIONAL = 10
"""Digits of a number of the North American plan without its country code."""

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class BackOffice:
    """The ports behind a line. Without `texts` none is sent, without `links` there are none to send."""

    accounts: Accounts
    store: Store
    clock: Clock
    floor: FloorOffice
    texts: Texts | None = None
    links: Links | None = None

    def at_once(self, request: Request) -> bool:
        """Whether it is done within the request that asks for it: a slow look-up is not, because the caller is told
        first. A text and a payment are, because the caller may be gone before the next request."""
        return not isinstance(request, Verify) or self.accounts.quick

    def purge(self) -> None:
        """Raises StoreError."""
        for one in (self.texts, self.links):
            if one is not None:
                one.purge()

    def perform(self, leg: Leg, turn: int, state: CallState, request: Request | None) -> Fetched:
        """Raises StoreError."""
        what = type(request).__name__.lower()
        if not self.store.intend(leg.call, turn, what):
            _log.warning("what was begun before never ended", call=leg.call, turn=turn, what=what)
            return Fetched(FetchOutcome.UNKNOWN)
        key = f"{leg.call}:{turn}"
        match request:
            case Verify():
                found = self.accounts.verify(request.number, Proof(request.by, request.digits), leg.caller, key)
                return Fetched(found.outcome, found.facts)
            case Text():
                return Fetched(self._send(leg, request, key))
            case Record():
                payment = Payment(request.number, request.amount, request.confirmation)
                return Fetched(self.accounts.record(payment, key))
            case None:
                return Fetched(FetchOutcome.DOWN)
            case _:
                return self.floor.perform(request, leg, state, key)

    def _send(self, leg: Leg, text: Text, key: str) -> FetchOutcome:
        needs_link = Known.PAYMENT_LINK in text.body
        if self.texts is None or (needs_link and self.links is None):
            _log.warning("no texts are set up", call=leg.call, topic=text.topic)
            return FetchOutcome.DOWN
        body = "".join(self._link(text, key) if isinstance(part, Known) else part for part in text.body)
        version = sha256(text.consent.encode()).hexdigest()[:12]
        to = _whole(text.to)
        consent = Consent(to, self.clock.now(), leg.call, text.dialog, text.consent, version, text.language)
        return self.texts.send(TextMessage(to, body, text.topic), consent, key)

    def _link(self, text: Text, key: str) -> str:
        if self.links is None:
            return ""
        return self.links.make(LinkTarget(text.number, text.amount, text.language), key)


def _whole(number: Secret) -> Secret:
    """A number as the carrier told it, or as a caller of the North American plan keys it (with the 1 before it or not),
    in E.164."""
    digits = number.reveal()
    return number if digits.startswith("+") else Secret(f"+1{digits[-NATIONAL:]}")
