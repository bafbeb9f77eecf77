"""The two inner ports that `Guarded` makes into one: a directory compares and counts nothing, a counter of attempts
counts and compares nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from ivr.secret import Secret
from ivr.service.ports import Payment, Proof, Verification
from ivr.telephony.outcomes import FetchOutcome

LOCKED_AFTER = 10
"""Failures on one account within WINDOW, whoever calls and from wherever; then nothing verifies. Far below the
ceiling of 100 in a row that NIST SP 800-63B sets."""

WINDOW = timedelta(hours=24)

CALLER_LOCKED_AFTER = 5
"""Failures from one calling number within CALLER_WINDOW: a caller has three attempts in a call, and may call again."""

CALLER_WINDOW = timedelta(hours=1)

MANY_REFUSALS = 50
"""More refusals than this within ALARM_WINDOW, over all callers, are a sweep through account numbers."""

ALARM_WINDOW = timedelta(hours=1)


class Directory(Protocol):
    """Who is who. Never raises for what the outside does: that is the outcome `down`."""

    @property
    def quick(self) -> bool:
        """Whether an answer comes well within a second."""
        ...

    def check(self, number: Secret, proof: Proof) -> Verification:
        """Whether they belong together. Unknown, wrong, never agreed on, blank on file are all `refused`, and cost the
        same work."""
        ...

    def record(self, payment: Payment, key: str) -> FetchOutcome:
        """`done` or `down`; twice with one key counts once."""
        ...


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stood when an attempt began. `over` says that a limit was reached before it; `counted` names the
    failures that this attempt was counted as, which are taken back when it was right."""

    over: bool
    counted: tuple[str, ...] = ()


def failed_by(account: str, caller: str | None, *, locked: bool, stopped: bool) -> tuple[str, ...]:
    """Whose failure an attempt is. Beyond the caller's limit it is nobody's, so nobody can lock all accounts from one
    telephone; beyond the account's it is the caller's alone."""
    if stopped:
        return ()
    callers = () if caller is None else (caller,)
    return callers if locked else (*callers, account)


class Attempts(Protocol):
    """Failures, by account and by calling number. All methods raise StoreError. Safe to use from several threads."""

    def begin(self, number: Secret, caller: str | None, key: str, now: datetime) -> Standing:
        """Count this attempt as a failure, before anything is compared: attempts made at one moment cannot exceed a
        limit together, and a process that dies while it compares has given no guess away.

        An attempt never counts against itself, and once under each `key`; as whose failure, `failed_by` says. `caller`
        is None for one who is not told from others.
        """
        ...

    def take_back(self, standing: Standing, key: str) -> None:
        """This attempt was none: it was right, or nobody answered."""
        ...

    def refused(self, key: str, now: datetime) -> int:
        """Note a refusal. The number of refusals within the last ALARM_WINDOW where it is time for an alarm: they are
        more than MANY_REFUSALS, and there was no alarm within that time; 0 otherwise."""
        ...
