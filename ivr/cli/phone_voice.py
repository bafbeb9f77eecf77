"""Who speaks on `ivr phone`: espeak-ng, or the program of --voice. What was said before is remembered."""

from dataclasses import dataclass

from ivr.cli.trouble import CannotRunError
from ivr.phone.studio import Studio
from ivr.sound.command import CommandVoice
from ivr.sound.espeak import Espeak
from ivr.sound.remembered import Remembered


@dataclass(frozen=True, slots=True)
class Speaker:
    """`missing` says what is not there, and how to get it; calls are of text alone then."""

    studio: Studio
    missing: str | None


def speaker_of(command: str | None) -> Speaker:
    """`command` is what --voice says: a program asked for by name has to be there. Raises CannotRunError."""
    # Imported here: it brings numpy along, which is an extra.
    from ivr.sound.reading import SoundFiles  # noqa: PLC0415

    voice = Espeak() if command is None else _asked_for(command)
    return Speaker(Studio(Remembered(voice), SoundFiles()), voice.found())


def _asked_for(command: str) -> CommandVoice:
    try:
        voice = CommandVoice(command)
    except ValueError as error:
        raise CannotRunError(f"--voice: {error}") from None
    if missing := voice.found():
        raise CannotRunError(f"--voice: {missing}")
    return voice
