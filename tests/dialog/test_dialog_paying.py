"""A payment by card in the conversation: what is charged, what is never charged twice, and where each end leads."""

from dataclasses import replace

import pytest
from cast import PROGRAM, SILENT, WORLD, Played, said, with_dialogs

from ivr.dialog.journal import Happening
from ivr.dialog.paying import DECLINES
from ivr.dialog.program import Captured, Paying, PayPrompt, PayTerms, Program, exits
from ivr.dialog.prompts import Known
from ivr.dialog.state import CallState
from ivr.dialog.step import step
from ivr.dialog.turn import Pay
from ivr.dialog.world import Paid
from ivr.telephony.events import HungUp
from ivr.telephony.outcomes import PayOutcome

TERMS = PayTerms("Default", ("visa",))
ASK = PayPrompt(Captured.CARD_NUMBER, said("Please enter your card number."), (1,))
AGAIN = PayPrompt(Captured.CARD_NUMBER, said("I did not get that."), (2,), ("input-timeout",))
CHARGE = Paying(
    "charge",
    TERMS,
    (ASK, AGAIN),
    {
        PayOutcome.PAID: "main",
        PayOutcome.DECLINED: "deep",
        PayOutcome.CANCELLED: "main",
        PayOutcome.FAILED: "lost",
        PayOutcome.UNKNOWN: "person",
    },
    "person",
)
LINE = with_dialogs(CHARGE)


def paying(amount: str | None = "4510 USD", program: Program = LINE, **other: object) -> Played:
    """A caller about to come to the payment: from the main menu, whose last key leads there."""
    values = {} if amount is None else {Known.PAYMENT_AMOUNT.value: amount}
    state = CallState(digest="digest", turn=3, at="before", values=values, **other)  # type: ignore[arg-type]
    before = replace(CHARGE, id="before", outcomes={PayOutcome.CANCELLED: "charge"})
    program = replace(program, dialogs={**program.dialogs, "before": before})
    moved = step(program, state, Paid(PayOutcome.CANCELLED), WORLD)
    return Played(program, moved, moved.journal)


def again(played: Played, **values: str) -> Played:
    """The same caller comes to the payment once more, from wherever they are."""
    state = replace(played.state, at="before", values={**played.state.values, **values})
    moved = step(played.program, state, Paid(PayOutcome.CANCELLED), WORLD)
    return Played(played.program, moved, (*played.journal, *moved.journal))


def test_the_carrier_is_asked_for_the_amount_with_every_prompt_in_words() -> None:
    wait = paying().wait
    assert isinstance(wait, Pay)
    assert (wait.amount, wait.terms, wait.language) == ("4510 USD", TERMS, "en-US")
    assert [(one.step, one.attempts, one.errors) for one in wait.prompts] == [
        (Captured.CARD_NUMBER, (1,), ()),
        (Captured.CARD_NUMBER, (2,), ("input-timeout",)),
    ]
    assert [one.said[0].parts for one in wait.prompts] == [
        ("Please enter your card number.",),
        ("I did not get that.",),
    ]


def test_a_fee_is_charged_with_the_amount_and_is_no_part_of_what_was_paid() -> None:
    charge = replace(CHARGE, terms=replace(TERMS, fee=250))
    played = paying(program=replace(LINE, dialogs={**LINE.dialogs, "charge": charge}))
    assert isinstance(played.wait, Pay)
    assert played.wait.amount == "4760 USD"
    assert played.state.values[Known.PAYMENT_AMOUNT] == "4510 USD"


@pytest.mark.parametrize("amount", [None, "0 USD", "-4510 USD"])
def test_without_an_amount_nothing_is_charged_and_no_card_is_kept_for_later(amount: str | None) -> None:
    """A carrier takes a charge of nothing for the wish to keep the card."""
    played = paying(amount)
    assert not isinstance(played.wait, Pay)
    assert "lost" in [entry.dialog for entry in played.noted(Happening.ENTERED)]


@pytest.mark.parametrize("outcome", PayOutcome)
def test_each_end_leads_where_its_author_says_and_is_noted(outcome: PayOutcome) -> None:
    played = paying().then(Paid(outcome))
    assert [entry.detail for entry in played.noted(Happening.PAID)][-1] == outcome
    entered = [entry.dialog for entry in played.noted(Happening.ENTERED)]
    assert CHARGE.outcomes[outcome] in entered
    assert CHARGE.outcomes[outcome] in exits(CHARGE)


