"""`amount`: what may be paid, what is read back, and what is asked for twice."""

import pytest
from cast import SILENT, WORLD, Played, keyed
from hypothesis import given
from hypothesis import strategies as st
from line_laboratory import COMPANY, found, program, told

from ivr.dialog.journal import Happening
from ivr.dialog.program import Asking, Program, exits
from ivr.dialog.prompts import Known
from ivr.dialog.step import begin
from ivr.dialog.turn import Listen
from ivr.dialog.world import Answered
from ivr.speech.money import format_money, money_words

BODY = """\
amount:
  least: 1.00
  most: 2000.00
  exhausted: representative
next: goodbye
"""
LINE = program(BODY)
DONE, PERSON = "goodbye", "representative"
PARTS = (
    "To pay all of it, {all}, press one. To pay what is past due, {late}, press two. For another amount, press three."
)
WHOLE = "To pay all of it, {all}, press one. For another amount, press two."
ANY = "Enter the amount in dollars and cents. For forty-five dollars and ten cents, enter four, five, one, zero, then pound."
READ_BACK = "You will pay {amount}. If that's right, press one. To change it, press two."


def comes(*, balance: int | None = None, late: int = 0, tier: str = "T2", line: Program = LINE) -> Played:
    """A caller of whom so much is known comes to the amount."""
    owed = {} if balance is None else {"account.balance": f"{balance} USD", "account.past_due": f"{late} USD"}
    moved = begin(line, Answered("greeting", {"account.tier": tier, **owed}), WORLD)
    return Played(line, moved, moved.journal)


def entered(played: Played) -> list[str]:
    return [entry.dialog for entry in played.noted(Happening.ENTERED)]


def chosen(played: Played) -> str | None:
    """The amount a caller goes on with; None for one who is still asked, or who went to a person."""
    return played.state.values.get(Known.PAYMENT_AMOUNT) if DONE in entered(played) else None


def heard(played: Played) -> str:
    """The words, with the rests between them as blanks."""
    return " ".join(played.words.split())


# -- the choices ------------------------------------------------------------------------------------------------------


def test_whoever_is_partly_past_due_may_pay_all_or_the_late_part_or_anything() -> None:
    played = comes(balance=13450, late=4000)
    expected = PARTS.format(all="one hundred thirty-four dollars and fifty cents", late="forty dollars")
    assert heard(played) == f"{expected} For a representative, press zero."


@pytest.mark.parametrize("late", [0, 13450, 20000])
def test_what_is_past_due_is_no_choice_of_its_own_where_it_is_nothing_or_everything(late: int) -> None:
    played = comes(balance=13450, late=late)
    assert heard(played).startswith(WHOLE.format(all="one hundred thirty-four dollars and fifty cents"))


@pytest.mark.parametrize("tier", ["T0", "T1"])
def test_whoever_may_not_hear_what_is_owed_is_asked_for_an_amount_at_once(tier: str) -> None:
    """Even where the state should hold more than it may."""
    assert heard(comes(balance=13450, late=4000, tier=tier)) == ANY
    assert heard(comes(tier=tier)) == ANY


@pytest.mark.parametrize("balance", [0, -2500])
def test_whoever_owes_nothing_or_has_a_credit_may_pay_ahead(balance: int) -> None:
    assert heard(comes(balance=balance)) == f"You don't owe anything right now. You can pay ahead. {ANY}"


def test_nothing_is_said_of_a_balance_that_is_not_known() -> None:
    assert heard(comes()) == ANY


@pytest.mark.parametrize(("key", "amount"), [("1", "13450 USD"), ("2", "4000 USD")])
def test_what_is_chosen_is_read_back_and_kept(key: str, amount: str) -> None:
    played = comes(balance=13450, late=4000).then(keyed(key))
    spoken = {"1": "one hundred thirty-four dollars and fifty cents", "2": "forty dollars"}[key]
    assert heard(played) == READ_BACK.format(amount=spoken)
    assert chosen(played.then(keyed("1"))) == amount


# -- another amount ---------------------------------------------------------------------------------------------------


def test_another_amount_is_keyed_without_a_point_and_read_back() -> None:
    played = comes(balance=13450).then(keyed("2"), keyed("4510"))
    assert heard(played) == READ_BACK.format(amount="forty-five dollars and ten cents")
    assert chosen(played) is None, "nothing is agreed to yet"
    assert chosen(played.then(keyed("1"))) == "4510 USD"


@pytest.mark.parametrize("keys", ["00", "1", "99", "200001", "9999999", "000"])
def test_an_amount_out_of_bounds_is_asked_for_again_with_the_bounds_in_words(keys: str) -> None:
    played = comes(tier="T1").then(keyed(keys))
    assert heard(played) == f"Sorry, that did not match. I can take from one dollar to two thousand dollars. {ANY}"


def test_zero_alone_is_a_person_and_star_alone_goes_back() -> None:
    assert PERSON in entered(comes(tier="T1").then(keyed("0")))
    assert PERSON not in entered(comes(tier="T1").then(keyed("*")))


def test_silence_is_followed_by_the_question_and_the_ways_out() -> None:
    words = heard(comes(tier="T1").then(SILENT))
    assert words == f"Take your time. I'll wait. {ANY} For a representative, press zero, then pound."


def test_after_the_last_attempt_a_person_takes_over() -> None:
    assert PERSON in entered(comes(tier="T1").then(*[keyed("1")] * 3))


# -- second thoughts --------------------------------------------------------------------------------------------------


def test_2_begins_anew_with_all_the_choices() -> None:
    played = comes(balance=13450, late=4000).then(keyed("1"), keyed("2"))
    assert heard(played).startswith("To pay all of it")


