"""The one place where everything is put together, and the only one that reads the environment.

deploy/env.example lists every setting; a test holds it against `Settings`.
"""

import contextlib
import hashlib
import hmac
import logging
import os
import secrets
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

import structlog
from flask import Flask

from ivr.accounts.account import DemoAccount
from ivr.accounts.memory import FixedAccounts
from ivr.accounts.sqlite import SqliteAccounts
from ivr.line.line import Line
from ivr.line.loading import Loaded, files_of_folder, load
from ivr.service.answer import Gate
from ivr.service.calls import Calls, Routes
from ivr.service.lines import Lines, program_of
from ivr.service.ports import Accounts, Clock, Store, StoreError
from ivr.stores.memory import MemoryStore
from ivr.stores.sealing import Sealer, new_key
from ivr.stores.sqlite import SqliteStore
from ivr.telephony.numbers import BadNumberError, parse_number
from ivr.web.app import create_app

DEFAULT_DATABASE = "sqlite:///ivr.sqlite3"
DEFAULT_URL = "http://127.0.0.1:8080"
DEFAULT_LINE = "menus/pay-my-bill"
MEMORY = "memory:"

NO_TOKEN = """\
TWILIO_AUTH_TOKEN is not set, so no request could be told from a forged one.

  With a Twilio account: copy the Auth Token from the console and
      export TWILIO_AUTH_TOKEN=...
  Without one: `ivr call` puts you on the line in this terminal and makes a token of its own."""  # noqa: S105 - a sentence about a token


class SettingsError(ValueError):
    """The environment does not say what is needed; the message says what and how to get on."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says. `tokens` are several while one replaces another, `state_keys` likewise."""

    tokens: tuple[str, ...]
    public_url: str = DEFAULT_URL
    database_url: str = DEFAULT_DATABASE
    state_keys: tuple[str, ...] = ()
    fallback_number: str | None = None
    line: str = DEFAULT_LINE

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


def _number(text: str) -> str | None:
    if not text:
        return None
    try:
        return parse_number(text)
    except BadNumberError as error:
        raise SettingsError(f"IVR_FALLBACK_NUMBER: {error}") from None


class SystemClock:
    """The wall's time."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Installation:
    """A line put together: the gate requests come in by, and what stands behind it. A server keeps it for as long as
    it runs; whoever needs it for less closes the store with `shut()` or `with`."""

    gate: Gate
    app: Flask
    store: Store
    calls: Calls
    lines: Lines

    def shut(self) -> None:
        if isinstance(self.store, SqliteStore):
            self.store.shut()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.shut()


def install(
    settings: Settings, loaded: Loaded, *, clock: Clock | None = None, accounts: Accounts | None = None
) -> Installation:
    """Raises BrokenLineError for a line with mistakes, StoreError for a database that cannot be used, SettingsError
    for a state key that is none."""
    program, roster = program_of(loaded)
    clock = clock or SystemClock()
    keys = settings.state_keys or (_kept(settings, "key", new_key),)
    sealer = _sealer(keys)
    store = _store(settings, sealer, clock)
    lines = Lines(store, program, roster, loaded.sources)
    routes = Routes(urlsplit(settings.public_url).path.rstrip("/"))
    calls = Calls(
        store,
        accounts or _directory(settings, loaded.line, clock),
        lines,
        clock,
        token_key=hmac.digest(keys[0].encode(), b"whisper tokens", hashlib.sha256),
        fallback_number=settings.fallback_number or _first_number(loaded.line),
        routes=routes,
    )
    gate = Gate(calls, store, settings.tokens, settings.public_url, program.line)
    return Installation(gate, create_app(gate, routes.prefix), store, calls, lines)


def _sealer(keys: tuple[str, ...]) -> Sealer:
    try:
        return Sealer(keys)
    except ValueError as error:
        raise SettingsError(f"IVR_STATE_KEY: {error}; without one a key is made and kept by the database") from None


def _store(settings: Settings, sealer: Sealer, clock: Clock) -> Store:
    path = _file_of(settings)
    return MemoryStore(clock) if path is None else SqliteStore(path, sealer, clock)


def _file_of(settings: Settings) -> Path | None:
    """The database file; None for a store in memory."""
    if settings.database_url == MEMORY:
        return None
    return Path(settings.database_url.removeprefix("sqlite:///"))


def _directory(settings: Settings, line: Line | None, clock: Clock) -> Accounts:
    """The embedded directory, with the line's demonstration accounts on its first start."""
    path = _file_of(settings)
    pepper = _kept(settings, "pepper", lambda: secrets.token_urlsafe(32))
    accounts = FixedAccounts(clock) if path is None else SqliteAccounts(path, pepper, clock)
    accounts.seed(demo_accounts(line))
    return accounts


def demo_accounts(line: Line | None) -> list[DemoAccount]:
    """The invented customers of a line, as a directory takes them."""
    if line is None or line.demonstration is None:
        return []
    return [
        DemoAccount(one.number, one.pin, one.balance, one.past_due, one.due, "USD")
        for one in line.demonstration.accounts
    ]


def _kept(settings: Settings, name: str, make: Callable[[], str]) -> str:
    """A secret of this installation, made on the first start and kept beside the database, readable by its owner.
    Raises StoreError."""
    path = _file_of(settings)
    if path is None:
        return make()
    file = path.with_name(f"{path.name}.{name}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            _write_once(file, make())
        return file.read_text().strip()
    except OSError as error:
        raise StoreError(f"{file} cannot be kept there: {error.strerror}") from None


def _write_once(file: Path, text: str) -> None:
    """Of several servers that start at once the first one's text stays, and no reader ever sees half of it."""
    descriptor, draft = tempfile.mkstemp(prefix=f"{file.name}.", dir=file.parent)
    try:
        with os.fdopen(descriptor, "w") as fresh:
            fresh.write(text)
        with contextlib.suppress(FileExistsError):
            os.link(draft, file)
    finally:
        Path(draft).unlink()


def _first_number(line: Line | None) -> str | None:
    """Without a number of its own for emergencies, the line's first representative is rung."""
    if line is None:
        return None
    return next(iter(line.representatives.representatives.values())).number


def start_logging(level: int = logging.INFO) -> None:
    """One JSON object a line on standard error."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def make_app() -> Flask:
    """The application of this environment, for any WSGI server: `granian --factory ivr.bootstrap:make_app`."""
    start_logging()
    settings = settings_from(os.environ)
    return install(settings, load(files_of_folder(settings.line))).app
