"""One request on one leg: is it known, what does it mean, what changes, what is said.

The key of a request is its leg and the turn number in its URL. A turn that was answered gets the reply it got, byte
for byte; a turn not issued yet gets the present one; only the turn that is due moves the call. State, journal and
reply are saved together before anybody hears them.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog

from ivr.dialog.fetching import request_of
from ivr.dialog.journal import Entry, Happening
from ivr.dialog.program import Connecting, Fetching, How, Paying, Program
from ivr.dialog.state import CallState
from ivr.dialog.step import Step, begin, step
from ivr.dialog.turn import Disconnect, Fetch, Ring, Turn
from ivr.dialog.world import Answered, Event, World
from ivr.secret import Secret
from ivr.service.apology import apology
from ivr.service.back_office import BackOffice
from ivr.service.charging import charged, left_open
from ivr.service.lines import Lines
from ivr.service.ports import Accounts, Clock, Exchange, Links, Store, StoreError, Texts, UnreadableStateError, Whisper
from ivr.service.present import present
from ivr.service.ringing import outcome_of
from ivr.telephony.events import DialEnded, HungUp, Keyed, Leg, Silent, Webhook, WireEvent
from ivr.telephony.keys import WITHHELD
from ivr.telephony.numbers import BadNumberError, parse_number
from ivr.twiml.render import render
from ivr.twiml.verbs import Document, Hangup

LONGEST_CALL = timedelta(hours=4)
"""After this long a call without a final status is closed (Twilio ends calls after four hours)."""
SWEEP_EVERY = timedelta(minutes=5)

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Routes:
    """The paths of the public routes; `prefix` is the path of the public URL, without a slash at its end."""

    prefix: str = ""

    @property
    def voice(self) -> str:
        return f"{self.prefix}/voice"

    def whisper(self, token: str) -> str:
        return f"{self.prefix}/voice/whisper/{token}"


class Calls:
    """Every call on this server. Safe to use from several threads; two requests of one call wait for each other."""

    def __init__(  # noqa: PLR0913 - every port behind a line, each by its name
        self,
        store: Store,
        accounts: Accounts,
        lines: Lines,
        clock: Clock,
        *,
        token_key: bytes,
        fallback_number: str | None = None,
        texts: Texts | None = None,
        links: Links | None = None,
        routes: Routes | None = None,
    ) -> None:
        self._store = store
        self._office = BackOffice(accounts, store, clock, texts, links)
        self._lines = lines
        self._clock = clock
        self._token_key = token_key
        self._routes = routes or Routes()
        self._swept = clock.now()
        voice = lines.current.voice
        self.sorry = render(apology(fallback_number, voice.language, voice.name))
        self.goodbye = _GOODBYE

    # -- what the web edge calls --------------------------------------------------------------------------------------

    def voice(self, webhook: Webhook, turn: int) -> bytes:
        """A request on the caller's leg. Raises StoreError."""
        return self._request(webhook, turn, None)

    def whisper(self, webhook: Webhook, turn: int, token: str) -> bytes:
        """A request on a representative's leg. Raises StoreError."""
        whisper = self._store.whisper(token)
        if whisper is None:
            _log.warning("whisper of no call", leg=webhook.leg.call)
            return self.goodbye
        return self._request(webhook, turn, whisper)

    def status(self, webhook: Webhook) -> bool:
        """The call's last word. False when the call was never ours, or is closed already. Raises StoreError."""
        if not webhook.leg.status.over:
            return False
        seconds = webhook.event.seconds if isinstance(webhook.event, HungUp) else None
        with self._store.claim(webhook.leg.call):
            return self._close(webhook.leg.call, webhook.leg.status, seconds or 0)

    def sweep(self) -> int:
        """Close calls that never got a final status. Answers how many."""
        stale = self._store.open_since_before(self._clock.now() - LONGEST_CALL)
        closed = 0
        for call in stale:
            with self._store.claim(call):
                closed += self._close(call, "no final status", 0)
        return closed

    # -- one request --------------------------------------------------------------------------------------------------

    def _request(self, webhook: Webhook, turn: int, whisper: Whisper | None) -> bytes:
        if turn == 0:
            self._sweep_sometimes()
        call = webhook.leg.call
        with self._store.claim(call):
            given = self._store.reply(call, turn)
            if given is not None:
                _log.info("turn repeated", call=call, turn=turn)
                return given
            if self._store.closed(call):
                return self.goodbye
            return self._fresh(webhook, turn, whisper)

    def _fresh(self, webhook: Webhook, turn: int, whisper: Whisper | None) -> bytes:
        call = webhook.leg.call
        try:
            state = self._store.state(call)
        except UnreadableStateError as error:
            _log.error("state cannot be read", call=call, reason=str(error))
            return self._at_fault(whisper)
        if state is None:
            return self._first(webhook, turn, whisper)
        if turn != state.turn:
            _log.info("turn out of order", call=call, turn=turn, due=state.turn)
            return self._store.latest_reply(call) or self._at_fault(whisper)
        return self._next(webhook, state, whisper)

    def _first(self, webhook: Webhook, turn: int, whisper: Whisper | None) -> bytes:
        if turn != 0:
            _log.error("turn of a call that never began", call=webhook.leg.call, turn=turn)
            return self._at_fault(whisper)
        program = self._lines.program(whisper.digest) if whisper else self._lines.current
        answered = (
            Answered(whisper.dialog, dict(whisper.hand_off)) if whisper else Answered(caller=_number_of(webhook.leg))
        )
        moved = begin(program, answered, self._world(program))
        return self._settle(webhook.leg, 0, program, moved, whisper)

    def _next(self, webhook: Webhook, state: CallState, whisper: Whisper | None) -> bytes:
        call, turn = webhook.leg.call, state.turn
        program = self._lines.program(state.digest)
        event = self._event(webhook, state, program)
        moved = step(program, state, event, self._world(program))
        if moved.turn is None:
            _log.info("event answers nothing", call=call, turn=turn, dialog=state.at, got=type(event).__name__)
            return self._store.latest_reply(call) or self._at_fault(whisper)
        return self._settle(webhook.leg, turn, program, moved, whisper)

    def _event(self, webhook: Webhook, state: CallState, program: Program) -> Event:
        """What the carrier reported, in the conversation's words."""
        event = webhook.event
        match program.dialog(state.at, state.language):
            case Connecting() if not isinstance(event, HungUp):
                return self._ring_ended(webhook.leg, event, state)
            case Fetching() as dialog if not isinstance(event, HungUp):
                return self._office.perform(webhook.leg, state.turn, request_of(program, state, dialog))
            case Paying():
                return charged(event)
            case _:
                return event if isinstance(event, Keyed | HungUp) else Silent()

    def _ring_ended(self, leg: Leg, event: WireEvent, state: CallState) -> Event:
        """Anything but a Dial's own report, arriving behind a Dial, means that the report was lost."""
        reported = event if isinstance(event, DialEnded) else None
        ended = outcome_of(reported, self._store.whispers_of(leg.call, state.turn))
        gone = leg.status.over and not ended.representative
        return HungUp() if gone else ended

    def _at_fault(self, whisper: Whisper | None) -> bytes:
        """A caller gets an apology and a person; a representative's leg is let go, and the caller goes on waiting."""
        return self.sorry if whisper is None else self.goodbye

    def _settle(self, leg: Leg, answered: int, program: Program, moved: Step, whisper: Whisper | None) -> bytes:
        """Ask the back office if the turn wants that now, then save everything and only then answer."""
        moved = self._done_at_once(leg, program, moved)
        turn = moved.turn
        if turn is None:
            return self._at_fault(whisper)
        here = self._routes.whisper(whisper.token) if whisper else self._routes.voice
        rung = self._whispers(leg.call, program, turn)
        whispers = [(one, self._routes.whisper(one.token)) for one in rung]
        document = present(turn, here, whispers, charge_key=f"{leg.call}:{turn.number}")
        reply = render(document)
        self._store.save(
            Exchange(
                call=leg.call,
                answered=answered,
                state=moved.state,
                reply=reply,
                journal=moved.journal,
                whispers=rung,
                verdict=_verdict(turn, whisper),
            )
        )
        _log.info("turn", call=leg.call, turn=answered, dialog=moved.state.at, waits=type(turn.wait).__name__)
        return reply

    # -- effects ------------------------------------------------------------------------------------------------------

    def _done_at_once(self, leg: Leg, program: Program, moved: Step) -> Step:
        """What need not wait for the next request is asked within this one, be it several things in a row."""
        while moved.turn is not None and isinstance(moved.turn.wait, Fetch):
            wait = moved.turn.wait
            if not self._office.at_once(wait.request):
                break
            answer = self._office.perform(leg, moved.state.turn - 1, wait.request)
            event = replace(answer, said=moved.turn.said, guard=wait.guard)
            after = step(program, moved.state, event, self._world(program))
            moved = replace(after, journal=(*moved.journal, *after.journal))
        return moved

    def _whispers(self, call: str, program: Program, turn: Turn) -> tuple[Whisper, ...]:
        if not isinstance(turn.wait, Ring):
            return ()
        ring = turn.wait
        return tuple(
            Whisper(
                token=self._token(call, turn.number, one.id),
                call=call,
                turn=turn.number,
                representative=one.id,
                digest=program.digest,
                dialog=ring.whisper,
                hand_off=ring.hand_off,
            )
            for one in ring.targets
        )

    def _token(self, call: str, turn: int, representative: str) -> str:
        """Opaque to strangers, the same for the same ring."""
        words = f"{call}\0{turn}\0{representative}".encode()
        return urlsafe_b64encode(hmac.digest(self._token_key, words, hashlib.sha256)[:18]).decode()

    def _world(self, program: Program) -> World:
        return World(self._clock.now(), self._lines.roster(program.digest))

    def _close(self, call: str, detail: str, seconds: int) -> bool:
        now = self._clock.now()
        closed = Entry(Happening.CLOSED, now, 0, "", str(detail), seconds)
        return self._store.close(call, [*left_open(self._store, self._lines, call, now), closed])

    def _sweep_sometimes(self) -> None:
        """Housekeeping that fails is not the fault of whoever happens to call then."""
        now = self._clock.now()
        if now - self._swept >= SWEEP_EVERY:
            self._swept = now
            try:
                self.sweep()
                self._office.purge()
            except StoreError as error:
                _log.error("sweep failed", reason=str(error))


_GOODBYE = render(Document((Hangup(),)))


def _number_of(leg: Leg) -> Secret | None:
    """The number a caller calls from, where the carrier was told one: not withheld, not a SIP address, not a word."""
    try:
        number = parse_number(leg.caller)
    except BadNumberError:
        return None
    return None if number in WITHHELD else Secret(number)


def _verdict(turn: Turn, whisper: Whisper | None) -> tuple[str, bool] | None:
    """What a whispered leg decided, once it has."""
    if whisper is None or not isinstance(turn.wait, Disconnect):
        return None
    return whisper.token, turn.wait.how is How.BRIDGE
