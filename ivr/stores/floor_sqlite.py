"""The floor in a SQLite file, for all threads and processes that use it.

The floor is looked at for every webhook and changed less often, so each process keeps the one it read last, together
with the number of its version, and reads no more than that number while nothing has changed. The number is a row beside
the others: one SELECT reads them as they were at one moment, and a change writes all of them or none.
"""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import cast

from ivr.routing.floor import Floor
from ivr.stores import floor_rows
from ivr.stores.database import Database
from ivr.stores.floor_rows import Place

_VERSION = "SELECT body FROM floor WHERE part = 'version' AND name = ''"
_ALL = "SELECT part, name, body FROM floor"
_PUT = (
    "INSERT INTO floor (part, name, body) VALUES (?, ?, ?) ON CONFLICT (part, name) DO UPDATE SET body = excluded.body"
)
_DELETE = "DELETE FROM floor WHERE part = ? AND name = ?"
_THE_VERSION: Place = ("version", "")


@dataclass(frozen=True, slots=True)
class _Known:
    """A version of the floor, and the rows it was read from: of the next version only those that differ are decoded."""

    version: int = -1
    floor: Floor = floor_rows.EMPTY
    rows: Mapping[Place, bytes] = field(default_factory=dict)


class SqliteBoard:
    """The Board in the file of `database`. What was there before a restart is there again."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known = _Known()  # replaced whole; whoever puts an older one here is found out by the next look

    def look(self) -> Floor:
        return self._look().floor

    def change(self, move: Callable[[Floor], Floor]) -> Floor:
        """First without a lock, because most moves find nothing to do; then, if nobody was faster, what came of that is
        written, and otherwise `move` runs again with the lock held. It may look, but not change the floor itself."""
        before = self._look()
        rows = floor_rows.changes(before.floor, move(before.floor))
        if not rows:
            return before.floor
        with self._database.writing() as connection:
            present = self._present(connection)
            if present.version != before.version:
                rows = floor_rows.changes(present.floor, move(present.floor))
            after = _changed(present, rows)
            _write(connection, present, after, rows)
        self._known = after
        return after.floor

    def version(self) -> int:
        return _number(self._database.rows(_VERSION))

    def _look(self) -> _Known:
        known = self._known
        if self.version() == known.version:
            return known
        return self._read(self._database.rows(_ALL))

    def _present(self, connection: sqlite3.Connection) -> _Known:
        """As `_look`, inside a transaction."""
        known = self._known
        if _number(connection.execute(_VERSION).fetchall()) == known.version:
            return known
        return self._read(connection.execute(_ALL).fetchall())

    def _read(self, found: list[tuple[object, ...]]) -> _Known:
        rows = {(part, name): body for part, name, body in cast("list[tuple[str, str, bytes]]", found)}
        version = cast("int", rows.pop(_THE_VERSION, 0))
        known = self._known
        differing: dict[Place, bytes | None] = dict.fromkeys(known.rows.keys() - rows.keys())
        differing.update(rows.items() - known.rows.items())
        self._known = fresh = _Known(version, floor_rows.changed(known.floor, differing), rows)
        return fresh


def _number(rows: list[tuple[object, ...]]) -> int:
    return cast("int", rows[0][0]) if rows else 0


def _changed(before: _Known, rows: Mapping[Place, bytes | None]) -> _Known:
    """The next version, or the same where nothing changes."""
    if not rows:
        return before
    kept = {place: body for place, body in {**before.rows, **rows}.items() if body is not None}
    return _Known(before.version + 1, floor_rows.changed(before.floor, rows), kept)


def _write(connection: sqlite3.Connection, before: _Known, after: _Known, rows: Mapping[Place, bytes | None]) -> None:
    if after.version == before.version:
        return
    connection.executemany(_DELETE, [place for place, body in rows.items() if body is None])
    connection.executemany(_PUT, [(*place, body) for place, body in rows.items() if body is not None])
    connection.execute(_PUT, (*_THE_VERSION, after.version))
