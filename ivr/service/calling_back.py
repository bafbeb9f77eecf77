"""Calls back: asked for, placed when a representative is held for them, tried again, and in the end a text.

A ticket holds what the line knew, sealed, so that whoever is called back is asked nothing again; it is forgotten as soon
as somebody talked, or nobody will call any more.
"""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

import structlog

from ivr.dialog.connecting import handed_over
from ivr.dialog.prompts import Known
from ivr.dialog.state import CallState
from ivr.dialog.turn import CallBack
from ivr.dialog.world import Answered
from ivr.routing.calling_back import answered, asked, in_vain, of_token
from ivr.routing.floor import Waiter, Waiting
from ivr.routing.moves import left
from ivr.secret import Secret
from ivr.service.acd import Acd
from ivr.service.floor_ports import CallNotThereError, Ticket, Tickets
from ivr.service.ports import Consent, TextMessage, Texts
from ivr.telephony.dialable import dialable, whole
from ivr.telephony.outcomes import FetchOutcome

FIRST_AFTER = timedelta(seconds=60)
"""Not at once: the caller may still be on the line that would ring."""
TOPIC = "callback"

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class CallbackTerms:
    """Which countries are called, how often a call is tried, and how long after one in vain the next."""

    countries: Collection[str]
    tries: int = 2
    again_after: timedelta = timedelta(minutes=10)


class CallBacks:
    """`path` is where the carrier's requests about call backs come in, without a slash at its end; `ours` are numbers that
    lead back to ourselves."""

    def __init__(
        self,
        acd: Acd,
        tickets: Tickets,
        terms: CallbackTerms | None,
        *,
        key: bytes,
        texts: Texts | None = None,
        path: str = "/callback",
        ours: Collection[str] = (),
    ) -> None:
        self._acd = acd
        self._tickets = tickets
        self._terms = terms
        self._key = key
        self._texts = texts
        self._path = path
        self._ours = frozenset(ours)
        if acd.control is not None and terms is not None:
            acd.calls_back_by(self._place)

    # -- asked for on a call ------------------------------------------------------------------------------------------

    def check(self, number: Secret) -> FetchOutcome:
        """Whether this number may be called at all."""
        if self._terms is None:
            return FetchOutcome.DOWN
        good = dialable(whole(number.reveal()), self._terms.countries, self._ours)
        return FetchOutcome.VERIFIED if good else FetchOutcome.REFUSED

    def ask(self, request: CallBack, call: str, state: CallState, key: str) -> FetchOutcome:
        """`key` names this one wish: asked twice with one key there is one call back. Raises StoreError."""
        if self._terms is None or self._acd.control is None:
            _log.warning("call backs are not set up", call=call)
            return FetchOutcome.DOWN
        if self.check(request.to) is not FetchOutcome.VERIFIED:
            return FetchOutcome.REFUSED
        now = self._acd.clock.now()
        number = Secret(whole(request.to.reveal()))
        token = self._token(key)
        version = sha256(request.consent.encode()).hexdigest()[:12]
        consent = Consent(number, now, call, request.dialog, request.consent, version, request.language)
        self._tickets.keep(
            Ticket(
                token=token,
                call=call,
                number=number,
                group=request.group,
                digest=state.digest,
                at=str(request.begins),
                language=request.language,
                patient=state.patient,
                values=dict(state.values),
                secrets={name: one for name, one in state.secrets.items() if name == Known.ACCOUNT_NUMBER},
                body="".join(part for part in request.body if isinstance(part, str)),
                consent=consent if request.body else None,
            )
        )
        hand_off = (*handed_over(state), (Known.CALLER_PHONE_LAST4.value, number.reveal()[-4:]))
        skills = tuple(sorted(request.skills))
        waiter = Waiter(
            token,
            request.group,
            now,
            request.language,
            skills,
            callback=True,
            token=token,
            not_before=now + FIRST_AFTER,
            hand_off=hand_off,
        )
        self._acd.board.change(lambda floor: asked(floor, call, waiter))
        return FetchOutcome.DONE

    # -- the call itself ----------------------------------------------------------------------------------------------

    def answered(self, token: str, call: str) -> tuple[Answered, str] | None:
        """Somebody answered: where that call begins and in which version; None when nobody waits for it any more. Raises
        StoreError."""
        ticket = self._tickets.get(token)
        if ticket is None:
            return None
        self._acd.board.change(lambda floor: answered(floor, token, call))
        begins = Answered(
            ticket.at,
            dict(ticket.values),
            ticket.number,
            secrets=dict(ticket.secrets),
            language=ticket.language,
            patient=ticket.patient,
        )
        return begins, ticket.digest

    def talked(self, call: str) -> None:
        """A representative has whoever was called back: nothing is left to do. Raises StoreError."""
        waiter = self._acd.board.look().waiting.get(call)
        if waiter is not None and waiter.token:
            self._tickets.forget(waiter.token)

    def pending(self, call: str) -> bool:
        """Whether this is a call back in which nobody has talked yet. Raises StoreError."""
        waiter = self._acd.board.look().waiting.get(call)
        return waiter is not None and bool(waiter.token) and self._tickets.get(waiter.token) is not None

    def ended(self, token: str, *, declined: bool) -> None:
        """The carrier is done with the call. `declined`: somebody answered and needs no call any more. Raises StoreError."""
        acd = self._acd
        ticket, waiter = self._tickets.get(token), of_token(acd.board.look(), token)
        if ticket is None or waiter is None or self._terms is None or declined:
            self._tickets.forget(token)
            if waiter is not None:
                acd.board.change(lambda floor: left(floor, waiter.call))
            return
        if waiter.callback and waiter.status is Waiting.WAITING:
            return  # told twice
        if waiter.tries + 1 < self._terms.tries:
            later = acd.clock.now() + self._terms.again_after
            acd.board.change(lambda floor: in_vain(floor, token, later))
        else:
            self._give_up(ticket, waiter)
        acd.dispatch(quiet=True)

    def set_aside(self, token: str) -> bool:
        """Somebody at the desk gives it up. False when there is none. Raises StoreError."""
        waiter = of_token(self._acd.board.look(), token)
        if waiter is None:
            return False
        self._tickets.forget(token)
        self._acd.board.change(lambda floor: left(floor, waiter.call))
        return True

    def _place(self, waiter: Waiter) -> None:
        """A representative is held for it. What the carrier will not do counts as a try."""
        ticket, control = self._tickets.get(waiter.token), self._acd.control
        if ticket is None or control is None:
            self._acd.board.change(lambda floor: left(floor, waiter.call))
            return
        path = f"{self._path}/{waiter.token}"
        try:
            control.place(ticket.number, path, f"{path}/status")
        except CallNotThereError as error:
            _log.warning("a call back could not be placed", reason=str(error))
            self.ended(waiter.token, declined=False)

    def _give_up(self, ticket: Ticket, waiter: Waiter) -> None:
        self._tickets.forget(ticket.token)
        self._acd.board.change(lambda floor: left(floor, waiter.call))
        if self._texts is not None and ticket.body and ticket.consent is not None:
            text = TextMessage(ticket.number, ticket.body, TOPIC)
            sent = self._texts.send(text, ticket.consent, f"{ticket.token}:text")
            _log.info("nobody was reached by a call back", call=ticket.call, text=sent)

    def _token(self, key: str) -> str:
        """Opaque to strangers, the same for the same wish."""
        return urlsafe_b64encode(hmac.digest(self._key, f"callback\0{key}".encode(), sha256)[:18]).decode()
