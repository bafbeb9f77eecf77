"""Failed attempts in this process's memory, for tests and demonstrations."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from ivr.accounts.directory import (
    ALARM_WINDOW,
    CALLER_LOCKED_AFTER,
    CALLER_WINDOW,
    LOCKED_AFTER,
    MANY_REFUSALS,
    WINDOW,
    Standing,
    failed_by,
)
from ivr.accounts.pepper import Pepper
from ivr.secret import Secret


@dataclass(slots=True)
class MemoryAttempts:
    """The Attempts of one process, forgotten when it ends."""

    pepper: Pepper = field(default_factory=lambda: Pepper(secrets.token_bytes(16)), repr=False)
    _failures: dict[str, dict[str, datetime]] = field(default_factory=dict, init=False, repr=False)
    _refusals: dict[str, datetime] = field(default_factory=dict, init=False, repr=False)
    _alarm: datetime | None = field(default=None, init=False)
    _lock: Lock = field(default_factory=Lock, init=False, repr=False)

    def begin(self, number: Secret, caller: str | None, key: str, now: datetime) -> Standing:
        account = self.pepper.account(number)
        who = None if caller is None else self.pepper.caller(caller)
        with self._lock:
            locked = self._others(account, key, now - WINDOW) >= LOCKED_AFTER
            stopped = who is not None and self._others(who, key, now - CALLER_WINDOW) >= CALLER_LOCKED_AFTER
            failed = failed_by(account, who, locked=locked, stopped=stopped)
            return Standing(stopped or locked, tuple(one for one in failed if self._count(one, key, now)))

    def take_back(self, standing: Standing, key: str) -> None:
        with self._lock:
            for one in standing.counted:
                self._failures.get(one, {}).pop(key, None)

    def refused(self, key: str, now: datetime) -> int:
        with self._lock:
            if self._alarm is not None and self._alarm > now - ALARM_WINDOW:
                return 0
            self._refusals = {one: at for one, at in self._refusals.items() if at > now - ALARM_WINDOW}
            self._refusals.setdefault(key, now)
            if len(self._refusals) <= MANY_REFUSALS:
                return 0
            self._alarm = now
            return len(self._refusals)

    def _others(self, who: str, key: str, since: datetime) -> int:
        return sum(at > since and attempt != key for attempt, at in self._failures.get(who, {}).items())

    def _count(self, who: str, key: str, now: datetime) -> bool:
        """Whether it was counted now: it is not when it was before."""
        failures = self._failures[who] = {
            attempt: at for attempt, at in self._failures.get(who, {}).items() if at > now - WINDOW
        }
        fresh = key not in failures
        failures.setdefault(key, now)
        return fresh
