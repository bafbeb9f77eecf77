"""What the directory in memory has beside the port: it can be slow, and it can be down."""

from ivr.accounts.account import DemoAccount
from ivr.accounts.memory import FixedAccounts
from ivr.dialog.prompts import Known
from ivr.secret import Secret
from ivr.service.ports import Payment, Proof, Verification
from ivr.telephony.outcomes import FetchOutcome

ROSA = DemoAccount(Secret("8448200012345678"), Secret("2580"), 13450, 0, None, "USD")
RIGHT = Proof(Known.ACCOUNT_PIN, ROSA.pin)


def test_a_directory_that_is_down_answers_that_it_is() -> None:
    accounts = FixedAccounts(down=True)
    accounts.seed([ROSA])
    assert accounts.check(ROSA.number, RIGHT) == Verification(FetchOutcome.DOWN)
    assert accounts.record(Payment(ROSA.number, "100 USD", "A1B2"), "CA1:9") is FetchOutcome.DOWN
    accounts.down = False
    assert accounts.check(ROSA.number, RIGHT).facts["account.balance"] == "13450 USD"


def test_a_directory_may_say_that_it_is_slow() -> None:
    assert not FixedAccounts(quick=False).quick
