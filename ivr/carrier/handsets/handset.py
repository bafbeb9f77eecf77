"""What a handset is: somebody with a telephone in hand."""

from typing import Protocol

from ivr.carrier.textleg import TextLeg


class Handset(Protocol):
    async def hold(self, phone: TextLeg) -> None:
        """From the first ring until the leg is over, or until nothing more will be done. What it raises ends the call
        and comes out of the network's `call`."""
        ...
