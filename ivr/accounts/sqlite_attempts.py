"""Failed attempts in a SQLite file, for all processes that use it. Accounts and callers stand there as digests."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from ivr.accounts.database import AccountsFile, text_of, transaction
from ivr.accounts.directory import (
    ALARM_WINDOW,
    CALLER_LOCKED_AFTER,
    CALLER_WINDOW,
    LOCKED_AFTER,
    MANY_REFUSALS,
    WINDOW,
    Standing,
    failed_by,
)
from ivr.accounts.pepper import Pepper
from ivr.accounts.schema import require
from ivr.secret import Secret
from ivr.service.ports import StoreError

_OTHERS = "SELECT count(*) FROM failures WHERE who = ? AND attempt <> ? AND at > ?"
_RAISED = "INSERT INTO alarms VALUES ('sweep', ?) ON CONFLICT (what) DO UPDATE SET at = excluded.at"


class SqliteAttempts:
    """The Attempts in the file at `path`, which `prepare` makes; it may be the file of a store. Raises ValueError when
    there is no pepper."""

    def __init__(self, path: Path, pepper: bytes | str) -> None:
        self._file = AccountsFile(path)
        self._pepper = Pepper(pepper)

    def prepare(self) -> None:
        """Raises StoreError."""
        self._file.prepare()

    def begin(self, number: Secret, caller: str | None, key: str, now: datetime) -> Standing:
        account = self._pepper.account(number)
        who = None if caller is None else self._pepper.caller(caller)
        with self._writing() as connection:
            connection.execute("DELETE FROM failures WHERE at <= ?", (text_of(now - WINDOW),))
            locked = _others(connection, account, key, now - WINDOW) >= LOCKED_AFTER
            stopped = who is not None and _others(connection, who, key, now - CALLER_WINDOW) >= CALLER_LOCKED_AFTER
            failed = failed_by(account, who, locked=locked, stopped=stopped)
            return Standing(stopped or locked, tuple(one for one in failed if _count(connection, one, key, now)))

    def take_back(self, standing: Standing, key: str) -> None:
        with self._writing() as connection:
            rows = [(one, key) for one in standing.counted]
            connection.executemany("DELETE FROM failures WHERE who = ? AND attempt = ?", rows)

    def refused(self, key: str, now: datetime) -> int:
        """Nothing is noted while an alarm is fresh: a sweep does not fill the file."""
        since = text_of(now - ALARM_WINDOW)
        with self._writing() as connection:
            if connection.execute("SELECT 1 FROM alarms WHERE what = 'sweep' AND at > ?", (since,)).fetchone():
                return 0
            connection.execute("DELETE FROM refusals WHERE at <= ?", (since,))
            connection.execute("INSERT OR IGNORE INTO refusals VALUES (?, ?)", (key, text_of(now)))
            count: int = connection.execute("SELECT count(*) FROM refusals").fetchone()[0]
            if count <= MANY_REFUSALS:
                return 0
            connection.execute(_RAISED, (text_of(now),))
            return count

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """A killed process loses nothing; the loss of power may, and waiting for the disk would cost more than all else."""
        try:
            with self._file.connection() as connection:
                connection.execute("PRAGMA synchronous = NORMAL")
                with transaction(connection):
                    require(connection)
                    yield connection
        except (sqlite3.Error, UnicodeEncodeError) as error:
            raise StoreError(f"failed attempts cannot be counted: {type(error).__name__}") from error


def _others(connection: sqlite3.Connection, who: str, key: str, since: datetime) -> int:
    count: int = connection.execute(_OTHERS, (who, key, text_of(since))).fetchone()[0]
    return count


def _count(connection: sqlite3.Connection, who: str, key: str, now: datetime) -> bool:
    """Whether it was counted now: it is not when it was before."""
    written = connection.execute("INSERT OR IGNORE INTO failures VALUES (?, ?, ?)", (who, key, text_of(now)))
    return written.rowcount == 1
