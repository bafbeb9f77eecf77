"""The tables of texts and payment links in a SQLite file, which may be the file of a store.

A text is seldom, so each operation opens a connection of its own: nothing to share between threads, nothing that a fork
could break. Connections wait for the disk at every commit: a consent that was answered for must survive a power cut.
"""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from ivr.service.ports import StoreError

VERSION = 1
"""Of these tables alone, kept in a table of its own: SQLite's user_version belongs to the store."""

BUSY_SECONDS = 1.5
"""A carrier waits 15 seconds for its document, and a text takes three transactions beside ten seconds for its request."""

_TABLES = (
    "CREATE TABLE IF NOT EXISTS text_tables (version INTEGER NOT NULL)",
    """CREATE TABLE IF NOT EXISTS text_consents (
        key TEXT NOT NULL,
        number TEXT NOT NULL,
        sealed BLOB NOT NULL,
        at TEXT NOT NULL,
        call TEXT NOT NULL,
        dialog TEXT NOT NULL,
        wording TEXT NOT NULL,
        version TEXT NOT NULL,
        language TEXT NOT NULL,
        PRIMARY KEY (key, number)
    ) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS text_consents_by_number ON text_consents (number, at)",
    """CREATE TRIGGER IF NOT EXISTS text_consents_stay BEFORE UPDATE ON text_consents
        BEGIN SELECT RAISE(ABORT, 'a consent stays as it was given'); END""",
    """CREATE TABLE IF NOT EXISTS text_opt_outs (
        place INTEGER PRIMARY KEY AUTOINCREMENT,
        number TEXT NOT NULL,
        topic TEXT NOT NULL,
        out INTEGER NOT NULL,
        word TEXT NOT NULL,
        at TEXT NOT NULL
    )""",
    "CREATE INDEX IF NOT EXISTS text_opt_outs_by_number ON text_opt_outs (number, place)",
    """CREATE TABLE IF NOT EXISTS texts_sent (
        key TEXT PRIMARY KEY,
        number TEXT NOT NULL,
        call TEXT NOT NULL,
        topic TEXT NOT NULL,
        at TEXT NOT NULL,
        outcome TEXT NOT NULL
    ) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS texts_sent_by_number ON texts_sent (number, at)",
    "CREATE INDEX IF NOT EXISTS texts_sent_by_call ON texts_sent (call)",
    """CREATE TABLE IF NOT EXISTS payment_links (
        reference TEXT PRIMARY KEY,
        expires TEXT NOT NULL,
        target BLOB NOT NULL
    ) WITHOUT ROWID""",
)


def text_of(moment: datetime) -> str:
    """In UTC and of one width, so that the order of texts is the order of moments."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


class Tables:
    """The file at `path`, made for its owner alone when it is missing. Raises StoreError for one that cannot be used,
    and for tables of a number this program does not know."""

    def __init__(self, path: Path) -> None:
        self._path = path.absolute()
        with _explained():
            # closing one that is there would end the locks of all our connections to it
            with suppress(FileExistsError):
                os.close(os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            with closing(self._connect()) as connection:
                _keep_a_log(connection)
            with self.writing() as connection:
                _prepare(connection)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        with _explained(), closing(self._connect()) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that nobody else writes in: kept when the block ends, undone when it raises."""
        with _explained(), closing(self._connect()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")

    def _connect(self) -> sqlite3.Connection:
        """mode=rw: a file that was taken away is an error, and not made anew without what it held."""
        uri = f"{self._path.as_uri()}?mode=rw"
        connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON")
        except BaseException:
            connection.close()
            raise
        return connection


def _keep_a_log(connection: sqlite3.Connection) -> None:
    """SQLite does not wait for others here as it does elsewhere, and several may open a new file at once."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.001)
        else:
            return


def _prepare(connection: sqlite3.Connection) -> None:
    for statement in _TABLES:
        connection.execute(statement)
    found: tuple[int | None] = connection.execute("SELECT max(version) FROM text_tables").fetchone()
    if found[0] is None:
        connection.execute("INSERT INTO text_tables VALUES (?)", (VERSION,))
    elif found[0] != VERSION:
        raise StoreError(f"the tables of texts have number {found[0]}, this program knows number {VERSION}")


@contextmanager
def _explained() -> Iterator[None]:
    """SQLite names tables and columns in its errors, never values, so they may be passed on."""
    try:
        yield
    except (sqlite3.Error, OSError, UnicodeEncodeError) as error:
        reason = "a value that SQLite cannot hold" if isinstance(error, UnicodeEncodeError) else str(error)
        raise StoreError(f"the ledger of texts cannot answer: {reason}") from None