def test_an_end_nobody_routed_leads_to_the_person() -> None:
    few = replace(CHARGE, outcomes={PayOutcome.PAID: "main"})
    played = paying(program=with_dialogs(few)).then(Paid(PayOutcome.UNKNOWN))
    assert "person" in [entry.dialog for entry in played.noted(Happening.ENTERED)]


@pytest.mark.parametrize(
    ("given", "kept"),
    [("7K229", "7K229"), ("ch-3lk4", "CH3LK4"), ("a" * 40, "A" * 40), ("--", None), ("", None), ("é٣", None)],
)
def test_a_confirmation_is_kept_as_it_can_be_said(given: str, kept: str | None) -> None:
    assert paying().then(Paid(PayOutcome.PAID, given)).state.values.get(Known.PAYMENT_CONFIRMATION) == kept


def test_a_payment_without_a_confirmation_has_none_of_an_earlier_one() -> None:
    played = paying().then(Paid(PayOutcome.PAID, "7K229"))
    second = again(played, **{Known.PAYMENT_AMOUNT.value: "100 USD"}).then(Paid(PayOutcome.PAID))
    assert Known.PAYMENT_CONFIRMATION not in second.state.values


def test_three_declines_in_a_call_lead_to_a_person_however_the_caller_came_back() -> None:
    played = paying()
    for _ in range(2):
        played = played.then(Paid(PayOutcome.DECLINED))
        assert played.at == "deep"
        played = again(played)
        assert isinstance(played.wait, Pay)
    played = played.then(Paid(PayOutcome.DECLINED))
    assert "person" in [entry.dialog for entry in played.noted(Happening.ENTERED)]
    assert played.noted(Happening.EXHAUSTED)


def test_after_the_last_decline_no_card_is_tried_again() -> None:
    assert not isinstance(paying(counts={DECLINES: 3}).wait, Pay)
    assert isinstance(paying(counts={DECLINES: 2}).wait, Pay)


def test_what_was_paid_is_not_charged_again_on_the_same_call() -> None:
    played = again(paying().then(Paid(PayOutcome.PAID, "7K229")))
    assert not isinstance(played.wait, Pay)
    assert "person" in [entry.dialog for entry in played.noted(Happening.ENTERED)]


def test_a_payment_of_another_amount_may_follow() -> None:
    played = again(paying().then(Paid(PayOutcome.PAID, "7K229")), **{Known.PAYMENT_AMOUNT.value: "100 USD"})
    assert isinstance(played.wait, Pay)
    assert played.wait.amount == "100 USD"


@pytest.mark.parametrize("outcome", [PayOutcome.UNKNOWN, PayOutcome.FAILED])
def test_after_an_end_nobody_knows_nothing_at_all_is_charged_again(outcome: PayOutcome) -> None:
    played = again(paying().then(Paid(outcome)), **{Known.PAYMENT_AMOUNT.value: "100 USD"})
    assert not isinstance(played.wait, Pay)


@pytest.mark.parametrize("outcome", [PayOutcome.CANCELLED, PayOutcome.DECLINED])
def test_after_an_end_without_a_charge_the_caller_may_try_again(outcome: PayOutcome) -> None:
    assert isinstance(again(paying().then(Paid(outcome))).wait, Pay)


def test_whoever_needs_time_is_given_it_by_the_carrier_too() -> None:
    """60 words a minute for whoever types them, and 15 seconds to answer: 30 words and a rest."""
    long = PayPrompt(Captured.POSTAL_CODE, said("One two three four five six. " * 5))
    line = with_dialogs(replace(CHARGE, prompts=(ASK, long)))
    usual, patient = paying(program=line).wait, paying(program=line, patient=True).wait
    assert isinstance(usual, Pay)
    assert isinstance(patient, Pay)
    assert (usual.terms.timeout, patient.terms.timeout >= 30) == (15, True)
    assert {one.said[0].rate for one in patient.prompts} == {90}
    short = paying(patient=True).wait
    assert isinstance(short, Pay)
    assert short.terms.timeout >= PROGRAM.patience.digits


def test_silence_and_keys_answer_no_payment() -> None:
    played = paying()
    assert step(played.program, played.state, SILENT, WORLD).turn is None


def test_of_a_caller_who_hangs_up_while_a_card_is_taken_nobody_knows_whether_it_was_charged() -> None:
    gone = paying().then(HungUp())
    assert gone.noted(Happening.HUNG_UP)
    assert [one.detail for one in gone.journal if one.kind is Happening.PAID][-1] == PayOutcome.UNKNOWN
