"""Mu-law as a WAV file that every program plays: 16 bits a sample. Source: the standard library's `wave`."""

import io
import wave

from ivr.sound.g711 import RATE, decoded


def wav_of(sound: bytes) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(decoded(sound).tobytes())
    return made.getvalue()
