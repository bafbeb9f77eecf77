"""Sound files as telephones carry them: whatever libsndfile reads, in one channel, at 8000 samples a second, as mu-law.

The only file that meets numpy, soundfile and soxr, which the extra `phone` brings. It reads piece by piece, since a small
file may be hours long.
"""

import io
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import soundfile
import soxr

from ivr.sound.g711 import RATE, table_of_bytes
from ivr.sound.keeping import Keeping, digest_of
from ivr.sound.voice import UnreadableSoundError
from ivr.sound.workers import off_the_loop

MOST_SECONDS = 600
MOST_CHANNELS = 8
RATES = range(1000, 400_000)  # samples a second
MOST_BYTES = 3600 * RATE  # an hour is remembered
_PIECE = 65536  # samples of each channel

Samples = npt.NDArray[np.float32]

_TABLE = np.frombuffer(table_of_bytes(), np.uint8)


class SoundFiles:
    """The port Reader. What it has read it remembers, as in ivr/sound/keeping.py."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._keeping = Keeping(most_bytes)

    async def read(self, content: bytes) -> bytes:
        """Mu-law. Raises UnreadableSoundError."""
        return await self._keeping.get(digest_of(content), lambda: off_the_loop(ulaw_of_file, content))


def ulaw_of_file(content: bytes) -> bytes:
    """Takes some milliseconds for each second of sound. Raises UnreadableSoundError."""
    try:
        with soundfile.SoundFile(io.BytesIO(content)) as file:
            rate = _rate(file)
            return _ulaw(np.concatenate([*_at_our_rate(_pieces(file), rate), np.zeros(0, np.float32)]))
    except soundfile.SoundFileError:
        raise UnreadableSoundError("it is no sound file that can be read here; WAV and MP3 can") from None


def _rate(file: soundfile.SoundFile) -> int:
    rate = int(file.samplerate)
    if rate not in RATES or file.channels > MOST_CHANNELS:
        raise UnreadableSoundError(
            f"it has {file.channels} channels of {rate} samples a second, which nobody listens to"
        )
    return rate


def _pieces(file: soundfile.SoundFile) -> Iterator[Samples]:
    """What the header says of its length is not believed: of what comes out of a pipe it is never true."""
    left = MOST_SECONDS * int(file.samplerate)
    while len(piece := file.read(_PIECE, dtype="float32", always_2d=True)):
        left -= len(piece)
        if left < 0:
            raise UnreadableSoundError(f"it is longer than {MOST_SECONDS // 60} minutes, the most that is played here")
        yield piece.mean(axis=1)


def _at_our_rate(pieces: Iterator[Samples], rate: int) -> Iterator[Samples]:
    if rate == RATE:
        yield from pieces
        return
    stream = soxr.ResampleStream(rate, RATE, 1, dtype="float32")
    for piece in pieces:
        yield stream.resample_chunk(piece)
    yield stream.resample_chunk(np.zeros(0, np.float32), last=True)


def _ulaw(samples: Samples) -> bytes:
    """What is too loud is clipped, what is no number (files may hold that) is silent."""
    heights = np.nan_to_num(samples, posinf=1.0, neginf=-1.0) * 32768
    return _TABLE[np.clip(np.rint(heights), -32768, 32767).astype(np.int16).view(np.uint16)].tobytes()
