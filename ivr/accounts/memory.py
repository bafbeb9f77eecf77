"""A directory of a few accounts in memory, for tests and demonstrations. Its rules are SqliteAccounts'; it hashes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from ivr.accounts.account import LOCKED_AFTER, WINDOW, DemoAccount, facts, last4, never_matches
from ivr.secret import Secret
from ivr.service.ports import Clock, Verification
from ivr.telephony.outcomes import FetchOutcome


@dataclass(slots=True)
class FixedAccounts:
    """`quick` and `down` may be set, to see what a line does with a slow directory or with none."""

    clock: Clock
    quick: bool = True
    down: bool = False
    _accounts: dict[Secret, DemoAccount] = field(default_factory=dict, init=False)
    _failures: dict[Secret, dict[str, datetime]] = field(default_factory=dict, init=False)

    def seed(self, rows: Iterable[DemoAccount]) -> None:
        """Hold these accounts, in the place of what was held about them; failures stay counted."""
        self._accounts.update((account.number, account) for account in rows)

    def verify(self, number: Secret, verifier: Secret, key: str) -> Verification:
        if self.down:
            return Verification(FetchOutcome.DOWN)
        now = self.clock.now()
        failures = self._failures.setdefault(number, {})
        others = [at for attempt, at in failures.items() if attempt != key and at > now - WINDOW]
        if len(others) >= LOCKED_AFTER:
            return Verification(FetchOutcome.REFUSED)
        account = self._accounts.get(number)
        if account is None or account.pin != verifier or never_matches(account.pin):
            failures.setdefault(key, now)
            return Verification(FetchOutcome.REFUSED)
        return Verification(FetchOutcome.VERIFIED, _facts(account))


def _facts(account: DemoAccount) -> dict[str, str]:
    due = None if account.due is None else account.due.isoformat()
    return dict(facts(last4(account.number), account.balance_cents, account.past_due_cents, due, account.currency))
