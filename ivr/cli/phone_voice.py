"""Who speaks on `ivr phone`: espeak-ng, or the program of --voice, and what both have said before."""

from typing import TYPE_CHECKING

from ivr.phone.studio import Studio
from ivr.sound.espeak import Espeak
from ivr.sound.remembered import Remembered

if TYPE_CHECKING:
    from ivr.sound.voice import Voice


MOST_REMEMBERED = 64 * 1024 * 1024
"""Bytes, which are two hours and a quarter of speech."""


def studio_of(command: str | None) -> Studio:
    """`command` is what --voice says, checked before."""
    # Imported here: it brings numpy along.
    from ivr.sound.reading import SoundFiles  # noqa: PLC0415

    voice: Voice = Espeak()
    return Studio(Remembered(voice, MOST_REMEMBERED), SoundFiles())
