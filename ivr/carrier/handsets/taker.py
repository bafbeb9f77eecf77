"""Somebody who takes every call they are rung for: hears out what the line says first, presses a key, talks, hangs up."""

from dataclasses import dataclass

from ivr.carrier.phase import Phase
from ivr.carrier.textleg import TextLeg


@dataclass(frozen=True, slots=True)
class Taker:
    """`key` is pressed when the line listens, as often as it does; `talks_for` is seconds once connected."""

    key: str = "1"
    talks_for: float = 20.0

    async def hold(self, phone: TextLeg) -> None:
        while phone.phase is not Phase.BRIDGED:
            if phone.over:
                return
            if phone.phase is Phase.LISTENING:
                await phone.press(self.key)
            await phone.room.change(None)
        if await phone.stay(self.talks_for):
            phone.hang_up()
