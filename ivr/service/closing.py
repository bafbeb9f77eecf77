"""How calls end, reported or not, and what happens by itself now and then."""

from collections.abc import Sequence
from datetime import timedelta

import structlog

from ivr.dialog.journal import Entry, Happening
from ivr.dialog.state import CallState
from ivr.line.callbacks import DECLINED
from ivr.service.back_office import BackOffice
from ivr.service.charging import left_open
from ivr.service.lines import Lines
from ivr.service.ports import Clock, Store, StoreError, UnreadableStateError
from ivr.service.transfers import Transfers
from ivr.telephony.events import HungUp, Webhook

LONGEST_CALL = timedelta(hours=4)
"""After this long a call without a final status is closed (Twilio ends calls after four hours)."""
SWEEP_EVERY = timedelta(minutes=5)
TICK_EVERY = timedelta(seconds=1)

_log = structlog.get_logger()


class Closing:
    """One per line."""

    def __init__(self, store: Store, office: BackOffice, lines: Lines, transfers: Transfers, clock: Clock) -> None:
        self._store = store
        self._office = office
        self._lines = lines
        self._transfers = transfers
        self._clock = clock
        self._swept = self._ticked = clock.now()

    def status(self, webhook: Webhook) -> bool:
        """The call's last word. False when the call was never ours, or is closed already. Raises StoreError."""
        if not webhook.leg.status.over:
            return False
        seconds = webhook.event.seconds if isinstance(webhook.event, HungUp) else None
        with self._store.claim(webhook.leg.call):
            return self._close(webhook.leg.call, webhook.leg.status, seconds or 0)

    def callback_status(self, webhook: Webhook, token: str) -> None:
        """How a call back ended, answered or not. Raises StoreError."""
        if not webhook.leg.status.over:
            return
        self.status(webhook)
        self._transfers.callbacks.ended(token, webhook.leg.call, declined=False)  # where nobody answered

    def sweep(self) -> int:
        """Close calls that never got a final status. Answers how many."""
        stale = self._store.open_since_before(self._clock.now() - LONGEST_CALL)
        closed = 0
        for call in stale:
            with self._store.claim(call):
                closed += self._close(call, "no final status", 0)
        return closed

    def now_and_then(self, *, first: bool) -> None:
        """With every request, the `first` of a call among them. What fails here is not the fault of whoever calls."""
        now = self._clock.now()
        try:
            if now - self._ticked >= TICK_EVERY:
                self._ticked = now
                self._transfers.acd.tick()
            if first and now - self._swept >= SWEEP_EVERY:
                self._swept = now
                self.sweep()
                self._office.purge()
                self._transfers.callbacks.give_up_old()
        except StoreError as error:
            _log.error("housekeeping failed", reason=str(error))

    def _close(self, call: str, detail: str, seconds: int) -> bool:
        now = self._clock.now()
        entry = Entry(Happening.CLOSED, now, 0, "", str(detail), seconds)
        last = [*left_open(self._store, self._lines, call, now), entry]
        self._gone(call)  # first: whoever is told of the end again finds the call closed
        return self._store.close(call, last)

    def _gone(self, call: str) -> None:
        """Whichever way we hear of it, a call back in which nobody talked is tried again, or given up."""
        state = self._state(call)
        if state is None or not state.over:  # else known since its last turn: another may be in the same queue by now
            self._transfers.gone(call, state)
        token = self._transfers.callbacks.token_of(call)
        if token:
            self._transfers.callbacks.ended(token, call, declined=_needs_none(self._store.journal(call)))

    def _state(self, call: str) -> CallState | None:
        try:
            return self._store.state(call)
        except UnreadableStateError:
            return None


def _needs_none(journal: Sequence[Entry]) -> bool:
    """Whether somebody who was called back said so, or left a message in the place of a talk. Silence is a voicemail box, and
    whoever was rung for or waited in vain still wants to talk."""
    return any(
        one.kind is Happening.LEFT_MESSAGE or (one.kind is Happening.ENDED and one.dialog.endswith(f".{DECLINED}"))
        for one in journal
    )
