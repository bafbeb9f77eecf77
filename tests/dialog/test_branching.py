"""Which way a branch goes: hours, known values, comparisons with a constant."""

from datetime import datetime

import pytest
from cast import FACTS, NIGHT, PROGRAM, ROSTER, THANKSGIVING, TUESDAY, WORLD, keyed, play
from hypothesis import given
from hypothesis import strategies as st

from ivr.dialog.branching import choose
from ivr.dialog.move import Move
from ivr.dialog.program import Branching, Case, Comparison, OfHours
from ivr.dialog.prompts import Known
from ivr.dialog.state import CallState
from ivr.dialog.world import World
from ivr.secret import Secret

CENTS = st.integers(-(10**9), 10**9)


def choosing(state: CallState, branch: Branching, world: World) -> object:
    return choose(Move(PROGRAM, state, world), branch)


def holds(of: Known, comparison: Comparison, operand: str, **known: str) -> bool:
    """Whether one case holds for a caller with these values, dots written as underscores."""
    values = {name.replace("_", ".", 1): text for name, text in known.items()}
    state = CallState("d", 1, "branch", values=values, secrets={"account.number": Secret("84482917")})
    branch = Branching("branch", of, (Case(comparison, operand, "yes"),), "no")
    return choosing(state, branch, WORLD) == "yes"


@pytest.mark.parametrize(
    ("comparison", "expected"),
    [
        (Comparison.IS, (False, True, False)),
        (Comparison.IS_NOT, (True, False, True)),
        (Comparison.BELOW, (True, False, False)),
        (Comparison.ABOVE, (False, False, True)),
        (Comparison.AT_LEAST, (False, True, True)),
        (Comparison.AT_MOST, (True, True, False)),
    ],
)
@pytest.mark.parametrize(
    ("of", "less", "operand", "more"),
    [
        (Known.ACCOUNT_BALANCE, "-1 USD", "0 USD", "1 USD"),
        (Known.ACCOUNT_PAST_DUE, "999 USD", "1000 USD", "10000 USD"),
        (Known.ACCOUNT_DUE, "2026-09-30", "2026-10-01", "2027-01-01"),
        (Known.HEARD_COUNT, "9", "10", "100"),
    ],
)
def test_amounts_dates_and_counts_compare_as_what_they_are(
    of: Known, less: str, operand: str, more: str, comparison: Comparison, expected: tuple[bool, bool, bool]
) -> None:
    name = of.value.replace(".", "_", 1)
    assert tuple(holds(of, comparison, operand, **{name: text}) for text in (less, operand, more)) == expected


@given(CENTS, CENTS)
def test_any_two_amounts_compare_as_their_cents(left: int, right: int) -> None:
    owed = {"account_balance": f"{left} USD"}
    assert holds(Known.ACCOUNT_BALANCE, Comparison.BELOW, f"{right} USD", **owed) is (left < right)
    assert holds(Known.ACCOUNT_BALANCE, Comparison.AT_MOST, f"{right} USD", **owed) is (left <= right)
    assert holds(Known.ACCOUNT_BALANCE, Comparison.IS, f"{right} USD", **owed) is (left == right)


@pytest.mark.parametrize("comparison", [one for one in Comparison if one is not Comparison.KNOWN])
def test_a_value_that_is_not_known_holds_nothing_that_compares_it(comparison: Comparison) -> None:
    assert not holds(Known.ACCOUNT_BALANCE, comparison, "0 USD")


@pytest.mark.parametrize(
    ("of", "operand", "expected"),
    [
        (Known.ACCOUNT_BALANCE, "no", True),
        (Known.ACCOUNT_BALANCE, "yes", False),
        (Known.ACCOUNT_NUMBER, "yes", True),
        (Known.ACCOUNT_NUMBER, "no", False),
        (Known.ACCOUNT_PIN, "no", True),
    ],
)
def test_whether_something_is_known_can_be_asked_of_secrets_too(of: Known, operand: str, expected: bool) -> None:
    assert holds(of, Comparison.KNOWN, operand) is expected


def test_a_secret_is_never_compared_with_what_was_keyed() -> None:
    assert not holds(Known.ACCOUNT_NUMBER, Comparison.IS, "84482917")


def test_the_first_case_that_holds_decides() -> None:
    state = CallState("d", 1, "branch", values=FACTS)
    cases = (
        Case(Comparison.ABOVE, "99999999 USD", "rich"),
        Case(Comparison.ABOVE, "0 USD", "first"),
        Case(Comparison.ABOVE, "1 USD", "second"),
    )
    assert choosing(state, Branching("branch", Known.ACCOUNT_BALANCE, cases, "no"), WORLD) == "first"


@pytest.mark.parametrize(
    ("now", "at"),
    [(TUESDAY, "person"), (NIGHT, "closed"), (THANKSGIVING, "holiday")],
    ids=["open", "closed", "holiday"],
)
def test_hours_are_those_of_the_calendar_at_that_moment(now: datetime, at: str) -> None:
    assert play(keyed("2"), world=World(now, ROSTER)).at == at


def test_hours_that_no_case_names_go_where_otherwise_says() -> None:
    branch = Branching("branch", OfHours("billing"), (Case(Comparison.IS_NOT, "holiday", "working"),), "resting")
    state = CallState("d", 1, "branch")
    assert choosing(state, branch, World(NIGHT)) == "working"
    assert choosing(state, branch, World(THANKSGIVING)) == "resting"


def test_a_caller_who_was_never_verified_is_not_verified() -> None:
    assert holds(Known.ACCOUNT_VERIFIED, Comparison.IS, "no")
    assert not holds(Known.ACCOUNT_VERIFIED, Comparison.IS, "no", account_verified="yes")
    assert not holds(Known.ACCOUNT_VERIFIED, Comparison.IS, "yes")
