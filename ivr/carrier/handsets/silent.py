"""People who press nothing."""

from dataclasses import dataclass

from ivr.carrier.phase import Phase
from ivr.carrier.textleg import TextLeg


@dataclass(frozen=True, slots=True)
class SilentCaller:
    """Holds the line until the other end lets go; hangs up after `patience` seconds of being answered, if given."""

    patience: float | None = None

    async def hold(self, phone: TextLeg) -> None:
        if self.patience is not None:
            while not phone.answered and not phone.over:
                await phone.room.change(None)
            if await phone.stay(self.patience):
                phone.hang_up()


@dataclass(frozen=True, slots=True)
class Talker:
    """Takes the call, talks for so many seconds once connected, and hangs up."""

    talks_for: float

    async def hold(self, phone: TextLeg) -> None:
        while phone.phase is not Phase.BRIDGED:
            if phone.over:
                return
            await phone.room.change(None)
        if await phone.stay(self.talks_for):
            phone.hang_up()
