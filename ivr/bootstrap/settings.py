"""What the environment says. Nothing else in the program reads it.

deploy/env.example lists every setting; a test holds it against `Settings`.
"""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from ivr.line.loading import DEFAULT_LINE
from ivr.telephony.numbers import BadNumberError, parse_number

DEFAULT_DATABASE = "sqlite:///ivr.sqlite3"
DEFAULT_URL = "http://127.0.0.1:8080"
MEMORY = "memory:"

NO_TOKEN = """\
TWILIO_AUTH_TOKEN is not set, so no request could be told from a forged one.

  With a Twilio account: copy the Auth Token from the console and
      export TWILIO_AUTH_TOKEN=...
  Without one: `ivr call` puts you on the line in this terminal and makes a token of its own."""  # noqa: S105 - a sentence about a token


SHORTEST_LINK_KEY = 32
DEFAULT_STREAMS = 4
"""Of the eight threads a worker of `ivr serve` has by default."""
_SERVICE = re.compile(r"MG[0-9a-f]{32}")


class SettingsError(ValueError):
    """The environment does not say what is needed; the message says what and how to get on."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says. `tokens` are several while one replaces another, `state_keys` likewise. Without an
    `account` and a `text_sender` no text is sent; `link_key` is what the payment page proves itself with. Call backs come
    from `caller_id`, or else from `text_sender`. `representative_line` is the folder of the representatives' own line,
    empty for none; `streams` is how many pages of the desk a process keeps open at once, and `proxies` how many stand
    between us and the desk's browsers: the address they name is believed."""

    tokens: tuple[str, ...]
    public_url: str = DEFAULT_URL
    database_url: str = DEFAULT_DATABASE
    state_keys: tuple[str, ...] = ()
    fallback_number: str | None = None
    line: str = DEFAULT_LINE
    account: str = ""
    text_sender: str = ""
    link_key: str = ""
    caller_id: str = ""
    representative_line: str = ""
    streams: int = DEFAULT_STREAMS
    proxies: int = 0

    @property
    def calls_from(self) -> str:
        """The number that whoever is called back sees; empty when there is none."""
        return self.caller_id or ("" if self.text_sender.startswith("MG") else self.text_sender)

    def __repr__(self) -> str:
        return f"Settings(public_url={self.public_url!r}, line={self.line!r}, ...)"


def settings_from(environment: Mapping[str, str]) -> Settings:
    """Raises SettingsError."""
    tokens = _listed(environment.get("TWILIO_AUTH_TOKEN", ""))
    if not tokens:
        raise SettingsError(NO_TOKEN)
    return Settings(
        tokens=tokens,
        public_url=_url(environment.get("IVR_PUBLIC_URL") or DEFAULT_URL),
        database_url=_database(environment.get("IVR_DATABASE_URL") or DEFAULT_DATABASE),
        state_keys=_listed(environment.get("IVR_STATE_KEY", "")),
        fallback_number=_number(environment.get("IVR_FALLBACK_NUMBER", "")),
        line=environment.get("IVR_LINE") or DEFAULT_LINE,
        account=environment.get("TWILIO_ACCOUNT_SID", ""),
        text_sender=_sender(environment.get("IVR_TEXT_SENDER", "")),
        link_key=_link_key(environment.get("IVR_LINK_KEY", "")),
        caller_id=_number(environment.get("IVR_CALLER_ID", ""), "IVR_CALLER_ID") or "",
        representative_line=environment.get("IVR_REPRESENTATIVE_LINE", ""),
        streams=_small(environment.get("IVR_DESK_STREAMS", ""), "IVR_DESK_STREAMS", DEFAULT_STREAMS),
        proxies=_small(environment.get("IVR_PROXIES", ""), "IVR_PROXIES", 0),
    )


def signing_token(environment: Mapping[str, str] = os.environ) -> str:
    """What signs requests to an application elsewhere; any, where the environment names none."""
    return next(iter(_listed(environment.get("TWILIO_AUTH_TOKEN", ""))), "") or secrets.token_hex(16)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise SettingsError(f"IVR_PUBLIC_URL={text} is not what a carrier can call; write https://line.example.com")
    return text.rstrip("/")


def _database(text: str) -> str:
    if text != MEMORY and not text.startswith("sqlite:///"):
        raise SettingsError("IVR_DATABASE_URL knows sqlite:///FILE (three slashes, then the path); it is not one")
    return text


def _number(text: str, name: str = "IVR_FALLBACK_NUMBER") -> str | None:
    if not text:
        return None
    try:
        return parse_number(text)
    except BadNumberError as error:
        raise SettingsError(f"{name}: {error}") from None


def _small(text: str, name: str, otherwise: int) -> int:
    if text and not (text.isascii() and text.isdigit() and len(text) <= 3):
        raise SettingsError(f"{name} is a number, such as {otherwise or 1}; 0 for none")
    return int(text) if text else otherwise


def _sender(text: str) -> str:
    """A number of the account, or the sid of a messaging service."""
    if not text or _SERVICE.fullmatch(text):
        return text
    try:
        return parse_number(text)
    except BadNumberError as error:
        raise SettingsError(f"IVR_TEXT_SENDER: {error}, nor the sid of a messaging service, MG...") from None


def _link_key(text: str) -> str:
    if text and len(text) < SHORTEST_LINK_KEY:
        raise SettingsError(
            f"IVR_LINK_KEY has less than {SHORTEST_LINK_KEY} characters; make one with: openssl rand -hex 32"
        )
    return text


def file_of(settings: Settings) -> Path | None:
    """The database file; None for a store in memory."""
    if settings.database_url == MEMORY:
        return None
    return Path(settings.database_url.removeprefix("sqlite:///"))
