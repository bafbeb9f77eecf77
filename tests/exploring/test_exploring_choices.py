"""One move under everything that could make it come out differently."""

from zoneinfo import ZoneInfo

import pytest
from programs_of_dialogs import program_of

from ivr.dialog.grammar import Amount, OneKey
from ivr.dialog.program import (
    Asking,
    Attempts,
    Branching,
    Case,
    Comparison,
    Connecting,
    Dialog,
    Ending,
    OfHours,
    Order,
    Passing,
    Paying,
    PayTerms,
    Timing,
)
from ivr.dialog.prompts import Known
from ivr.dialog.state import CallState
from ivr.dialog.step import EndlessLineError
from ivr.dialog.world import Answered, Paid, RingEnded
from ivr.exploring.choices import Choices
from ivr.exploring.happenings import SILENCE, pressed
from ivr.exploring.moving import Doing
from ivr.exploring.passages import passages
from ivr.secret import Secret
from ivr.telephony.hours import Calendar
from ivr.telephony.outcomes import PayOutcome, RingOutcome

BILLING = Calendar(ZoneInfo("America/New_York"), {})
BALANCE = (Case(Comparison.ABOVE, "0 USD", "owes"),)
OWES, NOT = Ending("owes", ()), Ending("not", ())
ANSWERED = Doing("calls", Answered())


def menu(target: str) -> Asking:
    grammar = OneKey({"1": target})
    return Asking("menu", grammar, (), (), (), "end", Attempts(0, 0), Timing(5))


def state(at: str, **values: str) -> CallState:
    known = {name.replace("_", ".", 1): text for name, text in values.items()}
    return CallState("digest", 1, at, values=known, secrets={Known.ACCOUNT_NUMBER.value: Secret("84480001")})


def ways(doing: Doing, before: CallState | None, *dialogs: Dialog) -> list[tuple[str, ...]]:
    """The ways of every move there is, without those of the first dialog."""
    choices = Choices(program_of(*dialogs, calendars={"billing": BILLING}))
    return [tuple(one.way for one in passages(moved.journal)) for _, moved in choices.moves(before, doing)]


def test_a_move_that_looks_at_nothing_comes_out_in_one_way() -> None:
    assert ways(pressed("1"), state("menu"), menu("owes"), OWES) == [("key 1",)]


def test_a_move_that_looks_at_the_hours_comes_out_in_as_many_ways_as_there_are_hours() -> None:
    fork = Branching("fork", OfHours("billing"), (), "end")
    assert sorted(ways(ANSWERED, None, fork)) == [("closed",), ("emergency",)]


def test_a_branch_is_taken_each_way_that_a_class_of_its_value_goes() -> None:
    fork = Branching("fork", Known.ACCOUNT_BALANCE, BALANCE, "not")
    found = ways(pressed("1"), state("menu", account_balance="4510 USD"), menu("fork"), fork, OWES, NOT)
    assert sorted(found) == [("key 1", "1"), ("key 1", "otherwise")]


def test_two_branches_of_one_move_do_not_contradict_each_other() -> None:
    first = Branching("first", Known.ACCOUNT_BALANCE, (Case(Comparison.ABOVE, "0 USD", "second"),), "not")
    second = Branching("second", Known.ACCOUNT_BALANCE, (Case(Comparison.BELOW, "-5 USD", "owes"),), "end")
    found = ways(pressed("1"), state("menu", account_balance="4510 USD"), menu("first"), first, second, OWES, NOT)
    assert sorted(found) == [("key 1", "1", "otherwise"), ("key 1", "otherwise")]


def test_cases_that_lead_to_one_dialog_are_ways_of_their_own() -> None:
    fork = Branching("fork", Known.ACCOUNT_BALANCE, BALANCE, "owes")
    found = ways(pressed("1"), state("menu", account_balance="4510 USD"), menu("fork"), fork, OWES)
    assert sorted(found) == [("key 1", "1"), ("key 1", "otherwise")]


def test_an_amount_that_was_just_keyed_is_what_it_is() -> None:
    asked = Asking("much", Amount("payment.amount", 100, 900, "fork"), (), (), (), "end", Attempts(), Timing(5))
    fork = Branching("fork", Known.PAYMENT_AMOUNT, (Case(Comparison.ABOVE, "500 USD", "owes"),), "not")
    assert ways(pressed("501"), state("much", payment_amount="4510 USD"), asked, fork, OWES, NOT) == [("keyed", "1")]


def test_what_was_keyed_before_may_be_any_amount_when_nothing_was_keyed_now() -> None:
    asked = Asking("much", Amount("payment.amount", 100, 900, "end"), (), (), (), "end", Attempts(), Timing(5), "fork")
    fork = Branching("fork", Known.PAYMENT_AMOUNT, (Case(Comparison.ABOVE, "500 USD", "owes"),), "not")
    found = ways(pressed("*"), state("much", payment_amount="4510 USD"), asked, fork, OWES, NOT)
    assert sorted(found) == [("*", "1"), ("*", "otherwise")]


def paying(**outcomes: str) -> Paying:
    leads = {PayOutcome(name): to for name, to in outcomes.items()}
    return Paying("pay", PayTerms("Default", ("visa",)), (), leads, "end")


def test_after_a_payment_something_may_be_owed_still() -> None:
    fork = Branching("fork", Known.ACCOUNT_BALANCE, BALANCE, "not")
    doing = Doing("paid", Paid(PayOutcome.PAID, "7QX42"))
    before = state("pay", payment_amount="4510 USD", account_balance="4510 USD")
    assert sorted(ways(doing, before, paying(paid="fork"), fork, OWES, NOT)) == [("paid", "1"), ("paid", "otherwise")]


def test_what_is_copied_may_be_unknown_and_may_be_nothing_to_pay() -> None:
    copied = Passing("copy", (), "pay", keeps=((Known.PAYMENT_AMOUNT, Known.ACCOUNT_BALANCE),))
    found = ways(
        pressed("1"), state("menu", account_balance="4510 USD"), menu("copy"), copied, paying(failed="not"), NOT
    )
    assert ("key 1", "next", "failed") in found
    assert ("key 1", "next") in found  # and the carrier takes it


def test_who_was_rung_before_is_not_rung_again_and_may_be_by_the_next_transfer() -> None:
    """The next ring of the same people is a ring of its own, so "nobody left" need not mean "nobody there"."""
    ends = dict.fromkeys(RingOutcome, "again")
    again = Connecting("again", "billing", Order.IN_ORDER, 20, (), "end", dict.fromkeys(RingOutcome, "end"))
    rung = Connecting("ring", "billing", Order.IN_ORDER, 20, (), "end", ends)
    found = set(ways(Doing("busy", RingEnded(RingOutcome.BUSY)), state("ring"), rung, again))
    assert found == {("busy",), ("busy", "busy")}


def test_ways_that_come_to_a_wait_are_found_beside_one_that_never_does() -> None:
    fork = Branching("fork", OfHours("billing"), (Case(Comparison.IS, "closed", "fork"),), "end")
    choices = Choices(program_of(fork, calendars={"billing": BILLING}))
    moves = choices.moves(None, ANSWERED)
    chosen, moved = next(moves)
    assert [one.way for one in passages(moved.journal)] == ["emergency"]
    assert dict(chosen) == {"hours": 1}
    with pytest.raises(EndlessLineError):
        next(moves)


def test_the_usual_way_is_the_first_and_is_chosen_as_such() -> None:
    choices = Choices(program_of(menu("end")))
    before = state("menu")
    assert next(iter(choices.moves(before, SILENCE)))[1] == choices.usual(before, SILENCE)
