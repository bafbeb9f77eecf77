"""Tries within one deadline, and a back office that is left alone when it does not answer.

Own code: urllib3's Retry sleeps by itself, knows no deadline for all tries together, and would try again what was sent.
"""

import random
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from ivr.accounts.http_breaker import Breaker
from ivr.accounts.http_exchange import Answer, FailedError, Question, exchange

WORTH_ANOTHER_TRY = frozenset({502, 503, 504})
"""What stands between says so, and the back office itself has done nothing (RFC 9110, 15.6)."""

FIRST_PAUSE = 0.2
"""Seconds before the second try, twice that before the third; each is drawn from half of it to all of it, so that
servers which failed together do not come back together."""

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class BackOffice:
    """Asks, and asks again where that is harmless. `seconds` are for all of it; `wait` sleeps."""

    seconds: float
    retries: int
    breaker: Breaker
    trust: ssl.SSLContext | None
    wait: Callable[[float], None] = time.sleep

    def ask(self, question: Question) -> Answer | None:
        """A whole answer of the back office itself, whatever it says; None where there is none: it is down."""
        if not self.breaker.admits():
            return None
        try:
            answer = self._tried(question)
        except FailedError as failed:
            self._down(failed.reason)
            return None
        if answer.status >= 500 or answer.status == 429:
            self._down(f"HTTP {answer.status}")
            return None
        self.breaker.went_well()
        return answer

    def _tried(self, question: Question) -> Answer:
        deadline = time.monotonic() + self.seconds
        for number in range(self.retries):
            answer = self._once(question, deadline)
            if isinstance(answer, Answer):
                return answer
            pause = FIRST_PAUSE * 2**number * random.uniform(0.5, 1.0)  # noqa: S311 - nothing is hidden by it
            if time.monotonic() + pause >= deadline:
                raise FailedError(answer)
            self.wait(pause)
        return exchange(question, deadline, self.trust)

    def _once(self, question: Question, deadline: float) -> Answer | str:
        """An answer, or the reason why there is none where another try is harmless and may help. Raises FailedError."""
        try:
            answer = exchange(question, deadline, self.trust)
        except FailedError as failed:
            if failed.unsent:
                return failed.reason
            raise
        return f"HTTP {answer.status}" if answer.status in WORTH_ANOTHER_TRY else answer

    def _down(self, reason: str) -> None:
        resting = self.breaker.failed()
        _log.warning("the back office is down", reason=reason, resting=resting)
