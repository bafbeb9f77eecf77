"""What the guard promises whatever the directory is: one refusal for everything, at one price, and a sweep is seen."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from cast import SetClock
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from ivr.accounts.account import DemoAccount
from ivr.accounts.directory import CALLER_LOCKED_AFTER, LOCKED_AFTER, MANY_REFUSALS, Directory
from ivr.accounts.guard import WITHHELD, Guarded, told_apart
from ivr.accounts.memory import FixedAccounts
from ivr.accounts.memory_attempts import MemoryAttempts
from ivr.accounts.sqlite import SqliteAccounts
from ivr.accounts.sqlite_attempts import SqliteAttempts
from ivr.dialog.prompts import VERIFIERS, Known
from ivr.secret import Secret
from ivr.service.ports import Payment, Proof, Verification
from ivr.telephony.outcomes import FetchOutcome

ROSA = DemoAccount(
    Secret("8448200000000500"), Secret("2580"), 13450, 0, None, "USD", zip=Secret("10451"), phone=Secret("+12125550147")
)
BLANK = DemoAccount(Secret("8448200000000501"), Secret("0000"), 0, 0, None, "USD")
REFUSED = Verification(FetchOutcome.REFUSED)
DOWN = Verification(FetchOutcome.DOWN)
HOME = "+12125550101"


@dataclass
class Watched:
    """A directory that notes what it was asked and what it answered."""

    inner: Directory
    answers: list[FetchOutcome] = field(default_factory=list)
    quick: bool = True

    def check(self, number: Secret, proof: Proof) -> Verification:
        found = self.inner.check(number, proof)
        self.answers.append(found.outcome)
        return found

    def record(self, payment: Payment, key: str) -> FetchOutcome:
        return self.inner.record(payment, key)


@pytest.fixture
def fixed() -> FixedAccounts:
    directory = FixedAccounts()
    directory.seed([ROSA, BLANK])
    return directory


@pytest.fixture
def watched(fixed: FixedAccounts) -> Watched:
    return Watched(fixed)


@pytest.fixture
def guarded(watched: Watched) -> Guarded:
    return Guarded(watched, MemoryAttempts(), SetClock())


def ask(
    guarded: Guarded, number: Secret, keyed: str, by: Known = Known.ACCOUNT_PIN, caller: str = "", key: str = "asked"
) -> Verification:
    return guarded.verify(number, Proof(by, Secret(keyed)), caller, key)


def lock(guarded: Guarded, number: Secret = ROSA.number) -> None:
    for attempt in range(LOCKED_AFTER):
        ask(guarded, number, "9999", key=f"lock {attempt}")


class TestARefusal:
    @pytest.mark.parametrize(
        ("spoil", "number", "keyed", "caller"),
        [
            (lambda guarded: None, ROSA.number, "9999", HOME),
            (lambda guarded: None, Secret("8448200099999999"), "2580", HOME),
            (lambda guarded: None, BLANK.number, "0000", HOME),
            (lambda guarded: None, BLANK.number, "", HOME),
            (lock, ROSA.number, "2580", HOME),
            (lambda guarded: lock(guarded, Secret("8448200099999999")), Secret("8448200099999999"), "2580", HOME),
            (
                lambda guarded: [
                    ask(guarded, Secret(f"84482000{one:08}"), "1", caller=HOME, key=f"{one}")
                    for one in range(CALLER_LOCKED_AFTER)
                ],
                ROSA.number,
                "2580",
                HOME,
            ),
        ],
        ids=["wrong", "unknown", "zeros", "blank", "locked", "unknown and locked", "over the caller's limit"],
    )
    def test_is_one_answer_for_one_question_to_the_directory_whatever_its_reason(
        self,
        guarded: Guarded,
        watched: Watched,
        spoil: Callable[[Guarded], object],
        number: Secret,
        keyed: str,
        caller: str,
    ) -> None:
        spoil(guarded)
        watched.answers.clear()
        assert ask(guarded, number, keyed, caller=caller) == REFUSED
        assert len(watched.answers) == 1

    def test_of_a_locked_account_throws_away_what_the_directory_said(self, guarded: Guarded, watched: Watched) -> None:
        lock(guarded)
        assert ask(guarded, ROSA.number, "2580") == REFUSED
        assert watched.answers[-1] is FetchOutcome.VERIFIED

    def test_of_a_locked_account_is_one_even_where_the_directory_is_down(
        self, guarded: Guarded, fixed: FixedAccounts
    ) -> None:
        """A directory that is down for the right PIN alone, because of a broken row, would tell which one that is."""
        lock(guarded)
        fixed.down = True
        assert ask(guarded, ROSA.number, "2580") == REFUSED

    @pytest.mark.parametrize("by", VERIFIERS)
    @pytest.mark.parametrize("zeros", ["", " ", "0", "0000", "00000", " 0000 "])
    def test_is_the_answer_to_zeros_even_where_the_directory_takes_them(self, by: Known, zeros: str) -> None:
        class Naive:
            quick = True

            def check(self, number: Secret, proof: Proof) -> Verification:
                return Verification(FetchOutcome.VERIFIED, {"account.balance": "1 USD"})

            def record(self, payment: Payment, key: str) -> FetchOutcome:
                return FetchOutcome.DONE

        assert ask(Guarded(Naive(), MemoryAttempts(), SetClock()), ROSA.number, zeros, by) == REFUSED


class TestADirectoryThatIsDown:
    def test_locks_nobody_out(self, guarded: Guarded, fixed: FixedAccounts) -> None:
        fixed.down = True
        for attempt in range(LOCKED_AFTER * 2):
            assert ask(guarded, ROSA.number, "9999", caller=HOME, key=f"{attempt}") == DOWN
        fixed.down = False
        assert ask(guarded, ROSA.number, "2580", caller=HOME).outcome is FetchOutcome.VERIFIED

    def test_is_no_refusal_of_a_sweep(self, guarded: Guarded, fixed: FixedAccounts) -> None:
        fixed.down = True
        with capture_logs() as logged:
            for attempt in range(MANY_REFUSALS * 2):
                ask(guarded, ROSA.number, "9999", key=f"{attempt}")
        assert logged == []


class TestACounterThatCannotCount:
    def test_lets_nothing_through(self, watched: Watched, tmp_path: Path) -> None:
        guarded = Guarded(watched, SqliteAttempts(tmp_path / "never made.db", "pepper"), SetClock())
        with capture_logs() as logged:
            assert ask(guarded, ROSA.number, "2580") == DOWN
        assert watched.answers == []
        assert [entry["log_level"] for entry in logged] == ["warning"]

    def test_is_asked_before_anything_is_compared(self, tmp_path: Path) -> None:
        """So a process that dies while it compares has given no guess away."""

        class Dying(FixedAccounts):
            def check(self, number: Secret, proof: Proof) -> Verification:
                raise ZeroDivisionError

        attempts = SqliteAttempts(tmp_path / "attempts.db", "pepper")
        attempts.prepare()
        dying = Guarded(Dying(), attempts, SetClock())
        for attempt in range(LOCKED_AFTER):
            with pytest.raises(ZeroDivisionError):
                ask(dying, ROSA.number, "2580", key=f"{attempt}")
        alive = FixedAccounts()
        alive.seed([ROSA])
        assert ask(Guarded(alive, attempts, SetClock()), ROSA.number, "2580") == REFUSED


class TestASweep:
    def test_of_a_thousand_calls_over_consecutive_numbers_discloses_nothing_and_raises_the_alarm(
        self, guarded: Guarded
    ) -> None:
        """ROSA and BLANK are among the thousand; their PINs are not the one that is tried."""
        answers = []
        with capture_logs() as logged:
            for call in range(1000):
                number, caller = Secret(f"8448200000000{call:03}"), f"+1212555{call % 7:04}"
                answers.append(ask(guarded, number, "1234", caller=caller, key=f"CA{call}:5"))
        assert answers == [REFUSED] * 1000
        assert logged == [{"event": "many refused look-ups", "count": MANY_REFUSALS + 1, "log_level": "warning"}]

    def test_from_one_number_reaches_no_account_after_its_fifth_failure(self, guarded: Guarded) -> None:
        """Not even the one whose PIN is known by then."""
        found = [
            ask(guarded, Secret(f"8448200000000{call:03}"), "2580", caller=HOME, key=f"CA{call}:5")
            for call in range(1000)
        ]
        assert {one.outcome for one in found} == {FetchOutcome.REFUSED}

    def test_from_ever_new_numbers_is_stopped_at_each_account(self, guarded: Guarded) -> None:
        """PINs from 2569 on: the lock falls after the tenth of them, and the right one is the twelfth."""
        outcomes = [
            ask(guarded, ROSA.number, f"{2569 + call:04}", caller=f"+1212555{call:04}", key=f"CA{call}:5").outcome
            for call in range(200)
        ]
        assert set(outcomes) == {FetchOutcome.REFUSED}

    def test_of_anonymous_callers_is_stopped_at_each_account(self, guarded: Guarded) -> None:
        found = {ask(guarded, ROSA.number, f"{2569 + call}", key=f"CA{call}:5").outcome for call in range(200)}
        assert found == {FetchOutcome.REFUSED}

    def test_logs_no_number(self, guarded: Guarded) -> None:
        with capture_logs() as logged:
            for call in range(100):
                ask(guarded, Secret(f"8448200000000{call:03}"), "1234", caller=HOME, key=f"CA{call}:5")
        assert logged
        assert not any(text in repr(logged) for text in ("8448", "1234", HOME, "CA"))


@pytest.mark.parametrize("number", sorted(WITHHELD))
def test_a_withheld_number_is_nobody_though_it_looks_like_one(number: str) -> None:
    assert told_apart(number) is None


@given(st.text(max_size=30))
def test_whatever_a_carrier_calls_a_caller_is_a_number_or_nobody(caller: str) -> None:
    found = told_apart(caller)
    assert found is None or (found.startswith("+") and found[1:].isdigit())


def test_one_file_serves_directory_and_counter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ivr.accounts.sqlite.HASHING", "scrypt:256:8:1")
    path, clock = tmp_path / "accounts.db", SetClock()
    directory, attempts = SqliteAccounts(path, "pepper", clock), SqliteAttempts(path, "pepper")
    attempts.prepare()
    directory.seed([ROSA])
    guarded = Guarded(directory, attempts, clock)
    assert ask(guarded, ROSA.number, "10451", Known.ACCOUNT_ZIP, HOME).outcome is FetchOutcome.RECOGNISED
    lock(guarded)
    assert ask(guarded, ROSA.number, "2580", caller=HOME) == REFUSED


def test_payments_are_handed_on(guarded: Guarded) -> None:
    assert guarded.record(Payment(ROSA.number, "450 USD", "A1B2"), "CA1:9") is FetchOutcome.DONE
    assert ask(guarded, ROSA.number, "2580").facts["account.balance"] == "13000 USD"


@pytest.mark.parametrize("quick", [True, False])
def test_a_guarded_directory_is_as_quick_as_it_is(quick: bool) -> None:
    assert Guarded(FixedAccounts(quick=quick), MemoryAttempts(), SetClock()).quick is quick
