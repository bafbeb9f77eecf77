"""The hand that presses a script's keys, in the rhythm of its caller.

Who dials slowly may come too late: the line stops waiting and speaks again. Then the hand waits for the words once
more, and keys the whole entry again, a few times.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import inf

from ivr.carrier.handsets.dialling import AGAIN, RHYTHMS, Dialling, Rhythm
from ivr.carrier.happenings import DEFAULT_LANGUAGE, TOLERANCE, Closed, Closing
from ivr.carrier.phase import Phase
from ivr.carrier.textleg import TextLeg

_AT_ONCE = 0.5  # seconds; a Gather that closes sooner after a key was closed by it, not by its timeout
_DEAF = (Phase.RINGING, Phase.BETWEEN, Phase.PAUSING)
_GONE_ON = (Phase.RINGBACK, Phase.BRIDGED)
ENOUGH = "#"


class TooLateError(Exception):
    """The line gave up waiting before this caller could answer. The message ends a sentence."""


@dataclass(slots=True)
class Hand:
    """`acts` is told right before the first key of each entry, and the first word of what is said."""

    phone: TextLeg
    dialling: Dialling
    acts: Callable[[], None]
    _since: float = field(default=0.0, init=False)

    def acted(self) -> None:
        """The caller did something; what is heard from now on is what the next entry answers."""
        self._since = self.phone.room.time()

    async def press(self, keys: str) -> None:
        """Raises TooLateError."""
        rhythm = RHYTHMS.get(self.dialling)
        if rhythm is None:
            self._act()
            await self.phone.press(keys)
            return
        for late in range(1 + AGAIN):
            if await self._entered(keys, rhythm, late=late):
                return
        raise TooLateError(f"the line stopped waiting {1 + AGAIN} times before this caller could")

    async def press_once(self, keys: str) -> bool:
        """Whether it was in time; who calls decides what comes then. Raises TooLateError when the call is over."""
        rhythm = RHYTHMS.get(self.dialling)
        if rhythm is None:
            await self.press(keys)
            return True
        return await self._entered(keys, rhythm)

    async def say(self, text: str) -> None:
        """In the language that was spoken last. Raises TooLateError."""
        rhythm = RHYTHMS.get(self.dialling)
        if rhythm is not None:
            for late in range(1 + AGAIN):
                if await self._ready(1, rhythm, late=late):
                    break
            else:
                raise TooLateError(f"the line stopped waiting {1 + AGAIN} times before this caller could")
        self._act()
        heard = self.phone.heard
        await self.phone.speak(text, language=heard[-1].language if heard else DEFAULT_LANGUAGE)

    def _act(self) -> None:
        self.acts()
        self.acted()

    async def _entered(self, keys: str, rhythm: Rhythm, *, late: int = 0) -> bool:
        """Whether the line took the keys, and did not stop waiting before or among them."""
        if not await self._ready(len(keys), rhythm, late=late):
            return False
        self._act()
        place = len(self.phone.room.log)
        for number, key in enumerate(keys):
            if number:
                pressed = self.phone.room.time()
                await self.phone.stay(rhythm.between)
                closed = self._closed(place)
                if closed is not None:
                    return await self._after(closed, closed - pressed, keys[number:])
            if self.phone.over:
                break
            self.phone.key_down(key)
        return True

    async def _after(self, closed: float, later: float, left: str) -> bool:
        """The Gather is over, and keys are left. Where one of ours ended it, those are for what the line asks next; a #
        that only said that a number was whole is not needed any more."""
        if later > _AT_ONCE:
            self._since = closed
            return False
        if left != ENOUGH:
            await self.press(left)
        return True

    async def _ready(self, keys: int, rhythm: Rhythm, *, late: int = 0) -> bool:
        """Wait for the moment of the first key; False when the line stopped waiting before. Raises TooLateError.

        Whoever stands in line may press a key at any time, and is not kept from it by words that are said again and again.
        """
        room, place, waiting = self.phone.room, len(self.phone.room.log), inf
        while True:
            if self.phone.name in room.queued:
                place = len(room.log)
            closed = self._closed(place)
            if closed is not None:
                self._since = closed
                return False
            if self.phone.over:
                raise TooLateError("the call is over")
            if late and self.phone.phase in _GONE_ON:
                raise TooLateError("the line did not wait for this caller and has gone on")
            due = self._due(keys, rhythm)
            if due is not None and self.phone.name in room.queued:
                due = waiting = min(due, waiting)
            if due is not None and due <= room.time() + TOLERANCE:
                return True
            await room.change(None if due is None else due - room.time())

    def _closed(self, place: int) -> float | None:
        """When a Gather was over, of those that ended since so much had happened."""
        for one in self.phone.room.log[place:]:
            if one.leg == self.phone.name and isinstance(one.what, Closed) and one.what.by is not Closing.INTERRUPTION:
                return one.at
        return None

    def _due(self, keys: int, rhythm: Rhythm) -> float | None:
        """When the first key comes if nothing more is said; None while the line speaks or hears no keys."""
        heard, now = self.phone.heard, self.phone.room.time()
        last = max(heard[-1].end if heard else 0.0, self._since, self.phone.answered_at or 0.0)
        if last > now + TOLERANCE or self.phone.phase in _DEAF:
            return None
        if rhythm.word is None:
            return last + rhythm.first(keys)
        words = [one for one in heard if one.start >= self._since - TOLERANCE]
        began = words[0].start if words else last
        typed = began + rhythm.word * sum(len(one.text.split()) for one in words)
        return max(typed, last) + rhythm.first(keys)
