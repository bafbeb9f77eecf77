"""Where a telephone's call goes: to the line, through the simulated carrier, on the loop everything here runs on."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from ivr.carrier.handsets.handset import Handset
from ivr.carrier.network import CALLED, CALLER, Call, Network
from ivr.carrier.placing import Ticket
from ivr.sound.workers import in_passing

MOST_CALLS = 200  # that are over, whose recordings a line may still play to somebody
Keep = Callable[[Call, str, datetime], None]
"""A call that is over, who called, and when it began."""


@dataclass(slots=True)
class Exchange:
    """`keep` is told of each call that is over; it may block, and is asked in a thread. Nothing else remembers a call: a
    program that is open for days must not grow with each of them, and what was keyed goes with the call."""

    network: Network
    voice_url: str
    fallback_url: str | None = None
    status_url: str | None = None
    called: str = CALLED
    keep: Keep | None = None
    _keeping: set[asyncio.Task[None]] = field(default_factory=set, init=False, repr=False)

    def __post_init__(self) -> None:
        self.network.stay_open(MOST_CALLS)

    async def call(self, handset: Handset, caller: str = CALLER, called: str | None = None) -> Call:
        """The call, once it is over and kept. The handset learns of it when it is put on its leg, before the line is
        asked."""
        began, number = self.network.clock.now(), called or self.called
        ticket = Ticket(
            self.voice_url, handset, caller, number, fallback_url=self.fallback_url, status_url=self.status_url
        )
        call = await self.network.place(ticket)
        if self.keep is not None:
            await self._kept(partial(self.keep, call, caller, began))
        return call

    async def settled(self, seconds: float) -> None:
        """When all that is being kept is, or the time is over: nothing that is written should be left in the midst."""
        if self._keeping:
            await asyncio.wait(self._keeping, timeout=seconds)

    async def _kept(self, work: Callable[[], None]) -> None:
        """Whoever placed the call may wait for it no more; it is kept all the same."""
        task = asyncio.ensure_future(in_passing(work))
        self._keeping.add(task)
        task.add_done_callback(self._keeping.discard)
        await asyncio.shield(task)
