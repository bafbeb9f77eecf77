"""The tables of a store's file, and the number that says which tables they are.

`states` holds the calls in progress and nothing else; `ended` remembers the others. Bodies of states, replies and
whispers are sealed; the journal is in the clear, because nothing in it may be secret and people read it. `floor` holds
who does what and who waits, a row each, and one row with the number of its version; of the desk's tables `desk_tickets`
holds secrets, and is sealed.
"""

import sqlite3

from ivr.service.ports import StoreError

SCHEMA = 2
"""Kept as SQLite's user_version. A new number comes with the statements that lead there from the one before."""

_CALLS = (
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


_DESK = (
    "CREATE TABLE floor (part TEXT NOT NULL, name TEXT NOT NULL, body NOT NULL, PRIMARY KEY (part, name)) WITHOUT ROWID",
    "CREATE TABLE desk_tickets (token TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID",
    """CREATE TABLE desk_voicemails (
        recording TEXT PRIMARY KEY,
        call TEXT NOT NULL,
        team TEXT NOT NULL,
        left_at TEXT NOT NULL,
        seconds INTEGER NOT NULL,
        hand_off BLOB NOT NULL,
        heard_by TEXT NOT NULL,
        heard_at TEXT
    ) WITHOUT ROWID""",
    """CREATE TABLE desk_talks (
        call TEXT NOT NULL,
        representative TEXT NOT NULL,
        began TEXT NOT NULL,
        ended TEXT,
        hand_off BLOB NOT NULL,
        disposition TEXT,
        PRIMARY KEY (call, representative)
    ) WITHOUT ROWID""",
    "CREATE INDEX desk_talks_by_representative ON desk_talks (representative, began)",
    "CREATE INDEX desk_talks_by_time ON desk_talks (began)",
    """CREATE TABLE desk_users (
        name TEXT PRIMARY KEY,
        password TEXT NOT NULL,
        role TEXT NOT NULL,
        representative TEXT NOT NULL,
        code TEXT NOT NULL,
        pin TEXT NOT NULL,
        session TEXT NOT NULL
    ) WITHOUT ROWID""",
    "CREATE UNIQUE INDEX desk_users_by_code ON desk_users (code) WHERE code <> ''",
    "CREATE TABLE desk_failures (what BLOB NOT NULL, at TEXT NOT NULL)",
    "CREATE INDEX desk_failures_by_what ON desk_failures (what, at)",
    "CREATE INDEX desk_failures_by_time ON desk_failures (at)",
)

STEPS = (_CALLS, _DESK)
"""What leads from each number to the next, from 0 on. Never changed once released; a change is one more step."""


def found(connection: sqlite3.Connection) -> int:
    """The number of the tables in this file, 0 for none yet. Raises StoreError for a number this program is too old for."""
    row: tuple[int] = connection.execute("PRAGMA user_version").fetchone()
    if row[0] > SCHEMA:
        raise StoreError(f"the store's tables have number {row[0]}, this program knows them up to number {SCHEMA}")
    return row[0]


def bring_up(connection: sqlite3.Connection) -> None:
    """Make the tables that are missing, inside a transaction that the caller holds. What is there stays as it is."""
    for step in STEPS[found(connection) :]:
        for statement in step:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {SCHEMA}")
