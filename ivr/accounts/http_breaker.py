"""A back office that does not answer is left alone for a while, so that no caller waits for it in vain.

Own code: the libraries for it keep time by themselves, and here time is the line's clock, which tests and rehearsals set.
"""

from datetime import datetime, timedelta
from threading import Lock

from ivr.service.ports import Clock


class Breaker:
    """Safe to use from several threads; each process has its own."""

    def __init__(self, failures: int, rest: timedelta, clock: Clock) -> None:
        self._most = failures
        self._rest = rest
        self._clock = clock
        self._failures = 0
        self._until: datetime | None = None
        self._lock = Lock()

    def admits(self) -> bool:
        """Whether to ask. After the rest one question is let through, and the others wait for what becomes of it, or
        for another rest where nobody ever hears."""
        with self._lock:
            if self._until is None:
                return True
            now = self._clock.now()
            if now < self._until:
                return False
            self._until = now + self._rest
            return True

    def went_well(self) -> None:
        with self._lock:
            self._failures = 0
            self._until = None

    def failed(self) -> bool:
        """Whether the rest begins with this failure."""
        with self._lock:
            self._failures += 1
            if self._failures < self._most:
                return False
            fresh = self._until is None
            self._until = self._clock.now() + self._rest
            return fresh
