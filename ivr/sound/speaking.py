"""What every voice that is a program shares: so many at once as there are cores, a time for each, and its sound file as
mu-law.
"""

import asyncio
import os
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from ivr.sound.program import Finished, ProgramError, run
from ivr.sound.voice import NoVoiceError, UnreadableSoundError
from ivr.sound.workers import off_the_loop

MOST_SECONDS = 20.0
LIBRARIES = ("numpy", "soundfile", "soxr")
INSTALL_LIBRARIES = "sound needs the extra `phone`: pip install 'ivr-yaml[phone]'"


def libraries_missing() -> str | None:
    """What to do about it, where sound files cannot be read here."""
    return None if all(map(find_spec, LIBRARIES)) else INSTALL_LIBRARIES


class Programs:
    def __init__(self, seconds: float = MOST_SECONDS, at_once: int | None = None) -> None:
        self._seconds = seconds
        self._room = asyncio.Semaphore(at_once or os.cpu_count() or 1)

    async def run(self, command: Sequence[str], text: str) -> Finished:
        """Raises NoVoiceError where it did not come to its end. The time waited for room is not counted."""
        async with self._room:
            try:
                return await run(command, text.encode("utf-8", "replace"), self._seconds)
            except ProgramError as error:
                raise NoVoiceError(f"{Path(command[0]).name} {error}") from None


async def sound_from(name: str, file: bytes) -> bytes:
    """What a program gave, as mu-law; nothing where it gave nothing. Raises NoVoiceError."""
    if not file:
        return b""
    try:
        return await off_the_loop(_read, file)
    except UnreadableSoundError as error:
        raise NoVoiceError(f"what {name} gives cannot be played: {error}") from None


def _read(file: bytes) -> bytes:
    """In the thread, for it takes a while to import numpy."""
    try:
        from ivr.sound.reading import ulaw_of_file  # noqa: PLC0415 - an extra brings what it needs
    except ImportError:
        raise NoVoiceError(INSTALL_LIBRARIES) from None
    return ulaw_of_file(file)
