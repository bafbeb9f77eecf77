"""The SQLite file with the tables of accounts. A connection is made for each use: it costs a hundredth of a hash."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from ivr.accounts.schema import prepare
from ivr.service.ports import StoreError

BUSY_SECONDS = 2.0


class AccountsFile:
    """The file at `path`; it may be the file of a store."""

    def __init__(self, path: Path) -> None:
        self._path = path.absolute()

    def prepare(self, then: Callable[[sqlite3.Connection], object] | None = None) -> None:
        """Make the file and its tables where they are missing, and do what comes `then` in the same transaction.
        Raises StoreError."""
        try:
            with suppress(
                FileExistsError
            ):  # closing one that is there would end the locks of all our connections to it
                os.close(os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            with self.connection() as connection:
                _keep_a_log(connection)
                with transaction(connection):
                    prepare(connection)
                    if then is not None:
                        then(connection)
        except StoreError as error:
            raise StoreError(f"{self._path}: {error}") from None
        except (sqlite3.Error, OSError, OverflowError) as error:
            raise StoreError(f"the account directory cannot be written: {error}") from error

    @contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        """A file that is missing is an error, and not made."""
        uri = f"{self._path.as_uri()}?mode=rw"
        with closing(sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
            connection.execute("PRAGMA secure_delete = ON")
            yield connection


def _keep_a_log(connection: sqlite3.Connection) -> None:
    """Change the file to a write-ahead log. SQLite does not wait for others here, and servers start together."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
        else:
            return
        time.sleep(1e-3)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """What it raises out of is undone when the connection is closed."""
    connection.execute("BEGIN IMMEDIATE")
    yield
    connection.execute("COMMIT")


def text_of(moment: datetime) -> str:
    """Sorts as moments do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
