"""G.711: samples of 16 bits as bytes, in mu-law and in A-law. Source: ITU-T G.711; the tables are made from its rules.

In plain Python, since a frame is 160 bytes and translating one is a look into a table.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from operator import add

RATE = 8000  # samples, and bytes, a second
FRAME = 160  # bytes
FRAME_SECONDS = FRAME / RATE
QUIET = b"\xff"  # mu-law's zero
SILENCE = QUIET * FRAME
_BIAS, _CLIP = 0x84, 32635


def _of_ulaw(byte: int) -> int:
    byte = ~byte & 0xFF
    magnitude = (((byte & 0x0F) << 3) + _BIAS << ((byte & 0x70) >> 4)) - _BIAS
    return -magnitude if byte & 0x80 else magnitude


def _as_ulaw(sample: int) -> int:
    sign, magnitude = (0x80, -sample) if sample < 0 else (0, sample)
    magnitude = min(magnitude, _CLIP) + _BIAS
    exponent = magnitude.bit_length() - 8
    return ~(sign | exponent << 4 | magnitude >> exponent + 3 & 0x0F) & 0xFF


def _of_alaw(byte: int) -> int:
    byte ^= 0x55
    exponent, mantissa = (byte & 0x70) >> 4, (byte & 0x0F) << 4
    magnitude = mantissa + 8 if exponent == 0 else mantissa + 0x108 << exponent - 1
    return magnitude if byte & 0x80 else -magnitude


def _as_alaw(sample: int) -> int:
    sign, magnitude = (0x80, sample) if sample >= 0 else (0, -sample - 1)
    magnitude = min(magnitude, 32767)
    exponent = max(0, magnitude.bit_length() - 8)
    mantissa = magnitude >> (4 if exponent == 0 else exponent + 3) & 0x0F
    return (sign | exponent << 4 | mantissa) ^ 0x55


_SAMPLES = [_of_ulaw(byte) for byte in range(256)]
_LOUD = [abs(sample) for sample in _SAMPLES]
_TO_ALAW = bytes(_as_alaw(sample) for sample in _SAMPLES)
_FROM_ALAW = bytes(_as_ulaw(_of_alaw(byte)) for byte in range(256))
_IN_MEMORY = [array("h", [sample]).tobytes() for sample in _SAMPLES]  # the two bytes of each, in this machine's order
_FIRST, _SECOND = bytes(pair[0] for pair in _IN_MEMORY), bytes(pair[1] for pair in _IN_MEMORY)


def _runs() -> Iterator[bytes]:
    """Of samples from 0 on: as many of each byte in a row as there are samples that become it."""
    for exponent in range(8):
        for mantissa in range(16):
            yield bytes([~(exponent << 4 | mantissa) & 0xFF]) * (8 << exponent)


def _table() -> bytes:
    """Of each sample, and of each sum of two; negative ones are counted from the end, as Python counts."""
    positive = b"".join(_runs())[_BIAS - 128 :]  # the first run is that of the bias
    positive = positive.ljust(65536, positive[-1:])
    mirrored = bytes(byte & 0x7F for byte in range(256))
    return positive + QUIET + positive[1:].translate(mirrored)[::-1]


_BYTES = _table()


def encoded(samples: Iterable[int]) -> bytes:
    """Samples from -32768 to 32767, 8000 a second."""
    table = _BYTES
    return bytes([table[sample] for sample in samples])


def table_of_bytes() -> bytes:
    """The byte of each sample, at the sample's own place, negative ones (as sample + 65536) behind the others."""
    return _BYTES[:32768] + _BYTES[-32768:]


def decoded(sound: bytes) -> "array[int]":
    """Signed 16-bit samples."""
    both = bytearray(2 * len(sound))
    both[0::2], both[1::2] = sound.translate(_FIRST), sound.translate(_SECOND)
    return array("h", bytes(both))


def to_alaw(sound: bytes) -> bytes:
    return sound.translate(_TO_ALAW)


def from_alaw(sound: bytes) -> bytes:
    return sound.translate(_FROM_ALAW)


def mixed(frames: Sequence[bytes]) -> bytes:
    """All at once, as long as the longest; what is too loud together is clipped."""
    if len(frames) == 1:
        return frames[0]
    longest = max(map(len, frames), default=0)
    rows = [decoded(frame.ljust(longest, QUIET)) for frame in frames]
    if len(rows) == 2:  # two who talk to each other, all the time; the table clips for them
        return encoded(map(add, *rows))
    return encoded(max(-32768, min(32767, sum(column))) for column in zip(*rows, strict=True))


def loudness(sound: bytes | bytearray) -> float:
    """The mean height of its samples, 0 to 32635; 0.0 for no sound at all."""
    return sum(_LOUD[byte] for byte in sound) / len(sound) if sound else 0.0


def seconds_of(sound: bytes | bytearray) -> float:
    return len(sound) / RATE
