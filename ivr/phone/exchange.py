"""Where a telephone's call goes: to the line, through the simulated carrier, on the loop everything here runs on."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from ivr.carrier.handsets.handset import Handset
from ivr.carrier.network import CALLED, CALLER, Call, Network
from ivr.carrier.placing import Ticket
from ivr.phone.clock import in_passing

Keep = Callable[[Call, str, datetime], None]
"""A call that is over, who called, and when it began."""


@dataclass(slots=True)
class Exchange:
    """`keep` is told of each call that is over; it may block, and is asked in a thread. `done` are those that are kept, in
    the order they ended."""

    network: Network
    voice_url: str
    fallback_url: str | None = None
    status_url: str | None = None
    called: str = CALLED
    keep: Keep | None = None
    done: list[Call] = field(default_factory=list)

    async def call(self, handset: Handset, caller: str = CALLER, called: str | None = None) -> Call:
        """The call, once it is over and kept. The handset learns of it when it is put on its leg, before the line is
        asked."""
        began, number = self.network.clock.now(), called or self.called
        ticket = Ticket(
            self.voice_url, handset, caller, number, fallback_url=self.fallback_url, status_url=self.status_url
        )
        call = await self.network.place(ticket)
        if self.keep is not None:
            await in_passing(partial(self.keep, call, caller, began))
        self.done.append(call)
        return call
