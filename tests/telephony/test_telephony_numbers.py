"""Numbers a line may dial."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.telephony.numbers import BadNumberError, parse_number

E164 = st.from_regex(r"\+[1-9][0-9]{6,14}", fullmatch=True)


@pytest.mark.parametrize(
    "text", ["+15550100000", "+1 555 010 0000", "+1 (555) 010-0000", "+1.555.010.0000", " +1-555-010-0000\n"]
)
def test_blanks_dots_dashes_and_brackets_are_dropped(text: str) -> None:
    assert parse_number(text) == "+15550100000"


@given(E164)
def test_a_number_in_the_wire_form_stays_as_it_is(number: str) -> None:
    assert parse_number(number) == number


@given(E164, st.data())
def test_punctuation_anywhere_changes_nothing(number: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(number)))
    mark = data.draw(st.sampled_from(list(" .-()\t\N{NO-BREAK SPACE}")))
    assert parse_number(number[:place] + mark + number[place:]) == number


@pytest.mark.parametrize("digits", [7, 15])
def test_seven_to_fifteen_digits_are_a_number(digits: int) -> None:
    assert parse_number("+" + "1" * digits) == "+" + "1" * digits


@pytest.mark.parametrize(
    "text",
    [
        "",
        "+",
        "15550100000",
        "0015550100000",
        "+05550100000",
        "+155501",
        "+" + "1" * 16,
        "++15550100000",
        "+1555CALLNOW",
        "+15550100000 x5",
        "+15550100000#",
        "+1/555/010/0000",
        "+1\N{EN DASH}555\N{EN DASH}0100000",
        "+1555010000\N{ARABIC-INDIC DIGIT THREE}",
        "\N{FULLWIDTH PLUS SIGN}15550100000",
        "tel:+15550100000",
        "anonymous",
    ],
)
def test_anything_else_is_refused_with_the_form_that_is_wanted(text: str) -> None:
    with pytest.raises(BadNumberError, match="in the form \\+15550100000"):
        parse_number(text)


@given(st.text())
def test_whatever_is_accepted_is_plus_and_digits_of_ascii(text: str) -> None:
    try:
        number = parse_number("+" + text)
    except BadNumberError:
        return
    assert number[0] == "+"
    assert number[1:].isascii()
    assert number[1:].isdigit()
    assert 7 <= len(number[1:]) <= 15
