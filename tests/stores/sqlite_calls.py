"""Calls in a file, for the tests of what only a file can promise."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from ivr.dialog.journal import Entry, Happening
from ivr.dialog.state import CallState
from ivr.secret import Secret
from ivr.service.ports import Exchange, Whisper
from ivr.stores.sealing import Sealer, new_key
from ivr.stores.sqlite import SqliteStore

CALL = "CA1"
ACCOUNT, PIN = "8448200012345678", "258025"
KEY = new_key()
ENTERED = Entry(Happening.ENTERED, datetime(2026, 11, 24, 15, 0, tzinfo=UTC), 0, "main")


class Clock:
    def now(self) -> datetime:
        return datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


def opened(path: Path, *keys: str) -> SqliteStore:
    return SqliteStore(path, Sealer(keys or [KEY]), Clock())


def state(turn: int = 1) -> CallState:
    secrets = {"account.number": Secret(ACCOUNT), "account.pin": Secret(PIN)}
    return CallState("digest", turn, "main", secrets=secrets)


def exchange(answered: int = 0, call: str = CALL) -> Exchange:
    reply = f"<Response><Say>8 4 4 8. You entered {ACCOUNT}.</Say></Response>".encode()
    leg = Whisper(f"token{answered}", call, answered + 1, "rosa", "digest", "whisper", (("account.last4", "5678"),))
    return Exchange(call, answered, state(answered + 1), reply, (ENTERED,), (leg,))


def asked(path: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(statement).fetchall()
