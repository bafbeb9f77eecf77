"""What only a file can promise: nothing readable in it, an outcome when it fails, and like work for every refusal."""

import sqlite3
import stat
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Barrier, Thread

import pytest
from cast import SetClock
from werkzeug import security

from ivr.accounts import sqlite
from ivr.accounts.account import LOCKED_AFTER, DemoAccount
from ivr.accounts.sqlite import SqliteAccounts
from ivr.secret import Secret
from ivr.service.ports import StoreError, Verification
from ivr.stores.sealing import Sealer, new_key
from ivr.stores.sqlite import SqliteStore
from ivr.telephony.outcomes import FetchOutcome

NUMBER, PIN = "8448200012345678", "258025"
ROSA = DemoAccount(Secret(NUMBER), Secret(PIN), 13450, 0, date(2026, 12, 1), "USD")
BEN = DemoAccount(Secret("8448200087654321"), Secret(PIN), 0, 0, None, "USD")
BLANK = DemoAccount(Secret("8448200011112222"), Secret("0000"), 0, 0, None, "USD")
WRONG = Secret("999999")
DOWN = Verification(FetchOutcome.DOWN)
HASHING = sqlite.HASHING


class Clock:
    def now(self) -> datetime:
        return datetime(2026, 11, 24, 17, 0, tzinfo=UTC)


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
    accounts = SqliteAccounts(path, pepper, Clock())
    accounts.seed(rows)
    return accounts


