import numpy as np
import pytest

from ivr.sound.g711 import RATE, decoded, loudness, seconds_of
from ivr.sound.tones import FREQUENCIES, beep, keys_as_tones, ringback, tone, tune


def strongest(sound: bytes, count: int) -> list[int]:
    """Frequencies, in the order of hertz."""
    spectrum = np.abs(np.fft.rfft(np.array(decoded(sound), float), RATE))
    return sorted(int(one) for one in np.argsort(spectrum)[-count:])


@pytest.mark.parametrize("key", FREQUENCIES)
def test_a_key_is_its_two_frequencies(key: str) -> None:
    low, high = strongest(tone(FREQUENCIES[key], 1.0), 2)
    assert (low, high) == FREQUENCIES[key]


def test_there_are_sixteen_keys_and_no_two_sound_alike() -> None:
    assert "".join(sorted(FREQUENCIES)) == "#*0123456789ABCD"
    assert len(set(FREQUENCIES.values())) == 16


def test_ringing_is_two_seconds_and_four_of_rest() -> None:
    assert strongest(ringback()[:RATE], 2) == [440, 480]
    assert loudness(ringback()[:16000]) > 1000
    assert loudness(ringback()[16000:]) == 0.0
    assert seconds_of(ringback()) == 6.0


def test_keys_stand_apart_from_one_another() -> None:
    sound = keys_as_tones("1b")
    assert seconds_of(sound) == pytest.approx(0.28)
    assert loudness(sound[560:1120]) == 0.0
    assert sound[1120:] == keys_as_tones("B")


def test_what_is_no_key_is_refused_without_being_repeated() -> None:
    with pytest.raises(ValueError, match="not the keys") as refused:
        keys_as_tones("8675309x")
    assert "8675309" not in str(refused.value)


@pytest.mark.parametrize("seconds", [0.0, 0.0001, 0.07, 1.0, 2.5])
def test_a_tone_is_as_long_as_it_was_asked_to_be(seconds: float) -> None:
    assert len(tone((697, 1209), seconds)) == len(tone((), seconds)) == round(seconds * RATE)


def test_a_long_tone_goes_on_without_a_break() -> None:
    sound = tone((697, 1633), 2.0)
    assert sound[RATE:] == sound[:RATE]


def test_nothing_a_network_makes_clips() -> None:
    assert max(max(map(abs, decoded(one))) for one in (beep(), ringback(), tune(), keys_as_tones("5"))) < 16000
