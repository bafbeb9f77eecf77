"""Callers who speak: at moments, as `Watch` presses keys."""

from collections.abc import Sequence
from dataclasses import dataclass

from ivr.carrier.textleg import TextLeg


@dataclass(frozen=True)
class Words:
    text: str
    seconds: float | None = None


@dataclass
class Voice:
    """Acts at seconds since answered: words, keys, `h` for hanging up."""

    acts: Sequence[tuple[float, str | Words]]

    async def hold(self, phone: TextLeg) -> None:
        while not phone.answered and not phone.over:
            await phone.room.change(None)
        for at, act in self.acts:
            await phone.stay((phone.answered_at or 0.0) + at - phone.room.time())
            if isinstance(act, Words):
                await phone.speak(act.text, act.seconds)
            elif act == "h":
                phone.hang_up()
            else:
                await phone.press(act)
