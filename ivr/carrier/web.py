"""One request out, one reply back: all that the network asks of HTTP.

Signing, redirects, cookies, caching and retries are above this, the same for every way of fetching.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

MAX_BODY = 64 * 1024
TOTAL_SECONDS = 15.0
READ_SECONDS = 15.0
CONNECT_SECONDS = 5.0

Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds one attempt may take: to connect, between two pieces of the reply, and in all."""

    connect: float = CONNECT_SECONDS
    read: float = READ_SECONDS
    total: float = TOTAL_SECONDS

    @property
    def reply(self) -> float:
        """How long the first piece of a reply may take."""
        return min(self.read, self.total)


USUAL_PATIENCE = Patience()


@dataclass(frozen=True, slots=True)
class Request:
    """What the carrier sends. URL and body may hold what a caller keyed, so neither is part of the repr."""

    method: str
    url: str = field(repr=False)
    headers: Headers = field(default=(), repr=False)
    body: bytes = field(default=b"", repr=False)
    patience: Patience = USUAL_PATIENCE


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back. `seconds` is virtual time the answer took, for trying out slow applications; `note` is a word
    for the debugger about what happened inside an application that runs in this process."""

    status: int
    headers: Headers = ()
    body: bytes = field(default=b"", repr=False)
    seconds: float = 0.0
    note: str = ""

    def header(self, name: str) -> str | None:
        """The first header of that name, whatever its case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


class FetchFailedError(Exception):
    """No reply at all. `connect` is true when not even a connection came about, and `timeout` when one did and nothing
    came over it in time: the two are tried again by different rules. `seconds` is virtual time the failure took."""

    def __init__(
        self, code: int, reason: str, *, connect: bool = False, timeout: bool = False, seconds: float = 0.0
    ) -> None:
        super().__init__(f"{code} {reason}")
        self.code = code
        self.reason = reason
        self.connect = connect
        self.timeout = timeout
        self.seconds = seconds


class Web(Protocol):
    def fetch(self, request: Request) -> Reply:
        """One attempt; redirects are not followed. Blocks. Raises FetchFailedError."""
        ...
