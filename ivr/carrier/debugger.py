"""What the carrier would have shown in its debugger: errors and warnings, with the codes of Twilio's error list."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

HARNESS = 0  # the code of entries about this simulator itself, which no carrier would make


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Entry:
    """`at` is seconds since the call began; `url` has no query, since a GET carries what was keyed."""

    at: float
    level: Level
    code: int
    message: str
    url: str = ""

    def __str__(self) -> str:
        where = f" ({self.url})" if self.url else ""
        return f"{self.level} {self.code}: {self.message}{where}"


def without_query(url: str) -> str:
    """The address as it may be shown: no query, no fragment, no user name or password."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "an address that cannot be read"
    return parts._replace(query="", fragment="", netloc=parts.netloc.rpartition("@")[2]).geturl()


class DocumentError(Exception):
    """A document that could not be fetched or executed, with Twilio's code: the call goes to its fallback. `url` is the
    address it is about; it may hold what was keyed, so the message shows it without its query."""

    def __init__(self, code: int, message: str, url: str) -> None:
        super().__init__(f"{code} {message} ({without_query(url)})")
        self.code = code
        self.message = message
        self.url = url
