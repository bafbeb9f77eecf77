"""Numbers in words, held against ICU's for 0 to 9,999,999. Where we differ on purpose: `as_we_say` in oracle_words.py."""

import random
from collections.abc import Callable

import pytest
from num2words import num2words
from oracle_words import BLOCK, BLOCKS, TABLES, as_we_say, digest, icu_digests, icu_words

from ivr.speech.counts import count_words
from ivr.speech.languages import SPOKEN_LANGUAGES, Noun, spoken

SAMPLE = 6  # blocks of each table
SEED = 4
THING = Noun("cosa", "cosa")


def before_a_noun(number: int) -> str:
    return spoken("es-US").counted(number, THING).removesuffix(" cosa").removesuffix(" de")


SPELLERS: dict[str, Callable[[int], str]] = {
    **{language: spoken(language).cardinal for language in SPOKEN_LANGUAGES},
    "es-US before a noun": before_a_noun,
}


def wrong_blocks(table: str, blocks: list[int]) -> list[int]:
    """The first number of each block in which we and ICU differ."""
    spell, right = SPELLERS[table], icu_digests(table)
    return [
        block * BLOCK
        for block in blocks
        if digest([spell(number) for number in range(block * BLOCK, (block + 1) * BLOCK)]) != right[block]
    ]


def test_every_language_has_a_table() -> None:
    assert TABLES.keys() == SPELLERS.keys()
    assert {len(icu_digests(table)) for table in TABLES} == {BLOCKS}


@pytest.mark.parametrize("table", TABLES)
def test_small_numbers_and_thousands_of_large_ones_are_spelled_as_icu_spells_them(table: str) -> None:
    words = icu_words(table)
    assert set(range(BLOCK)) < words.keys()
    assert len(words) > BLOCK + 4_000
    spell = SPELLERS[table]
    differing = {number: (spell(number), said) for number, said in words.items() if spell(number) != as_we_say(said)}
    assert differing == {}


@pytest.mark.parametrize("table", TABLES)
def test_a_sample_of_all_blocks_of_numbers_is_spelled_as_icu_spells_it(table: str) -> None:
    drawn = random.Random(SEED).sample(range(BLOCKS), SAMPLE)
    assert wrong_blocks(table, [0, 100, 999, *drawn]) == []


@pytest.mark.long
@pytest.mark.parametrize("table", TABLES)
def test_every_number_up_to_9999999_is_spelled_as_icu_spells_it(table: str) -> None:
    assert wrong_blocks(table, list(range(BLOCKS))) == []


def test_a_digest_tells_one_wrong_word_from_a_right_block() -> None:
    right = [SPELLERS["es-US"](number) for number in range(BLOCK)]
    assert digest(right) == icu_digests("es-US")[0]
    right[1000] = "un mil"
    assert digest(right) != icu_digests("es-US")[0]


def test_the_two_wordings_of_ours_that_are_not_icus_are_needed() -> None:
    assert icu_words("id-ID")[0] == "kosong"
    assert any("\N{SOFT HYPHEN}" in words for words in icu_words("es-US").values())


@pytest.mark.parametrize("language", SPOKEN_LANGUAGES)
def test_below_a_thousand_the_library_is_right_but_for_the_english_and(language: str) -> None:
    library = [num2words(number, lang=language[:2]).replace(" and ", " ") for number in range(1000)]
    assert library == [count_words(number, language) for number in range(1000)]


@pytest.mark.parametrize(
    ("language", "number", "words"),
    [
        ("en-US", 101, "one hundred one"),
        ("en-US", 21_000_000_000, "twenty-one billion"),
        ("es-US", 1_000, "mil"),
        ("es-US", 1_001, "mil uno"),
        ("es-US", 21_000, "veintiún mil"),
        ("es-US", 31_001_101, "treinta y un millones mil ciento uno"),
        ("es-US", 1_000_000_000, "mil millones"),
        ("es-US", 21_000_000_000_000, "veintiún billones"),
        ("id-ID", 111, "seratus sebelas"),
        ("id-ID", 1_000, "seribu"),
        ("id-ID", 1_001_000, "satu juta seribu"),
        ("id-ID", 1_000_000_000, "satu miliar"),
        ("id-ID", 2_000_000_000_000, "dua triliun"),
    ],
)
def test_what_the_oracle_does_not_reach_is_said_too(language: str, number: int, words: str) -> None:
    assert count_words(number, language) == words


@pytest.mark.parametrize("language", SPOKEN_LANGUAGES)
@pytest.mark.parametrize("number", [-1, 10**15])
def test_a_number_without_words_is_refused_without_being_quoted(language: str, number: int) -> None:
    with pytest.raises(ValueError, match="have words") as refused:
        count_words(number, language)
    assert str(abs(number)) not in str(refused.value)
