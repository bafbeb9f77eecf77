"""A better voice than ours, as a command: the text comes to its input, and it writes a sound file.

No shell reads the command, and of what the caller keyed nothing stands on it. What the program complains of is
shown, unless it repeats the words it was given.
"""

import re
import shlex
import shutil

from ivr.sound.speaking import MOST_SECONDS, Programs, libraries_missing, sound_from
from ivr.sound.voice import NoVoiceError

_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_WORD = re.compile(r"\d|[^\W\d_]+")
_ECHO = 3  # words in a row that are no accident


class CommandVoice:
    """The port Voice, for one event loop. Raises ValueError, with words for people, where the command cannot be split."""

    def __init__(self, command: str, seconds: float = MOST_SECONDS) -> None:
        self._command = _split(command)
        self._programs = Programs(seconds)

    def found(self) -> str | None:
        """What is missing; None where everything is there."""
        return libraries_missing() if shutil.which(self._command[0]) else self._missing()

    async def spoken(self, text: str, language: str, voice: str | None, ssml: str | None = None) -> bytes:  # noqa: ARG002 - the port's; what reads SSML differs from program to program
        """Raises NoVoiceError."""
        if not shutil.which(self._command[0]):
            raise NoVoiceError(self._missing())
        done = await self._programs.run(self._filled(language, voice), text)
        if done.code:
            raise NoVoiceError(f"{self._command[0]} failed (exit code {done.code}){_why(done.complaint, text)}")
        if not done.output:
            raise NoVoiceError(f"{self._command[0]} gave no sound{_why(done.complaint, text)}")
        return await sound_from(self._command[0], done.output)

    def _missing(self) -> str:
        return f"{self._command[0]}, which is to speak the prompts, is not there"

    def _filled(self, language: str, voice: str | None) -> list[str]:
        """A name that could be taken for an option, or for more, is left out."""
        if _TAG.fullmatch(language) is None:
            raise NoVoiceError("there is no such language")
        name = voice if voice is not None and _NAME.fullmatch(voice) else ""
        return [one.replace("{language}", language).replace("{voice}", name) for one in self._command]


def _split(command: str) -> list[str]:
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise ValueError(f"the command of the voice cannot be read: {error}") from None
    if not words:
        raise ValueError("the command of the voice is empty")
    return words


def _why(complaint: bytes, text: str) -> str:
    """The last line it complained with, where it has one."""
    lines = complaint.decode("utf-8", "replace").split("\n")
    last = next((line.strip() for line in reversed(lines) if line.strip()), "")
    if not last:
        return ""
    if _echoes(last, text):
        return ": it says why, in words of the prompt, which are not shown"
    return f": {''.join(one if one.isprintable() else ' ' for one in last)[:200]}"


def _echoes(line: str, text: str) -> bool:
    said, given = _WORD.findall(line.casefold()), _WORD.findall(text.casefold())
    length = min(_ECHO, len(given))
    spoken = {tuple(given[at : at + length]) for at in range(len(given) - length + 1)}
    return bool(given) and any(tuple(said[at : at + length]) in spoken for at in range(len(said) - length + 1))
