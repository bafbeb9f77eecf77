import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.sound.g711 import QUIET, RATE, encoded
from ivr.sound.tones import tone
from ivr.sound.trimming import AFTER, BEFORE, SOFT, trimmed

WORD = encoded([5000]) + tone((500,), 0.2) + encoded([5000])


@pytest.mark.parametrize("before", [0.0, 0.01, 0.02, 1.0])
@pytest.mark.parametrize("after", [0.0, 0.1, 0.25, 1.0])
def test_a_word_stands_between_rests_of_our_length(before: float, after: float) -> None:
    kept = QUIET * round(min(before, BEFORE) * RATE)
    sound = QUIET * round(before * RATE) + WORD + QUIET * round(after * RATE)
    assert trimmed(sound) == kept + WORD + QUIET * round(AFTER * RATE)


def test_a_pause_between_words_stays_as_it_is() -> None:
    sound = WORD + QUIET * RATE + WORD
    assert trimmed(sound).startswith(sound)


@pytest.mark.parametrize("sound", [b"", QUIET * 500, b"\x7f" * 500, encoded([SOFT - 10, 10 - SOFT] * 500)])
def test_silence_is_no_sound_at_all(sound: bytes) -> None:
    assert trimmed(sound) == b""


@given(st.binary(max_size=300))
def test_what_was_trimmed_stays_as_it_is(sound: bytes) -> None:
    assert trimmed(trimmed(sound)) == trimmed(sound)
