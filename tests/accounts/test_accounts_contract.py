"""The port's sentences, for every account directory. A directory is added to DIRECTORIES and to nothing else."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Protocol

import pytest

from ivr.accounts.account import LOCKED_AFTER, WINDOW, DemoAccount
from ivr.accounts.memory import FixedAccounts
from ivr.accounts.sqlite import SqliteAccounts
from ivr.dialog.prompts import TYPES, Known
from ivr.secret import Secret
from ivr.service.ports import Accounts, Clock, Verification
from ivr.telephony.outcomes import FetchOutcome

NOON = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
ROSA = DemoAccount(Secret("8448200012345678"), Secret("2580"), 13450, 0, date(2026, 12, 1), "USD")
BEN = DemoAccount(Secret("8448200087654321"), Secret("1357"), -205, 4000, None, "USD")
UNKNOWN = Secret("8448200099999999")
WRONG = Secret("9999")
REFUSED = Verification(FetchOutcome.REFUSED)


class Directory(Accounts, Protocol):
    """What the suite needs beside the port: accounts to ask about."""

    def seed(self, rows: Iterable[DemoAccount]) -> None: ...


@dataclass
class SetClock:
    at: datetime = NOON

    def now(self) -> datetime:
        return self.at


def fixed(folder: Path, clock: Clock) -> Directory:
    return FixedAccounts(clock)


def sqlite(folder: Path, clock: Clock) -> Directory:
    return SqliteAccounts(folder / "accounts.db", "pepper of the tests", clock)


DIRECTORIES: dict[str, Callable[[Path, Clock], Directory]] = {"fixed": fixed, "sqlite": sqlite}


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ivr.accounts.sqlite.HASHING", "scrypt:256:8:1")


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture(params=list(DIRECTORIES))
def directory(request: pytest.FixtureRequest, tmp_path: Path, clock: SetClock) -> Directory:
    opened = DIRECTORIES[request.param](tmp_path, clock)
    opened.seed([ROSA, BEN])
    return opened


def fail(directory: Accounts, times: int, number: Secret = ROSA.number, name: str = "fail") -> None:
    for attempt in range(times):
        assert directory.verify(number, WRONG, f"{name}{attempt}") == REFUSED


def verified(directory: Accounts, account: DemoAccount = ROSA, key: str = "right") -> bool:
    return directory.verify(account.number, account.pin, key).outcome is FetchOutcome.VERIFIED


class TestTheRightNumberAndPin:
    def test_are_verified_with_the_facts_in_canonical_text(self, directory: Directory) -> None:
        assert directory.verify(ROSA.number, ROSA.pin, "CA1:3") == Verification(
            FetchOutcome.VERIFIED,
            {
                "account.verified": "yes",
                "account.last4": "5678",
                "account.balance": "13450 USD",
                "account.past_due": "0 USD",
                "account.due": "2026-12-01",
            },
        )

    def test_have_no_due_date_when_nothing_is_due(self, directory: Directory) -> None:
        facts = directory.verify(BEN.number, BEN.pin, "CA1:3").facts
        assert "account.due" not in facts
        assert facts["account.balance"] == "-205 USD"
        assert facts["account.past_due"] == "4000 USD"

    def test_give_only_facts_that_prompts_know_and_no_number(self, directory: Directory) -> None:
        facts = directory.verify(ROSA.number, ROSA.pin, "CA1:3").facts
        assert {type(name) for name in facts} == {str}
        assert set(facts) <= {known.value for known in TYPES} - {Known.ACCOUNT_NUMBER.value}
        assert ROSA.number.reveal() not in facts.values()

    def test_may_be_asked_about_as_often_as_one_likes(self, directory: Directory) -> None:
        assert all(verified(directory, key=f"CA{call}:3") for call in range(LOCKED_AFTER + 2))

    def test_of_one_account_do_not_open_another(self, directory: Directory) -> None:
        assert directory.verify(ROSA.number, BEN.pin, "CA1:3") == REFUSED


class TestRefused:
    @pytest.mark.parametrize(
        ("number", "pin"),
        [
            (UNKNOWN, ROSA.pin),
            (Secret(""), ROSA.pin),
            (Secret(""), Secret("")),
            (ROSA.number, WRONG),
            (ROSA.number, Secret("")),
            (ROSA.number, Secret("258")),
            (ROSA.number, Secret("25800")),
            (ROSA.number, Secret(" 2580")),
            (Secret("844820001234567٨"), ROSA.pin),
            (Secret("' OR 1=1 --"), Secret("' OR 1=1 --")),
            (Secret("8" * 5000), Secret("2" * 5000)),
        ],
    )
    def test_is_one_answer_without_facts(self, directory: Directory, number: Secret, pin: Secret) -> None:
        assert directory.verify(number, pin, "CA1:3") == REFUSED

    @pytest.mark.parametrize("on_file", ["", " ", "0000", "0", "000000", " 0000 "])
    def test_is_the_answer_for_an_account_whose_pin_was_never_chosen(self, directory: Directory, on_file: str) -> None:
        directory.seed([replace(ROSA, pin=Secret(on_file))])
        for keyed in {on_file, "", "0000", "0", on_file.strip()}:
            assert directory.verify(ROSA.number, Secret(keyed), f"key {keyed}") == REFUSED

    def test_is_not_the_answer_for_a_pin_with_some_zeros(self, directory: Directory) -> None:
        directory.seed([replace(ROSA, pin=Secret("0010"))])
        assert directory.verify(ROSA.number, Secret("0010"), "CA1:3").outcome is FetchOutcome.VERIFIED


class TestTheLock:
    def test_falls_after_ten_failures_even_for_the_right_pin(self, directory: Directory) -> None:
        fail(directory, LOCKED_AFTER)
        assert directory.verify(ROSA.number, ROSA.pin, "right") == REFUSED

    def test_does_not_fall_after_nine(self, directory: Directory) -> None:
        fail(directory, LOCKED_AFTER - 1)
        assert verified(directory)

    def test_is_that_of_one_account(self, directory: Directory) -> None:
        fail(directory, LOCKED_AFTER)
        assert verified(directory, BEN)

    def test_counts_one_attempt_once_however_often_it_is_asked(self, directory: Directory) -> None:
        for _ in range(LOCKED_AFTER + 5):
            assert directory.verify(ROSA.number, WRONG, "CA1:3") == REFUSED
        fail(directory, LOCKED_AFTER - 2)
        assert verified(directory)
        fail(directory, 1, name="another")
        assert not verified(directory)

    def test_gives_an_attempt_that_is_asked_again_the_answer_it_had(self, directory: Directory) -> None:
        fail(directory, LOCKED_AFTER - 1)
        assert verified(directory, key="CA9:3")
        fail(directory, 1, name="the tenth")
        fail(directory, 1, name="the tenth")
        assert not verified(directory, key="CA9:4")

    def test_neither_counts_an_attempt_against_itself_nor_takes_it_back(self, directory: Directory) -> None:
        fail(directory, LOCKED_AFTER - 1)
        assert directory.verify(ROSA.number, WRONG, "the tenth") == REFUSED
        assert verified(directory, key="the tenth")
        assert not verified(directory, key="the eleventh")

    def test_does_not_take_back_failures_when_the_right_pin_comes(self, directory: Directory) -> None:
        fail(directory, LOCKED_AFTER - 1)
        assert verified(directory)
        fail(directory, 1, name="the tenth")
        assert not verified(directory)

    def test_opens_when_the_failures_are_a_day_old(self, directory: Directory, clock: SetClock) -> None:
        fail(directory, LOCKED_AFTER)
        clock.at = NOON + WINDOW - timedelta(microseconds=1)
        assert not verified(directory)
        clock.at = NOON + WINDOW
        assert verified(directory)

    def test_is_not_made_longer_by_attempts_while_it_holds(self, directory: Directory, clock: SetClock) -> None:
        fail(directory, LOCKED_AFTER)
        clock.at = NOON + timedelta(hours=23)
        fail(directory, 5, name="late")
        clock.at = NOON + WINDOW
        assert verified(directory)

    def test_looks_back_a_day_from_each_attempt(self, directory: Directory, clock: SetClock) -> None:
        for attempt in range(LOCKED_AFTER):
            clock.at = NOON + attempt * timedelta(hours=2)
            fail(directory, 1, name=f"at {attempt}")
        assert not verified(directory)
        clock.at = NOON + WINDOW
        assert verified(directory)
        fail(directory, 1, name="one more")
        assert not verified(directory)

    def test_of_an_unknown_number_cannot_be_told_from_that_of_a_known_one(self, directory: Directory) -> None:
        fail(directory, LOCKED_AFTER + 1, UNKNOWN)
        assert directory.verify(UNKNOWN, ROSA.pin, "last") == REFUSED

    def test_stays_when_the_account_is_seeded_again(self, directory: Directory) -> None:
        fail(directory, LOCKED_AFTER)
        directory.seed([ROSA])
        assert not verified(directory)


class TestSeeding:
    def test_twice_is_nothing(self, directory: Directory) -> None:
        before = directory.verify(ROSA.number, ROSA.pin, "CA1:3")
        directory.seed([ROSA, BEN])
        assert directory.verify(ROSA.number, ROSA.pin, "CA1:3") == before
        assert verified(directory, BEN)

    def test_replaces_what_was_said_about_an_account(self, directory: Directory) -> None:
        directory.seed([replace(ROSA, pin=Secret("8642"), balance_cents=1, due=None)])
        assert not verified(directory, key="old")
        facts = directory.verify(ROSA.number, Secret("8642"), "new").facts
        assert facts["account.balance"] == "1 USD"
        assert "account.due" not in facts


def test_a_directory_says_that_it_is_quick(directory: Directory) -> None:
    assert directory.quick is True


def test_what_was_keyed_is_in_no_repr(directory: Directory) -> None:
    said = repr(directory) + repr(ROSA) + repr(directory.verify(ROSA.number, ROSA.pin, "CA1:3"))
    for secret in (ROSA.number, ROSA.pin, BEN.number):
        assert secret.reveal() not in said
