import asyncio
import io

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from ivr.sound import reading
from ivr.sound.g711 import RATE, decoded, encoded, loudness, seconds_of
from ivr.sound.reading import SoundFiles, ulaw_of_file
from ivr.sound.tones import tone
from ivr.sound.voice import UnreadableSoundError
from ivr.sound.wav import wav_of


def file_of(samples: np.ndarray, rate: int, kind: str = "WAV", subtype: str | None = None) -> bytes:
    made = io.BytesIO()
    soundfile.write(made, samples, rate, format=kind, subtype=subtype)
    return made.getvalue()


def sine(hertz: int, seconds: float, rate: int) -> np.ndarray:
    return 0.3 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)


def pitch(sound: bytes) -> float:
    """The strongest frequency."""
    spectrum = np.abs(np.fft.rfft(np.array(decoded(sound), float)))
    return float(np.argmax(spectrum)) * RATE / len(sound)


@pytest.mark.parametrize("kind", ["WAV", "MP3", "FLAC", "OGG", "AIFF"])
@pytest.mark.parametrize("rate", [8000, 16000, 22050, 44100, 48000])
def test_a_file_sounds_the_same_whatever_it_is_written_as(kind: str, rate: int) -> None:
    sound = ulaw_of_file(file_of(sine(600, 0.5, rate), rate, kind))
    assert seconds_of(sound) == pytest.approx(0.5, abs=0.1)  # MP3 pads
    assert pitch(sound) == pytest.approx(600, abs=5)
    assert loudness(sound) == pytest.approx(0.3 * 32768 * 2 / np.pi, rel=0.15)


def test_what_is_mu_law_already_passes_unchanged() -> None:
    sound = tone((500, 900), 0.3)
    samples = np.array(decoded(sound), np.int16)
    assert ulaw_of_file(file_of(samples, RATE, subtype="ULAW")) == sound


@given(st.lists(st.integers(-32768, 32767), max_size=300))
def test_a_file_of_ours_is_read_as_it_was_written(samples: list[int]) -> None:
    sound = encoded(samples)
    assert ulaw_of_file(wav_of(sound)) == encoded(decoded(sound))


def test_two_channels_become_one() -> None:
    both = np.column_stack([sine(500, 0.2, 16000), np.zeros(3200)])
    sound = ulaw_of_file(file_of(both, 16000))
    assert pitch(sound) == pytest.approx(500, abs=5)
    assert loudness(sound) == pytest.approx(loudness(ulaw_of_file(file_of(both[:, 0], 16000))) / 2, rel=0.05)


def test_what_is_above_hearing_of_a_telephone_is_left_out() -> None:
    """And does not come back as another tone."""
    assert loudness(ulaw_of_file(file_of(sine(6000, 0.2, 44100), 44100))) < 60


def test_a_header_that_was_written_to_a_pipe_is_not_believed() -> None:
    """Its lengths are the longest there are."""
    whole = bytearray(file_of(sine(500, 0.2, RATE), RATE))
    whole[4:8] = whole[40:44] = b"\x24\xf0\xff\x7f"
    assert seconds_of(ulaw_of_file(bytes(whole))) == pytest.approx(0.2)


def test_what_is_no_number_in_a_file_is_silent_and_what_is_too_loud_is_clipped() -> None:
    samples = np.array([np.nan, np.inf, -np.inf, 5.0, 0.0], np.float32)
    file = file_of(samples, RATE, subtype="FLOAT")
    assert list(decoded(ulaw_of_file(file))) == [0, 32124, -32124, 32124, 0]


@pytest.mark.parametrize(
    "content",
    [b"", b"RIFF", b"ID3" + bytes(50), b"<html>Not found</html>" * 20, bytes(4000), wav_of(b"")[:40]],
    ids=["nothing", "a beginning", "a tag", "a page", "zeros", "half a header"],
)
def test_what_is_no_sound_is_refused_in_words_for_people(content: bytes) -> None:
    with pytest.raises(UnreadableSoundError, match="no sound file that can be read here; WAV and MP3 can"):
        ulaw_of_file(content)


@given(st.integers(0, 3300), st.binary(min_size=1, max_size=30))
def test_a_damaged_file_is_read_or_refused(at: int, damage: bytes) -> None:
    whole = bytearray(wav_of(tone((500,), 0.2)))
    whole[at : at + len(damage)] = damage
    try:
        sound = ulaw_of_file(bytes(whole))
    except UnreadableSoundError:
        return
    assert len(sound) <= 8 * len(whole)


def test_a_cut_off_file_sounds_up_to_where_it_was_cut() -> None:
    assert seconds_of(ulaw_of_file(wav_of(tone((500,), 0.5))[: 44 + 4000])) == pytest.approx(0.25)


def test_a_file_without_a_sample_is_no_sound_at_all() -> None:
    assert ulaw_of_file(wav_of(b"")) == b""


def test_a_sound_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_SECONDS", 120)
    small = file_of(np.zeros(121 * 1000, np.int16), 1000, "FLAC")
    assert len(small) < 20_000
    with pytest.raises(UnreadableSoundError, match="longer than 2 minutes"):
        ulaw_of_file(small)


@pytest.mark.parametrize(("rate", "channels"), [(100, 1), (1_000_000, 1), (8000, 9)])
def test_a_sound_no_ear_is_made_for_is_refused(rate: int, channels: int) -> None:
    with pytest.raises(UnreadableSoundError, match=f"{channels} channels of {rate} samples"):
        ulaw_of_file(file_of(np.zeros((10, channels)), rate))


def test_a_file_is_read_once_however_many_play_it(monkeypatch: pytest.MonkeyPatch) -> None:
    content = wav_of(tone((500,), 0.1))
    read: list[bytes] = []

    def counted(content: bytes) -> bytes:
        read.append(content)
        return ulaw_of_file(content)

    async def plays() -> set[bytes]:
        monkeypatch.setattr(reading, "ulaw_of_file", counted)
        files = SoundFiles()
        return {*await asyncio.gather(*(files.read(content) for _ in range(20))), await files.read(content)}

    assert asyncio.run(plays()) == {tone((500,), 0.1)}
    assert len(read) == 1


def test_a_refused_file_is_refused_through_the_port_too() -> None:
    with pytest.raises(UnreadableSoundError):
        asyncio.run(SoundFiles().read(b"nothing of the kind"))
