import io
import wave
from array import array

import pytest

from ivr.sound.g711 import decoded
from ivr.sound.tones import tone
from ivr.sound.wav import wav_of


@pytest.mark.parametrize("sound", [b"", bytes(range(256)), tone((500,), 0.1)])
def test_a_recording_is_a_wav_file_of_the_same_samples(sound: bytes) -> None:
    with wave.open(io.BytesIO(wav_of(sound))) as file:
        assert file.getparams()[:4] == (1, 2, 8000, len(sound))
        assert array("h", file.readframes(len(sound))) == decoded(sound)
