"""Sound to and from one telephone, in frames of 20 ms.

It has two sides. The carrier's leg says what is to be heard; whoever carries the sound, a softphone's RTP or a
browser's WebSocket, pulls `next_frame` fifty times a second and gives what comes back to `hear`. A wire has no clock of
its own, and frames are mu-law.
"""

from collections.abc import Callable
from itertools import cycle

from ivr.sound.g711 import FRAME, QUIET, SILENCE, mixed

LATE = 10 * FRAME  # bytes of another's voice that may wait: what is later than that makes talking to each other hard


class Wire:
    """`ears` are called with each frame that comes from the far end, `cleared` when sound that was to be heard is not any
    more: whoever has frames of it waiting somewhere throws them away."""

    def __init__(self) -> None:
        self.ears: list[Callable[[bytes], None]] = []
        self.cleared: list[Callable[[], None]] = []
        self._words = bytearray()
        self._hum: cycle[bytes] | None = None
        self._tape: bytearray | None = None
        self._voices: dict[Wire, bytearray] = {}
        self.listeners: set[Wire] = set()

    # The carrier's side.

    def say(self, sound: bytes) -> None:
        """After what is being said."""
        self._words += sound

    def stop(self) -> None:
        """Not a word more from the next frame on."""
        self._words.clear()
        for each in self.cleared:
            each()

    @property
    def speaking(self) -> bool:
        return bool(self._words)

    def hum(self, sound: bytes | None) -> None:
        """Heard again and again where nothing else is; None for silence."""
        frames = [] if sound is None else [sound[at : at + FRAME] for at in range(0, len(sound), FRAME)]
        self._hum = cycle([frame.ljust(FRAME, QUIET) for frame in frames]) if frames else None

    def listen_to(self, other: "Wire") -> None:
        """What the far end of the other says is heard here from now on."""
        self._voices.setdefault(other, bytearray())
        other.listeners.add(self)

    def part(self) -> None:
        """Nobody else is heard here any more."""
        for other in self._voices:
            other.listeners.discard(self)
        self._voices.clear()

    def record(self) -> None:
        """What the far end says is kept from now on."""
        self._tape = bytearray()

    def recorded(self) -> bytes:
        """What was kept; from now on nothing is."""
        tape, self._tape = self._tape, None
        return b"" if tape is None else bytes(tape)

    # The side of whoever carries the sound.

    def next_frame(self) -> bytes:
        """FRAME bytes of what is to be heard in the next 20 ms."""
        heard = [_taken(self._words)] if self._words else []
        heard += [_taken(voice) for voice in self._voices.values() if voice]
        if heard:
            return mixed(heard)
        return SILENCE if self._hum is None else next(self._hum)

    def hear(self, frame: bytes) -> None:
        """What the far end said in the last 20 ms, or in any other time."""
        if self._tape is not None:
            self._tape += frame
        for ear in self.ears:
            ear(frame)
        for listener in self.listeners:
            listener.overhear(self, frame)

    def overhear(self, other: "Wire", frame: bytes) -> None:
        voice = self._voices[other]
        voice += frame
        del voice[:-LATE]


def _taken(sound: bytearray) -> bytes:
    frame = bytes(sound[:FRAME])
    del sound[:FRAME]
    return frame.ljust(FRAME, QUIET)
