"""Rests of a length we chose around words, whatever silence their voice leaves there."""

from ivr.sound.g711 import QUIET, RATE, decoded

SOFT = 150  # a sample below this is silence: 47 decibels under the loudest there is
BEFORE = 0.02  # seconds, so that the first consonant is whole
AFTER = 0.25  # seconds, about as long as the pause between two sentences that carriers' voices make

_LOUD_ONLY = bytes(byte if abs(sample) >= SOFT else QUIET[0] for byte, sample in enumerate(decoded(bytes(range(256)))))


def trimmed(sound: bytes) -> bytes:
    """Nothing at all where there is nothing but silence."""
    loud = sound.translate(_LOUD_ONLY)
    end = len(loud.rstrip(QUIET))
    if not end:
        return b""
    start = len(loud) - len(loud.lstrip(QUIET))
    before, after = round(BEFORE * RATE), round(AFTER * RATE)
    return sound[max(0, start - before) : end + after].ljust(end - max(0, start - before) + after, QUIET)
