"""The one place where everything is put together. settings.py reads the environment, and nothing else does."""

import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Never, Self
from urllib.parse import urlsplit

import structlog
from flask import Flask
from twilio.rest import Client

from ivr.bootstrap.directories import demo_accounts, demonstration, directory_of
from ivr.bootstrap.floor import FloorParts, Surroundings, desk_key, floor_of
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
from ivr.bootstrap.texting import Writing, writing_of
from ivr.dialog.program import Paying, Program
from ivr.line.line import Line
from ivr.line.loading import Loaded, files_of_folder, load
from ivr.line.reach import reached
from ivr.service.answer import Gate
from ivr.service.back_office import BackOffice
from ivr.service.calls import Calls
from ivr.service.inbox import Inbox
from ivr.service.lines import BrokenLineError, Lines, program_of
from ivr.service.ports import Accounts, Clock, Store, StoreError
from ivr.service.sides import Routes
from ivr.service.trace import trace_of
from ivr.stores.desk_store import desk_store
from ivr.stores.memory import MemoryStore
from ivr.stores.sealing import Sealer, new_key
from ivr.stores.sqlite import SqliteStore
from ivr.web.app import create_app
from ivr.web.desk.wiring import Terms, add_desk

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


REPRESENTATIVES = "/representatives"
"""Below the public URL, the paths of the representatives' own line."""
TICK_SECONDS = 1.0
_OF_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Installation:
    """A line put together: the gate requests come in by, and what stands behind it. A server keeps it for as long as
    it runs; whoever needs it for less closes the store with `shut()` or `with`."""

    gate: Gate
    app: Flask
    store: Store
    calls: Calls
    lines: Lines
    floor: FloorParts

    def shut(self) -> None:
        self.floor.store.shut()
        if isinstance(self.store, SqliteStore):
            self.store.shut()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.shut()


@dataclass(frozen=True, slots=True)
class _Ground:
    """What every line of an installation stands on."""

    settings: Settings
    store: Store
    clock: Clock
    writing: Writing
    floor: FloorParts
    wait: Callable[[float], object]


def install(
    settings: Settings,
    loaded: Loaded,
    *,
    clock: Clock | None = None,
    accounts: Accounts | None = None,
    client: Client | None = None,
    wait: Callable[[float], object] = time.sleep,
    pages: bool = True,
) -> Installation:
    """`accounts` take the place of the line's directory, `client` that of the carrier's own. Live pages of the desk `wait` some
    seconds between two looks, and end when it answers True; without `pages` the desk has none, which is half of what it takes
    to put up a line for one call. Raises BrokenLineError for a line with mistakes, StoreError for a
    database that cannot be used, SettingsError for a setting that is none."""
    program, staff = program_of(loaded)
    _safe_to_charge(program, settings)
    line = loaded.line or _no_line()
    clock = clock or SystemClock()
    keys = settings.state_keys or (kept(settings, "key", new_key),)
    sealer = _sealer(keys)
    store = _store(settings, sealer, clock)
    lines = Lines(store, program, loaded.sources)
    routes = Routes(urlsplit(settings.public_url).path.rstrip("/"))
    writing = writing_of(settings, line, clock, client)
    desks = desk_store(file_of(settings), sealer)
    around = Surroundings(store, desks, lines, clock, writing.texts, routes, keys[0])
    ground = _Ground(settings, store, clock, writing, floor_of(settings, line, staff, around, client), wait)
    directory = accounts or directory_of(settings, line, clock)
    calls, gate = _put_up(ground, lines, line, directory, routes)
    others = _representatives(ground, routes, directory)
    app = create_app(gate, routes.prefix, others, settings.proxies)
    if pages:
        _add_desk(app, ground, routes.prefix, keys[0])
    return Installation(gate, app, store, calls, lines, ground.floor)


def _safe_to_charge(program: Program, settings: Settings) -> None:
    """The carrier takes no card whose outcome it would have to tell over plain HTTP (Twilio, Pay, action)."""
    address = urlsplit(settings.public_url)
    if address.scheme == "https" or address.hostname in _OF_THIS_MACHINE:
        return
    if any(isinstance(program.dialogs.get(at), Paying) for at in reached(program)):
        raise SettingsError(f"IVR_PUBLIC_URL={settings.public_url}: a line that takes cards must be called by https")


def _put_up(ground: _Ground, lines: Lines, line: Line, accounts: Accounts, routes: Routes) -> tuple[Calls, Gate]:
    settings, writing = ground.settings, ground.writing
    office = BackOffice(accounts, ground.store, ground.clock, ground.floor.office, writing.texts, writing.links)
    calls = Calls(
        ground.store,
        office,
        lines,
        ground.floor.transfers,
        ground.clock,
        fallback_number=settings.fallback_number or _first_number(line),
        routes=routes,
    )
    inbox = Inbox(writing.texts, writing.links, settings.link_key)
    address = urlsplit(settings.public_url)
    public = f"{address.scheme}://{address.netloc}{routes.prefix}"
    return calls, Gate(calls, ground.store, settings.tokens, public, lines.current.line, inbox)


def _representatives(ground: _Ground, routes: Routes, accounts: Accounts) -> dict[str, Gate]:
    """The representatives' own line, which knows the same people and the same floor."""
    folder = ground.settings.representative_line
    if not folder:
        return {}
    loaded = load(files_of_folder(folder))
    program, _ = program_of(loaded)
    lines = Lines(ground.store, program, loaded.sources)
    theirs = Routes(f"{routes.prefix}{REPRESENTATIVES}")
    _, gate = _put_up(ground, lines, loaded.line or _no_line(), accounts, theirs)
    return {REPRESENTATIVES: gate}


def _add_desk(app: Flask, ground: _Ground, prefix: str, key: str) -> None:
    settings, floor, store = ground.settings, ground.floor, ground.floor.store
    terms = Terms(
        secret_key=desk_key(key),
        secure=settings.public_url.startswith("https:"),
        most_streams=settings.streams,
        now=ground.clock.now,
        wait=ground.wait,
    )
    add_desk(app, floor.desk, floor.sign_in, store.users, terms, prefix)


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


def _first_number(line: Line) -> str | None:
    """Without a number of its own for emergencies, the first representative with a telephone is rung."""
    addresses = (one.address for one in line.representatives.representatives.values())
    return next((one for one in addresses if one.startswith("+")), None)


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


def make_app(wait: Callable[[float], object] = time.sleep) -> Flask:
    """The application of this environment, for any WSGI server: `granian --factory ivr.bootstrap:make_app`. `wait` as in
    `install`."""
    start_logging()
    settings = settings_from(os.environ)
    installation = install(settings, load(files_of_folder(settings.line)), wait=wait)
    threading.Thread(target=_tick, args=(installation.calls,), name="tick", daemon=True).start()
    return installation.app


def _tick(calls: Calls) -> None:
    """Wrap-ups end, and call backs come due, when nobody asks for anything. Every process does it, and twice does no harm."""
    log = structlog.get_logger()
    while True:
        time.sleep(TICK_SECONDS)
        try:
            calls.tick()
        except StoreError as error:
            log.warning("tick failed", reason=str(error))
        except Exception as error:  # noqa: BLE001 - whatever it was, the next second must come
            log.error("tick failed", trace=trace_of(error))  # noqa: TRY400 - a traceback could print what it held
