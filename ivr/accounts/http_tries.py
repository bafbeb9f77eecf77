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
    trust: ssl.SSLContext
    wait: Callable[[float], None] = time.sleep

    def ask(self, question: Question) -> Answer | None:
        """A whole answer of the back office itself, whatever it says; None where there is none: it is down."""
        if not self.breaker.admits():
            return None
        try:
            answer = self._tried(question)
        except FailedError as failed:
            return self._down(failed.reason)
        if answer.status >= 500 or answer.status == 429:
            return self._down(f"HTTP {answer.status}")
        self.breaker.went_well()
        return answer

    def _tried(self, question: Question) -> Answer:
        deadline = time.monotonic() + self.seconds
        for number in range(self.retries):
            pause = FIRST_PAUSE * 2**number * random.uniform(0.5, 1.0)  # noqa: S311 - nothing is hidden by it
            again = time.monotonic() + pause < deadline
            try:
                answer = exchange(question, deadline, self.trust)
            except FailedError as failed:
                if not failed.unsent or not again:
                    raise
            else:
                if answer.status not in WORTH_ANOTHER_TRY or not again:
                    return answer
            if time.monotonic() + pause >= deadline:
                raise FailedError("no time for another try")
            self.wait(pause)
        return exchange(question, deadline, self.trust)

    def _down(self, reason: str) -> None:
        resting = self.breaker.failed()
        _log.warning("the back office is down", reason=reason, resting=resting)
