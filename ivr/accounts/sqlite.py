"""An account directory in a SQLite file, for demonstrations and for lines without a back office of their own.

The file has no account number and no PIN: a number is its HMAC under a pepper that is not in the file, and a PIN is
hashed with the pepper and scrypt, because four digits alone are tried through in minutes. An attempt is counted as a
failure before the PIN is compared and taken back when it was right, so attempts made at the same moment cannot exceed
the limit together. Every attempt costs one hash and two transactions, whether the account exists or not.
"""

import hmac
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from werkzeug.security import check_password_hash, generate_password_hash

from ivr.accounts.account import LOCKED_AFTER, WINDOW, DemoAccount, facts, last4, never_matches
from ivr.secret import Secret
from ivr.service.ports import Clock, StoreError, Verification
from ivr.telephony.outcomes import FetchOutcome

__all__ = ["DemoAccount", "SqliteAccounts"]

HASHING = "scrypt:4096:8:1"
"""About 10 ms and 4 MB for each attempt. The pepper is what protects a stolen file, this only slows whoever has both."""

BUSY_SECONDS = 2.0

_TABLES = (
    """CREATE TABLE IF NOT EXISTS accounts (
        account TEXT PRIMARY KEY,
        last4 TEXT NOT NULL,
        pin TEXT,
        balance_cents INTEGER NOT NULL,
        past_due_cents INTEGER NOT NULL,
        due TEXT,
        currency TEXT NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS failures (
        account TEXT NOT NULL,
        attempt TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (account, attempt)
    ) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS failures_by_age ON failures (at)",
)
_SEED = """
    INSERT INTO accounts (account, last4, pin, balance_cents, past_due_cents, due, currency)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (account) DO UPDATE
    SET pin = excluded.pin, balance_cents = excluded.balance_cents, past_due_cents = excluded.past_due_cents,
        due = excluded.due, currency = excluded.currency"""
_OTHERS = "SELECT count(*) FROM failures WHERE account = ? AND attempt <> ?"
_FACTS = "SELECT last4, balance_cents, past_due_cents, due, currency FROM accounts WHERE account = ?"


class SqliteAccounts:
    """The Accounts in the file at `path`, which `seed` makes; it may be the file of a store. Raises ValueError when
    there is no pepper."""

    quick = True

    def __init__(self, path: Path, pepper: bytes | str, clock: Clock) -> None:
        self._path = path.absolute()
        self._pepper = pepper.encode() if isinstance(pepper, str) else pepper
        if not self._pepper:
            raise ValueError("an account directory needs a pepper")
        self._clock = clock
        self._nobody = generate_password_hash("", HASHING)

    def seed(self, rows: Iterable[DemoAccount]) -> None:
        """Put these accounts into the file, over what it says about them; failures stay counted. Raises StoreError."""
        hashed = [self._row(account) for account in rows]  # before the file is locked: hashing takes its time
        try:
            os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
            with self._connection() as connection:
                connection.execute("PRAGMA journal_mode = WAL")
                with _transaction(connection):
                    for statement in _TABLES:
                        connection.execute(statement)
                    connection.executemany(_SEED, hashed)
        except (sqlite3.Error, OSError, OverflowError) as error:
            raise StoreError(f"the account directory cannot be written: {error}") from error

    def verify(self, number: Secret, verifier: Secret, key: str) -> Verification:
        account = self._digest("number", number.reveal())
        try:
            return self._verify(account, verifier, key)
        except (sqlite3.Error, ValueError):  # a row that holds no amount of money is no answer either
            return Verification(FetchOutcome.DOWN)

    def _verify(self, account: str, verifier: Secret, key: str) -> Verification:
        with self._connection() as connection:
            locked, counted = self._count(connection, account, key)
            row: tuple[str | None] | None = connection.execute(
                "SELECT pin FROM accounts WHERE account = ?", (account,)
            ).fetchone()
            pin = row[0] if row else None
            right = check_password_hash(pin or self._nobody, self._digest(account, verifier.reveal()))
            if not right or pin is None or locked:
                return Verification(FetchOutcome.REFUSED)
            if counted:
                connection.execute("DELETE FROM failures WHERE account = ? AND attempt = ?", (account, key))
            return Verification(FetchOutcome.VERIFIED, facts(*connection.execute(_FACTS, (account,)).fetchone()))

    def _count(self, connection: sqlite3.Connection, account: str, key: str) -> tuple[bool, bool]:
        """Whether the account is locked, and whether this attempt was counted now: it is not when it was before."""
        now = self._clock.now()
        with _transaction(connection):
            connection.execute("DELETE FROM failures WHERE at <= ?", (_text(now - WINDOW),))
            (others,) = connection.execute(_OTHERS, (account, key)).fetchone()
            if others >= LOCKED_AFTER:
                return True, False
            written = connection.execute("INSERT OR IGNORE INTO failures VALUES (?, ?, ?)", (account, key, _text(now)))
            return False, written.rowcount == 1

    def _row(self, account: DemoAccount) -> tuple[str, str, str | None, int, int, str | None, str]:
        identity = self._digest("number", account.number.reveal())
        pin = None
        if not never_matches(account.pin):
            pin = generate_password_hash(self._digest(identity, account.pin.reveal()), HASHING)
        due = None if account.due is None else account.due.isoformat()
        return (
            identity,
            last4(account.number),
            pin,
            account.balance_cents,
            account.past_due_cents,
            due,
            account.currency,
        )

    def _digest(self, purpose: str, text: str) -> str:
        """The purpose of a PIN's digest is its account: one PIN on two accounts does not look the same."""
        return hmac.digest(self._pepper, f"{purpose}:{text}".encode("utf-8", "surrogatepass"), "sha256").hex()

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """A new one for each attempt: it costs a hundredth of the hash. A file that is missing is an error, not made."""
        uri = f"{self._path.as_uri()}?mode=rw"
        with closing(sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
            connection.execute("PRAGMA secure_delete = ON")
            yield connection


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """What it raises out of is undone when the connection is closed."""
    connection.execute("BEGIN IMMEDIATE")
    yield
    connection.execute("COMMIT")


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
