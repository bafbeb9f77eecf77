"""What stands before every account directory: limits on guessing, and one refusal for everything.

A locked account, a caller over the limit, zeros keyed as a proof: the directory is asked all the same and its answer
thrown away. Otherwise the time an answer takes would tell them from a wrong PIN, and a directory across a network
takes a hundred times longer to answer than a limit takes to be looked up. It also lets a back office with limits of
its own see what is tried.
"""

import structlog

from ivr.accounts.account import DOWN, REFUSED, never_matches
from ivr.accounts.directory import Attempts, Directory
from ivr.secret import Secret
from ivr.service.ports import Clock, Payment, Proof, StoreError, Verification
from ivr.telephony.keys import WITHHELD
from ivr.telephony.numbers import BadNumberError, parse_number
from ivr.telephony.outcomes import FetchOutcome

_log = structlog.get_logger()


class Guarded:
    """The Accounts of a line, over any directory. A counter that cannot count lets nothing through: `down`."""

    def __init__(self, directory: Directory, attempts: Attempts, clock: Clock) -> None:
        self._directory = directory
        self._attempts = attempts
        self._clock = clock

    @property
    def quick(self) -> bool:
        return self._directory.quick

    def verify(self, number: Secret, proof: Proof, caller: str, key: str) -> Verification:
        try:
            return self._verify(number, proof, told_apart(caller), key)
        except StoreError:
            _log.warning("failed look-ups cannot be counted, so none is made")
            return DOWN

    def record(self, payment: Payment, key: str) -> FetchOutcome:
        return self._directory.record(payment, key)

    def _verify(self, number: Secret, proof: Proof, caller: str | None, key: str) -> Verification:
        standing = self._attempts.begin(number, caller, key, self._clock.now())
        found = self._directory.check(number, proof)
        if standing.over or never_matches(proof.digits) or found.outcome is FetchOutcome.REFUSED:
            self._note_refusal(key)
            return REFUSED
        self._attempts.take_back(standing, key)
        return found

    def _note_refusal(self, key: str) -> None:
        many = self._attempts.refused(key, self._clock.now())
        if many:
            _log.warning("many refused look-ups", count=many)


def told_apart(caller: str) -> str | None:
    """The calling number where it is one: not withheld, not a SIP address, not a word."""
    try:
        number = parse_number(caller)
    except BadNumberError:
        return None
    return None if number in WITHHELD else number
