"""Every combination of the channels, and not a sample: nothing the shipped line can say, in any of its languages, mentions
what is off. Takes a minute or two, so `make test` has those in which none is on, or
all are, and each alone at one of the places."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product

import pytest
from menus_laboratory import company

from ivr.checking.check import check
from ivr.diagnostics import Severity

TODAY = date(2026, 11, 24)
SWITCHES = ("online", "app", "mail", "cash", "bank_counter", "chat", "social")
PLACES = ("none", "stores", "partners", "ask")

Switched = Mapping[str, bool]


def combinations(place: str) -> Iterator[Switched]:
    """Those that company.yaml allows: cash needs a place, and a chat a website."""
    for on in product((True, False), repeat=len(SWITCHES)):
        switched = dict(zip(SWITCHES, on, strict=True))
        if not (switched["cash"] and place == "none") and not (switched["chat"] and not switched["online"]):
            yield switched


def nearly_all_the_same(place: str, switched: Switched) -> bool:
    on = [number for number, name in enumerate(SWITCHES) if switched[name]]
    alone = len(on) == 1 and PLACES[on[0] % len(PLACES)] == place
    return not on or len(on) == len(SWITCHES) or alone


def errors(place: str, switched: Switched) -> list[str]:
    changes = {f"channels.{name}": str(on).lower() for name, on in switched.items() if name != "mail"}
    loaded = company({**changes, "channels.in_person": place}, without=() if switched["mail"] else ("mail",))
    return [str(one) for one in check(loaded, TODAY) if one.severity is Severity.ERROR]


@pytest.mark.parametrize("place", PLACES)
def test_whatever_one_channel_is_nothing_mentions_what_is_off(place: str) -> None:
    tried = [one for one in combinations(place) if nearly_all_the_same(place, one)]
    assert len(tried) >= 3
    assert {str(one): errors(place, one) for one in tried if errors(place, one)} == {}


@pytest.mark.long
@pytest.mark.parametrize("place", PLACES)
def test_in_every_combination_nothing_mentions_what_is_off(place: str) -> None:
    tried = list(combinations(place))
    assert len(tried) in (48, 96)
    found = ((one, errors(place, one)) for one in tried)
    assert {str(one): wrong for one, wrong in found if wrong} == {}
