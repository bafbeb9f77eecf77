"""One SQLite file, used by several threads and processes at once.

The standard library's sqlite3 and no layer on it: a store is a dozen fixed statements, and the layer costs several
times what they do. A connection serves one operation at a time and is lent from a heap of idle ones, so there are as
many as were ever busy together; one that failed is closed, which also undoes what it had begun. Threads queue for the
write lock in this process; only processes have to try again and again, in steps of 20 microseconds to a millisecond:
SQLite's own steps begin at a millisecond.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TypeVar

from ivr.service.ports import StoreError
from ivr.stores import schema

PATIENCE = 5.0
"""Seconds to wait for a lock that another writer holds; a carrier waits 15 for its document."""

_SETTINGS = (
    "PRAGMA synchronous = NORMAL",  # survives a killed process; the loss of power may cost the last commits
    "PRAGMA wal_autocheckpoint = 4000",  # pages; a log of 16 MB, because at 4 MB a quarter of the time went into this
    "PRAGMA secure_delete = ON",  # what a call leaves behind is overwritten, not only forgotten
)

_Result = TypeVar("_Result")
_Parameter = str | int | bytes | None


class Database:
    """The file at the absolute `path`, made (for its owner alone) when it is missing. Raises StoreError for one it cannot use."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._idle: list[sqlite3.Connection] = []
        self._process = os.getpid()
        self._shut = False
        self._writer = Lock()
        with _explained():
            _make(self._path)
            with closing(self._connect()) as connection:
                _prepare(connection)

    def rows(self, statement: str, *parameters: _Parameter) -> list[tuple[object, ...]]:
        """What one SELECT finds."""
        with _explained(), self._lent() as connection:
            return _patiently(lambda: connection.execute(statement, parameters).fetchall())

    @contextmanager
    def writing(self, *, durable: bool = False) -> Iterator[sqlite3.Connection]:
        """A transaction: kept when the block ends, undone when it raises. `durable` waits until the disk has it."""
        with _explained(), self._writer, self._lent() as connection:
            if durable:
                connection.execute("PRAGMA synchronous = FULL")
            _patiently(lambda: connection.execute("BEGIN IMMEDIATE"))
            yield connection
            connection.execute("COMMIT")
            if durable:
                connection.execute("PRAGMA synchronous = NORMAL")

    def ping(self) -> None:
        """Raise StoreError unless a new connection finds the file and its tables."""
        with _explained(), closing(self._connect()) as connection:
            if _patiently(lambda: schema.found(connection)) != schema.SCHEMA:
                raise StoreError("the store's tables are not there")

    def shut(self) -> None:
        """Close every connection; what is still busy closes its own when it is done."""
        self._shut = True
        while self._idle:
            self._idle.pop().close()

    @contextmanager
    def _lent(self) -> Iterator[sqlite3.Connection]:
        connection = self._take()
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        self._idle.append(connection)
        if self._shut:
            self.shut()

    def _take(self) -> sqlite3.Connection:
        if self._shut:
            raise StoreError("the store was shut")
        if os.getpid() != self._process:
            self._settle()
        try:
            return self._idle.pop()
        except IndexError:
            return self._connect()

    def _settle(self) -> None:
        """SQLite's connections do not survive a fork; a store that had none at that moment does."""
        if self._idle:
            raise StoreError("the store was used before this process was forked from another; open it in each process")
        self._process = os.getpid()

    def _connect(self) -> sqlite3.Connection:
        """mode=rw: a file that was taken away is an error, and not made anew without the calls in it."""
        connection = sqlite3.connect(
            f"{self._path.as_uri()}?mode=rw", uri=True, timeout=0, isolation_level=None, check_same_thread=False
        )
        try:
            for setting in _SETTINGS:
                _patiently(
                    partial(connection.execute, setting)
                )  # the first one reads the file, which others may be making
        except BaseException:
            connection.close()
            raise
        return connection


def _make(path: Path) -> None:
    """A file that is there is not opened: closing it would take the locks of every SQLite connection that this process has to
    it, and another process would throw its log away (fcntl: locks end when any descriptor of the file is closed)."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def _prepare(connection: sqlite3.Connection) -> None:
    """Make the tables that are missing; another process may be doing the same at this moment."""
    if _patiently(lambda: schema.found(connection)) == schema.SCHEMA:
        return
    mode = _patiently(lambda: connection.execute("PRAGMA journal_mode = WAL").fetchone())
    if mode != ("wal",):
        raise StoreError("the store's file is where SQLite cannot keep a write-ahead log; use a local disk")
    _patiently(lambda: connection.execute("BEGIN IMMEDIATE"))
    schema.bring_up(connection)
    _patiently(lambda: connection.execute("COMMIT"))


@contextmanager
def _explained() -> Iterator[None]:
    """SQLite names tables and columns in its errors, never values, so they may be passed on."""
    try:
        yield
    except (sqlite3.Error, OSError, OverflowError, UnicodeEncodeError) as error:
        reason = str(error) if isinstance(error, sqlite3.Error | OSError) else "a value that SQLite cannot hold"
        raise StoreError(f"the store cannot answer: {reason}") from error


def _patiently(attempt: Callable[[], _Result]) -> _Result:
    deadline = time.monotonic() + PATIENCE
    pause = 20e-6
    while True:
        try:
            return attempt()
        except sqlite3.OperationalError as error:
            busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not busy or time.monotonic() > deadline:
                raise
        time.sleep(pause)
        pause = min(2 * pause, 1e-3)
