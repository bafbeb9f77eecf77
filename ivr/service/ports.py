"""What the service needs of the outside. Each port has one contract suite under tests/, which every adapter passes."""

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from ivr.dialog.journal import Entry
from ivr.dialog.state import CallState
from ivr.secret import Secret
from ivr.telephony.outcomes import FetchOutcome


class StoreError(Exception):
    """The store cannot answer: it is locked, gone, or holds what this program cannot read."""


class UnreadableStateError(StoreError):
    """A saved state has another format or was sealed with a key that is not at hand."""


@dataclass(frozen=True, slots=True)
class Whisper:
    """What a whisper URL's token stands for: one target of one ring of one call."""

    token: str
    call: str
    turn: int
    representative: str
    digest: str
    dialog: str
    hand_off: tuple[tuple[str, str], ...] = ()
    accepted: bool | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """What one request changes, saved whole or not at all.

    `answered` is the turn number the request carried, `reply` the document it got. `whispers` are the legs that the
    reply rings; `verdict` is what a whispered leg decided: its token, and whether it took the call.
    """

    call: str
    answered: int
    state: CallState
    reply: bytes
    journal: tuple[Entry, ...] = ()
    whispers: tuple[Whisper, ...] = ()
    verdict: tuple[str, bool] | None = None


class Store(Protocol):
    """Calls in progress, their journals, and the replies already given. Safe to use from several threads and, where
    the adapter says so, several processes."""

    def claim(self, call: str) -> AbstractContextManager[None]:
        """Hold this call: of two requests for one call the second waits here until the first is saved. A process that
        dies lets go. Not reentrant."""
        ...

    def state(self, call: str) -> CallState | None:
        """The saved state, None for a call that is unknown or closed. Raises UnreadableStateError."""
        ...

    def reply(self, call: str, turn: int) -> bytes | None:
        """The document already given to the request of that turn number."""
        ...

    def latest_reply(self, call: str) -> bytes | None:
        """The document given to the highest turn number so far."""
        ...

    def save(self, exchange: Exchange) -> None:
        """State, journal, reply, whispers and verdict, in one transaction; ends the intent of (call, answered)."""
        ...

    def intend(self, call: str, turn: int, what: str) -> bool:
        """Record, durably and at once, that an effect is about to begin. False when it was recorded before and never
        ended: then it must not be begun again."""
        ...

    def whisper(self, token: str) -> Whisper | None: ...

    def whispers_of(self, call: str, turn: int) -> tuple[Whisper, ...]:
        """The legs rung by the reply whose answering request carries `turn`, in the order rung."""
        ...

    def close(self, call: str, entries: Iterable[Entry]) -> bool:
        """End a call: append the entries, delete its state and replies (they may hold secrets), keep its journal.
        False, and nothing happens, when the call is unknown or closed already."""
        ...

    def closed(self, call: str) -> bool:
        """Whether the call was known and is over."""
        ...

    def journal(self, call: str) -> tuple[Entry, ...]: ...

    def open_since_before(self, moment: datetime) -> tuple[str, ...]:
        """Calls not closed whose last exchange is older than `moment`."""
        ...

    def save_source(self, digest: str, files: Mapping[str, str]) -> None:
        """Keep the text of a line, by file name, so that calls in flight can finish on it. Saving twice is nothing."""
        ...

    def source(self, digest: str) -> Mapping[str, str] | None: ...

    def ping(self) -> None:
        """Raise StoreError unless the store can be read."""
        ...


@dataclass(frozen=True, slots=True)
class Verification:
    """The answer of the back office. `facts` are canonical text by name (account.balance as `13450 USD` in minor
    units, account.due as an ISO date) and are empty unless verified."""

    outcome: FetchOutcome
    facts: Mapping[str, str] = field(default_factory=dict)


class Accounts(Protocol):
    """The account directory."""

    @property
    def quick(self) -> bool:
        """Whether an answer comes well within a second; a directory that is not makes the line say so first."""
        ...

    def verify(self, number: Secret, verifier: Secret, key: str) -> Verification:
        """Number and verifier together. Unknown, wrong, blank on file and locked are all `refused`, in like time.

        `key` names this one attempt: asking twice with one key counts one failure. Never raises for what the outside
        does: a directory that cannot answer is the outcome `down`.
        """
        ...


class Clock(Protocol):
    def now(self) -> datetime:
        """This instant, aware, in UTC."""
        ...
