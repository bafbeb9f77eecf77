"""Sound to and from one telephone, in frames of 20 ms.

It has two sides. The carrier's leg says what is to be heard; whoever carries the sound, a softphone's RTP or a
browser's WebSocket, pulls `next_frame` fifty times a second and gives what comes back to `hear`. A wire has no clock of
its own, and frames are mu-law. Nothing on it grows because nobody pulls, beyond what is being said.
"""

from collections.abc import Callable
from functools import lru_cache
from itertools import cycle

from ivr.carrier.earshot import Earshot
from ivr.sound.g711 import FRAME, QUIET, SILENCE, mixed, seconds_of


class Wire:
    """`ears` are called with each frame that comes from the far end, `cleared` when sound that was to be heard is not any
    more: whoever has frames of it waiting somewhere throws them away. `listeners` are the wires the far end is heard on;
    `pulled` counts the frames that were carried, or put off."""

    def __init__(self) -> None:
        self.ears: list[Callable[[bytes], None]] = []
        self.cleared: list[Callable[[], None]] = []
        self.listeners: set[Wire] = set()
        self.pulled = 0
        self._words = bytearray()
        self._hum: cycle[bytes] | None = None
        self._voices: dict[Wire, Earshot] = {}

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

    @property
    def left(self) -> float:
        """Seconds of what is being said that are still to be heard."""
        return seconds_of(self._words)

    def hum(self, sound: bytes | None) -> None:
        """Heard again and again where nothing else is; None for silence."""
        self._hum = cycle(_frames(sound)) if sound else None

    def listen_to(self, other: "Wire") -> None:
        """What the far end of the other says is heard here from now on; nobody hears themselves."""
        if other is not self:
            self._voices.setdefault(other, Earshot())
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
        self.pulled += 1
        heard = [_taken(self._words)] if self._words else []
        heard += [frame for voice in self._voices.values() if (frame := voice.next_frame()) is not None]
        if heard:
            return mixed(heard)
        return SILENCE if self._hum is None else next(self._hum)

    def put_off(self) -> None:
        """Instead of `next_frame`, where nothing may be sent yet: what is to be heard waits for somebody who will carry it."""
        self.pulled += 1

    def hear(self, frame: bytes) -> None:
        """What the far end said in the last 20 ms, or in any other time."""
        for ear in list(self.ears):
            ear(frame)
        for listener in self.listeners:
            listener.overhear(self, frame)

    def overhear(self, other: "Wire", frame: bytes) -> None:
        self._voices[other].put(frame)


@lru_cache(maxsize=4)  # the tune, and ringing
def _frames(sound: bytes) -> tuple[bytes, ...]:
    return tuple(sound[at : at + FRAME].ljust(FRAME, QUIET) for at in range(0, len(sound), FRAME))


def _taken(sound: bytearray) -> bytes:
    frame = bytes(sound[:FRAME])
    del sound[:FRAME]
    return frame.ljust(FRAME, QUIET)
