"""A caller by the clock: what is pressed, and how many seconds after being answered."""

from collections.abc import Sequence
from dataclasses import dataclass

from ivr.carrier.textleg import TextLeg


@dataclass(frozen=True)
class Watch:
    """A caller who acts at moments: seconds since answered, then keys, `h` for hanging up."""

    acts: Sequence[tuple[float, str]]

    async def hold(self, phone: TextLeg) -> None:
        while not phone.answered and not phone.over:
            await phone.room.change(None)
        for at, act in self.acts:
            await phone.stay((phone.answered_at or 0.0) + at - phone.room.time())
            if act == "h":
                phone.hang_up()
            else:
                await phone.press(act)
