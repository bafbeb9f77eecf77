"""The sounds a telephone network makes itself, as mu-law.

Keys and ringing are those of North America: ITU-T Q.23 and Q.24 for the keys, 440 and 480 Hz for ringing.
"""

from collections.abc import Sequence
from functools import cache
from math import gcd, pi, sin

from ivr.sound.g711 import RATE, encoded

LOW, HIGH = (697, 770, 852, 941), (1209, 1336, 1477, 1633)  # Hz
_ROWS = ("123A", "456B", "789C", "*0#D")
FREQUENCIES = {
    key: (low, high) for low, row in zip(LOW, _ROWS, strict=True) for high, key in zip(HIGH, row, strict=True)
}
KEY_SECONDS = 0.07
GAP_SECONDS = 0.07
BEEP_SECONDS = 0.5
_HEIGHT = 6000  # of each frequency; two together stay far from clipping


def tone(frequencies: Sequence[int], seconds: float, height: int = _HEIGHT) -> bytes:
    """All at once, in hertz; without any it is silence. `height` is of 32767."""
    length = round(seconds * RATE)
    period = min(length, RATE // gcd(RATE, *frequencies))  # whole hertz begin anew within a second
    turns = [2 * pi * frequency / RATE for frequency in frequencies]
    once = encoded(round(sum(height * sin(turn * at) for turn in turns)) for at in range(period))
    return (once * -(-length // period))[:length] if period else b""


def keys_as_tones(keys: str) -> bytes:
    """0-9, *, # and A-D, each with the silence after it. Raises ValueError for another, without naming it: keys may be
    secret."""
    if not FREQUENCIES.keys() >= set(keys.upper()):
        raise ValueError("these are not the keys of a telephone")
    return b"".join(_key(key) for key in keys.upper())


@cache
def _key(key: str) -> bytes:
    return tone(FREQUENCIES[key], KEY_SECONDS) + tone((), GAP_SECONDS)


@cache
def beep() -> bytes:
    return tone((1000,), BEEP_SECONDS)


@cache
def ringback() -> bytes:
    """Two seconds of it and the four of silence that follow."""
    return tone((440, 480), 2.0, 2000) + tone((), 4.0)


@cache
def tune() -> bytes:
    """Hold music: eight bars that ask for nothing, low and slow."""
    notes = (262, 330, 392, 330, 294, 349, 440, 349, 262, 330, 392, 523, 392, 330, 294, 262)
    return b"".join(tone((note,), 0.45, 2000) + tone((), 0.05) for note in notes)
