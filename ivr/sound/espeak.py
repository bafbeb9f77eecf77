"""espeak-ng as a voice: a program that speaks a hundred languages everywhere, like a robot.

It is run, not linked (it is GPL). The text goes to its input, since what stands on a command line anybody on the machine may read.
"""

import asyncio
import re
import shutil
from collections.abc import Iterator

from ivr.sound.casting import part
from ivr.sound.marks import document, plain
from ivr.sound.program import Finished
from ivr.sound.speaking import MOST_SECONDS, Programs, libraries_missing, sound_from
from ivr.sound.trimming import trimmed
from ivr.sound.voice import NoVoiceError

PROGRAM = "espeak-ng"
MISSING = "espeak-ng speaks the prompts here and is not installed: apt install espeak-ng (brew install espeak-ng)"
PACE = (
    "160"  # words a minute: at this its English keeps the pace that prompts are measured with (ivr/speech/duration.py)
)
_OTHER_LANGUAGE = re.compile(r"\((\S+) \d+\)")


class Espeak:
    """The port Voice, for one event loop."""

    def __init__(self, program: str = PROGRAM, seconds: float = MOST_SECONDS) -> None:
        self._program = program
        self._programs = Programs(seconds)
        self._asking = asyncio.Lock()
        self._languages: frozenset[str] = frozenset()

    def found(self) -> str | None:
        """What is missing and how to install it; None where everything is there."""
        return libraries_missing() if shutil.which(self._program) else MISSING

    async def spoken(self, text: str, language: str, voice: str | None, ssml: str | None = None) -> bytes:
        """Marks that cannot be read are passed over. Raises NoVoiceError."""
        name = part(language, voice, await self._known())
        marked = None if ssml is None else document(ssml, lambda tag: self._named(tag, voice))
        flags = ["-v", name, "-s", PACE, "--stdin", "--stdout"]
        if marked is None:
            done = await self._run(flags, plain(text))
        else:
            done = await self._run(["-m", *flags], marked)
        return trimmed(await sound_from(PROGRAM, done.output))

    async def _known(self) -> frozenset[str]:
        async with self._asking:
            if not self._languages:
                listed = await self._run(["--voices"], "")
                self._languages = frozenset(_languages(listed.output.decode("utf-8", "replace")))
        return self._languages

    def _named(self, tag: str, voice: str | None) -> str | None:
        try:
            return part(tag, voice, self._languages)
        except NoVoiceError:
            return None

    async def _run(self, flags: list[str], text: str) -> Finished:
        path = shutil.which(self._program)
        if path is None:
            raise NoVoiceError(MISSING)
        done = await self._programs.run([path, *flags], text)
        if done.code:
            raise NoVoiceError(f"{PROGRAM} failed (exit code {done.code})")
        return done


def _languages(table: str) -> Iterator[str]:
    """Of `espeak-ng --voices`: the second column, and those in brackets at the end of a row."""
    for row in table.splitlines()[1:]:
        yield from (tag.lower() for tag in row.split()[1:2])
        yield from (tag.lower() for tag in _OTHER_LANGUAGE.findall(row))
