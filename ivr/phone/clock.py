"""The time that telephones with sound live in: the wall's, perhaps begun at another instant."""

from collections.abc import Callable
from typing import TypeVar

from ivr.carrier.clock import WallClock
from ivr.sound.workers import in_passing

T = TypeVar("T")


class PhoneClock(WallClock):
    """What blocks is done in passing: nobody waits for it at the end."""

    async def outside(self, work: Callable[[], T]) -> T:
        return await in_passing(work)