def asked(path: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection, connection:
        return connection.execute(statement).fetchall()


def right(accounts: SqliteAccounts, key: str = "right") -> FetchOutcome:
    return accounts.verify(ROSA.number, ROSA.pin, key).outcome


class TestTheFile:
    def test_has_no_number_and_no_pin_in_it(self, path: Path, accounts: SqliteAccounts) -> None:
        accounts.verify(ROSA.number, ROSA.pin, "CA1:3")
        accounts.verify(ROSA.number, WRONG, "CA1:4")
        content = b"".join(file.read_bytes() for file in path.parent.glob("accounts.db*"))
        for text in (NUMBER, PIN, NUMBER[:8], WRONG.reveal()):
            assert text.encode() not in content
        assert b"5678" in content

    def test_needs_its_pepper(self, path: Path, accounts: SqliteAccounts) -> None:
        stranger = SqliteAccounts(path, "another pepper", Clock())
        assert right(stranger) is FetchOutcome.REFUSED
        assert right(SqliteAccounts(path, b"pepper", Clock())) is FetchOutcome.VERIFIED

    def test_cannot_be_tried_through_without_its_pepper(self, path: Path, accounts: SqliteAccounts) -> None:
        hashes = [str(row[0]) for row in asked(path, "SELECT pin FROM accounts WHERE pin IS NOT NULL")]
        assert len(hashes) == 2
        assert not any(security.check_password_hash(one, PIN) for one in hashes)

    def test_does_not_show_that_two_accounts_have_one_pin(self, path: Path, accounts: SqliteAccounts) -> None:
        """Not even to who takes one account's hash over to another's row."""
        ((taken,),) = asked(path, "SELECT pin FROM accounts WHERE last4 = '4321'")
        asked(path, f"UPDATE accounts SET pin = '{taken}' WHERE last4 = '5678'")
        assert right(accounts) is FetchOutcome.REFUSED
        assert accounts.verify(BEN.number, BEN.pin, "CA1:3").outcome is FetchOutcome.VERIFIED

    def test_is_hashed_with_the_cost_that_is_written_down(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sqlite, "HASHING", HASHING)
        assert right(seeded(path)) is FetchOutcome.VERIFIED
        ((pin,),) = asked(path, "SELECT pin FROM accounts WHERE last4 = '5678'")
        assert str(pin).startswith("scrypt:4096:8:1$")

    def test_has_no_hash_for_a_pin_that_was_never_chosen(self, path: Path, accounts: SqliteAccounts) -> None:
        assert asked(path, "SELECT pin FROM accounts WHERE last4 = '2222'") == [(None,)]

    def test_is_for_its_owner_alone(self, path: Path, accounts: SqliteAccounts) -> None:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600

    def test_has_one_row_for_an_account_seeded_twice(self, path: Path, accounts: SqliteAccounts) -> None:
        accounts.seed([ROSA, ROSA])
        assert asked(path, "SELECT count(*) FROM accounts") == [(3,)]

    def test_keeps_what_it_counted_for_the_next_process(self, path: Path, accounts: SqliteAccounts) -> None:
        for attempt in range(LOCKED_AFTER):
            accounts.verify(ROSA.number, WRONG, str(attempt))
        assert right(SqliteAccounts(path, "pepper", Clock())) is FetchOutcome.REFUSED

    @pytest.mark.parametrize("store_first", [True, False])
    def test_may_be_that_of_a_store(self, path: Path, store_first: bool) -> None:
        if not store_first:
            seeded(path)
        with SqliteStore(path, Sealer([new_key()]), Clock()) as store:
            accounts = seeded(path)
            assert right(accounts) is FetchOutcome.VERIFIED
            assert store.intend("CA1", 1, "verify")
            store.ping()


class TestARefusal:
    @pytest.mark.parametrize(
        ("number", "pin", "failures"),
        [
            (NUMBER, WRONG.reveal(), 0),
            ("8448200099999999", PIN, 0),
            ("8448200011112222", "0000", 0),
            (NUMBER, PIN, LOCKED_AFTER),
            ("8448200099999999", PIN, LOCKED_AFTER),
        ],
        ids=["wrong", "unknown", "blank", "locked", "unknown and locked"],
    )
    def test_costs_one_hash_whatever_its_reason(
        self, accounts: SqliteAccounts, monkeypatch: pytest.MonkeyPatch, number: str, pin: str, failures: int
    ) -> None:
        for attempt in range(failures):
            accounts.verify(Secret(number), WRONG, str(attempt))
        hashed: list[str] = []
        compare = security.check_password_hash

        def counted(pwhash: str, password: str) -> bool:
            hashed.append(pwhash.partition("$")[0])
            return compare(pwhash, password)

        monkeypatch.setattr(sqlite, "check_password_hash", counted)
        assert accounts.verify(Secret(number), Secret(pin), "asked") == Verification(FetchOutcome.REFUSED)
        assert hashed == [sqlite.HASHING]

    def test_is_counted_before_the_pin_is_compared(
        self, path: Path, accounts: SqliteAccounts, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """So a process that dies while it compares has not given a guess away."""
        monkeypatch.setattr(sqlite, "check_password_hash", lambda pwhash, password: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            right(accounts)
        assert asked(path, "SELECT attempt FROM failures") == [("right",)]

    def test_is_all_that_many_guesses_at_one_moment_get_beyond_the_limit(
        self, path: Path, accounts: SqliteAccounts, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Every guess is compared before any is answered; without the count taken first, all would be let through."""
        guesses = LOCKED_AFTER + 4
        together = Barrier(guesses)
        outcomes: list[FetchOutcome] = []

        def compare(pwhash: str, password: str) -> bool:
            together.wait(20)
            return True

        monkeypatch.setattr(sqlite, "check_password_hash", compare)
        threads = [Thread(target=lambda key=key: outcomes.append(right(accounts, str(key)))) for key in range(guesses)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert sorted(outcomes) == [FetchOutcome.REFUSED] * 4 + [FetchOutcome.VERIFIED] * LOCKED_AFTER

    def test_of_numbers_nobody_has_is_forgotten_after_a_day(self, path: Path, accounts: SqliteAccounts) -> None:
        accounts.verify(Secret("8448200099999999"), WRONG, "CA1:3")
        asked(path, "UPDATE failures SET at = '2026-11-23T17:00:00.000000+00:00'")
        accounts.verify(ROSA.number, ROSA.pin, "CA1:4")
        assert asked(path, "SELECT count(*) FROM failures") == [(0,)]


class TestADirectoryThatCannotAnswer:
    @pytest.mark.parametrize("odd", ["\udc00", "8448\0", "1" * 100_000])
    def test_does_not_raise_for_keys_no_telephone_has(self, accounts: SqliteAccounts, odd: str) -> None:
        assert accounts.verify(Secret(odd), Secret(odd), "CA1:3") == Verification(FetchOutcome.REFUSED)

    def test_is_down_when_it_was_never_made(self, path: Path) -> None:
        assert SqliteAccounts(path, "pepper", Clock()).verify(ROSA.number, ROSA.pin, "CA1:3") == DOWN
        assert not path.exists()

    def test_is_down_when_its_tables_are_gone(self, path: Path, accounts: SqliteAccounts) -> None:
        asked(path, "DROP TABLE accounts")
        assert accounts.verify(ROSA.number, ROSA.pin, "CA1:3") == DOWN

    def test_is_down_when_it_is_no_database(self, path: Path) -> None:
        path.write_bytes(b"line: pay-my-bill\n" * 200)
        assert SqliteAccounts(path, "pepper", Clock()).verify(ROSA.number, ROSA.pin, "CA1:3") == DOWN

    def test_is_down_while_another_holds_it(
        self, path: Path, accounts: SqliteAccounts, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.01)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert accounts.verify(ROSA.number, ROSA.pin, "CA1:3") == DOWN
        assert right(accounts) is FetchOutcome.VERIFIED

    def test_that_cannot_be_seeded_says_so_without_what_it_was_given(self, tmp_path: Path) -> None:
        accounts = SqliteAccounts(tmp_path / "nowhere" / "accounts.db", "pepper", Clock())
        with pytest.raises(StoreError, match="cannot be written") as caught:
            accounts.seed([ROSA])
        assert NUMBER not in str(caught.value)
        assert PIN not in str(caught.value)

    def test_seeds_all_accounts_or_none(self, path: Path, accounts: SqliteAccounts) -> None:
        unkeepable = DemoAccount(Secret("8448200033334444"), Secret("8642"), 1 << 70, 0, None, "USD")
        mia = DemoAccount(Secret("8448200055556666"), Secret("8642"), 1, 0, None, "USD")
        with pytest.raises(StoreError):
            accounts.seed([mia, unkeepable])
        assert asked(path, "SELECT count(*) FROM accounts") == [(3,)]


@pytest.mark.parametrize("pepper", ["", b""])
def test_a_directory_without_a_pepper_is_refused(path: Path, pepper: str | bytes) -> None:
    with pytest.raises(ValueError, match="pepper"):
        SqliteAccounts(path, pepper, Clock())


def test_a_row_that_holds_no_amount_of_money_is_a_directory_that_is_down(tmp_path: Path, set_clock: SetClock) -> None:
    directory = SqliteAccounts(tmp_path / "accounts.sqlite3", "pepper", set_clock)
    number, pin = Secret("8448200012345678"), Secret("2580")
    directory.seed([DemoAccount(number, pin, 100, 0, None, "dollars")])

    assert directory.verify(number, pin, "CA1:4").outcome is FetchOutcome.DOWN
