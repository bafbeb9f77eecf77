"""Amounts in words, read back by a parser of English numerals that knows nothing of how they were made."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ivr.speech.money import UnknownCurrencyError, format_money, money_words, parse_money

UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}


def number(words: str) -> int:
    """The number an English numeral without "and" stands for."""
    total = below_thousand = 0
    for word in re.split(r"[ -]", words):
        if word in UNITS.split():
            below_thousand += UNITS.split().index(word)
        elif word in TENS.split():
            below_thousand += 10 * (TENS.split().index(word) + 2)
        elif word == "hundred":
            below_thousand *= 100
        else:
            total += below_thousand * SCALES[word]
            below_thousand = 0
    return total + below_thousand


def cents(words: str) -> int:
    """The amount that somebody writes down who hears these words; fails on any other form."""
    heard = re.fullmatch(r"(?:([a-z -]+?) dollars?)?(?: and )?(?:([a-z -]+?) cents?)?", words)
    assert heard, words
    dollars, rest = (number(part) if part else 0 for part in heard.groups())
    assert 0 <= rest < 100
    return 100 * dollars + rest


@pytest.mark.parametrize(
    ("minor", "words"),
    [
        (4510, "forty-five dollars and ten cents"),
        (100, "one dollar"),
        (1, "one cent"),
        (99, "ninety-nine cents"),
        (10101, "one hundred one dollars and one cent"),
        (2100, "twenty-one dollars"),
        (13450, "one hundred thirty-four dollars and fifty cents"),
        (110199, "one thousand one hundred one dollars and ninety-nine cents"),
        (100000000, "one million dollars"),
        (0, "zero dollars"),
    ],
)
def test_an_amount_is_said_as_people_say_it(minor: int, words: str) -> None:
    assert money_words(minor, "USD", "en-US") == words


@settings(max_examples=1000)
@given(st.integers(0, 9_999_999))
@example(100_000)
@example(1_000_100)
@example(9_999_999)
def test_whoever_hears_an_amount_writes_down_the_same_one(minor: int) -> None:
    assert cents(money_words(minor, "USD", "en-US")) == minor


@settings(max_examples=500)
@given(st.integers(0, 9_999_999))
def test_and_stands_only_between_dollars_and_cents(minor: int) -> None:
    words = money_words(minor, "USD", "en-US")
    both = minor >= 100 and minor % 100 != 0
    assert words.split().count("and") == both
    assert not both or re.search(r" dollars? and ", words)
    assert not re.search(r"[\d.,$]|point", words)


def test_every_amount_below_ten_dollars_and_every_whole_one_to_two_thousand_is_heard_right() -> None:
    for minor in (*range(1000), *range(0, 200_001, 100)):
        assert cents(money_words(minor, "USD", "en-US")) == minor


@given(st.integers(0, 9_999_999))
def test_only_one_is_singular(minor: int) -> None:
    words = money_words(minor, "USD", "en-US").split()
    assert ("dollar" in words) == (minor // 100 == 1)
    assert ("cent" in words) == (minor % 100 == 1)


@given(st.integers(1, 9_999_999))
def test_a_credit_is_said_without_its_sign(minor: int) -> None:
    assert money_words(-minor, "USD", "en-US") == money_words(minor, "USD", "en-US")


def test_a_currency_without_words_is_named() -> None:
    with pytest.raises(UnknownCurrencyError, match="'XTS'; there are USD"):
        money_words(100, "XTS", "en-US")
    assert issubclass(UnknownCurrencyError, LookupError)


def test_canonical_text_is_minor_units_and_a_code() -> None:
    assert parse_money("13450 USD") == (13450, "USD")
    assert parse_money("-500 USD") == (-500, "USD")
    assert parse_money("0 USD") == (0, "USD")


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.from_regex(r"[A-Z]{3}", fullmatch=True))
def test_an_amount_survives_being_written_and_read(minor: int, currency: str) -> None:
    assert parse_money(format_money(minor, currency)) == (minor, currency)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "13450",
        "USD",
        "13450USD",
        "13450  USD",
        "13450 usd",
        "13450 USD\n",
        " 13450 USD",
        "134.50 USD",
        "13,450 USD",
        "1_000 USD",
        "+5 USD",
        "-0 USD",
        "007 USD",
        "$5 USD",
        "1e3 USD",
        "\N{ARABIC-INDIC DIGIT THREE} USD",
        "9" * 16 + " USD",
        "9" * 5000 + " USD",
    ],
)
def test_any_other_text_is_refused_without_being_quoted(text: str) -> None:
    with pytest.raises(ValueError, match="such as 13450 USD") as refused:
        parse_money(text)
    assert str(refused.value) == "not an amount in minor units and a currency code, such as 13450 USD"


@pytest.mark.parametrize(("minor", "currency"), [(10**15, "USD"), (1, "usd"), (1, "DOLLAR"), (1, "")])
def test_what_could_not_be_read_again_is_not_written(minor: int, currency: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        format_money(minor, currency)
