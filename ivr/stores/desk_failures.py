"""Failed attempts to sign in, for one day.

In a file they stand under a digest: people type passwords into the field for names, and whoever tries a million names of
a megabyte each shall not fill the disk with them.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import blake2b
from threading import Lock

from ivr.stores import codec
from ivr.stores.database import Database

KEEP = timedelta(days=1)
"""Counted to the failure that is noted next, whoever's it is."""


class MemoryFailures:
    """The Failures for the threads of one process."""

    def __init__(self) -> None:
        self._changing = Lock()
        self._failures: list[tuple[bytes, datetime]] = []

    def note(self, what: str, at: datetime) -> None:
        codec.encode_moment(at)
        with self._changing:
            young: Iterable[tuple[bytes, datetime]] = (one for one in self._failures if one[1] >= at - KEEP)
            self._failures = [*young, (_digest(what), at)]

    def since(self, what: str, moment: datetime) -> int:
        digest = _digest(what)
        return sum(one == digest and at >= moment for one, at in self._failures)

    def forget(self, what: str) -> None:
        digest = _digest(what)
        with self._changing:
            self._failures = [one for one in self._failures if one[0] != digest]


class SqliteFailures:
    """The Failures in the file of `database`, for all processes that use it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, what: str, at: datetime) -> None:
        row, limit = (_digest(what), codec.encode_moment(at)), codec.encode_moment(at - KEEP)
        with self._database.writing() as connection:
            connection.execute("DELETE FROM desk_failures WHERE at < ?", (limit,))
            connection.execute("INSERT INTO desk_failures (what, at) VALUES (?, ?)", row)

    def since(self, what: str, moment: datetime) -> int:
        statement = "SELECT count(*) FROM desk_failures WHERE what = ? AND at >= ?"
        ((count,),) = self._database.rows(statement, _digest(what), codec.encode_moment(moment))
        return int(str(count))

    def forget(self, what: str) -> None:
        with self._database.writing() as connection:
            connection.execute("DELETE FROM desk_failures WHERE what = ?", (_digest(what),))


def _digest(what: str) -> bytes:
    """Of any text a stranger can type, encodable or not."""
    return blake2b(what.encode("utf-8", "surrogatepass"), digest_size=16).digest()
