"""Calls back: asked for, placed when a representative is held for them, tried again, and in the end a text.

A ticket holds what the line was told, sealed, so that whoever is called back is asked nothing again; it is forgotten as soon
as somebody talked, or nobody will call any more. No proof goes with it: the number may have been keyed, and nobody knows who
answers there.
"""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

import structlog

from ivr.dialog.connecting import handed_over
from ivr.dialog.fetching import LEARNED
from ivr.dialog.keeping import without
from ivr.dialog.prompts import Known
from ivr.dialog.state import CallState
from ivr.dialog.turn import CallBack
from ivr.dialog.world import Answered
from ivr.line.callbacks import CallbackTerms
from ivr.routing.calling_back import answered, asked, given_up, goes_on, in_vain, of_token, placed, tried
from ivr.routing.floor import Waiter, Waiting
from ivr.secret import Secret
from ivr.service.acd import Acd
from ivr.service.desk_ports import Failures
from ivr.service.floor_ports import CallNotThereError, Ticket, Tickets
from ivr.service.ports import Consent, TextMessage, Texts, UnreadableStateError
from ivr.telephony.dialable import dialable, whole
from ivr.telephony.outcomes import FetchOutcome
from ivr.telephony.waking import quiet_until

FIRST_AFTER = timedelta(seconds=60)
"""Not at once: the caller may still be on the line that would ring."""
LONGEST_KEPT = timedelta(days=7)
TOPIC = "callback"
MOST_A_DAY = 3
"""Call backs to one number within DAY: anybody may key anybody's number, and each is several calls and a text."""
DAY = timedelta(days=1)

_log = structlog.get_logger()


