"""The port's sentences, for every counter of failed attempts, and the limits they make together with the guard."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from cast import SetClock

from ivr.accounts.account import DemoAccount
from ivr.accounts.directory import (
    ALARM_WINDOW,
    CALLER_LOCKED_AFTER,
    CALLER_WINDOW,
    LOCKED_AFTER,
    MANY_REFUSALS,
    WINDOW,
    Attempts,
)
from ivr.accounts.guard import Guarded
from ivr.accounts.memory import FixedAccounts
from ivr.accounts.memory_attempts import MemoryAttempts
from ivr.accounts.sqlite_attempts import SqliteAttempts
from ivr.dialog.prompts import Known
from ivr.secret import Secret
from ivr.service.ports import Accounts, Proof, Verification
from ivr.telephony.outcomes import FetchOutcome

ROSA = DemoAccount(Secret("8448200012345678"), Secret("2580"), 13450, 0, None, "USD", zip=Secret("10451"))
BEN = DemoAccount(Secret("8448200087654321"), Secret("1357"), 0, 0, None, "USD")
UNKNOWN = Secret("8448200099999999")
REFUSED = Verification(FetchOutcome.REFUSED)
NOBODY = "anonymous"
HOME = "+12125550101"
A_MOMENT = timedelta(microseconds=1)


def memory(folder: Path) -> Attempts:
    return MemoryAttempts()


def sqlite(folder: Path) -> Attempts:
    attempts = SqliteAttempts(folder / "attempts.db", "pepper")
    attempts.prepare()
    return attempts


COUNTERS: dict[str, Callable[[Path], Attempts]] = {"memory": memory, "sqlite": sqlite}


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture(params=list(COUNTERS))
def attempts(request: pytest.FixtureRequest, tmp_path: Path) -> Attempts:
    return COUNTERS[request.param](tmp_path)


@pytest.fixture
def accounts(attempts: Attempts, clock: SetClock) -> Accounts:
    directory = FixedAccounts()
    directory.seed([ROSA, BEN])
    return Guarded(directory, attempts, clock)


def ask(
    accounts: Accounts,
    account: DemoAccount | Secret = ROSA,
    keyed: str = "",
    caller: str = NOBODY,
    key: str = "right",
) -> FetchOutcome:
    """The right PIN unless another is keyed."""
    number = account.number if isinstance(account, DemoAccount) else account
    pin = Secret(keyed) if keyed or isinstance(account, Secret) else account.pin
    return accounts.verify(number, Proof(Known.ACCOUNT_PIN, pin), caller, key).outcome


def fail(
    accounts: Accounts,
    times: int,
    account: DemoAccount | Secret = ROSA,
    caller: str = NOBODY,
    name: str = "fail",
) -> None:
    for attempt in range(times):
        assert ask(accounts, account, "9999", caller, f"{name}{attempt}") is FetchOutcome.REFUSED


def verified(accounts: Accounts, account: DemoAccount = ROSA, caller: str = NOBODY, key: str = "right") -> bool:
    return ask(accounts, account, caller=caller, key=key) is FetchOutcome.VERIFIED


class TestTheLockOfAnAccount:
    def test_falls_after_ten_failures_even_for_the_right_pin(self, accounts: Accounts) -> None:
        fail(accounts, LOCKED_AFTER)
        assert accounts.verify(ROSA.number, Proof(Known.ACCOUNT_PIN, ROSA.pin), NOBODY, "right") == REFUSED

    def test_does_not_fall_after_nine(self, accounts: Accounts) -> None:
        fail(accounts, LOCKED_AFTER - 1)
        assert verified(accounts)

    def test_is_that_of_one_account(self, accounts: Accounts) -> None:
        fail(accounts, LOCKED_AFTER)
        assert verified(accounts, BEN)

    def test_falls_whoever_calls(self, accounts: Accounts) -> None:
        for attempt in range(LOCKED_AFTER):
            fail(accounts, 1, caller=f"+1212555{attempt:04}", name=f"caller {attempt} ")
        assert not verified(accounts, caller="+12125559999")

    def test_counts_every_kind_of_proof_together(self, accounts: Accounts) -> None:
        for attempt, by in enumerate([Known.ACCOUNT_ZIP, Known.ACCOUNT_PIN] * (LOCKED_AFTER // 2)):
            accounts.verify(ROSA.number, Proof(by, Secret("99999")), NOBODY, f"{attempt}")
        assert not verified(accounts)
        recognised = accounts.verify(ROSA.number, Proof(Known.ACCOUNT_ZIP, Secret("10451")), NOBODY, "zip")
        assert recognised == REFUSED

    def test_counts_one_attempt_once_however_often_it_is_asked(self, accounts: Accounts) -> None:
        for _ in range(LOCKED_AFTER + 5):
            assert ask(accounts, keyed="9999", key="CA1:3") is FetchOutcome.REFUSED
        fail(accounts, LOCKED_AFTER - 2)
        assert verified(accounts)
        fail(accounts, 1, name="another")
        assert not verified(accounts)

    def test_gives_an_attempt_that_is_asked_again_the_answer_it_had(self, accounts: Accounts) -> None:
        fail(accounts, LOCKED_AFTER - 1)
        assert verified(accounts, key="CA9:3")
        fail(accounts, 1, name="the tenth")
        fail(accounts, 1, name="the tenth")
        assert not verified(accounts, key="CA9:4")

    def test_neither_counts_an_attempt_against_itself_nor_takes_it_back(self, accounts: Accounts) -> None:
        fail(accounts, LOCKED_AFTER - 1)
        assert ask(accounts, keyed="9999", key="the tenth") is FetchOutcome.REFUSED
        assert verified(accounts, key="the tenth")
        assert not verified(accounts, key="the eleventh")

    def test_does_not_take_back_failures_when_the_right_pin_comes(self, accounts: Accounts) -> None:
        fail(accounts, LOCKED_AFTER - 1)
        assert verified(accounts)
        fail(accounts, 1, name="the tenth")
        assert not verified(accounts)

    def test_never_falls_for_who_is_always_right(self, accounts: Accounts) -> None:
        assert all(verified(accounts, caller=HOME, key=f"CA{call}:3") for call in range(LOCKED_AFTER + 2))

    def test_opens_when_the_failures_are_a_day_old(self, accounts: Accounts, clock: SetClock) -> None:
        fail(accounts, LOCKED_AFTER)
        clock.at += WINDOW - A_MOMENT
        assert not verified(accounts)
        clock.at += A_MOMENT
        assert verified(accounts)

    def test_is_not_made_longer_by_attempts_while_it_holds(self, accounts: Accounts, clock: SetClock) -> None:
        began = clock.at
        fail(accounts, LOCKED_AFTER)
        clock.advance(hours=23)
        fail(accounts, 5, name="late")
        clock.at = began + WINDOW
        assert verified(accounts)

    def test_looks_back_a_day_from_each_attempt(self, accounts: Accounts, clock: SetClock) -> None:
        began = clock.at
        for attempt in range(LOCKED_AFTER):
            clock.at = began + attempt * timedelta(hours=2)
            fail(accounts, 1, name=f"at {attempt}")
        assert not verified(accounts)
        clock.at = began + WINDOW
        assert verified(accounts)
        fail(accounts, 1, name="one more")
        assert not verified(accounts)

    def test_of_an_unknown_number_cannot_be_told_from_that_of_a_known_one(self, accounts: Accounts) -> None:
        fail(accounts, LOCKED_AFTER + 1, UNKNOWN)
        assert ask(accounts, UNKNOWN, "2580") is FetchOutcome.REFUSED


class TestTheLimitOfACaller:
    def test_is_reached_after_five_failures_on_whatever_accounts(self, accounts: Accounts) -> None:
        for attempt in range(CALLER_LOCKED_AFTER):
            fail(accounts, 1, Secret(f"844820000000000{attempt}"), HOME, f"{attempt}")
        assert not verified(accounts, caller=HOME)
        assert verified(accounts, caller="+12125550102")

    def test_is_not_reached_after_four(self, accounts: Accounts) -> None:
        fail(accounts, CALLER_LOCKED_AFTER - 1, caller=HOME)
        assert verified(accounts, caller=HOME)

    def test_holds_for_an_hour(self, accounts: Accounts, clock: SetClock) -> None:
        fail(accounts, CALLER_LOCKED_AFTER, caller=HOME)
        clock.at += CALLER_WINDOW - A_MOMENT
        fail(accounts, 3, caller=HOME, name="late")
        assert not verified(accounts, caller=HOME)
        clock.at += A_MOMENT
        assert verified(accounts, caller=HOME)

    @pytest.mark.parametrize(
        "caller",
        [
            "anonymous",
            "",
            "Restricted",
            "sip:rosa@example.test",
            "client:rosa",
            "+266696687",
            "+7378742833",
            "12",
            "+1",
        ],
    )
    def test_is_not_that_of_all_callers_who_cannot_be_told_apart(self, accounts: Accounts, caller: str) -> None:
        fail(accounts, CALLER_LOCKED_AFTER + 1, UNKNOWN, caller)
        assert verified(accounts, caller=caller)

    def test_keeps_one_telephone_from_locking_every_account(self, accounts: Accounts) -> None:
        fail(accounts, CALLER_LOCKED_AFTER, UNKNOWN, HOME)
        fail(accounts, LOCKED_AFTER, ROSA, HOME, "more")
        assert verified(accounts)

    def test_counts_refusals_by_a_locked_account_too(self, accounts: Accounts) -> None:
        """Otherwise an account of one's own would tell whether another is locked."""
        fail(accounts, LOCKED_AFTER, UNKNOWN)
        fail(accounts, CALLER_LOCKED_AFTER, UNKNOWN, HOME, "more")
        assert not verified(accounts, caller=HOME)

    def test_is_not_used_up_by_what_was_right(self, accounts: Accounts) -> None:
        assert all(verified(accounts, caller=HOME, key=f"{key}") for key in range(CALLER_LOCKED_AFTER * 2))


