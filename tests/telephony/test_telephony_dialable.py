"""Which numbers a line may call by itself. The ranges are those of the numbering plans; every number in them is made up."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.telephony.dialable import dialable, whole

EVERYWHERE = ("US", "CA", "PR", "DO", "JM", "BM", "ID", "GB", "GG")


@pytest.mark.parametrize(
    ("number", "country"),
    [
        ("+12125550123", "US"),  # a landline or a mobile telephone: the plan of +1 does not tell
        ("+14165550123", "CA"),
        ("+17875550123", "PR"),
        ("+18005550100", "US"),  # toll-free: whoever is called pays
        ("+18095551234", "DO"),
        ("+18765551234", "JM"),
        ("+6281234567890", "ID"),  # mobile
        ("+62215550123", "ID"),  # Jakarta
        ("+442079460000", "GB"),  # London
        ("+445612345678", "GB"),  # VoIP
    ],
)
def test_an_ordinary_telephone_is_called_in_its_own_country_and_no_other(number: str, country: str) -> None:
    assert dialable(number, {country})
    assert not dialable(number, {one for one in EVERYWHERE if one != country})


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("+19005551234", "premium rate, 900"),
        ("+12129761234", "premium rate, a 976 exchange"),
        ("+13109760000", "premium rate, a 976 exchange elsewhere"),
        ("+18099761234", "premium rate, a 976 exchange of the Dominican Republic"),
        ("+628091234567", "premium rate, Indonesia 0809"),
        ("+449098790000", "premium rate, United Kingdom 09"),
        ("+448712345678", "service number, United Kingdom 087"),
        ("+448451234567", "service number, United Kingdom 084"),
        ("+447012345678", "personal number, United Kingdom 070"),
        ("+447640123456", "pager, United Kingdom 076"),
        ("+443001234567", "company-wide number, United Kingdom 03"),
        ("+15005550006", "personal number, 500"),
        ("+15225551234", "personal number, 522"),
        ("+17005551234", "long-distance companies' own, 700"),
        ("+97912345678", "international premium rate"),
        ("+881612345678", "a satellite telephone"),
        ("+80012345678", "international freephone, in no country"),
        ("+12125551212", "directory assistance"),
        ("+12129111234", "an exchange that is an emergency number"),
        ("+12124111234", "an exchange that is directory assistance"),
        ("+15550100001", "no area code 555"),
        ("+12121550123", "no exchange begins with 1"),
        ("+10000000000", "nothing"),
        ("+266696687", "what carriers send for a withheld number"),
    ],
)
def test_what_costs_somebody_or_is_no_telephone_is_not_called_anywhere(number: str, why: str) -> None:
    assert not dialable(number, EVERYWHERE), why


@pytest.mark.parametrize(
    "number", ["911", "112", "999", "110", "411", "0", "", "+", "+911", "+62112", "+44999", "9115550100", "1121121121"]
)
def test_emergency_and_short_numbers_are_not_called(number: str) -> None:
    assert not dialable(number, EVERYWHERE)


@pytest.mark.parametrize("digits", ["2125550123", "12125550123", "+12125550123"])
def test_a_number_is_the_same_with_its_country_code_or_without(digits: str) -> None:
    assert whole(digits) == "+12125550123"
    assert dialable(digits, {"US"})
    assert not dialable(digits, {"CA"})


def test_the_north_american_code_alone_is_many_countries() -> None:
    asked = {"8095551234": "DO", "8295551234": "DO", "8765551234": "JM", "7875550123": "PR"}
    assert not [number for number in asked if dialable(number, {"US", "CA"})]
    assert all(dialable(number, {country}) for number, country in asked.items())


def test_we_do_not_call_ourselves() -> None:
    assert dialable("2125550123", {"US"}, ["+12125550199"])
    assert not dialable("2125550123", {"US"}, ["+12125550123"])
    assert not dialable("+12125550123", {"US"}, {"+12125550123"})


def test_nobody_is_called_in_no_country() -> None:
    assert not dialable("+12125550123", ())


@settings(max_examples=300)
@given(st.text(max_size=20) | st.from_regex(r"\+?[0-9]{0,17}", fullmatch=True))
def test_whatever_is_keyed_there_is_an_answer(keyed: str) -> None:
    assert dialable(keyed, EVERYWHERE) in (True, False)


@settings(max_examples=200)
@given(st.integers(0, 9_999_999))
def test_no_number_of_a_premium_range_is_ever_called(rest: int) -> None:
    digits = f"{rest:07}"
    for number in (f"+1900{digits}", f"+1212976{digits[3:]}", f"+62809{digits}", f"+449{digits}00", f"+979{digits}00"):
        assert not dialable(number, EVERYWHERE), number
