"""Numbers a line may dial."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.telephony.numbers import BadNumberError, is_region, may_get_texts, parse_number, region_of

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


@pytest.mark.parametrize(
    ("number", "region"),
    [
        ("+12125550123", "US"),
        ("+14165550123", "CA"),
        ("+18765551234", "JM"),
        ("+17875551234", "PR"),
        ("+18005550123", "US"),
        ("+525512345678", "MX"),
        ("+6281234567890", "ID"),
        ("+15550100000", None),
        ("+12125550123999", None),
        ("+266696687", None),
        ("+8010000", None),
        ("+112125550123", None),
        ("+4407911123456", None),
        ("2125550123", None),
        ("+1 212 555 0123", None),
        ("sip:rosa@example.com", None),
        ("", None),
    ],
)
def test_a_number_belongs_to_one_country_or_none(number: str, region: str | None) -> None:
    assert region_of(number) == region


@pytest.mark.parametrize(
    ("number", "may"),
    [
        ("+12125550123", True),
        ("+6281234567890", True),
        ("+62213456789", False),
        ("+18005550123", False),
        ("+19005550123", False),
        ("+448439876543", False),
        ("+15550100000", False),
        ("", False),
    ],
)
def test_texts_go_where_a_mobile_telephone_may_be_and_cost_is_shared_with_nobody(number: str, may: bool) -> None:
    assert may_get_texts(number) is may


@given(st.one_of(E164, st.text(max_size=20)))
def test_a_number_of_no_country_gets_no_texts(number: str) -> None:
    assert region_of(number) is not None or not may_get_texts(number)


@pytest.mark.parametrize(("text", "known"), [("US", True), ("GB", True), ("UK", False), ("us", False), ("", False)])
def test_regions_have_two_capital_letters_and_a_plan(text: str, known: bool) -> None:
    assert is_region(text) is known
