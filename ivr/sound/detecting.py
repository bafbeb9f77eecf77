"""Which keys are heard in the sound of a telephone that sends them as tones.

A key is two frequencies at once (ITU-T Q.23). It is believed when two neighbouring blocks of 20 ms hold little else, so a
press of 50 ms is heard and a voice is not; it is reported once, and let go of when two blocks are without it. Programs make
their tones exactly, so those more than a hundredth beside their frequency are passed over, of which ITU-T Q.24 would still
have a half more. Goertzel's filter, in plain Python: a block costs less than 0.1 ms, a quiet one a tenth of that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi
from operator import mul

from ivr.sound.g711 import FRAME, RATE, decoded, loudness
from ivr.sound.tones import FREQUENCIES, HIGH, LOW

QUIETEST = 200.0  # mean height of samples, some 40 decibels below the loudest tone there is
WHOLE = 0.75  # of the block's energy, in a block that the key sounds through
PARTLY = 0.45  # in one in which it begins or ends
GONE = 0.3  # below this it sounds no more
TWIST = 8.0  # the most by which one of the two may be stronger, as energies: 9 decibels
APART = 6.0  # the least by which each is stronger than its neighbours, as energies: 8 decibels

_KEYS = {pair: key for key, pair in FREQUENCIES.items()}
_SAMPLES = [float(sample) for sample in decoded(bytes(range(256)))]  # twice as quick to reckon with as integers
_LOW_TURNS, _HIGH_TURNS = ([2 * cos(2 * pi * one / RATE) for one in half] for half in (LOW, HIGH))


@dataclass(frozen=True, slots=True)
class _Block:
    """The key that 20 ms sound most like, and how much of their energy is its two frequencies. None where no two stand
    out."""

    key: str | None
    share: float


_NOTHING = _Block(None, 0.0)


class KeysHeard:
    """One telephone's. What is given to it may come in pieces of any length."""

    def __init__(self) -> None:
        self._waiting = b""
        self._before = _NOTHING
        self._held: str | None = None
        self._without = 0

    def hear(self, frame: bytes) -> str | None:
        """The key that is heard for the first time in this frame of mu-law. Frames of up to 60 ms cannot hold two; from more
        at once, as many as there are."""
        sound = self._waiting + frame
        whole = len(sound) - len(sound) % FRAME
        self._waiting = sound[whole:]
        heard = [self._next(_listened(sound[at : at + FRAME])) for at in range(0, whole, FRAME)]
        return "".join(filter(None, heard)) or None

    def _next(self, block: _Block) -> str | None:
        before, self._before = self._before, block
        if self._held is not None and block.key == self._held and block.share > GONE:
            self._without = 0
            return None
        self._without += 1
        if block.key is not None and block.key != self._held and _pressed(before, block):
            self._held, self._without = block.key, 0
            return block.key
        if self._without > 1:
            self._held = None
        return None


def _pressed(before: _Block, block: _Block) -> bool:
    less, more = sorted((before.share, block.share))
    return before.key == block.key and more >= WHOLE and less >= PARTLY


def _listened(block: bytes) -> _Block:
    if loudness(block) < QUIETEST:
        return _NOTHING
    samples = [_SAMPLES[byte] for byte in block]
    low = _energies(samples, _LOW_TURNS)
    if not _stands_out(low):  # most of what a voice is ends here
        return _NOTHING
    high = _energies(samples, _HIGH_TURNS)
    strong_low, strong_high = max(low), max(high)
    if not (_stands_out(high) and _alike(strong_low, strong_high)):
        return _NOTHING
    key = _KEYS[LOW[low.index(strong_low)], HIGH[high.index(strong_high)]]
    # a sine that fills the block has half its samples' squares times their number as Goertzel's energy
    energy = sum(map(mul, samples, samples)) * len(samples) / 2
    return _Block(key, (strong_low + strong_high) / energy)


def _stands_out(energies: Sequence[float]) -> bool:
    *_, second, first = sorted(energies)
    return first > APART * second


def _alike(low: float, high: float) -> bool:
    return low < TWIST * high and high < TWIST * low


def _energies(samples: Sequence[float], turns: Sequence[float]) -> list[float]:
    return [_energy(samples, turn) for turn in turns]


def _energy(samples: Sequence[float], turn: float) -> float:
    """Goertzel's, of one frequency."""
    one = two = 0.0
    for sample in samples:
        one, two = sample + turn * one - two, one
    return one * one + two * two - turn * one * two
