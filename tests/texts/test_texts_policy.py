"""Who may get a text."""

import re

import phonenumbers
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ivr.telephony.numbers import region_of
from ivr.texts.policy import MAY_HAVE_ARRIVED, Hindrance, History, Progress, TextRules, decide, in_allowed_country

RULES = TextRules()
NEW = History(None, opted_out=False, of_call=0, of_number=0)

CARIBBEAN_AND_PACIFIC = [
    "242",
    "246",
    "264",
    "268",
    "284",
    "340",
    "345",
    "441",
    "473",
    "649",
    "658",
    "664",
    "670",
    "671",
    "684",
    "721",
    "758",
    "767",
    "784",
    "787",
    "809",
    "829",
    "849",
    "868",
    "869",
    "876",
    "939",
]
"""Area codes of +1 outside the United States and Canada, from the public list of the North American Numbering Plan."""


@pytest.mark.parametrize("number", ["+12125550123", "+13105550101", "+14165550101"])
def test_a_number_of_the_united_states_or_canada_gets_texts(number: str) -> None:
    assert in_allowed_country(number, RULES)


@pytest.mark.parametrize(
    ("number", "because"),
    [
        ("+18005550123", "toll-free"),
        ("+18885550123", "toll-free"),
        ("+19005550123", "premium rate"),
        ("+15005550006", "a personal number"),
        ("+18765551234", "Jamaica"),
        ("+17875551234", "Puerto Rico"),
        ("+525512345678", "Mexico"),
        ("+6281234567890", "Indonesia"),
        ("+15550100101", "555 is no area code"),
        ("+12125550123999", "an extension keyed along"),
        ("+1212555012", "a digit too few"),
        ("+266696687", "anonymous, as carriers write it"),
        ("+7378742833", "restricted"),
        ("anonymous", "no number"),
        ("sip:rosa@example.com", "an address"),
        ("client:rosa", "a client"),
        ("12125550123", "no plus"),
        ("+1 212 555 0123", "not the form of the wire"),
        ("+12125550123;ext=5", "an extension"),
        ("+1212555012\N{ARABIC-INDIC DIGIT THREE}", "another script"),
        ("", "nothing"),
    ],
)
def test_another_gets_none(number: str, because: str) -> None:
    assert not in_allowed_country(number, RULES), because


@pytest.mark.parametrize("number", ["+266696687", "+7378742833", "+2562533", "+8656696", "+86282452253"])
def test_a_caller_who_withheld_the_number_gets_none_whatever_the_list(number: str) -> None:
    """Twilio sends these for anonymous, restricted, blocked, unknown and unavailable."""
    assert not in_allowed_country(number, TextRules(frozenset(phonenumbers.SUPPORTED_REGIONS)))


@pytest.mark.parametrize("area", CARIBBEAN_AND_PACIFIC)
def test_plus_one_is_not_the_united_states(area: str) -> None:
    for subscriber in ("2345678", "5550123", "2101234"):
        assert not in_allowed_country(f"+1{area}{subscriber}", RULES)


def test_a_landline_gets_none_where_numbers_tell() -> None:
    indonesia = TextRules(frozenset({"ID"}))
    assert in_allowed_country("+6281234567890", indonesia)
    assert not in_allowed_country("+62213456789", indonesia)
    assert region_of("+62213456789") == "ID"


E164 = st.one_of(
    st.from_regex(r"\+[1-9][0-9]{6,14}", fullmatch=True),
    st.from_regex(r"\+1[2-9][0-9]{2}[2-9][0-9]{6}", fullmatch=True),
    st.sampled_from(sorted(phonenumbers.SUPPORTED_REGIONS)).map(
        lambda region: phonenumbers.format_number(
            phonenumbers.example_number(region), phonenumbers.PhoneNumberFormat.E164
        )
    ),
)


@given(E164)
@example("+18765551234")
def test_no_number_outside_the_list_ever_gets_one(number: str) -> None:
    """Held against the plan's own form and area codes, not against the library that decides."""
    if in_allowed_country(number, RULES):
        assert re.fullmatch(r"\+1[2-9][0-9]{2}[2-9][0-9]{6}", number)
        assert number[2:5] not in {
            *CARIBBEAN_AND_PACIFIC,
            "800",
            "833",
            "844",
            "855",
            "866",
            "877",
            "888",
            "900",
            "555",
        }


@given(E164, st.sets(st.sampled_from(sorted(phonenumbers.SUPPORTED_REGIONS)), max_size=4))
def test_a_list_allows_its_own_countries_and_no_other(number: str, regions: set[str]) -> None:
    if in_allowed_country(number, TextRules(frozenset(regions))):
        assert region_of(number) in regions


def test_an_empty_list_allows_nobody() -> None:
    assert not in_allowed_country("+12125550123", TextRules(frozenset()))


@pytest.mark.parametrize("region", ["UK", "us", "USA", "", "001"])
def test_a_region_that_is_none_is_refused(region: str) -> None:
    with pytest.raises(ValueError, match="such as US or GB"):
        TextRules(frozenset({"US", region}))


@pytest.mark.parametrize("shares", [{"per_call": -1}, {"per_day": -1}])
def test_a_share_below_nothing_is_refused(shares: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="zero or more"):
        TextRules(**shares)


@pytest.mark.parametrize(
    ("history", "decided"),
    [
        (NEW, None),
        (History(None, opted_out=False, of_call=1, of_number=2), None),
        (History(None, opted_out=False, of_call=2, of_number=0), Hindrance.CALL_HAD_ITS_SHARE),
        (History(None, opted_out=False, of_call=0, of_number=3), Hindrance.NUMBER_HAD_ITS_SHARE),
        (History(None, opted_out=True, of_call=0, of_number=0), Hindrance.OPTED_OUT),
        (History(None, opted_out=True, of_call=9, of_number=9), Hindrance.OPTED_OUT),
        (History(Progress.DOWN, opted_out=False, of_call=0, of_number=0), None),
        (History(Progress.DOWN, opted_out=True, of_call=0, of_number=0), Hindrance.OPTED_OUT),
        (History(Progress.SENT, opted_out=True, of_call=9, of_number=9), Progress.SENT),
        (History(Progress.BEGUN, opted_out=False, of_call=0, of_number=0), Progress.BEGUN),
        (History(Progress.UNSURE, opted_out=False, of_call=0, of_number=0), Progress.UNSURE),
        (History(Progress.REFUSED, opted_out=False, of_call=0, of_number=0), Progress.REFUSED),
    ],
)
def test_a_text_is_decided_by_what_went_before(history: History, decided: object) -> None:
    assert decide(history, RULES) is decided


@given(st.sampled_from(Progress), st.booleans(), st.integers(0, 9), st.integers(0, 9))
def test_what_may_have_arrived_is_never_sent_again(
    before: Progress, opted_out: bool, of_call: int, of_number: int
) -> None:
    if before in MAY_HAVE_ARRIVED:
        assert decide(History(before, opted_out, of_call, of_number), RULES) is before
