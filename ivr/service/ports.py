"""What the service needs of the outside. Each port has one contract suite under tests/, which every adapter passes."""

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from ivr.dialog.journal import Entry
from ivr.dialog.prompts import Known
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
        """The document given last, which is not that of the highest turn number once a stay in a queue has ended."""
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

    def in_progress(self) -> tuple[tuple[str, datetime, CallState], ...]:
        """Calls of callers not closed, with the time they began (that of the first journal entry), oldest first; five
        hundred at most. Whispered legs are left out, and so is a state that cannot be read."""
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
    units, account.due as an ISO date), are empty unless verified or recognised, and hold no amount unless verified."""

    outcome: FetchOutcome
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proof:
    """What a caller keyed to prove who is calling: `by` is one of dialog.prompts.VERIFIERS."""

    by: Known
    digits: Secret


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment the carrier took. `amount` is canonical text, such as `4510 USD`; `confirmation` the payment company's."""

    number: Secret
    amount: str
    confirmation: str


class Accounts(Protocol):
    """The account directory."""

    @property
    def quick(self) -> bool:
        """Whether an answer comes well within a second; a directory that is not makes the line say so first."""
        ...

    def verify(self, number: Secret, proof: Proof, caller: str, key: str) -> Verification:
        """Number and proof together: `verified` by PIN or code on the bill, `recognised` by ZIP or the last four digits
        of the telephone on file. Unknown, wrong, blank or zeros on file and locked are all `refused`, in like time.

        `caller` is the calling number as the carrier sent it; too many failures from one number, or on one account,
        refuse whatever is keyed. `key` names this one attempt: asking twice with one key counts one failure. Never
        raises for what the outside does: a directory that cannot answer is the outcome `down`.
        """
        ...

    def record(self, payment: Payment, key: str) -> FetchOutcome:
        """Tell the directory of a payment: `done` or `down`. Telling it twice with one key counts once."""
        ...


@dataclass(frozen=True, slots=True)
class Consent:
    """A caller agreed to get texts: to which number, when and where in the call, to which words in which language."""

    number: Secret
    at: datetime
    call: str
    dialog: str
    wording: str
    version: str
    language: str


@dataclass(frozen=True, slots=True)
class TextMessage:
    """One text. `to` is E.164; `body` holds no account number, amount or name; `topic` is what it is about, such as
    `link` or `confirmation`."""

    to: Secret
    body: str = field(repr=False)
    topic: str


class Texts(Protocol):
    """Texts to callers."""

    def send(self, text: TextMessage, consent: Consent, key: str) -> FetchOutcome:
        """`done`: handed to the carrier. `refused`: the number opted out, is not in a country texts go to, or had its
        share. `down`: the carrier would not take it. `unknown`: this key was begun before and never ended. The consent
        is recorded before anything is sent. Sending twice with one key sends once. Never raises for what the outside
        does: where nothing can be kept, nothing is sent, and that is `down` too."""
        ...

    def heard(self, sender: str, body: str) -> None:
        """A text came in: STOP and its like end texts to that number, START allows them again. Raises StoreError."""
        ...

    def purge(self) -> None:
        """Forget what need not be kept any longer."""
        ...


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """What a payment link stands for. `amount` is canonical text, empty when the caller chose none."""

    number: Secret
    amount: str
    language: str


class Links(Protocol):
    """Payment links: signed, expiring, with nothing in them that tells whose they are."""

    def make(self, target: LinkTarget, key: str) -> str:
        """The whole address to send. The same `key` makes the same link."""
        ...

    def redeem(self, token: str) -> LinkTarget | None:
        """What a token stands for; None for one that is forged, expired or unknown."""
        ...

    def purge(self) -> None:
        """Forget the links that have expired."""
        ...


class Clock(Protocol):
    def now(self) -> datetime:
        """This instant, aware, in UTC."""
        ...
