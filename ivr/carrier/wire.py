"""Sound to and from one telephone, in frames of 20 ms.

It has two sides. The carrier's leg says what is to be heard; whoever carries the sound, a softphone's RTP or a
browser's WebSocket, pulls `next_frame` fifty times a second and gives what comes back to `hear`. A wire has no clock of
its own, and frames are mu-law. Nothing on it grows because nobody pulls, beyond what is being said.
"""

from collections.abc import Callable
from functools import lru_cache
from itertools import cycle

from ivr.sound.g711 import FRAME, QUIET, RATE, SILENCE, mixed

LATE = 10 * FRAME  # bytes of another's voice that may wait: what is later than that makes talking to each other hard
BEHIND = 2 * RATE  # bytes; who carries the sound may fall behind as much and make up for it, after a halt of the loop


class Wire:
    """`ears` are called with each frame that comes from the far end, `cleared` when sound that was to be heard is not any
    more: whoever has frames of it waiting somewhere throws them away. `listeners` are the wires the far end is heard on."""

    def __init__(self) -> None:
        self.ears: list[Callable[[bytes], None]] = []
        self.cleared: list[Callable[[], None]] = []
        self.listeners: set[Wire] = set()
        self._words = bytearray()
        self._hum: cycle[bytes] | None = None
        self._voices: dict[Wire, bytearray] = {}

    # The carrier's side.

    def say(self, sound: bytes) -> None:
        """After what is being said."""
        self._words += sound

    def stop(self) -> None:
        """Not a word more from the next frame on."""
        self._words.clear()
        for each in self.cleared:
            each()

    def drop_overdue(self) -> None:
        """All that was said should have been heard by now. What is left of it is heard later if it is little; if it is
        much, nobody carries it, and nobody will want it later."""
        if len(self._words) > BEHIND:
            self._words.clear()

    @property
    def speaking(self) -> bool:
        return bool(self._words)

    def hum(self, sound: bytes | None) -> None:
        """Heard again and again where nothing else is; None for silence."""
        self._hum = cycle(_frames(sound)) if sound else None

    def listen_to(self, other: "Wire") -> None:
        """What the far end of the other says is heard here from now on; nobody hears themselves."""
        if other is not self:
            self._voices.setdefault(other, bytearray())
            other.listeners.add(self)

    def ignore(self, other: "Wire") -> None:
        """The other is not heard here any more."""
        self._voices.pop(other, None)
        other.listeners.discard(self)

    def part(self) -> None:
        """Nobody else is heard here any more."""
        for other in list(self._voices):
            self.ignore(other)

    # The side of whoever carries the sound.

    def next_frame(self) -> bytes:
        """FRAME bytes of what is to be heard in the next 20 ms."""
        heard = [_taken(self._words)] if self._words else []
        heard += [_taken(voice) for voice in self._voices.values() if len(voice) >= FRAME]
        if heard:
            return mixed(heard)
        return SILENCE if self._hum is None else next(self._hum)

    def hear(self, frame: bytes) -> None:
        """What the far end said in the last 20 ms, or in any other time."""
        for ear in list(self.ears):
            ear(frame)
        for listener in self.listeners:
            listener.overhear(self, frame)

    def overhear(self, other: "Wire", frame: bytes) -> None:
        voice = self._voices[other]
        voice += frame
        del voice[:-LATE]


@lru_cache(maxsize=4)  # the tune, and ringing
def _frames(sound: bytes) -> tuple[bytes, ...]:
    return tuple(sound[at : at + FRAME].ljust(FRAME, QUIET) for at in range(0, len(sound), FRAME))


def _taken(sound: bytearray) -> bytes:
    frame = bytes(sound[:FRAME])
    del sound[:FRAME]
    return frame.ljust(FRAME, QUIET)
