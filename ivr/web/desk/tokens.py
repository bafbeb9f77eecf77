"""Tokens that stand in every form, so that no other site can send one in somebody's name.

A token fits whoever it was made for, for as long as a sign-in lasts. The holder goes into the key and not into the
token, so a page shows nothing of what stands in a cookie.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

from itsdangerous import BadData, TimestampSigner

SIGNED_IN_FOR = timedelta(hours=12)
"""A working day; after it everybody signs in again."""


class Tokens:
    def __init__(self, key: bytes, now: Callable[[], datetime]) -> None:
        self._key = key
        self._now = now

    def make(self, holder: str) -> str:
        return self._signer(holder).sign("form").decode("ascii")

    def fits(self, token: str, holder: str) -> bool:
        try:
            self._signer(holder).unsign(token, max_age=int(SIGNED_IN_FOR.total_seconds()))
        except BadData:
            return False
        return True

    def _signer(self, holder: str) -> TimestampSigner:
        signer = _Clocked(self._key, f"desk form {holder}", key_derivation="hmac", digest_method=hashlib.sha256)
        signer.now = self._now
        return signer


class _Clocked(TimestampSigner):
    """itsdangerous asks the machine for the time; this one asks our clock."""

    now: Callable[[], datetime]

    def get_timestamp(self) -> int:
        return int(self.now().timestamp())
