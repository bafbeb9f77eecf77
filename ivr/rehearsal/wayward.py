"""People in a storm: a caller who does what a script says as long as it fits, and representatives who help out after.

After a fault a line may say other words than the script expects. No caller hangs up for that: whoever was put out, or
has come to the script's end, presses 0 when the line listens, and stays until the other end lets go. Who hears the same
words again has asked already, and keeps silent: then the line goes where it leads people for whom nobody is at work.
"""

import asyncio
import contextlib
from dataclasses import replace

from ivr.carrier.handsets.player import LONGEST_IN_LINE
from ivr.carrier.handsets.script import Script, ScriptFailedError
from ivr.carrier.happenings import Closed, Closing, Happening, Listened
from ivr.carrier.phase import Phase
from ivr.carrier.phones import TALK_SECONDS, Phone
from ivr.carrier.textleg import TextLeg

PATIENCE_SECONDS = 900.0
"""How long a caller whom no script guides stays in line in one go, or out of it."""
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
        with contextlib.suppress(ScriptFailedError, TimeoutError):
            async with asyncio.timeout(LONGEST_IN_LINE):
                await self._script.perform(phone)
        self.astray = True
        phone.room.ring()
        try:
            async with asyncio.timeout(PATIENCE_SECONDS) as patience:
                await _stay(phone, patience)
        except TimeoutError:
            self.gave_up = True
            phone.hang_up()


async def _stay(phone: TextLeg, patience: asyncio.Timeout) -> None:
    """Until the call is over. Whoever gets into a line, or out of one, has new patience: what comes then is something else."""
    asking, waits = _Asking(phone), phone.name in phone.room.queued
    while not phone.over:
        await asking.listened_to()
        await phone.room.change(None)
        if waits != (phone.name in phone.room.queued):
            waits = not waits
            patience.reschedule(phone.room.time() + PATIENCE_SECONDS)


class _Asking:
    """For a person, once after the same words."""

    def __init__(self, phone: TextLeg) -> None:
        self._phone = phone
        self._heard = self._logged = 0  # how much of both has been looked at
        self._asked: set[tuple[str, ...]] = set()

    async def listened_to(self) -> None:
        """If the line has begun to listen, and still does."""
        phone, log = self._phone, self._phone.room.log
        began = any(one.leg == phone.name and isinstance(one.what, Listened) for one in log[self._logged :])
        self._logged = len(log)
        if not began or phone.phase is not Phase.LISTENING:
            return
        words = tuple(one.text for one in phone.heard[self._heard :])
        self._heard = len(phone.heard)
        if words not in self._asked:
            self._asked.add(words)
            await phone.press(FOR_A_PERSON)


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
