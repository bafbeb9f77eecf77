"""A directory of a few accounts in memory, for tests and demonstrations. Its rules are SqliteAccounts'; it hashes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ivr.accounts.account import DOWN, REFUSED, DemoAccount, Owed, never_matches, on_file, proven
from ivr.secret import Secret
from ivr.service.ports import Payment, Proof, Verification
from ivr.speech.money import parse_money
from ivr.telephony.outcomes import FetchOutcome


@dataclass(slots=True)
class FixedAccounts:
    """`quick` and `down` may be set, to see what a line does with a slow directory or with none."""

    quick: bool = True
    down: bool = False
    _accounts: dict[Secret, DemoAccount] = field(default_factory=dict, init=False)
    _recorded: set[str] = field(default_factory=set, init=False)

    def seed(self, rows: Iterable[DemoAccount]) -> None:
        """Hold these accounts, in the place of what was held about them."""
        self._accounts.update((account.number, account) for account in rows)

    def check(self, number: Secret, proof: Proof) -> Verification:
        if self.down:
            return DOWN
        account = self._accounts.get(number)
        expected = Secret("") if account is None else on_file(account, proof.by)
        if account is None or expected != proof.digits or never_matches(expected):
            return REFUSED
        return proven(proof.by, number, _owed(account))

    def record(self, payment: Payment, key: str) -> FetchOutcome:
        if self.down:
            return FetchOutcome.DOWN
        if key not in self._recorded:
            account = self._accounts.get(payment.number)
            cents = 0 if account is None else _cents(payment.amount, account.currency)
            if account is None or cents <= 0:
                return FetchOutcome.DOWN
            self._accounts[payment.number] = _less(account, cents)
            self._recorded.add(key)
        return FetchOutcome.DONE


def _cents(amount: str, currency: str) -> int:
    """0 for what is no amount of this currency."""
    try:
        cents, written = parse_money(amount)
    except ValueError:
        return 0
    return cents if written == currency else 0


def _owed(account: DemoAccount) -> Owed:
    return Owed(
        account.currency,
        account.balance_cents,
        account.past_due_cents,
        None if account.due is None else account.due.isoformat(),
        account.status,
        account.autopay,
        account.discount,
    )


def _less(account: DemoAccount, cents: int) -> DemoAccount:
    """The late part is paid first, and nothing is due any more when nothing is owed."""
    balance = account.balance_cents - cents
    late = max(0, account.past_due_cents - cents)
    return replace(account, balance_cents=balance, past_due_cents=late, due=account.due if balance > 0 else None)
