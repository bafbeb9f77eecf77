"""G.711 held to libsndfile's, which was written by others."""

import io

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from ivr.sound.g711 import (
    FRAME,
    QUIET,
    RATE,
    SILENCE,
    decoded,
    encoded,
    from_alaw,
    loudness,
    mixed,
    seconds_of,
    table_of_bytes,
    to_alaw,
)

EVERY_BYTE = bytes(range(256))
SAMPLES = st.lists(st.integers(-32768, 32767), max_size=400)


def samples_of(sound: bytes, law: str) -> list[int]:
    found, _ = soundfile.read(io.BytesIO(sound), format="RAW", subtype=law, samplerate=RATE, channels=1, dtype="int16")
    return [int(one) for one in found]


def bytes_of(samples: range, law: str) -> bytes:
    written = io.BytesIO()
    soundfile.write(written, np.array(samples, np.int16), RATE, format="RAW", subtype=law)
    return written.getvalue()


def test_every_byte_of_mu_law_is_the_sample_that_others_take_it_for() -> None:
    assert list(decoded(EVERY_BYTE)) == samples_of(EVERY_BYTE, "ULAW")


def test_a_sample_becomes_a_byte_next_to_that_of_others() -> None:
    """libsndfile drops two bits first, so at the border of two bytes it may take the other one."""
    samples = range(-32768, 32768, 7)
    ours, theirs = decoded(encoded(samples)), samples_of(bytes_of(samples, "ULAW"), "ULAW")
    assert all(abs(one - other) <= max(8, abs(other) // 15) for one, other in zip(ours, theirs, strict=True))


def test_a_byte_comes_back_as_it_was() -> None:
    """But for mu-law's second zero."""
    assert encoded(decoded(EVERY_BYTE)) == EVERY_BYTE.replace(b"\x7f", QUIET)


@given(SAMPLES)
def test_a_sample_comes_back_nearly_as_it_was(samples: list[int]) -> None:
    back = decoded(encoded(samples))
    assert all(
        abs(one - max(-32635, min(32635, other))) <= 4 + abs(other) / 30
        for one, other in zip(back, samples, strict=True)
    )


def test_the_table_holds_every_sample_at_its_own_place() -> None:
    table = table_of_bytes()
    assert len(table) == 65536
    assert all(table[sample & 0xFFFF] == encoded([sample])[0] for sample in range(-32768, 32768, 13))


def test_every_byte_of_a_law_is_nearly_the_sample_that_others_take_it_for() -> None:
    ours, theirs = decoded(from_alaw(EVERY_BYTE)), samples_of(EVERY_BYTE, "ALAW")
    assert all(abs(one - other) <= 4 + abs(other) / 30 for one, other in zip(ours, theirs, strict=True))


def test_sound_goes_through_a_law_and_back_nearly_as_it_was() -> None:
    through = decoded(from_alaw(to_alaw(EVERY_BYTE)))
    pairs = zip(through, decoded(EVERY_BYTE), strict=True)
    assert all(abs(one - other) <= 16 + abs(other) / 15 for one, other in pairs)


def test_silence_is_silent_in_both_laws() -> None:
    assert loudness(SILENCE) == 0.0
    assert max(map(abs, samples_of(to_alaw(SILENCE), "ALAW"))) <= 8


@given(st.lists(SAMPLES, min_size=1, max_size=4))
def test_what_is_mixed_is_the_sum_and_clipped_where_it_is_too_loud(rows: list[list[int]]) -> None:
    frames = [encoded(row) for row in rows]
    longest = max(map(len, frames))
    columns = zip(*(decoded(frame.ljust(longest, QUIET)) for frame in frames), strict=True)
    sums = [max(-32635, min(32635, sum(column))) for column in columns]
    assert len(mixed(frames)) == longest
    assert decoded(mixed(frames)) == decoded(encoded(sums))


def test_nobody_mixed_is_no_sound() -> None:
    assert mixed([]) == b""


def test_silence_changes_nothing_that_is_mixed_with_it() -> None:
    voice = encoded([100, -3000, 20000])
    assert mixed([voice, SILENCE])[:3] == voice


@pytest.mark.parametrize(("sound", "mean"), [(b"", 0.0), (SILENCE, 0.0), (encoded([1000, -1000]), 988.0)])
def test_loudness_is_the_mean_height(sound: bytes, mean: float) -> None:
    assert loudness(sound) == mean


def test_a_frame_is_twenty_milliseconds() -> None:
    assert seconds_of(bytes(FRAME)) == 0.02
