"""One call as a whole: its legs, what happened on them, and the one bell that everybody who waits listens to.

Everybody looks again when anything happens. That is simpler than a channel for each pair, and a call has few people.
"""

import asyncio
from typing import TYPE_CHECKING

from ivr.carrier.happenings import Ended, Happening, What

if TYPE_CHECKING:
    from ivr.carrier.textleg import TextLeg


class Room:
    """What the legs of one call share. `ended` is set once, when the call is over and its end is known."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._waiting: set[asyncio.Future[bool]] = set()
        self.began = self._loop.time()
        self.answered_at: float | None = None
        self.ended: Ended | None = None
        self.log: list[Happening] = []
        self.legs: list[TextLeg] = []

    def time(self) -> float:
        return self._loop.time()

    def note(self, leg: str, what: What) -> None:
        self.log.append(Happening(self.time(), leg, what))
        self.ring()

    def finish(self, ended: Ended) -> None:
        self.ended = ended
        self.ring()

    def ring(self) -> None:
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            _settle(future, happened=True)

    async def sleep(self, seconds: float) -> None:
        """Let time pass, whatever happens meanwhile."""
        await asyncio.sleep(seconds)

    async def change(self, seconds: float | None) -> bool:
        """Wait until anything happens (True) or so many seconds have passed (False)."""
        future = self._loop.create_future()
        self._waiting.add(future)
        timer = None if seconds is None else self._loop.call_later(seconds, _settle, future, False)
        try:
            happened: bool = await future
        finally:
            self._waiting.discard(future)
            if timer is not None:
                timer.cancel()
        return happened


def _settle(future: "asyncio.Future[bool]", happened: bool) -> None:
    if not future.done():
        future.set_result(happened)
