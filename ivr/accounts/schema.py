"""The tables of accounts, payments and failed attempts, and the number that says which tables they are.

The file may be a store's, whose own number is SQLite's user_version; so the number of these stands in a table of its own.
"""

import sqlite3

from ivr.service.ports import StoreError

NUMBER = 2
"""1 had no table for its number, knew PINs alone, and counted failures by account alone."""

_NUMBERED = "CREATE TABLE accounts_number (number INTEGER NOT NULL)"

_COMMON = (
    """CREATE TABLE payments (
        key TEXT PRIMARY KEY,
        account TEXT NOT NULL,
        cents INTEGER NOT NULL,
        confirmation TEXT NOT NULL,
        at TEXT NOT NULL
    ) WITHOUT ROWID""",
    "CREATE TABLE refusals (attempt TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE alarms (what TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID",
)

_NEW = (
    """CREATE TABLE accounts (
        account TEXT PRIMARY KEY,
        last4 TEXT NOT NULL,
        pin TEXT,
        bill_code TEXT,
        zip TEXT,
        phone_last4 TEXT,
        balance_cents INTEGER NOT NULL,
        past_due_cents INTEGER NOT NULL,
        due TEXT,
        currency TEXT NOT NULL,
        status TEXT NOT NULL DEFAULT 'active',
        autopay INTEGER NOT NULL DEFAULT 0,
        discount INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID""",
    """CREATE TABLE failures (
        who TEXT NOT NULL,
        attempt TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (who, attempt)
    ) WITHOUT ROWID""",
    "CREATE INDEX failures_by_age ON failures (at)",
    *_COMMON,
)

_FROM_1 = (
    "ALTER TABLE accounts ADD COLUMN bill_code TEXT",
    "ALTER TABLE accounts ADD COLUMN zip TEXT",
    "ALTER TABLE accounts ADD COLUMN phone_last4 TEXT",
    "ALTER TABLE accounts ADD COLUMN status TEXT NOT NULL DEFAULT 'active'",
    "ALTER TABLE accounts ADD COLUMN autopay INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE accounts ADD COLUMN discount INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE failures RENAME COLUMN account TO who",
    *_COMMON,
)


def prepare(connection: sqlite3.Connection) -> None:
    """Make the tables, or lead them here from number 1, inside a transaction that the caller holds. Raises StoreError
    for tables this program does not know."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "accounts_number" in tables:
        require(connection)
        return
    for statement in (_NUMBERED, *(_FROM_1 if "accounts" in tables else _NEW)):
        connection.execute(statement)
    connection.execute("INSERT INTO accounts_number VALUES (?)", (NUMBER,))


def require(connection: sqlite3.Connection) -> None:
    """Raises StoreError unless these are the tables this program knows."""
    row = connection.execute("SELECT number FROM accounts_number").fetchone()
    if row != (NUMBER,):
        found = "none" if row is None else row[0]
        raise StoreError(
            f"the account tables have number {found}, and this program knows number {NUMBER}: use the version of this"
            " program that made them, or take the file away (the demonstration accounts are put into a new one on the"
            " next start; calls in progress are lost with a file that holds them, too)"
        )
