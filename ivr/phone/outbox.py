"""What waits to be sent to one page. Whoever is slow to read loses sound, never anything else; who does not read at all is
let go of.

Messages go before sound: what is still to be heard when something happens is late already, and what a key cut short
must not be heard at all.
"""

import asyncio
import json
from base64 import b64encode
from collections import deque
from collections.abc import Iterable
from itertools import count

MOST_FRAMES = 25  # half a second of sound
MOST_MESSAGES = 2000


class Outbox:
    def __init__(self) -> None:
        self._messages: deque[str] = deque()
        self._frames: deque[str] = deque(maxlen=MOST_FRAMES)
        self._something = asyncio.Event()
        self._numbers = count(1)
        self.full = asyncio.Event()

    def number(self) -> int:
        """Of something the page is told about more than once; no other has it."""
        return next(self._numbers)

    def send(self, event: str, **more: object) -> None:
        """What is sent after the outbox was `full` is lost: nobody reads it any more."""
        if len(self._messages) >= MOST_MESSAGES:
            self.full.set()
            return
        self._messages.append(json.dumps({"event": event, **more}))
        self._something.set()

    def frame(self, stream: str, frame: bytes) -> None:
        self._frames.append(_media(stream, frame))
        self._something.set()

    def last_words(self, stream: str, frames: Iterable[bytes]) -> None:
        """What waits to be heard, and these frames behind it, before any message that is sent later."""
        self._messages.extend([*self._frames, *(_media(stream, frame) for frame in frames)])
        self._frames.clear()
        self._something.set()

    def drop_frames(self) -> None:
        """Sound that waits is heard no more."""
        self._frames.clear()

    async def next(self) -> str:
        """Waits for something to send."""
        while not (self._messages or self._frames):
            self._something.clear()
            await self._something.wait()
        return self._messages.popleft() if self._messages else self._frames.popleft()


def _media(stream: str, frame: bytes) -> str:
    """Written by hand: of all messages this is the one that is sent fifty times a second, and no character of it needs care."""
    return f'{{"event": "media", "streamSid": "{stream}", "media": {{"payload": "{b64encode(frame).decode()}"}}}}'