@pytest.mark.parametrize("amount", ["13451", "200000"])
def test_more_than_is_owed_needs_a_second_yes(amount: str) -> None:
    played = comes(balance=13450).then(keyed("2"), keyed(amount), keyed("1"))
    assert heard(played).startswith("That is more than you owe. To pay ")
    assert " all the same, press one. To change it, press two." in heard(played)
    assert chosen(played) is None
    assert chosen(played.then(keyed("1"))) == f"{amount} USD"
    assert heard(played.then(keyed("2"))).startswith("To pay all of it")


def test_paying_ahead_is_paying_more_than_is_owed() -> None:
    assert heard(comes(balance=-2500).then(keyed("1000"), keyed("1"))).startswith("That is more than you owe.")


def test_an_amount_as_large_as_what_is_owed_needs_no_second_yes() -> None:
    assert chosen(comes(balance=13450).then(keyed("2"), keyed("13450"), keyed("1"))) == "13450 USD"


def test_nobody_learns_what_is_owed_by_trying_amounts() -> None:
    """A caller who may not hear a balance is not told that an amount is above it either."""
    assert chosen(comes(balance=100, tier="T1").then(keyed("4510"), keyed("1"))) == "4510 USD"


def test_less_than_a_dollar_needs_a_second_yes() -> None:
    line = program(BODY.replace("1.00", "0.01"))
    played = comes(tier="T1", line=line).then(keyed("45"), keyed("1"))
    assert heard(played) == (
        "That is less than one dollar. To pay forty-five cents all the same, press one. To change it, press two."
    )
    assert chosen(played.then(keyed("1"))) == "45 USD"


def test_an_amount_that_is_both_small_and_too_much_needs_a_yes_for_each() -> None:
    line = program(BODY.replace("1.00", "0.01"))
    played = comes(balance=20, line=line).then(keyed("2"), keyed("45"), keyed("1"), keyed("1"))
    assert heard(played).startswith("That is more than you owe.")
    assert chosen(played.then(keyed("1"))) == "45 USD"


@pytest.mark.parametrize("balance", [200001, 99])
def test_a_total_that_may_not_be_taken_by_keypad_is_for_a_person(balance: int) -> None:
    played = comes(balance=balance).then(keyed("1"))
    assert heard(played).startswith("I cannot take that amount by telephone keys.")
    assert PERSON in entered(played)


def test_a_key_pressed_twice_agrees_to_nothing() -> None:
    """Every yes is preceded by a second of deafness."""
    yes = [
        one
        for name, one in LINE.dialogs.items()
        if name in {f"greeting.{part}" for part in ("confirm", "small", "more")}
    ]
    assert [one.guard for one in yes if isinstance(one, Asking)] == [True] * 3
    played = comes(balance=13450).then(keyed("1"))
    assert isinstance(played.wait, Listen)
    assert played.wait.guard


# -- its author -------------------------------------------------------------------------------------------------------


def test_without_bounds_of_its_own_a_node_has_the_companys() -> None:
    company = COMPANY + "pay:\n  least: 5.00\n  most: 60.00\n"
    line = program("amount:\n  exhausted: representative\nnext: goodbye\n", company)
    assert "I can take from five dollars to sixty dollars." in heard(comes(tier="T1", line=line).then(keyed("499")))
    assert "You will pay sixty dollars." in heard(comes(tier="T1", line=line).then(keyed("6000")))


@pytest.mark.parametrize(
    ("bounds", "line", "message"),
    [
        ("least: 1.00", 4, "Only one of least and most is written here."),
        ("least: 3.00\n  most: 2.00", 4, "No amount lies between least and most, or too large ones do."),
        ("least: 0.00\n  most: 2.00", 4, "No amount lies between least and most, or too large ones do."),
        ("least: 1.00\n  most: 1000000.01", 4, "No amount lies between least and most, or too large ones do."),
    ],
)
def test_bounds_that_are_none_are_an_authors_mistake(bounds: str, line: int, message: str) -> None:
    body = f"amount:\n  {bounds}\n  exhausted: representative\nnext: goodbye\n"
    assert told(body)[2] == message


def test_bounds_are_amounts_of_money() -> None:
    assert "is not an amount of money" in told(BODY.replace("2000.00", "2000"))[2]


def test_a_line_with_an_amount_has_no_findings() -> None:
    assert [str(one) for one in found(BODY)] == []


def test_every_dialog_of_it_leads_to_one_there_is() -> None:
    assert all(exits(one) <= LINE.dialogs.keys() for one in LINE.dialogs.values())


answers = st.lists(st.sampled_from(["1", "2", "3", "45", "4510", "200000", "0", "*", "#", "9", ""]), max_size=9)


@given(st.none() | st.integers(-5000, 250000), st.integers(0, 20000), st.sampled_from(["T0", "T1", "T2"]), answers)
def test_whatever_is_pressed_no_amount_is_gone_on_with_but_one_that_was_read_back(
    balance: int | None, late: int, tier: str, keys: list[str]
) -> None:
    played, last = comes(balance=balance, late=late, tier=tier), ""
    for one in keys:
        if not isinstance(played.wait, Listen):
            break
        last = heard(played)
        played = played.then(keyed(one) if one else SILENT)
    amount = chosen(played)
    if amount is not None:
        cents = int(amount.split()[0])
        assert 100 <= cents <= 200000
        assert amount == format_money(cents, "USD")
        assert money_words(cents, "USD", "en-US") in last
        assert "greeting.confirm" in entered(played)
