"""A voice that need not say the same words twice."""

from ivr.sound.g711 import RATE
from ivr.sound.keeping import Keeping, digest_of
from ivr.sound.voice import Voice

MOST_BYTES = 3600 * RATE  # an hour of prompts


class Remembered:
    """Another voice's words, kept as in ivr/sound/keeping.py."""

    def __init__(self, voice: Voice, most_bytes: int = MOST_BYTES) -> None:
        self._voice = voice
        self._keeping = Keeping(most_bytes)

    async def spoken(self, text: str, language: str, voice: str | None, ssml: str | None = None) -> bytes:
        """As the voice itself, and raises what it raises."""
        digest = digest_of(text, language, voice, ssml)
        return await self._keeping.get(digest, lambda: self._voice.spoken(text, language, voice, ssml))
