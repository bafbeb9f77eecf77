"""Words that are said soon, spoken before their turn comes, so that nobody waits for the voice between two sentences.

One after the other, whatever their number: the voice is there for other calls too. Nothing is heard of it, since a voice
remembers what it spoke; what is wrong with them shows when they are said.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from ivr.carrier.happenings import DEFAULT_LANGUAGE
from ivr.carrier.leg import Words
from ivr.sound.voice import NoVoiceError, Voice

MOST = 20  # texts, from one that is said to the next


class Ahead:
    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._coming: list[Words] = []
        self._left = 0
        self._now: Words | None = None
        self._work: asyncio.Task[None] | None = None

    def prepare(self, coming: Sequence[Words], said: Words | None = None) -> None:
        """These, in this order, and nothing that was wanted before. Where `said` is to be said first, the voice has that to
        speak, and is left to it if it is in the midst of it; the others wait for `go_on`."""
        if self._work is not None and self._now != said and self._now not in coming:
            self._work.cancel()
            self._work = self._now = None
        self._coming = [words for words in coming if words != self._now]
        self._left = 0
        if said is None:
            self.go_on()

    def go_on(self) -> None:
        """Something has been spoken, and is heard now."""
        self._left = MOST
        if self._coming and self._work is None:
            self._work = asyncio.create_task(self._speak())

    async def _speak(self) -> None:
        while self._coming and self._left:
            self._left -= 1
            self._now = words = self._coming.pop(0)
            with suppress(NoVoiceError):
                language = words.language or DEFAULT_LANGUAGE
                await self._voice.spoken(words.text, language, words.voice, words.ssml)
        self._work = self._now = None
