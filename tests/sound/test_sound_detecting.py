"""Presses that are short, noisy, uneven or beside their frequency; and sounds that are none."""

import asyncio
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from needs import require

from ivr.sound.detecting import KeysHeard
from ivr.sound.espeak import Espeak
from ivr.sound.g711 import FRAME, QUIET, RATE, SILENCE, encoded
from ivr.sound.tones import FREQUENCIES, beep, keys_as_tones, ringback, tone, tune

KEYS = "".join(FREQUENCIES)


def heard(sound: bytes, piece: int = FRAME) -> str:
    ear = KeysHeard()
    return "".join(ear.hear(sound[at : at + piece]) or "" for at in range(0, len(sound), piece))


def press(
    key: str, seconds: float = 0.05, *, low: int = 6000, high: int = 6000, beside: float = 0.0, noise: int = 0
) -> bytes:
    """A press and as long a rest. `beside` is the part by which its frequencies are wrong."""
    chance = np.random.default_rng(int(seconds * 1000) + noise)
    at = np.arange(round(seconds * RATE)) / RATE
    one, other = FREQUENCIES[key]
    turn = 2 * np.pi * at
    sound = low * np.sin(turn * one * (1 + beside)) + high * np.sin(turn * other * (1 - beside))
    whole = np.concatenate([sound, np.zeros(len(sound))])
    return encoded(int(height) for height in whole + chance.normal(0, noise, len(whole)))


@pytest.mark.parametrize("late", range(0, FRAME, 20))
def test_every_key_pressed_for_fifty_milliseconds_is_heard_once_wherever_the_frames_begin(late: int) -> None:
    assert heard(QUIET * late + b"".join(press(key) for key in KEYS) + SILENCE * 3) == KEYS


@pytest.mark.parametrize("late", range(0, FRAME, 40))
def test_a_key_pressed_again_after_fifty_milliseconds_is_heard_again(late: int) -> None:
    assert heard(QUIET * late + press("5") * 3 + press("6") * 2) == "55566"


@pytest.mark.parametrize(
    "pressed",
    [
        lambda key: press(key, noise=1200),
        lambda key: press(key, low=3000, high=6000),
        lambda key: press(key, low=6000, high=3000),
        lambda key: press(key, low=500, high=500),
        lambda key: press(key, low=14000, high=14000),
        lambda key: press(key, beside=0.01),
        lambda key: press(key, beside=-0.01),
    ],
    ids=["noise", "weak low", "weak high", "quiet", "loud", "one percent above", "one percent below"],
)
def test_a_key_that_is_not_perfect_is_heard(pressed: Callable[[str], bytes]) -> None:
    assert heard(b"".join(pressed(key) for key in KEYS) + SILENCE) == KEYS


def test_a_key_held_down_for_two_seconds_is_one_key() -> None:
    assert heard(press("9", 2.0)) == "9"


def test_a_gap_in_the_sound_of_a_held_key_is_no_second_press() -> None:
    sound = tone(FREQUENCIES["9"], 0.2)
    assert heard(sound + SILENCE + sound) == "9"


def test_one_key_right_behind_another_is_heard() -> None:
    assert heard(tone(FREQUENCIES["1"], 0.06) + tone(FREQUENCIES["2"], 0.06)) == "12"


def test_a_key_is_known_forty_milliseconds_after_it_sounds() -> None:
    ear = KeysHeard()
    sound = tone(FREQUENCIES["7"], 0.1)
    assert ear.hear(sound[:FRAME]) is None
    assert ear.hear(sound[FRAME : 2 * FRAME]) == "7"


@given(st.lists(st.integers(1, 500), min_size=1, max_size=10))
def test_pieces_of_any_length_are_heard_as_the_whole_is(pieces: list[int]) -> None:
    sound, ear, keys = keys_as_tones("5#"), KeysHeard(), ""
    for piece in [*pieces, len(sound)]:
        keys += ear.hear(sound[:piece]) or ""
        sound = sound[piece:]
    assert keys == "5#"


@pytest.mark.parametrize("sound", [tune(), ringback(), beep(), tone((697,), 1.0), tone((1209,), 1.0), SILENCE * 50])
def test_what_a_network_plays_is_no_key(sound: bytes) -> None:
    assert heard(sound) == ""


def test_noise_is_no_key() -> None:
    chance = np.random.default_rng(5)
    assert heard(encoded(int(one) for one in chance.normal(0, 6000, 20 * RATE))) == ""


def test_a_tone_with_a_voice_as_loud_over_it_is_not_guessed_at() -> None:
    """Three of a kind: no key has two low frequencies."""
    assert heard(tone((697, 852, 1209), 0.5)) == ""


SPEECH = {
    "en-US": "Your balance is one hundred thirty four dollars and fifty cents, due on November twenty fourth. ",
    "es-US": "Su saldo es de ciento treinta y cuatro dólares con cincuenta centavos, y vence el martes. ",
    "id-ID": "Saldo Anda seratus tiga puluh empat dolar lima puluh sen, jatuh tempo pada hari Selasa. ",
}


@pytest.mark.parametrize(("language", "voice"), [*((tag, None) for tag in SPEECH), ("en-US", "Polly.Joanna")])
def test_a_voice_that_speaks_is_no_key(language: str, voice: str | None) -> None:
    """A sample; an hour of the shipped lines' prompts, three times as loud and as soft as well, held none either."""
    require("espeak-ng", "espeak-ng")
    digits = " ".join(f"{one}, {one}{one}{one}." for one in range(10))
    sound = asyncio.run(Espeak().spoken(SPEECH[language] + digits, language, voice))
    assert len(sound) > 10 * RATE
    assert heard(sound) == ""
