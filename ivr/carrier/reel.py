"""What is heard from a wire while something is recorded, laid down by the clock.

A far end need not send all the time: a browser sends nothing before its microphone is allowed. So sound that comes after
a rest lies where it was heard, with silence before it; what comes faster than time passes is not kept.
"""

from collections.abc import Callable

from ivr.carrier.earshot import LATE
from ivr.carrier.wire import Wire
from ivr.sound.g711 import QUIET, RATE


class Reel:
    """It runs from `began`, a time of the clock, until `stop`. A telephone without sound has no wire, and is silent."""

    def __init__(self, wire: Wire | None, time: Callable[[], float], began: float) -> None:
        self._wire = wire
        self._time = time
        self._began = began
        self._sound = bytearray()
        self._rest_at = self._rest = 0  # the last silence laid down for want of sound: where it begins, and how much
        if wire is not None:
            wire.ears.append(self._hear)

    @property
    def wired(self) -> bool:
        return self._wire is not None

    def stop(self) -> None:
        """What has been kept stays; may be said twice."""
        if self._wire is not None and self._hear in self._wire.ears:
            self._wire.ears.remove(self._hear)

    def sound(self, start: float, end: float) -> bytes:
        """From one moment of the clock to the other, exactly as long; where nothing was heard it is silence."""
        first, last = (max(0, round((moment - self._began) * RATE)) for moment in (start, end))
        return bytes(self._sound[first:last]).ljust(last - first, QUIET)

    def _hear(self, frame: bytes) -> None:
        """Frames come a little early or late, and are not moved for that. After a halt of this process they come all at
        once: what was taken for a rest was none."""
        until = round((self._time() - self._began) * RATE)
        missing = until - len(frame) - len(self._sound)
        if missing > LATE:
            self._rest_at, self._rest = len(self._sound), missing
            self._sound += QUIET * missing
        elif missing < -LATE and self._rest >= len(frame):
            del self._sound[self._rest_at : self._rest_at + len(frame)]
            self._rest -= len(frame)
        elif missing < -LATE:
            return
        self._sound += frame


def two_channels(first: bytes, second: bytes) -> bytes:
    """A byte of each in turn, as a file of two channels has them. They are equally long."""
    both = bytearray(2 * len(first))
    both[0::2], both[1::2] = first, second
    return bytes(both)
