"""An account directory in a SQLite file, for demonstrations and for lines without a back office of their own.

The file has no account number and nothing that proves who is calling: a number is its HMAC under a pepper that is not
in the file, and PIN, code on the bill, ZIP and telephone number are hashed with the pepper and scrypt, because four
digits alone are tried through in minutes. Every question costs one hash, whether the account exists or not.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

from werkzeug.security import check_password_hash, generate_password_hash

from ivr.accounts.account import DOWN, REFUSED, AccountStatus, DemoAccount, Owed, last4, never_matches, on_file, proven
from ivr.accounts.database import AccountsFile, text_of, transaction
from ivr.accounts.pepper import Pepper
from ivr.accounts.schema import require
from ivr.dialog.prompts import VERIFIERS, Known
from ivr.secret import Secret
from ivr.service.ports import Clock, Payment, Proof, StoreError, Verification
from ivr.speech.money import parse_money
from ivr.telephony.outcomes import FetchOutcome

__all__ = ["DemoAccount", "SqliteAccounts"]

HASHING = "scrypt:4096:8:1"
"""About 10 ms and 4 MB for each attempt. The pepper is what protects a stolen file, this only slows whoever has both."""

_SEED = """
    INSERT INTO accounts (account, last4, pin, bill_code, zip, phone_last4,
                          balance_cents, past_due_cents, due, currency, status, autopay, discount)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (account) DO UPDATE
    SET pin = excluded.pin, bill_code = excluded.bill_code, zip = excluded.zip, phone_last4 = excluded.phone_last4,
        balance_cents = excluded.balance_cents, past_due_cents = excluded.past_due_cents, due = excluded.due,
        currency = excluded.currency, status = excluded.status, autopay = excluded.autopay,
        discount = excluded.discount"""

_HASH_OF: Mapping[Known, str] = {
    Known.ACCOUNT_PIN: "SELECT pin FROM accounts WHERE account = ?",
    Known.ACCOUNT_BILL_CODE: "SELECT bill_code FROM accounts WHERE account = ?",
    Known.ACCOUNT_ZIP: "SELECT zip FROM accounts WHERE account = ?",
    Known.ACCOUNT_PHONE_LAST4: "SELECT phone_last4 FROM accounts WHERE account = ?",
}
_OWED = """
    SELECT currency, balance_cents, past_due_cents, due, status, autopay, discount FROM accounts WHERE account = ?"""

_PAYMENT = "INSERT OR IGNORE INTO payments (key, account, cents, confirmation, at) VALUES (?, ?, ?, ?, ?)"
_PAID = """
    UPDATE accounts
    SET balance_cents = balance_cents - :cents,
        past_due_cents = max(0, past_due_cents - :cents),
        due = CASE WHEN balance_cents > :cents THEN due END
    WHERE account = :account AND currency = :currency"""
"""The late part is paid first, and nothing is due any more when nothing is owed."""


class SqliteAccounts:
    """The Directory in the file at `path`, which `seed` makes; it may be the file of a store. Raises ValueError when
    there is no pepper."""

    quick = True

    def __init__(self, path: Path, pepper: bytes | str, clock: Clock) -> None:
        self._file = AccountsFile(path)
        self._pepper = Pepper(pepper)
        self._clock = clock
        self._nobody = generate_password_hash("", HASHING)

    def seed(self, rows: Iterable[DemoAccount]) -> None:
        """Put these accounts into the file, over what it says about them; failures stay counted. Raises StoreError,
        also for tables of another version of this program."""
        hashed = [self._row(account) for account in rows]  # before the file is locked: hashing takes its time
        self._file.prepare(lambda connection: connection.executemany(_SEED, hashed))

    def check(self, number: Secret, proof: Proof) -> Verification:
        try:
            return self._check(number, proof)
        except (sqlite3.Error, StoreError, ValueError):  # a row that holds no amount of money is no answer either
            return DOWN

    def record(self, payment: Payment, key: str) -> FetchOutcome:
        try:
            return self._record(payment, key)
        except (sqlite3.Error, StoreError, ValueError, OverflowError):
            return FetchOutcome.DOWN

    def _check(self, number: Secret, proof: Proof) -> Verification:
        account = self._pepper.account(number)
        with self._file.connection() as connection:
            require(connection)
            row: tuple[str | None] | None = connection.execute(_HASH_OF[proof.by], (account,)).fetchone()
            on_file = row[0] if row else None
            keyed = self._pepper.digest(_purpose(account, proof.by), proof.digits)
            right = check_password_hash(on_file or self._nobody, keyed)
            if not right or on_file is None:
                return REFUSED
            return proven(proof.by, number, _owed(connection, account))

    def _record(self, payment: Payment, key: str) -> FetchOutcome:
        account = self._pepper.account(payment.number)
        cents, currency = parse_money(payment.amount)
        if cents <= 0:
            return FetchOutcome.DOWN
        noted = (key, account, cents, payment.confirmation, text_of(self._clock.now()))
        with self._file.connection() as connection, transaction(connection):
            require(connection)
            if connection.execute(_PAYMENT, noted).rowcount == 1:
                paid = {"cents": cents, "account": account, "currency": currency}
                if connection.execute(_PAID, paid).rowcount != 1:
                    raise StoreError("a payment for an account that is not here, or in another currency")
        return FetchOutcome.DONE

    def _row(self, account: DemoAccount) -> tuple[str | int | None, ...]:
        name = self._pepper.account(account.number)
        return (
            name,
            last4(account.number),
            *(self._hash(name, by, on_file(account, by)) for by in VERIFIERS),
            account.balance_cents,
            account.past_due_cents,
            None if account.due is None else account.due.isoformat(),
            account.currency,
            account.status.value,
            int(account.autopay),
            int(account.discount),
        )

    def _hash(self, account: str, by: Known, expected: Secret) -> str | None:
        """No hash at all where nothing may match."""
        if never_matches(expected):
            return None
        return generate_password_hash(self._pepper.digest(_purpose(account, by), expected), HASHING)


def _purpose(account: str, by: Known) -> str:
    """What is hashed belongs to one account and one kind of proof: a ZIP's hash moved to where a PIN's stands opens
    nothing. PINs were hashed before there were other kinds."""
    return account if by is Known.ACCOUNT_PIN else f"{account}:{by.value}"


def _owed(connection: sqlite3.Connection, account: str) -> Owed:
    currency, balance, late, due, status, autopay, discount = connection.execute(_OWED, (account,)).fetchone()
    return Owed(currency, balance, late, due, AccountStatus(status), bool(autopay), bool(discount))
