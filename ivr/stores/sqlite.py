"""Calls in one SQLite file, for all threads and processes of one machine.

Every method is one transaction. What may hold secrets is sealed before it reaches SQLite, so neither the file nor its
write-ahead log ever has it in the clear, and it is deleted when its call ends. Turns and tokens are in the clear:
they are what rows are found by.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self, cast

from ivr.dialog.journal import Entry, Happening
from ivr.dialog.state import CallState
from ivr.service.ports import Clock, Exchange, StoreError, Whisper
from ivr.stores import codec
from ivr.stores.callers import InProgress, callers, readable
from ivr.stores.claims import Claims
from ivr.stores.database import Database
from ivr.stores.sealing import Sealer

_SAVE_STATE = """
    INSERT INTO states (call, at, parent, state)
    SELECT :call, :at, (SELECT call FROM whispers WHERE token = :token), :state
    WHERE NOT EXISTS (SELECT 1 FROM ended WHERE call = :call)
    ON CONFLICT (call) DO UPDATE
    SET at = excluded.at, state = excluded.state, parent = coalesce(excluded.parent, parent)"""
"""A leg whose verdict on a whisper is saved is from then on a child of the call that rang it."""

_SAVE_ENTRY = "INSERT INTO journal (call, seq, at, turn, kind, dialog, detail, count) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_SAVE_WHISPER = "INSERT INTO whispers (token, call, turn, accepted, body) VALUES (?, ?, ?, ?, ?)"
_LEGS = "SELECT ?1 AS call UNION SELECT call FROM states WHERE parent = ?1"
_FORGET = tuple(f"DELETE FROM {table} WHERE call = ?" for table in ("states", "replies", "intents", "whispers"))  # noqa: S608 - four fixed names

_IN_PROGRESS = """
    SELECT states.call, journal.at, state FROM states JOIN journal ON journal.call = states.call AND seq = 0
    WHERE parent IS NULL ORDER BY journal.at, states.call"""
_UNDECIDED = "SELECT body, accepted FROM whispers WHERE accepted IS NULL"


class SqliteStore:
    """The Store in the file `path`; locks are in the folder `<path>.locks`. Raises StoreError when it cannot be used."""

    def __init__(self, path: Path, sealer: Sealer, clock: Clock) -> None:
        self._sealer = sealer
        self._clock = clock
        file = path.resolve()  # whatever name and folder it is opened from, one file has one set of locks
        self._claims = Claims(file.with_name(file.name + ".locks"))
        self._database = Database(file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.shut()

    def shut(self) -> None:
        """Close the file. Nothing can be asked afterwards."""
        self._database.shut()

    def ping(self) -> None:
        self._database.ping()

    def claim(self, call: str) -> AbstractContextManager[None]:
        return self._claims.hold(call)

    def state(self, call: str) -> CallState | None:
        sealed = self._sealed("SELECT state FROM states WHERE call = ?", call)
        return None if sealed is None else codec.decode_state(sealed)

    def reply(self, call: str, turn: int) -> bytes | None:
        return self._sealed("SELECT reply FROM replies WHERE call = ? AND turn = ?", call, turn)

    def latest_reply(self, call: str) -> bytes | None:
        return self._sealed("SELECT reply FROM replies WHERE call = ? ORDER BY rowid DESC LIMIT 1", call)

    def save(self, exchange: Exchange) -> None:
        """Raises StoreError, and saves nothing, for a call that is over and for a turn that was answered before."""
        state = self._sealer.seal(codec.encode_state(exchange.state))
        reply = self._sealer.seal(exchange.reply)
        token, accepted = exchange.verdict or (None, None)
        key = (exchange.call, exchange.answered)
        with self._database.writing() as connection:
            written = {"call": exchange.call, "at": self._now(), "token": token, "state": state}
            if not connection.execute(_SAVE_STATE, written).rowcount:
                raise StoreError(f"call {exchange.call} is over; nothing more can be saved for it")
            connection.execute("INSERT INTO replies (call, turn, reply) VALUES (?, ?, ?)", (*key, reply))
            connection.execute("DELETE FROM intents WHERE call = ? AND turn = ?", key)
            _append(connection, exchange.call, exchange.journal)
            connection.executemany(_SAVE_WHISPER, map(self._whisper_row, exchange.whispers))
            if token is not None:
                connection.execute("UPDATE whispers SET accepted = ? WHERE token = ?", (accepted, token))

    def intend(self, call: str, turn: int, what: str) -> bool:
        """On disk when this returns, as saves need not be: the power may fail, and the effect must not be repeated."""
        with self._database.writing(durable=True) as connection:
            statement = "INSERT OR IGNORE INTO intents (call, turn, at, what) VALUES (?, ?, ?, ?)"
            return connection.execute(statement, (call, turn, self._now(), what)).rowcount == 1

    def whisper(self, token: str) -> Whisper | None:
        rows = self._database.rows("SELECT body, accepted FROM whispers WHERE token = ?", token)
        return self._whisper(rows[0]) if rows else None

    def whispers_of(self, call: str, turn: int) -> tuple[Whisper, ...]:
        statement = "SELECT body, accepted FROM whispers WHERE call = ? AND turn = ? ORDER BY place"
        return tuple(map(self._whisper, self._database.rows(statement, call, turn)))

    def close(self, call: str, entries: Iterable[Entry]) -> bool:
        """Ends the legs that were rung for the call too, those whose verdict was saved."""
        last = tuple(entries)
        with self._database.writing() as connection:
            if connection.execute("SELECT 1 FROM states WHERE call = ?", (call,)).fetchone() is None:
                return False
            _append(connection, call, last)
            legs: list[tuple[str]] = connection.execute(_LEGS, (call,)).fetchall()
            for statement in _FORGET:
                connection.executemany(statement, legs)
            connection.executemany(
                "INSERT INTO ended (call, at) VALUES (?, ?)", ((leg, self._now()) for (leg,) in legs)
            )
            return True

    def closed(self, call: str) -> bool:
        return bool(self._database.rows("SELECT 1 FROM ended WHERE call = ?", call))

    def journal(self, call: str) -> tuple[Entry, ...]:
        statement = "SELECT kind, at, turn, dialog, detail, count FROM journal WHERE call = ? ORDER BY seq"
        return tuple(map(_entry, self._database.rows(statement, call)))

    def open_since_before(self, moment: datetime) -> tuple[str, ...]:
        """Longest ago first."""
        rows = self._database.rows(
            "SELECT call FROM states WHERE at < ? ORDER BY at, call", codec.encode_moment(moment)
        )
        return tuple(str(row[0]) for row in rows)

    def in_progress(self) -> tuple[tuple[str, datetime, CallState], ...]:
        undecided = readable(self._whisper, self._database.rows(_UNDECIDED))
        return callers(readable(self._in_progress, self._database.rows(_IN_PROGRESS)), undecided)

    def save_source(self, digest: str, files: Mapping[str, str]) -> None:
        text = json.dumps(dict(files), ensure_ascii=False)
        with self._database.writing() as connection:
            connection.execute("INSERT OR IGNORE INTO sources (digest, files) VALUES (?, ?)", (digest, text))

    def source(self, digest: str) -> Mapping[str, str] | None:
        rows = self._database.rows("SELECT files FROM sources WHERE digest = ?", digest)
        return cast("dict[str, str]", json.loads(cast("str", rows[0][0]))) if rows else None

    def _now(self) -> str:
        return codec.encode_moment(self._clock.now())

    def _sealed(self, statement: str, *parameters: str | int) -> bytes | None:
        rows = self._database.rows(statement, *parameters)
        return self._sealer.open(cast("bytes", rows[0][0])) if rows else None

    def _in_progress(self, row: tuple[object, ...]) -> InProgress:
        call, at, sealed = cast("tuple[str, str, bytes]", row)
        return call, codec.decode_moment(at), codec.decode_state(self._sealer.open(sealed))

    def _whisper_row(self, whisper: Whisper) -> tuple[str, str, int, bool | None, bytes]:
        body = self._sealer.seal(codec.encode_whisper(whisper))
        return whisper.token, whisper.call, whisper.turn, whisper.accepted, body

    def _whisper(self, row: tuple[object, ...]) -> Whisper:
        """The verdict has a column of its own: it comes later than the rest."""
        body, accepted = row
        whisper = codec.decode_whisper(self._sealer.open(cast("bytes", body)))
        return replace(whisper, accepted=None if accepted is None else bool(accepted))


def _append(connection: sqlite3.Connection, call: str, entries: tuple[Entry, ...]) -> None:
    if not entries:
        return
    (first,) = connection.execute("SELECT coalesce(max(seq) + 1, 0) FROM journal WHERE call = ?", (call,)).fetchone()
    connection.executemany(_SAVE_ENTRY, (_row(call, seq, entry) for seq, entry in enumerate(entries, start=first)))


def _row(call: str, seq: int, entry: Entry) -> tuple[str, int, str, int, str, str, str, int]:
    at = codec.encode_moment(entry.at)
    return call, seq, at, entry.turn, entry.kind.value, entry.dialog, entry.detail, entry.count


def _entry(row: tuple[object, ...]) -> Entry:
    kind, at, turn, dialog, detail, count = cast("tuple[str, str, int, str, str, int]", row)
    try:
        return Entry(Happening(kind), codec.decode_moment(at), turn, dialog, detail, count)
    except ValueError as error:
        raise StoreError(f"the journal holds what this program does not know: {error}") from error
