"""Spoken seconds: they add up, they follow syllables, and they remember no digits."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.speech import duration
from ivr.speech.digits import DIGIT_WORDS, digit_words
from ivr.speech.duration import LONG_PAUSE, SHORT_PAUSE, SYLLABLES_PER_SECOND, seconds_to_say, word_ends
from ivr.speech.languages import SPOKEN_LANGUAGES

PACE = SYLLABLES_PER_SECOND["en-US"]

# What American dictionaries count, for words such a line says.
SYLLABLES = {
    1: "bill please pressed pound star one cents called times hours closed line wait late what charged the me M",
    2: "account balance payment person enter digit number zero seven hundred dollars service office entered needed"
    " settled table dial paying question special Visa website moment again money order people minutes fifty Tuesday"
    " calling quarter branches TV statement business something Wednesday couldn't didn\N{RIGHT SINGLE QUOTATION MARK}t ninety safety evening every payer"
    " different several",
    3: "arrangement area created everything seventy somebody company balances radio serious W Mastercard Discover internet connecting seventeen twentieth thirtieth TTY",
    4: "January February automatic American available application confirmation",
    5: "representative",
}
# Words whose spelling deceives the rule, by one syllable each.
DECEIVES = {"quiet": 2, "client": 2, "science": 2, "idea": 3, "homepage": 2, "likely": 2, "Firefox": 2, "completely": 3}


# As the dictionaries of these languages divide them, for words such a line says.
OTHERS = {
    "es-US": {
        1: "y o muy seis tres hoy cien B",
        2: "pagar cuenta tecla gracias quiere quince uno cuatro siete nueve deuda veintiún día país ciudad M",
        3: "factura oprima número numeral dólares tarjeta ahora pagado línea dirección persona",
        4: "vencimiento aéreo asterisco teléfono confirmación",
        5: "representante automático",
    },
    "id-ID": {
        1: "nol B F",
        2: "satu dua empat enam tujuh nomor tekan sampai pulau baik dolar tautan maupun laut",
        3: "tagihan rupiah delapan petugas silakan layanan pelanggan masukkan nilainya pakaian",
        4: "pembayaran pekerjaan selesaikan mengulangi pemakaian",
        5: "menyelesaikan representatif",
    },
}


def syllables(text: str) -> float:
    return seconds_to_say(text, "en-US") * PACE


@pytest.mark.parametrize(("word", "count"), [(word, n) for n, text in SYLLABLES.items() for word in text.split()])
def test_a_word_takes_as_long_as_its_syllables(word: str, count: int) -> None:
    assert syllables(word) == pytest.approx(count)


@pytest.mark.parametrize(
    ("language", "word", "count"),
    [
        (language, word, count)
        for language, counted in OTHERS.items()
        for count, words in counted.items()
        for word in words.split()
    ],
)
def test_a_word_of_another_language_takes_as_long_as_its_syllables(language: str, word: str, count: int) -> None:
    assert seconds_to_say(word, language) * SYLLABLES_PER_SECOND[language] == pytest.approx(count)


@pytest.mark.parametrize(("language", "syllables"), [("en-US", 1.2), ("es-US", 1.7), ("id-ID", 2.1)])
def test_a_digit_takes_more_time_in_spanish_and_most_in_indonesian(language: str, syllables: float) -> None:
    every_digit = digit_words("0123456789", language)
    assert seconds_to_say(every_digit, language) * SYLLABLES_PER_SECOND[language] == pytest.approx(10 * syllables)


def test_an_accent_written_as_a_sign_of_its_own_is_no_syllable() -> None:
    word = "veintiún número"
    assert seconds_to_say(unicodedata.normalize("NFD", word), "es-US") == pytest.approx(seconds_to_say(word, "es-US"))


def test_words_that_deceive_the_rule_do_not_carry_a_whole_text_away() -> None:
    right = sum(n * len(text.split()) for n, text in SYLLABLES.items())
    everything = " ".join((*SYLLABLES.values(), *DECEIVES))
    assert syllables(everything) == pytest.approx(right + sum(DECEIVES.values()), rel=0.03)
    for word, count in DECEIVES.items():
        assert abs(syllables(word) - count) == pytest.approx(1)


def test_sixteen_digits_take_about_four_seconds_and_a_pause_per_group() -> None:
    every_digit_alike = digit_words("0123456789" * 16, "en-US")
    assert seconds_to_say(every_digit_alike, "en-US") / 10 == pytest.approx(16 * 1.2 / PACE)
    assert seconds_to_say("one one, one one, one", "en-US") == pytest.approx(5 / PACE + 2 * SHORT_PAUSE)


@pytest.mark.parametrize("language", SPOKEN_LANGUAGES)
@pytest.mark.parametrize("digit", range(10))
def test_a_numeral_takes_as_long_as_its_word(digit: int, language: str) -> None:
    word = DIGIT_WORDS[language][digit]
    assert seconds_to_say(f"press {digit}.", language) == seconds_to_say(f"press {word}.", language)


def test_a_spaced_number_takes_as_long_as_one_without_blanks() -> None:
    assert seconds_to_say("8 4 4 8", "en-US") == pytest.approx(seconds_to_say("8448", "en-US"))


@pytest.mark.parametrize(
    ("text", "pause"),
    [
        ("one", 0),
        ("one,", SHORT_PAUSE),
        ("one:", SHORT_PAUSE),
        ("one -", SHORT_PAUSE),
        ("one \N{EM DASH}", SHORT_PAUSE),
        ("one.", LONG_PAUSE),
        ("one?!", LONG_PAUSE),
        ("one...", LONG_PAUSE),
        ('one."', LONG_PAUSE),
        ("(one)", 0),
        ('"', 0),
    ],
)
def test_punctuation_rests_once(text: str, pause: float) -> None:
    assert seconds_to_say(text, "en-US") == pytest.approx((1 / PACE if "one" in text else 0) + pause)


def test_the_letters_of_a_time_take_a_syllable_each() -> None:
    assert syllables("six thirty P M") == pytest.approx(1 + 2 + 1 + 1)


def test_no_text_takes_no_time() -> None:
    assert seconds_to_say("", "en-US") == seconds_to_say(" \n ", "en-US") == 0
    assert word_ends("", "en-US") == ()


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(SPOKEN_LANGUAGES))
def test_the_times_of_two_texts_add_up(first: str, second: str, language: str) -> None:
    whole = seconds_to_say(f"{first} {second}", language)
    assert whole >= 0
    assert whole == pytest.approx(seconds_to_say(first, language) + seconds_to_say(second, language))


@given(st.text(max_size=120), st.sampled_from(SPOKEN_LANGUAGES))
def test_words_end_in_order_and_within_the_whole(text: str, language: str) -> None:
    ends = word_ends(text, language)
    assert len(ends) == len(text.split())
    assert list(ends) == pytest.approx(sorted(ends))
    assert not ends or -1e-9 <= ends[-1] <= seconds_to_say(text, language) + 1e-9


def test_a_word_ends_before_the_pause_behind_it() -> None:
    assert word_ends("press, one.", "en-US") == pytest.approx((1 / PACE, 2 / PACE + SHORT_PAUSE))


def test_a_number_that_is_read_out_is_not_remembered() -> None:
    duration._remembered.cache_clear()
    seconds_to_say("8448200012345678 8448, 2000.", "en-US")
    assert duration._remembered.cache_info().currsize == 0
    seconds_to_say("your account", "en-US")
    assert duration._remembered.cache_info().currsize == 2
