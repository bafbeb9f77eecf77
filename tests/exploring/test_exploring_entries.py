"""What a caller may key: an entry for everything that `read` tells apart, and none that a Gather cannot collect."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.dialog.grammar import Amount, Checksum, DigitString, Grammar, LanguageKey, Meaning, OneKey, read
from ivr.exploring.entries import A_CARD, entries, example
from ivr.secret import Secret
from ivr.telephony.keys import KEYS

keys = st.sampled_from(KEYS)


@st.composite
def digit_strings(draw: st.DrawFn) -> DigitString:
    low = draw(st.integers(1, 19))
    high = draw(st.integers(low, 20))
    into = draw(st.sampled_from(["account.number", "caller.reference"]))
    prefix = draw(st.sampled_from(["", "8", "4111"]))
    return DigitString(into, low, high, "then", prefix, draw(st.sampled_from(Checksum)))


@st.composite
def amounts(draw: st.DrawFn) -> Amount:
    least = draw(st.sampled_from([1, 5, 10, 100]))
    return Amount("payment.amount", least, draw(st.sampled_from([least, 5000, 10**12 - 1])), "then")


grammars = (
    st.builds(OneKey, st.dictionaries(keys, st.just("there"), max_size=12), st.booleans())
    | st.builds(LanguageKey, st.dictionaries(keys, st.just("es-US"), min_size=1, max_size=4))
    | digit_strings()
    | amounts()
)


def meaning(grammar: Grammar, text: str) -> Meaning:
    return read(grammar, Secret(text)).meaning


def meanings(grammar: Grammar) -> set[Meaning]:
    return {meaning(grammar, one) for one in entries(grammar)} | {Meaning.NOINPUT}  # silence is not keyed


@settings(max_examples=60)
@given(grammars, st.data())
def test_whatever_can_be_keyed_means_what_some_entry_means(grammar: Grammar, data: st.DataObject) -> None:
    blind = st.text(keys, min_size=1, max_size=grammar.limit)
    digits = st.text(st.sampled_from("0123456789"), min_size=1, max_size=grammar.limit)
    text = data.draw(blind | digits | st.sampled_from([*KEYS, "5*", "5*5", A_CARD, "4222222222222", "00"]))
    if len(text) <= grammar.limit:
        assert meaning(grammar, text) in meanings(grammar)


@settings(max_examples=60)
@given(grammars)
def test_every_entry_can_be_collected_and_is_no_silence(grammar: Grammar) -> None:
    for one in entries(grammar):
        assert 1 <= len(one) <= grammar.limit
        assert meaning(grammar, one) is not Meaning.NOINPUT


@given(st.dictionaries(keys, st.sampled_from(["here", "there"]), max_size=12), st.booleans())
def test_every_choice_of_a_menu_is_an_entry(choices: dict[str, str], everywhere: bool) -> None:
    assert set(choices) <= set(entries(OneKey(choices, everywhere)))  # type: ignore[arg-type]  # keys, drawn as text


def test_the_last_digits_of_a_short_number_are_told_apart_from_those_of_a_long_one() -> None:
    """Of a number of four digits nothing may be seen, so nothing is known of it afterwards."""
    lengths = {len(one) for one in entries(DigitString("account.number", 3, 8, "then")) if one.isdigit()}
    assert lengths >= {3, 5}


def test_of_amounts_the_bounds_are_keyed_and_what_branches_tell_apart_between_them() -> None:
    found = set(entries(Amount("payment.amount", 100, 5000, "then"), [99, 100, 2500, 2501, 6000]))
    assert found == {"100", "2500", "2501", "5000", "99", "*", "0", "1*"}


def test_an_example_fits_and_is_no_card() -> None:
    grammar = DigitString("account.number", 16, 16, "then", "4", Checksum.LUHN)
    assert meaning(grammar, example(grammar)) is Meaning.MATCH


def test_of_a_question_that_no_digits_answer_there_is_no_example() -> None:
    with pytest.raises(LookupError, match="no digits fit"):
        example(DigitString("account.number", 1, 1, "then", "8", Checksum.LUHN))
