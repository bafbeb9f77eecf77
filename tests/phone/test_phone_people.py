"""Whoever plugs a telephone in answers in somebody's place."""

from collections.abc import Mapping

import pytest

from ivr.carrier.phones import Phone
from ivr.phone.people import Named, number_of

PEOPLE = {"+15550100111": "Ann", "client:bo": "Bo Lee"}


@pytest.mark.parametrize(
    ("names", "name"), [(PEOPLE, "Ann"), ({}, "a tab"), (None, "+15550100111")], ids=["known", "unknown", "elsewhere"]
)
def test_whoever_answers_goes_by_the_name_the_line_has_for_the_number(
    names: Mapping[str, str] | None, name: str
) -> None:
    phones = Named({"+15550100111": Phone(name="a tab")}, names)
    assert phones["+15550100111"].name == name
    assert "+15550100112" not in phones
    assert (list(phones), len(phones)) == (["+15550100111"], 1)


@pytest.mark.parametrize(
    ("user", "number"),
    [
        ("ann", "+15550100111"),
        ("15550100111", "+15550100111"),
        ("+1 555 010 0111", "+15550100111"),
        ("bo.lee", "client:bo"),
        ("somebody", None),
        ("", None),
    ],
)
def test_a_softphone_answers_for_whom_it_is_named_after(user: str, number: str | None) -> None:
    assert number_of(PEOPLE)(user) == number
