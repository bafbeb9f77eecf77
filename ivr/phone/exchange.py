"""Where a telephone's call goes: to the line, through the simulated carrier, on the loop everything here runs on."""

from dataclasses import dataclass, field

from ivr.carrier.handsets.handset import Handset
from ivr.carrier.network import CALLED, CALLER, Network
from ivr.carrier.placing import Call, Ticket


@dataclass(slots=True)
class Exchange:
    """`done` are the calls that are over, in the order they ended."""

    network: Network
    voice_url: str
    fallback_url: str | None = None
    status_url: str | None = None
    called: str = CALLED
    done: list[Call] = field(default_factory=list)

    async def call(self, handset: Handset, caller: str = CALLER, called: str | None = None) -> Call:
        """The call, once it is over. The handset learns of it when it is put on its leg, before the line is asked."""
        number = called or self.called
        ticket = Ticket(
            self.voice_url, handset, caller, number, fallback_url=self.fallback_url, status_url=self.status_url
        )
        call = await self.network.place(ticket)
        self.done.append(call)
        return call
