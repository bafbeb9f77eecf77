"""What the service needs of the outside to bring callers and representatives together. As in ports.py, each port has one
contract suite, which every adapter passes. Every method raises StoreError when the store cannot answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from ivr.routing.floor import Floor
from ivr.secret import Secret
from ivr.service.ports import Consent

HandOff = tuple[tuple[str, str], ...]
"""What may be seen of a call: names of dialog.prompts.Known, and text. No whole secret."""


class Board(Protocol):
    """Keeps the Floor, for all threads and processes."""

    def look(self) -> Floor:
        """As it is now."""
        ...

    def change(self, move: Callable[[Floor], Floor]) -> Floor:
        """Let `move` make the next Floor of the present one; no other change happens in between, and none at all when `move`
        raises. `move` may run more than once. Answers the Floor as it is then."""
        ...

    def version(self) -> int:
        """A number that grows with every change, whichever process made it."""
        ...


@dataclass(frozen=True, slots=True)
class Ticket:
    """A call back that somebody asked for. `token` names it, in the line and in the URL of the call; `call` is the CallSid of
    the call it was asked on; `number` is E.164. The call back begins at dialog `at` of version `digest`, knowing what
    `values` and `secrets` knew. `body` is the text sent after the last try in vain, empty for none, and `consent`
    what the caller agreed to."""

    token: str
    call: str
    number: Secret
    group: str
    digest: str
    at: str
    language: str
    patient: bool
    values: Mapping[str, str]
    secrets: Mapping[str, Secret]
    body: str = field(default="", repr=False)
    consent: Consent | None = None


class Tickets(Protocol):
    """Call backs still to be made. A ticket holds what was keyed, so it is sealed, and gone when it is done."""

    def keep(self, ticket: Ticket) -> None:
        """Keeping one again changes nothing."""
        ...

    def get(self, token: str) -> Ticket | None: ...

    def forget(self, token: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Voicemail:
    """A message somebody left. `recording` is the carrier's sid, `seconds` how long it is; who heard it first, and when."""

    recording: str
    call: str
    group: str
    left_at: datetime
    seconds: int
    hand_off: HandOff = ()
    heard_by: str = ""
    heard_at: datetime | None = None


class Voicemails(Protocol):
    def keep(self, message: Voicemail) -> None:
        """Keeping the same recording again changes nothing."""
        ...

    def all(self) -> tuple[Voicemail, ...]:
        """Those nobody heard first, then the newest first; two hundred of each group at most."""
        ...

    def heard(self, recording: str, by: str, at: datetime) -> bool:
        """False when there is no such message, or somebody heard it before."""
        ...


class Disposition(StrEnum):
    """What a talk came to, in the representative's own word."""

    PAID = "paid"
    PROMISED = "promised to pay"
    PLAN = "payment plan"
    ANSWERED = "question answered"
    PASSED_ON = "passed on"
    UNSOLVED = "not solved"


@dataclass(frozen=True, slots=True)
class Talked:
    """One representative's conversation with one caller."""

    call: str
    representative: str
    began: datetime
    ended: datetime | None = None
    hand_off: HandOff = ()
    disposition: Disposition | None = None


class Talks(Protocol):
    """The conversations of the last days."""

    def begin(self, talk: Talked) -> None:
        """The same call and representative again changes nothing."""
        ...

    def end(self, call: str, at: datetime) -> None:
        """Those of that call that go on."""
        ...

    def dispose(self, call: str, representative: str, disposition: Disposition) -> bool:
        """False when they never talked."""
        ...

    def of(self, representative: str) -> tuple[Talked, ...]:
        """The newest first; fifty at most."""
        ...


class CallNotThereError(Exception):
    """The carrier has no such call in progress, or will not touch it. `gone`: it knows that the call is over."""

    def __init__(self, reason: str, *, gone: bool = False) -> None:
        super().__init__(reason)
        self.gone = gone


class CallControl(Protocol):
    """What the carrier does with calls when asked, by its REST API. `path` is that of one of our own routes."""

    def redirect(self, call: str, path: str) -> None:
        """Go on with another document, at once; a call that waits leaves its queue. Raises CallNotThereError."""
        ...

    def place(self, to: Secret, path: str, status_path: str) -> str:
        """Call a number; `path` is asked for when somebody answers, `status_path` is told how it ended. Answers the CallSid.
        Raises CallNotThereError when the carrier will not."""
        ...


class Recordings(Protocol):
    """The sound of messages, which stays with the carrier."""

    def fetch(self, recording: str) -> bytes | None:
        """MP3 or WAV; None when it cannot be had."""
        ...
