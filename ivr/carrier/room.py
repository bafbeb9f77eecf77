"""One call as a whole: its legs, what happened on them, and the one bell that everybody who waits listens to.

Everybody looks again when anything happens. That is simpler than a channel for each pair, and a call has few people.
"""

import asyncio
from typing import TYPE_CHECKING

from ivr.carrier.bell import Bell
from ivr.carrier.happenings import Ended, Happening, Queued, Unqueued, What

if TYPE_CHECKING:
    from ivr.carrier.textleg import TextLeg


class Room(Bell):
    """What the legs of one call share. `ended` is set once, when the call is over and its end is known; `queued` are those
    who wait in a queue now, by name."""

    def __init__(self) -> None:
        super().__init__()
        self._loop = asyncio.get_running_loop()
        self.began = self._loop.time()
        self.answered_at: float | None = None
        self.ended: Ended | None = None
        self.log: list[Happening] = []
        self.legs: list[TextLeg] = []
        self.queued: set[str] = set()

    def time(self) -> float:
        return self._loop.time()

    def note(self, leg: str, what: What) -> None:
        self.log.append(Happening(self.time(), leg, what))
        if isinstance(what, Queued):
            self.queued.add(leg)
        elif isinstance(what, Unqueued):
            self.queued.discard(leg)
        self.ring()

    def finish(self, ended: Ended) -> None:
        self.ended = ended
        self.ring()

    async def sleep(self, seconds: float) -> None:
        """Let time pass, whatever happens meanwhile."""
        await asyncio.sleep(seconds)
