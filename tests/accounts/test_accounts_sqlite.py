"""What only a file can promise: nothing readable in it, an outcome when it fails, like work for every refusal, and
tables that are known by their number."""

import re
import sqlite3
import stat
from collections.abc import Iterable
from contextlib import closing
from datetime import date
from pathlib import Path
from threading import Barrier, Thread

import pytest
from cast import TUESDAY, SetClock
from werkzeug import security

from ivr.accounts import database, sqlite
from ivr.accounts.account import AccountStatus, DemoAccount
from ivr.accounts.directory import CALLER_LOCKED_AFTER, LOCKED_AFTER
from ivr.accounts.schema import NUMBER as TABLES_NUMBER
from ivr.accounts.sqlite import SqliteAccounts
from ivr.accounts.sqlite_attempts import SqliteAttempts
from ivr.dialog.prompts import VERIFIERS, Known
from ivr.secret import Secret
from ivr.service.ports import Payment, Proof, StoreError, Verification
from ivr.stores.sealing import Sealer, new_key
from ivr.stores.sqlite import SqliteStore
from ivr.telephony.outcomes import FetchOutcome

NUMBER, PIN, BILL_CODE, ZIP, PHONE = "8448200012345678", "258025", "7391", "10451", "+12125550147"
ROSA = DemoAccount(
    Secret(NUMBER),
    Secret(PIN),
    13450,
    0,
    date(2026, 12, 1),
    "USD",
    bill_code=Secret(BILL_CODE),
    zip=Secret(ZIP),
    phone=Secret(PHONE),
)
BEN = DemoAccount(Secret("8448200087654321"), Secret(PIN), 0, 0, None, "USD", zip=Secret(ZIP))
BLANK = DemoAccount(Secret("8448200011112222"), Secret("0000"), 0, 0, None, "USD")
WRONG = Secret("999999")
DOWN = Verification(FetchOutcome.DOWN)
REFUSED = Verification(FetchOutcome.REFUSED)
HASHING = sqlite.HASHING
HOME = "+12125550101"

OLD_TABLES = """
    CREATE TABLE accounts (account TEXT PRIMARY KEY, last4 TEXT NOT NULL, pin TEXT, balance_cents INTEGER NOT NULL,
                           past_due_cents INTEGER NOT NULL, due TEXT, currency TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE failures (account TEXT NOT NULL, attempt TEXT NOT NULL, at TEXT NOT NULL,
                           PRIMARY KEY (account, attempt)) WITHOUT ROWID;
    CREATE INDEX failures_by_age ON failures (at);
"""
"""As the program made them before they had a number."""


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "HASHING", "scrypt:256:8:1")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "accounts.db"


@pytest.fixture
def accounts(path: Path) -> SqliteAccounts:
    return seeded(path)


def seeded(
    path: Path, pepper: bytes | str = "pepper", rows: Iterable[DemoAccount] = (ROSA, BEN, BLANK)
) -> SqliteAccounts:
    accounts = SqliteAccounts(path, pepper, SetClock())
    accounts.seed(rows)
    return accounts


