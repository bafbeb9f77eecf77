"""The tables of a store's file, and the number that says which tables they are.

`states` holds the calls in progress and nothing else; `ended` remembers the others. Bodies of states, replies and
whispers are sealed; the journal is in the clear, because nothing in it may be secret and people read it.
"""

import sqlite3

from ivr.service.ports import StoreError

SCHEMA = 1
"""Kept as SQLite's user_version. A new number comes with the statements that lead there from the one before."""

TABLES = (
    """CREATE TABLE states (
        call TEXT PRIMARY KEY,
        at TEXT NOT NULL,
        parent TEXT,
        state BLOB NOT NULL
    ) WITHOUT ROWID""",
    "CREATE INDEX states_by_parent ON states (parent) WHERE parent IS NOT NULL",
    "CREATE TABLE ended (call TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE replies (
        call TEXT NOT NULL,
        turn INTEGER NOT NULL,
        reply BLOB NOT NULL,
        PRIMARY KEY (call, turn)
    )""",  # with rowids: a document does not fit into a page of the other kind and would take an overflow page each
    """CREATE TABLE intents (
        call TEXT NOT NULL,
        turn INTEGER NOT NULL,
        at TEXT NOT NULL,
        what TEXT NOT NULL,
        PRIMARY KEY (call, turn)
    ) WITHOUT ROWID""",
    """CREATE TABLE whispers (
        place INTEGER PRIMARY KEY,
        token TEXT NOT NULL UNIQUE,
        call TEXT NOT NULL,
        turn INTEGER NOT NULL,
        accepted INTEGER,
        body BLOB NOT NULL
    )""",
    "CREATE INDEX whispers_by_ring ON whispers (call, turn)",
    """CREATE TABLE journal (
        call TEXT NOT NULL,
        seq INTEGER NOT NULL,
        at TEXT NOT NULL,
        turn INTEGER NOT NULL,
        kind TEXT NOT NULL,
        dialog TEXT NOT NULL,
        detail TEXT NOT NULL,
        count INTEGER NOT NULL,
        PRIMARY KEY (call, seq)
    ) WITHOUT ROWID""",
    "CREATE TABLE sources (digest TEXT PRIMARY KEY, files TEXT NOT NULL) WITHOUT ROWID",
)


def found(connection: sqlite3.Connection) -> int:
    """The number of the tables in this file, 0 for none yet. Raises StoreError for a number this program is too old for."""
    row: tuple[int] = connection.execute("PRAGMA user_version").fetchone()
    if row[0] > SCHEMA:
        raise StoreError(f"the store's tables have number {row[0]}, this program knows them up to number {SCHEMA}")
    return row[0]


def create(connection: sqlite3.Connection) -> None:
    """Make the tables, inside a transaction that the caller holds."""
    for statement in TABLES:
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {SCHEMA}")
