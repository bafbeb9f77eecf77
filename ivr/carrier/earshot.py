"""Another's voice on its way to one telephone: what of it waits to be heard, and how that gets less again.

Frames come when a network brings them, and are pulled fifty times a second. After a halt on either side they come all at
once, and what is late once would stay late for as long as the two talk. So the least that waited is looked at now and
then: what never got below ENOUGH is no reserve against the next delay, and goes. Silence goes at once, that which comes next
too; where there is none from one look to the next, a frame of words does.
"""

from ivr.sound.g711 import FRAME, loudness

LATE = 10 * FRAME  # bytes that may wait: what is later than that makes talking to each other hard
ENOUGH = 2 * FRAME  # bytes; so much of a delay nobody notices, and it hides that frames come unevenly
LOOK = 20  # frames pulled from one look to the next: 0.4 s
ROOM_NOISE = 150.0  # mean height of samples; a frame below it is missed by nobody


class Earshot:
    __slots__ = ("_least", "_pulls", "_too_many", "_waiting")

    def __init__(self) -> None:
        self._waiting = bytearray()
        self._least = LATE
        self._pulls = 0
        self._too_many = 0  # bytes

    def put(self, sound: bytes) -> None:
        """Of any length."""
        if self._too_many >= len(sound) and loudness(sound) < ROOM_NOISE:
            self._too_many -= len(sound)
            return
        self._waiting += sound
        del self._waiting[:-LATE]

    def next_frame(self) -> bytes | None:
        """None where no whole frame is there."""
        waiting = self._waiting
        frame = bytes(waiting[:FRAME]) if len(waiting) >= FRAME else None
        if frame is not None:
            del waiting[:FRAME]
        self._least = min(self._least, len(waiting))
        self._pulls += 1
        if self._pulls == LOOK:
            self._look()
        return frame

    def _look(self) -> None:
        late = max(0, self._least - ENOUGH)
        heights = {start: loudness(self._waiting[start : start + FRAME]) for start in self._starts()} if late else {}
        quiet = [start for start, height in heights.items() if height < ROOM_NOISE][: -(-late // FRAME)]
        if late and self._too_many and not quiet:  # since the last look already
            quiet = [min(heights, key=heights.__getitem__)]
        for start in reversed(quiet):
            del self._waiting[start : start + FRAME]
        self._too_many = max(0, late - FRAME * len(quiet))
        self._least, self._pulls = LATE, 0

    def _starts(self) -> range:
        return range(0, len(self._waiting) - FRAME + 1, FRAME)
