"""Two legs that are to hear each other, each in the hands of a performer of its own.

One of them, who waited in a queue, may first have a document to hear; until it joins, the other waits.
"""

import asyncio
from dataclasses import dataclass
from enum import Enum, auto

from ivr.carrier.bell import Bell
from ivr.carrier.office import Extra
from ivr.carrier.wire import Wire


class _State(Enum):
    COMING = auto()
    JOINED = auto()
    OVER = auto()


@dataclass(frozen=True, slots=True)
class Whisper:
    """What one who waited hears before being connected: an absolute URL, and what its requests say besides."""

    url: str
    method: str
    extra: Extra


class Meeting(Bell):
    """`other` is what the transcript of the one who waited calls the other side, and `wire` is its sound; `joined` is the
    sound of the one who waited. Once it is over it stays so."""

    def __init__(self, other: str, whisper: Whisper | None = None, wire: Wire | None = None) -> None:
        super().__init__()
        self.other = other
        self.wire = wire
        self.joined: Wire | None = None
        self.whisper = whisper
        self._state = _State.COMING
        self._began = 0.0
        self._ended: float | None = None

    @property
    def over(self) -> bool:
        return self._state is _State.OVER

    @property
    def seconds(self) -> float:
        """How long the two heard each other, if they did."""
        return 0.0 if self._ended is None else self._ended - self._began

    def join(self, wire: Wire | None = None) -> None:
        if self._state is _State.COMING:
            self.joined = wire
            self._state = _State.JOINED
            self._began = asyncio.get_running_loop().time()
            self.ring()

    def end(self) -> None:
        if self._state is _State.JOINED:
            self._ended = asyncio.get_running_loop().time()
        self._state = _State.OVER
        self.ring()

    async def until_joined(self) -> bool:
        """Whether the other came; False when it is over before that."""
        while self._state is _State.COMING:
            await self.change(None)
        return self._state is _State.JOINED

    async def until_over(self) -> None:
        while self._state is not _State.OVER:
            await self.change(None)
