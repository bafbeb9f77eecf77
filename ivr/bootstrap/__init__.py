"""The one place where everything is put together. settings.py reads the environment, and nothing else does."""

import hashlib
import hmac
import logging
import os
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Never, Self
from urllib.parse import urlsplit

import structlog
from flask import Flask
from twilio.rest import Client

from ivr.bootstrap.directories import demo_accounts, demonstration, directory_of
from ivr.bootstrap.keeping import kept
from ivr.bootstrap.settings import (
    DEFAULT_DATABASE,
    DEFAULT_URL,
    MEMORY,
    Settings,
    SettingsError,
    file_of,
    settings_from,
    signing_token,
)
from ivr.bootstrap.texting import writing_of
from ivr.line.line import Line
from ivr.line.loading import Loaded, files_of_folder, load
from ivr.service.answer import Gate
from ivr.service.calls import Calls, Routes
from ivr.service.inbox import Inbox
from ivr.service.lines import BrokenLineError, Lines, program_of
from ivr.service.ports import Accounts, Clock, Store
from ivr.stores.memory import MemoryStore
from ivr.stores.sealing import Sealer, new_key
from ivr.stores.sqlite import SqliteStore
from ivr.web.app import create_app

__all__ = [
    "DEFAULT_DATABASE",
    "DEFAULT_URL",
    "MEMORY",
    "Installation",
    "Settings",
    "SettingsError",
    "SystemClock",
    "demo_accounts",
    "demonstration",
    "install",
    "make_app",
    "settings_from",
    "signing_token",
    "start_logging",
]


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
    settings: Settings,
    loaded: Loaded,
    *,
    clock: Clock | None = None,
    accounts: Accounts | None = None,
    client: Client | None = None,
) -> Installation:
    """`accounts` take the place of the line's directory, `client` that of the carrier's own. Raises BrokenLineError for a line with mistakes, StoreError for a database that cannot be used, SettingsError
    for a setting that is none."""
    program, roster = program_of(loaded)
    line = loaded.line or _no_line()
    clock = clock or SystemClock()
    keys = settings.state_keys or (kept(settings, "key", new_key),)
    sealer = _sealer(keys)
    store = _store(settings, sealer, clock)
    lines = Lines(store, program, roster, loaded.sources)
    routes = Routes(urlsplit(settings.public_url).path.rstrip("/"))
    writing = writing_of(settings, line, clock, client)
    calls = Calls(
        store,
        accounts or directory_of(settings, line, clock),
        lines,
        clock,
        token_key=hmac.digest(keys[0].encode(), b"whisper tokens", hashlib.sha256),
        fallback_number=settings.fallback_number or _first_number(line),
        routes=routes,
        texts=writing.texts,
        links=writing.links,
    )
    inbox = Inbox(writing.texts, writing.links, settings.link_key)
    gate = Gate(calls, store, settings.tokens, settings.public_url, program.line, inbox)
    return Installation(gate, create_app(gate, routes.prefix), store, calls, lines)


def _no_line() -> Never:
    raise BrokenLineError(())


def _sealer(keys: tuple[str, ...]) -> Sealer:
    try:
        return Sealer(keys)
    except ValueError as error:
        raise SettingsError(f"IVR_STATE_KEY: {error}; without one a key is made and kept by the database") from None


def _store(settings: Settings, sealer: Sealer, clock: Clock) -> Store:
    path = file_of(settings)
    return MemoryStore(clock) if path is None else SqliteStore(path, sealer, clock)


def _first_number(line: Line) -> str:
    """Without a number of its own for emergencies, the line's first representative is rung."""
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
