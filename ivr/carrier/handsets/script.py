"""A caller who does what a script says.

After the last step the caller stays silent until the call is over; a representative who was connected talks a while
and hangs up.
"""

from dataclasses import dataclass

from ivr.carrier.handsets.dialling import Dialling
from ivr.carrier.handsets.failed import ScriptFailedError
from ivr.carrier.handsets.player import Player
from ivr.carrier.handsets.steps import Ends, Step
from ivr.carrier.textleg import TextLeg

__all__ = ["Script", "ScriptFailedError"]


@dataclass(frozen=True, slots=True)
class Script:
    """A handset. `hold` raises ScriptFailedError."""

    steps: tuple[Step, ...]
    ends: Ends | None = None
    dialling: Dialling = Dialling.QUICK

    async def hold(self, phone: TextLeg) -> None:
        await self.perform(phone)
        while phone.room.ended is None:
            await phone.room.change(None)
        if self.ends is not None and phone.room.ended is not self.ends.ended:
            expected, ended = self.ends.ended, phone.room.ended
            Player(phone, self.dialling).fail(self.ends.place, f"expected the end to be: {expected}; it was: {ended}")

    async def perform(self, phone: TextLeg) -> None:
        """The steps alone; what comes after the last is somebody else's. Raises ScriptFailedError."""
        player = Player(phone, self.dialling)
        while not phone.answered and not phone.over:
            await phone.room.change(None)
        for step in self.steps:
            await player.take(step)
