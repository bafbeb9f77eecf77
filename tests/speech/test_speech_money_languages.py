"""Amounts in Spanish and Indonesian, read back by parsers that know nothing of how they were made."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ivr.speech.languages import SPOKEN_LANGUAGES, spoken
from ivr.speech.money import UnknownCurrencyError, money_words

SMALL = (
    "cero un dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
    "dieciocho diecinueve veinte veintiún veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete "
    "veintiocho veintinueve"
)
TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa cien"
HUNDREDS = "doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
SPANISH = {
    **{word: number for number, word in enumerate(SMALL.split())},
    **{word: 10 * number for number, word in enumerate(TENS.split(), 3)},
    **{word: 100 * number for number, word in enumerate(HUNDREDS.split(), 2)},
    "ciento": 100,
}
UNITS = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas"
INDONESIAN = {**{word: number for number, word in enumerate(UNITS.split())}, "seratus": 100}
SCALES = {"ribu": 1_000, "juta": 1_000_000}


def spanish(words: str) -> int:
    total = part = 0
    for word in words.split():
        if word == "mil":
            part = (part or 1) * 1_000
        elif word in ("millón", "millones"):
            total, part = part * 1_000_000, 0
        elif word not in ("y", "de"):
            total, part = total + part - part % 1_000, part % 1_000 + SPANISH[word]
    return total + part


def indonesian(words: str) -> int:
    total = part = 0
    for word in words.split():
        if word == "belas":
            part += 10
        elif word in ("puluh", "ratus"):
            last = part % 10
            part += last * ({"puluh": 10, "ratus": 100}[word] - 1)
        elif word == "seribu":
            total += 1_000
        elif word in SCALES:
            total, part = total + part * SCALES[word], 0
        else:
            part += INDONESIAN[word]
    return total + part


def centavos(words: str) -> int:
    """The amount a Spanish speaker writes down; fails on any other form."""
    heard = re.fullmatch(r"(?:(\D+?) dólar(?:es)?)?(?: con )?(?:(\D+?) centavos?)?", words)
    assert heard, words
    major, minor = (spanish(part) if part else 0 for part in heard.groups())
    return 100 * major + minor


def sen(words: str) -> int:
    """The amount an Indonesian writes down; fails on any other form."""
    heard = re.fullmatch(r"(?:(\D+?) dolar ?)?(?:(\D+?) sen)?", words)
    assert heard, words
    major, minor = (indonesian(part) if part else 0 for part in heard.groups())
    return 100 * major + minor


@pytest.mark.parametrize(
    ("minor", "spanish", "indonesian"),
    [
        (4510, "cuarenta y cinco dólares con diez centavos", "empat puluh lima dolar sepuluh sen"),
        (100, "un dólar", "satu dolar"),
        (2100, "veintiún dólares", "dua puluh satu dolar"),
        (3100, "treinta y un dólares", "tiga puluh satu dolar"),
        (10101, "ciento un dólares con un centavo", "seratus satu dolar satu sen"),
        (10000, "cien dólares", "seratus dolar"),
        (100_000, "mil dólares", "seribu dolar"),
        (2_100_100, "veintiún mil un dólares", "dua puluh satu ribu satu dolar"),
        (100_000_000, "un millón de dólares", "satu juta dolar"),
        (100_010_000, "un millón cien dólares", "satu juta seratus dolar"),
        (200_000_050, "dos millones de dólares con cincuenta centavos", "dua juta dolar lima puluh sen"),
        (21, "veintiún centavos", "dua puluh satu sen"),
        (1, "un centavo", "satu sen"),
        (0, "cero dólares", "nol dolar"),
    ],
)
def test_dollars_are_said_as_people_say_them(minor: int, spanish: str, indonesian: str) -> None:
    assert money_words(minor, "USD", "es-US") == spanish
    assert money_words(minor, "USD", "id-ID") == indonesian


@settings(max_examples=400)
@given(st.integers(0, 999_999_999))
@example(100_000)
@example(100_100_000)
@example(100_000_000)
@example(999_999_999)
def test_whoever_hears_an_amount_writes_down_the_same_one_in_every_language(minor: int) -> None:
    assert centavos(money_words(minor, "USD", "es-US")) == minor
    assert sen(money_words(minor, "USD", "id-ID")) == minor


def test_every_amount_below_thirty_dollars_and_every_whole_one_to_three_thousand_is_heard_right() -> None:
    for minor in (*range(3_000), *range(0, 300_001, 100)):
        assert centavos(money_words(minor, "USD", "es-US")) == minor
        assert sen(money_words(minor, "USD", "id-ID")) == minor


@given(st.integers(0, 99_999_999_999))
def test_spanish_never_says_uno_or_un_mil_before_its_noun(minor: int) -> None:
    words = f" {money_words(minor, 'USD', 'es-US')} "
    assert "uno " not in words
    assert not words.startswith(" un mil ")
    assert " de dólares" not in words or re.search(r"(millón|millones|billón|billones) de dólares", words)


@pytest.mark.parametrize(
    ("language", "minor", "words"),
    [
        ("id-ID", 45_010_000, "empat ratus lima puluh ribu seratus rupiah"),
        ("id-ID", 100_000, "seribu rupiah"),
        ("id-ID", 45_010_050, "empat ratus lima puluh ribu seratus rupiah lima puluh sen"),
        ("en-US", 45_010_000, "four hundred fifty thousand one hundred rupiah"),
        ("es-US", 100, "una rupia"),
        ("es-US", 2_100, "veintiuna rupias"),
        ("es-US", 50_000, "quinientas rupias"),
        ("es-US", 45_010_000, "cuatrocientas cincuenta mil cien rupias"),
        ("es-US", 2_100_000, "veintiún mil rupias"),
        ("es-US", 20_010_100, "doscientas mil ciento una rupias"),
        ("es-US", 20_000_000_000, "doscientos millones de rupias"),
    ],
)
def test_rupiah_are_said_without_sen_unless_there_are_any(language: str, minor: int, words: str) -> None:
    assert money_words(minor, "IDR", language) == words


@given(st.integers(0, 10**15 - 1), st.sampled_from(SPOKEN_LANGUAGES), st.sampled_from(["USD", "IDR"]))
def test_no_amount_is_said_with_a_numeral_or_a_mark(minor: int, language: str, currency: str) -> None:
    words = money_words(minor, currency, language)
    assert re.fullmatch(r"[a-záéíóú]+(?:[ -][a-záéíóú]+)*", words)
    assert money_words(-minor, currency, language) == words


@given(st.sets(st.integers(0, 10**15 - 1), min_size=2, max_size=20), st.sampled_from(SPOKEN_LANGUAGES))
def test_different_amounts_have_different_words(amounts: set[int], language: str) -> None:
    assert len({money_words(minor, "USD", language) for minor in amounts}) == len(amounts)


@pytest.mark.parametrize("language", SPOKEN_LANGUAGES)
def test_every_language_has_the_same_currencies_and_names_those_it_lacks(language: str) -> None:
    assert set(spoken(language).currencies) == {"USD", "IDR"}
    with pytest.raises(UnknownCurrencyError, match=f"no {language} words for the currency 'XTS'"):
        money_words(100, "XTS", language)