class CallBacks:
    """`path` is where the carrier's requests about call backs come in, without a slash at its end; `ours` are numbers that
    lead back to ourselves; `asked_for` counts call backs by the number."""

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
        asked_for: Failures | None = None,
    ) -> None:
        self._acd = acd
        self._tickets = tickets
        self._terms = terms
        self._key = key
        self._texts = texts
        self._path = path
        self._ours = frozenset(ours)
        self._asked_for = asked_for
        if acd.control is not None and terms is not None:
            acd.calls_back_by(self._place, terms.calendar)

    # -- asked for on a call ------------------------------------------------------------------------------------------

    def check(self, number: Secret) -> FetchOutcome:
        """Whether this number may be called at all."""
        if self._terms is None:
            return FetchOutcome.DOWN
        good = dialable(whole(number.reveal()), self._terms.countries, self._ours)
        return FetchOutcome.VERIFIED if good else FetchOutcome.REFUSED

    def ask(self, request: CallBack, call: str, state: CallState, key: str) -> FetchOutcome:
        """`key` names this one wish: asked twice with one key there is one call back. Whoever asks again, on this call or on
        another, is called once, and asked nothing but what was known last. Raises StoreError."""
        if self._terms is None or self._acd.control is None:
            _log.warning("call backs are not set up", call=call)
            return FetchOutcome.DOWN
        if self.check(request.to) is not FetchOutcome.VERIFIED:
            return FetchOutcome.REFUSED
        now, token = self._acd.clock.now(), self._token(key)
        number, state = Secret(whole(request.to.reveal())), replace(state, values=without(state.values, LEARNED))
        if self._ticket(token) is None and self._too_often(number, now):
            _log.warning("a number was to be called back too often", call=call)
            return FetchOutcome.REFUSED
        self._tickets.keep(_ticket_of(request, call, state, token, number, now))
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
        before = [one for one in self._wishes_of(number) if one != token]
        self._acd.ring_over(call)  # whoever was about to be connected with that call is free
        self._acd.change(lambda floor: asked(floor, waiter, call, token, *before))
        for one in before:
            self._tickets.forget(one)
        return FetchOutcome.DONE

    # -- the call itself ----------------------------------------------------------------------------------------------

    def answered(self, token: str, call: str) -> tuple[Answered, str] | None:
        """Somebody answered: where that call begins and in which version; None when nobody waits for it any more. Raises
        StoreError."""
        ticket, waiter = self._ticket(token), of_token(self._acd.board.look(), token)
        if ticket is None or waiter is None or not goes_on(waiter, call):
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
        return bool(self.token_of(call))

    def token_of(self, call: str) -> str:
        """Of the call back that this answered call is, while nobody has talked in it; empty for any other call. Raises
        StoreError."""
        waiter = self._acd.board.look().waiting.get(call)
        token = "" if waiter is None or waiter.status is Waiting.TALKING else waiter.token
        return token if token and self._ticket(token) is not None else ""

    def ended(self, token: str, call: str, *, declined: bool) -> None:
        """The carrier is done with that call. `declined`: somebody answered and needs no call any more. Told again, or late,
        it changes nothing. Raises StoreError."""
        waiter = of_token(self._acd.board.look(), token)
        if waiter is None:
            self._tickets.forget(token)
        elif goes_on(waiter, call):
            self._over(waiter, declined=declined)

    def give_up_old(self) -> None:
        """Whom nobody could call for days, since nobody fits any more for instance, is called no more, and nothing that was
        keyed is kept. Raises StoreError."""
        limit = self._acd.clock.now() - LONGEST_KEPT
        old = [one for one in self._acd.board.look().waiting.values() if one.token and one.entered < limit]
        for one in old:
            _log.warning("a call back was given up after days", group=one.group)
            self.set_aside(one.token)

    def set_aside(self, token: str) -> bool:
        """Somebody at the desk gives it up. Whoever has answered by then keeps the place in line, and is not called again.
        False when there is none. Raises StoreError."""
        waiter = of_token(self._acd.board.look(), token)
        if waiter is not None and waiter.callback:
            self._forget(waiter)
        elif waiter is not None:
            self._tickets.forget(token)
        return waiter is not None

    def _place(self, waiter: Waiter) -> None:
        """A representative is held for it, and free again where it is night. What the carrier will not do counts as a try."""
        ticket, control, terms = self._ticket(waiter.token), self._acd.control, self._terms
        if ticket is None or control is None or terms is None:
            self._forget(waiter)
            return
        if waiter.tries >= terms.tries:  # nobody ever said how the last one ended
            self._give_up(ticket, waiter)
            return
        now = self._acd.clock.now()
        morning = quiet_until(ticket.number.reveal(), now)
        if morning is not None:  # no try: nobody is rung
            self._acd.change(lambda floor: in_vain(floor, ticket.token, morning))
            return
        later = now + timedelta(seconds=terms.again_after)
        self._acd.board.change(lambda floor: tried(floor, ticket.token, later))
        path = f"{self._path}/{ticket.token}"
        try:
            call = control.place(ticket.number, path, f"{path}/status")
        except CallNotThereError as error:
            _log.warning("a call back could not be placed", reason=str(error))
            self.ended(ticket.token, "", declined=False)
        else:
            self._acd.board.change(lambda floor: placed(floor, ticket.token, call))

    def _over(self, waiter: Waiter, *, declined: bool) -> None:
        ticket, terms = self._ticket(waiter.token), self._terms
        if ticket is None or terms is None or declined:
            self._forget(waiter)
        elif waiter.tries >= terms.tries:
            self._give_up(ticket, waiter)
        else:
            later = self._acd.clock.now() + timedelta(seconds=terms.again_after)
            self._acd.change(lambda floor: in_vain(floor, waiter.token, later))

    def _forget(self, waiter: Waiter) -> None:
        self._tickets.forget(waiter.token)
        self._acd.change(lambda floor: given_up(floor, waiter.token))

    def _too_often(self, number: Secret, now: datetime) -> bool:
        """Counts this one, too, where it is not."""
        what = hmac.new(self._key, b"called\0" + number.reveal().encode(), sha256).hexdigest()
        if self._asked_for is None:
            return False
        if self._asked_for.since(what, now - DAY) >= MOST_A_DAY:
            return True
        self._asked_for.note(what, now)
        return False

    def _wishes_of(self, number: Secret) -> list[str]:
        """The tokens of call backs to this number that nobody has answered."""
        tokens = [one.token for one in self._acd.board.look().waiting.values() if one.callback]
        tickets = [one for one in map(self._ticket, tokens) if one is not None]
        return [one.token for one in tickets if one.number == number]

    def _ticket(self, token: str) -> Ticket | None:
        """One that cannot be read any more is none: everybody else's calls must go on."""
        try:
            return self._tickets.get(token)
        except UnreadableStateError as error:
            _log.error("a call back cannot be read", reason=str(error))
            return None

    def _give_up(self, ticket: Ticket, waiter: Waiter) -> None:
        self._forget(waiter)
        if self._texts is not None and ticket.consent is not None:
            text = TextMessage(ticket.number, ticket.body, TOPIC)
            sent = self._texts.send(text, ticket.consent, f"{ticket.token}:text")
            _log.info("nobody was reached by a call back", call=ticket.call, text=sent)

    def _token(self, key: str) -> str:
        """Opaque to strangers, the same for the same wish."""
        return urlsafe_b64encode(hmac.digest(self._key, f"callback\0{key}".encode(), sha256)[:18]).decode()


def _ticket_of(request: CallBack, call: str, state: CallState, token: str, number: Secret, now: datetime) -> Ticket:
    version = sha256(request.consent.encode()).hexdigest()[:12]
    consent = Consent(number, now, call, request.dialog, request.consent, version, request.language)
    return Ticket(
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
