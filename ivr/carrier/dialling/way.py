"""What a Dial asks of each way to connect a caller."""

from typing import Protocol

from ivr.carrier.leg import Leg
from ivr.carrier.office import Extra
from ivr.telephony.events import DialEnded


class Way(Protocol):
    """One attempt. What it says of itself is true at any moment, since the caller may hang up at any."""

    async def connect(self) -> None:
        """Until the connection is over, or there can be none. Raises LegGoneError when the caller goes."""
        ...

    async def let_go(self) -> None:
        """Nobody is held any more; may be said twice."""
        ...

    def event(self) -> DialEnded: ...

    def extra(self) -> Extra:
        """What the action is told besides."""
        ...


async def star(leg: Leg) -> None:
    """Until the caller presses *, which lets go of the other party alone (Twilio, Dial, hangupOnStar)."""
    await leg.flush_keys()
    while await leg.key(None) != "*":
        pass
