"""The classes of values: whatever a value is, one of the examples goes the same way."""

from collections.abc import Mapping
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from programs_of_dialogs import EVENING, program_of

from ivr.dialog.branching import choose
from ivr.dialog.grammar import Amount
from ivr.dialog.move import Move
from ivr.dialog.program import Asking, Attempts, Branching, Case, Comparison, Ending, Passing, Timing
from ivr.dialog.prompts import Known
from ivr.dialog.state import CallState
from ivr.exploring.classes import USUAL, classes
from ivr.speech.money import format_money

ORDERED = [one for one in Comparison if one is not Comparison.KNOWN]
EQUAL = [Comparison.IS, Comparison.IS_NOT]
SAMPLES: Mapping[Known, tuple[list[Comparison], st.SearchStrategy[str]]] = {
    Known.ACCOUNT_BALANCE: (ORDERED, st.integers(-300, 300).map(lambda minor: format_money(minor, "USD"))),
    Known.ACCOUNT_DUE: (ORDERED, st.dates().map(str)),
    Known.ACCOUNT_STATUS: (EQUAL, st.sampled_from(["active", "suspended", "closed", "moved"])),
    Known.ACCOUNT_AUTOPAY: (EQUAL, st.sampled_from(["yes", "no"])),
    Known.ACCOUNT_LAST4: (EQUAL, st.sampled_from(["1234", "2709", "0000", "9999"])),
    Known.QUEUE_POSITION: (ORDERED, st.integers(0, 9).map(str)),
}


def way(branch: Branching, values: Mapping[str, str]) -> str:
    move = Move(program_of(branch), CallState("d", 1, branch.id, values=values), EVENING)
    choose(move, branch)
    return move.journal[-1].detail


def known(**values: str | None) -> dict[str, str]:
    return {name.replace("_", ".", 1): text for name, text in values.items() if text is not None}


@st.composite
def branches(draw: st.DrawFn, name: Known) -> Branching:
    comparisons, constants = SAMPLES[name]
    cases = [
        Case(draw(st.sampled_from(comparisons)), draw(constants), f"d{place}")
        for place in range(draw(st.integers(1, 4)))
    ]
    if draw(st.booleans()):
        cases.insert(0, Case(Comparison.KNOWN, draw(st.sampled_from(["yes", "no"])), "known"))
    return Branching("fork", name, tuple(cases), "otherwise")


@settings(max_examples=80)
@given(st.sampled_from([*SAMPLES]), st.data())
def test_any_value_goes_the_way_of_one_of_the_examples(name: Known, data: st.DataObject) -> None:
    branch, text = data.draw(branches(name)), data.draw(SAMPLES[name][1])
    examples = classes(program_of(branch)).of[name]
    assert way(branch, {name: text}) in {way(branch, {name: one} if one is not None else {}) for one in examples}


@settings(max_examples=60)
@given(st.sampled_from([Known.ACCOUNT_BALANCE, Known.ACCOUNT_STATUS, Known.QUEUE_POSITION]), st.data())
def test_what_may_not_be_known_goes_that_way_as_well(name: Known, data: st.DataObject) -> None:
    branch = data.draw(branches(name))
    assert None in classes(program_of(branch)).of[name]


@settings(max_examples=60)
@given(
    st.sampled_from(ORDERED),
    st.sampled_from(["150 USD", "-3 USD", "9000 USD", ""]),
    st.integers(500, 5000),
    st.integers(-20_000, 20_000),
)
def test_two_amounts_that_are_compared_lie_either_way_round_wherever_they_can_lie(
    comparison: Comparison, constant: str, amount: int, balance: int
) -> None:
    """The amount is keyed, within bounds; the balance may be any."""
    cases = [Case(comparison, Known.ACCOUNT_BALANCE, "a")]
    if constant:
        cases.insert(0, Case(Comparison.ABOVE, constant, "b"))
    branch = Branching("fork", Known.PAYMENT_AMOUNT, tuple(cases), "otherwise")
    asked = Asking("much", Amount("payment.amount", 500, 5000, "fork"), (), (), (), "end", Attempts(), Timing(5))
    found = classes(program_of(asked, branch)).of
    keyed = {500, 5000, *classes(program_of(asked, branch)).amounts("payment.amount")}
    ways = {
        way(branch, known(payment_amount=format_money(one, "USD"), account_balance=other))
        for one, other in product((one for one in keyed if 500 <= one <= 5000), found[Known.ACCOUNT_BALANCE])
    }
    mine = known(payment_amount=format_money(amount, "USD"), account_balance=format_money(balance, "USD"))
    assert way(branch, mine) in ways


def test_an_amount_that_is_made_from_another_is_told_apart_where_that_one_is() -> None:
    branch = Branching("fork", Known.PAYMENT_AMOUNT, (Case(Comparison.ABOVE, "7000 USD", "end"),), "end")
    copied = Passing("copy", (), "fork", keeps=((Known.PAYMENT_AMOUNT, Known.ACCOUNT_BALANCE),))
    found = classes(program_of(copied, branch)).of[Known.ACCOUNT_BALANCE]
    assert {"7000 USD", "7001 USD", "0 USD", None} <= {*found}


def test_what_nothing_asks_about_has_no_classes() -> None:
    assert classes(program_of(Ending("end", ()))).of == {
        name: (USUAL[name], None) for name in (Known.PAYMENT_CONFIRMATION, Known.CALLER_REFERENCE_LAST4)
    }
