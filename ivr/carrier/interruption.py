"""What somebody outside a call does to it while it goes on: another document in place of this one, or the end.

It takes effect at the next moment the call waits for anything. A verb that is interrupted is cancelled, and may look
at `instead` to say why in a callback of its own. Source: Twilio, "Call resource: update".
"""

import asyncio
from dataclasses import dataclass, field

from ivr.carrier.outcome import Fetch, Finished


@dataclass(frozen=True, slots=True)
class Inline:
    """A document handed over in place of an address. `live` when it came to a call in progress."""

    twiml: str = field(repr=False)
    live: bool = False


Instead = Fetch | Inline | Finished


class Interruption:
    """One per call that can be reached from outside. Used on the call's own event loop alone."""

    def __init__(self) -> None:
        self.instead: Instead | None = None
        self._told = asyncio.Event()

    def tell(self, instead: Instead) -> None:
        """Of several before the call can obey, the last one counts."""
        self.instead = instead
        self._told.set()

    async def told(self) -> Instead:
        """What to do instead, once there is something."""
        await self._told.wait()
        if self.instead is None:
            raise AssertionError("the bell rang without a word")
        return self.instead

    def obeyed(self, instead: Instead) -> None:
        """The verb that was interrupted is over."""
        if self.instead is instead:
            self.instead = None
            self._told.clear()

    async def give_way(self) -> None:
        """Go no further when something else is to be done: whoever waits here is about to be cancelled."""
        if self.instead is not None:
            await asyncio.get_running_loop().create_future()
