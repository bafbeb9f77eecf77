"""Nothing that was keyed is printed beyond its last four digits, however it is read back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.carrier.masking import Keyed, digits_in, mask, mask_said
from ivr.speech.digits import digit_words
from ivr.speech.languages import SPOKEN_LANGUAGES
from ivr.telephony.keys import mask_keys

ACCOUNT = "8448200012345678"
KEYED = Keyed((ACCOUNT,), (ACCOUNT,))


@pytest.mark.parametrize(
    "text",
    [
        "8448200012345678",
        "8 4 4 8 2 0 0 0 1 2 3 4 5 6 7 8",
        "8 4 4 8, 2 0 0 0, 1 2 3 4, 5 6 7 8",
        "8448-2000-1234-5678",
        "Eight four four eight; two zero zero zero ... one two three four. Five six seven eight",
        "eight four four eight then two oh oh oh and one two three four and five six seven eight",
    ],
)
def test_a_read_back_shows_its_last_four_alone(text: str) -> None:
    (masked,) = mask([f"Your account is {text}."], KEYED)
    assert re.findall(r"\d|five|six|seven|eight|four|two|zero|oh|one|three", masked.lower()) in (
        ["5", "6", "7", "8"],
        ["five", "six", "seven", "eight"],
    )
    assert masked.count("•") == 12


def test_groups_in_several_utterances_are_one_number() -> None:
    assert mask(["I heard 8 4 4 8.", "2 0 0 0.", "1 2 3 4.", "5 6 7 8. Is it right?"], KEYED) == [
        "I heard • • • •.",
        "• • • •.",
        "• • • •.",
        "5 6 7 8. Is it right?",
    ]


def test_four_digits_are_shown() -> None:
    assert mask(["Account ending 5 6 7 8."], KEYED) == ["Account ending 5 6 7 8."]


def test_a_part_of_what_was_keyed_shows_nothing_when_it_is_not_the_end() -> None:
    assert mask(["8 4 4 8 2 0 0 0"], KEYED) == ["• • • • • • • •"]


def test_a_long_number_nobody_keyed_shows_its_last_four() -> None:
    assert mask(["Card 4111 1111 1111 1111."], Keyed()) == ["Card •••• •••• •••• 1111."]


@pytest.mark.parametrize("text", ["Call 800 555 0100.", "It is due on November 24, 2026.", "You owe 1,398.56."])
def test_short_numbers_nobody_keyed_are_shown(text: str) -> None:
    assert mask([text], KEYED) == [text]


def test_words_between_make_two_numbers() -> None:
    assert mask(["Press 8 4 4 for hours, 8 2 0 for help."], KEYED) == ["Press 8 4 4 for hours, 8 2 0 for help."]


def test_a_menu_key_before_a_read_back_does_not_hide_its_end() -> None:
    keyed = Keyed(("1" + ACCOUNT,), ("1", ACCOUNT))
    assert mask(["Press 1. 8448 2000 1234 5678"], keyed) == ["Press •. •••• •••• •••• 5678"]


@pytest.mark.parametrize(
    ("keys", "shown"), [("1", "1"), ("2580#", "••••#"), ("84482#", "•4482#"), ("8*4482", "•*4482"), ("", "")]
)
def test_pressed_keys_show_the_last_four_digits(keys: str, shown: str) -> None:
    assert mask_keys(keys) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Su cuenta es ocho cuatro cuatro ocho, dos cero cero cero, uno dos tres cuatro y luego cinco seis siete ocho.",
        "Nomor Anda delapan empat empat delapan, dua nol kosong nol, satu dua tiga empat dan lima enam tujuh delapan.",
        "Ocho four empat 8, dos zero nol 0, uno two tiga 4, cinco six tujuh 8.",
    ],
)
@pytest.mark.parametrize("keyed", [KEYED, Keyed()])
def test_a_number_is_masked_in_whatever_language_it_is_read_out(text: str, keyed: Keyed) -> None:
    (masked,) = mask([text], keyed)
    assert masked.count("•") == 12
    assert digits_in(masked) == ["5678"]


def test_what_people_say_is_masked_in_their_language() -> None:
    assert mask_said("uno dos tres cuatro cinco seis") == "• • tres cuatro cinco seis"
    assert mask_said("lima enam tujuh delapan") == "• • • •"


@pytest.mark.parametrize(
    "text",
    [
        "Debe cuarenta y cinco dólares con diez centavos, martes, veinticuatro de noviembre.",
        "Tagihan Anda empat puluh lima dolar sepuluh sen, Selasa, dua puluh empat November.",
        "Oprima uno, dos o tres. Para hablar con una persona, oprima cero.",
        "Tekan satu, dua atau tiga. Untuk berbicara dengan petugas, tekan nol.",
    ],
)
def test_amounts_days_and_keys_of_other_languages_are_shown(text: str) -> None:
    assert mask([text], KEYED) == [text]


@given(
    st.text("0123456789", min_size=5, max_size=20),
    st.integers(1, 6),
    st.sampled_from([None, *SPOKEN_LANGUAGES]),
    st.sampled_from([" ", ", ", ". "]),
)
def test_no_read_back_of_a_keyed_number_shows_more_than_four_digits(
    number: str, group: int, language: str | None, between: str
) -> None:
    cut = [number[start : start + group] for start in range(0, len(number), group)]
    parts = [digit_words(part, language) for part in cut] if language else cut
    texts = [between.join(parts), *parts]
    keyed = Keyed((number,), (number,))
    (masked,) = mask(texts[:1], keyed)
    assert masked.count("•") == len(number) - 4
    assert sum(text.count("•") for text in mask(texts[1:], keyed)) == len(number) - 4


def test_an_entry_of_four_keys_is_not_shown_at_all() -> None:
    assert mask_keys("2580") == "••••"
    assert mask_keys("2580#") == "••••#"
    assert mask_keys("7") == "7"


def test_one_group_of_a_number_that_was_cut_short_is_hidden_though_its_end_is_not() -> None:
    keyed = Keyed(("8448200012345678",), ("8448200012345678",))

    assert mask(["You entered eight four four eight,"], keyed) == ["You entered • • • •,"]
    assert mask(["Account ending five six seven eight."], keyed) == ["Account ending five six seven eight."]


def test_a_pin_that_is_said_aloud_is_hidden_whole() -> None:
    assert mask(["Your PIN is two five eight zero."], Keyed(("2580",), ("2580",))) == ["Your PIN is • • • •."]
