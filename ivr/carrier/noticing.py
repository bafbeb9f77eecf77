"""That somebody speaks, and when it ends: all that can be known of sound without anybody who recognises words."""

from collections.abc import Callable

from ivr.carrier.happenings import Heard
from ivr.sound.g711 import RATE, loudness, seconds_of

SPEECH = 500.0  # mean height of samples; a quiet room behind a telephone stays far below
CHUNK = RATE // 5  # bytes of speech that are noticed at once
BREATH = 1.0  # seconds; after a longer rest speech begins anew


class Noticing:
    """`begins` is called with each utterance, and `goes_on` whenever it has become longer; `time` is the clock."""

    def __init__(
        self, time: Callable[[], float], begins: Callable[[Heard], None], goes_on: Callable[[Heard], None]
    ) -> None:
        self._time = time
        self._begins = begins
        self._goes_on = goes_on
        self._chunk = bytearray()
        self._last: Heard | None = None

    def forget(self) -> None:
        """Nobody listens: what comes next is a new utterance."""
        self._chunk.clear()
        self._last = None

    def hear(self, frame: bytes) -> None:
        """Speech is noticed in chunks, so that whoever waits for its end sees it move on."""
        self._chunk += frame
        while len(self._chunk) >= CHUNK:
            chunk = bytes(self._chunk[:CHUNK])
            del self._chunk[:CHUNK]
            if loudness(chunk) > SPEECH:
                self._speaks(seconds_of(chunk))

    def _speaks(self, seconds: float) -> None:
        """One utterance grows until there is a rest in it."""
        now, last = self._time(), self._last
        if last is not None and now - seconds - last.end < BREATH:
            last.seconds = now - last.start
            self._goes_on(last)
        else:
            self._last = said = Heard("", now - seconds, seconds)
            self._begins(said)