class TestAnAlarm:
    def test_is_due_at_the_fifty_first_refusal_within_an_hour_and_once(
        self, attempts: Attempts, clock: SetClock
    ) -> None:
        told = [attempts.refused(f"CA{call}:3", clock.at) for call in range(2 * MANY_REFUSALS)]
        assert told == [0] * MANY_REFUSALS + [MANY_REFUSALS + 1] + [0] * (MANY_REFUSALS - 1)

    def test_is_due_again_an_hour_later_when_it_goes_on(self, attempts: Attempts, clock: SetClock) -> None:
        told = []
        for call in range(400):
            told.append(attempts.refused(f"CA{call}:3", clock.at))
            clock.advance(seconds=30)
        assert [number for number, count in enumerate(told) if count] == [50, 50 + 120 + 50, 50 + 2 * 170]

    def test_is_not_due_for_refusals_that_are_spread_out(self, attempts: Attempts, clock: SetClock) -> None:
        for call in range(200):
            assert attempts.refused(f"CA{call}:3", clock.at) == 0
            clock.at += ALARM_WINDOW / MANY_REFUSALS

    def test_is_not_due_for_one_attempt_asked_about_again_and_again(self, attempts: Attempts, clock: SetClock) -> None:
        assert {attempts.refused("CA1:3", clock.at) for _ in range(100)} == {0}


def test_what_is_counted_is_in_no_repr(attempts: Attempts, clock: SetClock) -> None:
    standing = attempts.begin(ROSA.number, HOME, "CA1:3", clock.at)
    for text in (ROSA.number.reveal(), HOME, HOME[2:]):
        assert text not in repr(attempts) + repr(standing)
