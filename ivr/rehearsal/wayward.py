"""People in a storm: a caller who does what a script says as long as it fits, and representatives who help out after.

After a fault a line may say other words than the script expects. No caller hangs up for that: whoever was put out, or
has come to the script's end, presses 0 whenever the line listens, and stays until the other end lets go.
"""

import asyncio
import contextlib
from dataclasses import replace

from ivr.carrier.handsets.script import Script, ScriptFailedError
from ivr.carrier.happenings import Closed, Closing, Happening
from ivr.carrier.phase import Phase
from ivr.carrier.phones import TALK_SECONDS, Phone
from ivr.carrier.textleg import TextLeg

PATIENCE_SECONDS = 900.0
FOR_A_PERSON = "0"


class Wayward:
    """`astray` once the script no longer says what to do; `gave_up` when patience had an end before the call. `phone` is
    what this caller holds, from the first ring on."""

    def __init__(self, script: Script) -> None:
        self._script = replace(script, ends=None)
        self.phone: TextLeg | None = None
        self.astray = False
        self.gave_up = False

    @property
    def log(self) -> list[Happening]:
        """All that has happened on the call so far."""
        return [] if self.phone is None else self.phone.room.log

    def answers(self) -> int:
        """How often this caller has answered a question with keys."""
        return sum(
            self.phone is not None and one.leg == self.phone.name and one.what == Closed(Closing.KEYS)
            for one in self.log
        )

    async def hold(self, phone: TextLeg) -> None:
        self.phone = phone
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._to_the_end(phone)
        except TimeoutError:
            self.gave_up = True
            phone.hang_up()

    async def _to_the_end(self, phone: TextLeg) -> None:
        with contextlib.suppress(ScriptFailedError):
            await self._script.perform(phone)
        self.astray = True
        phone.room.ring()
        while not phone.over:
            if phone.phase is Phase.LISTENING:
                await phone.press(FOR_A_PERSON)
            await phone.room.change(None)


class Helpful:
    """A representative. Keys are the script's to press while the caller follows it; after that every call is taken."""

    def __init__(self, caller: Wayward, key: str) -> None:
        self._caller = caller
        self._key = key

    async def hold(self, phone: TextLeg) -> None:
        while phone.phase is not Phase.BRIDGED:
            if phone.over:
                return
            if self._caller.astray and phone.phase is Phase.LISTENING:
                await phone.press(self._key)
            await phone.room.change(None)
        if await phone.stay(TALK_SECONDS):
            phone.hang_up()


def helpful(phone: Phone, caller: Wayward, key: str) -> Phone:
    """The same telephone, in the hand of somebody who helps."""
    return replace(phone, handset=Helpful(caller, key))