def asked(path: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection, connection:
        return connection.execute(statement).fetchall()


def check(
    accounts: SqliteAccounts, number: Secret = ROSA.number, keyed: Secret = ROSA.pin, by: Known = Known.ACCOUNT_PIN
) -> Verification:
    return accounts.check(number, Proof(by, keyed))


def right(accounts: SqliteAccounts) -> FetchOutcome:
    return check(accounts).outcome


def made_old(path: Path) -> None:
    """What the program wrote when PINs were all it knew: Rosa, with nine failures."""
    seeded(path)
    ((account, pin),) = asked(path, "SELECT account, pin FROM accounts WHERE last4 = '5678'")
    path.unlink()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(OLD_TABLES)
        connection.execute(
            "INSERT INTO accounts VALUES (?, '5678', ?, 13450, 100, '2026-12-01', 'USD')", (account, pin)
        )
        failures = [(account, f"CA{one}:3", database.text_of(TUESDAY)) for one in range(LOCKED_AFTER - 1)]
        connection.executemany("INSERT INTO failures VALUES (?, ?, ?)", failures)


class TestTheFile:
    def test_has_no_number_and_no_proof_in_it(self, path: Path, accounts: SqliteAccounts) -> None:
        attempts = SqliteAttempts(path, "pepper")
        attempts.begin(ROSA.number, HOME, "CA1:3", TUESDAY)
        check(accounts)
        accounts.record(Payment(ROSA.number, "100 USD", "A1B2"), "CA1:9")
        written = b"".join(file.read_bytes() for file in path.parent.glob("accounts.db*"))
        content = re.sub(rb"[0-9a-f]{32,}", b"", written)  # digests, in which four digits stand by chance now and then
        for text in (NUMBER, NUMBER[:8], PIN, BILL_CODE, ZIP, PHONE[2:], PHONE[-7:], HOME[2:]):
            assert text.encode() not in content
        assert b"5678" in written

    def test_needs_its_pepper(self, path: Path, accounts: SqliteAccounts) -> None:
        stranger = SqliteAccounts(path, "another pepper", SetClock())
        assert right(stranger) is FetchOutcome.REFUSED
        assert right(SqliteAccounts(path, b"pepper", SetClock())) is FetchOutcome.VERIFIED

    def test_cannot_be_tried_through_without_its_pepper(self, path: Path, accounts: SqliteAccounts) -> None:
        columns = "pin, bill_code, zip, phone_last4"
        ((*hashes,),) = asked(path, f"SELECT {columns} FROM accounts WHERE last4 = '5678'")
        assert len(set(hashes)) == 4
        for known in (PIN, BILL_CODE, ZIP, PHONE[-4:]):
            assert not any(security.check_password_hash(str(one), known) for one in hashes)

    def test_does_not_show_that_two_accounts_have_one_pin(self, path: Path, accounts: SqliteAccounts) -> None:
        """Not even to who takes one account's hash over to another's row."""
        ((taken,),) = asked(path, "SELECT pin FROM accounts WHERE last4 = '4321'")
        asked(path, f"UPDATE accounts SET pin = '{taken}' WHERE last4 = '5678'")
        assert right(accounts) is FetchOutcome.REFUSED
        assert check(accounts, BEN.number, BEN.pin).outcome is FetchOutcome.VERIFIED

    def test_does_not_let_a_zip_stand_in_for_a_pin(self, path: Path, accounts: SqliteAccounts) -> None:
        asked(path, "UPDATE accounts SET pin = zip, bill_code = zip, phone_last4 = zip WHERE last4 = '5678'")
        proven = [by for by in VERIFIERS if check(accounts, keyed=ROSA.zip, by=by) != REFUSED]
        assert proven == [Known.ACCOUNT_ZIP]

    @pytest.mark.parametrize("column", ["pin", "bill_code", "zip", "phone_last4"])
    def test_is_hashed_with_the_cost_that_is_written_down(
        self, path: Path, monkeypatch: pytest.MonkeyPatch, column: str
    ) -> None:
        monkeypatch.setattr(sqlite, "HASHING", HASHING)
        assert right(seeded(path, rows=[ROSA])) is FetchOutcome.VERIFIED
        ((one,),) = asked(path, f"SELECT {column} FROM accounts WHERE last4 = '5678'")
        assert str(one).startswith("scrypt:4096:8:1$")

    def test_has_no_hash_for_what_was_never_agreed_on(self, path: Path, accounts: SqliteAccounts) -> None:
        none = asked(path, "SELECT pin, bill_code, zip, phone_last4 FROM accounts WHERE last4 = '2222'")
        assert none == [(None, None, None, None)]

    def test_is_for_its_owner_alone(self, path: Path, accounts: SqliteAccounts) -> None:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600

    def test_keeps_a_log_so_that_readers_and_writers_do_not_wait_for_each_other(
        self, path: Path, accounts: SqliteAccounts
    ) -> None:
        assert asked(path, "PRAGMA journal_mode") == [("wal",)]

    def test_has_one_row_for_an_account_seeded_twice(self, path: Path, accounts: SqliteAccounts) -> None:
        accounts.seed([ROSA, ROSA])
        assert asked(path, "SELECT count(*) FROM accounts") == [(3,)]

    def test_keeps_what_it_counted_for_the_next_process(self, path: Path, accounts: SqliteAccounts) -> None:
        for attempt in range(LOCKED_AFTER):
            SqliteAttempts(path, "pepper").begin(ROSA.number, None, str(attempt), TUESDAY)
        assert SqliteAttempts(path, "pepper").begin(ROSA.number, None, "next", TUESDAY).over

    @pytest.mark.parametrize("store_first", [True, False])
    def test_may_be_that_of_a_store(self, path: Path, store_first: bool) -> None:
        if not store_first:
            seeded(path)
        with SqliteStore(path, Sealer([new_key()]), SetClock()) as store:
            accounts = seeded(path)
            assert right(accounts) is FetchOutcome.VERIFIED
            assert store.intend("CA1", 1, "verify")
            store.ping()

    def test_notes_when_a_payment_came_and_its_confirmation(self, path: Path, accounts: SqliteAccounts) -> None:
        accounts.record(Payment(ROSA.number, "100 USD", "A1B2"), "CA1:9")
        noted = asked(path, "SELECT key, cents, confirmation, at FROM payments")
        assert noted == [("CA1:9", 100, "A1B2", database.text_of(TUESDAY))]


class TestARefusal:
    @pytest.mark.parametrize(
        ("number", "keyed", "by"),
        [
            (NUMBER, WRONG.reveal(), Known.ACCOUNT_PIN),
            ("8448200099999999", PIN, Known.ACCOUNT_PIN),
            ("8448200011112222", "0000", Known.ACCOUNT_PIN),
            ("8448200011112222", ZIP, Known.ACCOUNT_ZIP),
            (NUMBER, "99999", Known.ACCOUNT_ZIP),
            ("8448200099999999", BILL_CODE, Known.ACCOUNT_BILL_CODE),
            (NUMBER, "", Known.ACCOUNT_PHONE_LAST4),
        ],
        ids=["wrong", "unknown", "blank", "no ZIP", "wrong ZIP", "unknown, by code", "nothing keyed"],
    )
    def test_costs_one_hash_whatever_its_reason(
        self, accounts: SqliteAccounts, monkeypatch: pytest.MonkeyPatch, number: str, keyed: str, by: Known
    ) -> None:
        hashed: list[str] = []
        compare = security.check_password_hash

        def counted(pwhash: str, password: str) -> bool:
            hashed.append(pwhash.partition("$")[0])
            return compare(pwhash, password)

        monkeypatch.setattr(sqlite, "check_password_hash", counted)
        assert check(accounts, Secret(number), Secret(keyed), by) == REFUSED
        assert hashed == [sqlite.HASHING]

    def test_of_numbers_nobody_has_is_forgotten_after_a_day(self, path: Path, accounts: SqliteAccounts) -> None:
        attempts = SqliteAttempts(path, "pepper")
        attempts.begin(Secret("8448200099999999"), HOME, "CA1:3", TUESDAY)
        asked(path, "UPDATE failures SET at = '2026-11-23T15:05:00.000000+00:00'")
        standing = attempts.begin(ROSA.number, None, "CA1:4", TUESDAY)
        attempts.take_back(standing, "CA1:4")
        assert asked(path, "SELECT count(*) FROM failures") == [(0,)]


class TestGuessesAtOneMoment:
    """Every guess begins before any is answered; without the count taken first, all would be let through."""

    @pytest.mark.parametrize(("caller", "most"), [(None, LOCKED_AFTER), (HOME, CALLER_LOCKED_AFTER)])
    def test_get_no_further_than_the_limit(self, path: Path, caller: str | None, most: int) -> None:
        SqliteAttempts(path, "pepper").prepare()
        guesses = LOCKED_AFTER + 4
        together = Barrier(guesses)
        over: list[bool] = []

        def guess(key: str) -> None:
            attempts = SqliteAttempts(path, "pepper")
            together.wait(20)
            over.append(attempts.begin(ROSA.number, caller, key, TUESDAY).over)

        threads = [Thread(target=guess, args=(str(key),)) for key in range(guesses)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert sorted(over) == [False] * most + [True] * (guesses - most)

    def test_raise_one_alarm(self, path: Path) -> None:
        SqliteAttempts(path, "pepper").prepare()
        told: list[int] = []

        def sweep(name: str) -> None:
            attempts = SqliteAttempts(path, "pepper")
            told.extend(attempts.refused(f"{name}:{one}", TUESDAY) for one in range(20))

        threads = [Thread(target=sweep, args=(str(name),)) for name in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert sorted(told) == [0] * 79 + [51]


class TestADirectoryThatCannotAnswer:
    @pytest.mark.parametrize("odd", ["\udc00", "8448\0", "1" * 100_000])
    def test_does_not_raise_for_keys_no_telephone_has(self, accounts: SqliteAccounts, odd: str) -> None:
        assert check(accounts, Secret(odd), Secret(odd)) == REFUSED

    def test_is_down_when_it_was_never_made(self, path: Path) -> None:
        accounts = SqliteAccounts(path, "pepper", SetClock())
        assert check(accounts) == DOWN
        assert accounts.record(Payment(ROSA.number, "100 USD", "A1B2"), "CA1:9") is FetchOutcome.DOWN
        assert not path.exists()

    def test_is_down_when_its_tables_are_gone(self, path: Path, accounts: SqliteAccounts) -> None:
        asked(path, "DROP TABLE accounts")
        assert check(accounts) == DOWN
        assert accounts.record(Payment(ROSA.number, "100 USD", "A1B2"), "CA1:9") is FetchOutcome.DOWN

    def test_is_down_when_it_is_no_database(self, path: Path) -> None:
        path.write_bytes(b"line: pay-my-bill\n" * 200)
        assert check(SqliteAccounts(path, "pepper", SetClock())) == DOWN

    def test_is_down_while_another_holds_it(
        self, path: Path, accounts: SqliteAccounts, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(database, "BUSY_SECONDS", 0.01)
        paid = Payment(ROSA.number, "100 USD", "A1B2")
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert accounts.record(paid, "CA1:9") is FetchOutcome.DOWN
            with pytest.raises(StoreError):
                SqliteAttempts(path, "pepper").begin(ROSA.number, None, "CA1:3", TUESDAY)
        assert accounts.record(paid, "CA1:9") is FetchOutcome.DONE
        assert check(accounts).facts["account.balance"] == "13350 USD"

    def test_that_cannot_be_seeded_says_so_without_what_it_was_given(self, tmp_path: Path) -> None:
        accounts = SqliteAccounts(tmp_path / "nowhere" / "accounts.db", "pepper", SetClock())
        with pytest.raises(StoreError, match="cannot be written") as caught:
            accounts.seed([ROSA])
        assert not any(text in str(caught.value) for text in (NUMBER, PIN, ZIP, PHONE))

    def test_seeds_all_accounts_or_none(self, path: Path, accounts: SqliteAccounts) -> None:
        unkeepable = DemoAccount(Secret("8448200033334444"), Secret("8642"), 1 << 70, 0, None, "USD")
        mia = DemoAccount(Secret("8448200055556666"), Secret("8642"), 1, 0, None, "USD")
        with pytest.raises(StoreError):
            accounts.seed([mia, unkeepable])
        assert asked(path, "SELECT count(*) FROM accounts") == [(3,)]

    def test_does_not_keep_a_payment_it_could_not_take(self, path: Path, accounts: SqliteAccounts) -> None:
        assert accounts.record(Payment(ROSA.number, "100 EUR", "A1B2"), "CA1:9") is FetchOutcome.DOWN
        assert asked(path, "SELECT count(*) FROM payments") == [(0,)]

    @pytest.mark.parametrize("column", ["currency = 'dollars'", "status = 'gone'", "balance_cents = 'much'"])
    def test_is_down_for_a_row_that_holds_no_facts(self, path: Path, accounts: SqliteAccounts, column: str) -> None:
        asked(path, f"UPDATE accounts SET {column}")
        assert check(accounts) == DOWN


class TestTablesOfAnotherVersion:
    @pytest.mark.parametrize("number", [0, 1, 3, 99])
    def test_are_named_with_both_numbers_and_a_way_out(self, path: Path, accounts: SqliteAccounts, number: int) -> None:
        asked(path, f"UPDATE accounts_number SET number = {number}")
        for refuse in (lambda: accounts.seed([ROSA]), SqliteAttempts(path, "pepper").prepare):
            with pytest.raises(StoreError) as caught:
                refuse()
            said = str(caught.value)
            assert f"number {number}," in said
            assert f"knows number {TABLES_NUMBER}" in said
            assert "take the file away" in said
            assert str(path) in said

    def test_make_the_directory_down_and_the_counter_refuse(self, path: Path, accounts: SqliteAccounts) -> None:
        asked(path, "UPDATE accounts_number SET number = 3")
        assert check(accounts) == DOWN
        assert accounts.record(Payment(ROSA.number, "100 USD", "A1B2"), "CA1:9") is FetchOutcome.DOWN
        with pytest.raises(StoreError):
            SqliteAttempts(path, "pepper").refused("CA1:3", TUESDAY)
        assert asked(path, "SELECT balance_cents FROM accounts WHERE last4 = '5678'") == [(13450,)]

    def test_without_a_number_are_led_here_in_place(self, path: Path) -> None:
        made_old(path)
        accounts = SqliteAccounts(path, "pepper", SetClock())
        assert check(accounts) == DOWN
        accounts.seed([])
        facts = check(accounts).facts
        assert (facts["account.balance"], facts["account.past_due"]) == ("13450 USD", "100 USD")
        assert (facts["account.status"], facts["account.autopay"]) == (AccountStatus.ACTIVE, "no")
        assert check(accounts, keyed=ROSA.zip, by=Known.ACCOUNT_ZIP) == REFUSED
        accounts.seed([ROSA])
        assert check(accounts, keyed=ROSA.zip, by=Known.ACCOUNT_ZIP).outcome is FetchOutcome.RECOGNISED

    def test_without_a_number_keep_the_failures_counted_in_them(self, path: Path) -> None:
        made_old(path)
        attempts = SqliteAttempts(path, "pepper")
        attempts.prepare()
        assert not attempts.begin(ROSA.number, None, "the tenth", TUESDAY).over
        assert attempts.begin(ROSA.number, None, "the eleventh", TUESDAY).over

    def test_are_made_once_by_processes_that_start_together(self, path: Path) -> None:
        made_old(path)
        together = Barrier(4)
        failed: list[StoreError] = []

        def start() -> None:
            together.wait(20)
            try:
                SqliteAttempts(path, "pepper").prepare()
            except StoreError as error:
                failed.append(error)

        threads = [Thread(target=start) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert failed == []
        assert asked(path, "SELECT number FROM accounts_number") == [(TABLES_NUMBER,)]


@pytest.mark.parametrize("pepper", ["", b""])
def test_a_directory_without_a_pepper_is_refused(path: Path, pepper: str | bytes) -> None:
    with pytest.raises(ValueError, match="pepper"):
        SqliteAccounts(path, pepper, SetClock())
    with pytest.raises(ValueError, match="pepper"):
        SqliteAttempts(path, pepper)
