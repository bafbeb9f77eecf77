"""What the directory in memory has beside the port: it can be slow, and it can be down."""

from datetime import UTC, datetime

from ivr.accounts.account import DemoAccount
from ivr.accounts.memory import FixedAccounts
from ivr.secret import Secret
from ivr.service.ports import Verification
from ivr.telephony.outcomes import FetchOutcome

ROSA = DemoAccount(Secret("8448200012345678"), Secret("2580"), 13450, 0, None, "USD")


class Clock:
    def now(self) -> datetime:
        return datetime(2026, 11, 24, 17, 0, tzinfo=UTC)


def test_a_directory_that_is_down_answers_that_it_is_and_counts_no_failure() -> None:
    accounts = FixedAccounts(Clock(), down=True)
    accounts.seed([ROSA])
    for attempt in range(20):
        assert accounts.verify(ROSA.number, Secret("9999"), str(attempt)) == Verification(FetchOutcome.DOWN)
    accounts.down = False
    assert accounts.verify(ROSA.number, ROSA.pin, "right").outcome is FetchOutcome.VERIFIED


def test_a_directory_may_say_that_it_is_slow() -> None:
    assert not FixedAccounts(Clock(), quick=False).quick
