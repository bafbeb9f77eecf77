"""Two ports: who turns words into sound, and who reads sound files. What stands behind them is a program that speaks, a
library that reads, or nothing.
"""

from typing import Protocol


class NoVoiceError(Exception):
    """These words cannot be spoken here. The message is for people and says what to do; it never holds the words."""


class UnreadableSoundError(Exception):
    """This is no sound that can be played here. The message says why."""


class Voice(Protocol):
    async def spoken(self, text: str, language: str, voice: str | None, ssml: str | None = None) -> bytes:
        """Mu-law. `language` is a BCP 47 tag; `voice` is a name of the carrier's, which need not be heeded; `ssml` is the
        same text with its marks, without a `speak` element around it. Never holds up the event loop. Raises
        NoVoiceError."""
        ...


class Reader(Protocol):
    async def read(self, content: bytes) -> bytes:
        """A sound file, WAV or MP3, as mu-law. Never holds up the event loop. Raises UnreadableSoundError."""
        ...
