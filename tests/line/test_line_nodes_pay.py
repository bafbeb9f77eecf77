"""`pay`: what the carrier is told of a payment, and what an author is told of cards it cannot take."""

import pytest
from line_laboratory import COMPANY, dialog, found, program, told, words

from ivr.dialog.program import Captured, Fetching, Paying, PayTerms, RecordPayment, exits
from ivr.line.nodes.pay import CARDS
from ivr.telephony.outcomes import PayOutcome
from ivr.twiml.paying import CardType, PayError, PayStep

BODY = """\
pay:
  paid: goodbye
  declined: greeting
  cancelled: representative
  failed: representative
  exhausted: representative
"""
KEYPAD = COMPANY + "accepted:\n  cards: [Visa, American Express, Diners Club, visa]\n"
BY_KEYPAD = "pay:\n  mode: pay_verb\n"


def paying(body: str = BODY, company: str = KEYPAD) -> Paying:
    lowered = program(body, company).dialogs["greeting"]
    assert isinstance(lowered, Paying)
    return lowered


def test_each_end_leads_where_its_author_says_and_an_unknown_one_to_a_person() -> None:
    lowered = paying()
    assert lowered.outcomes == {
        PayOutcome.PAID: "greeting.record",
        PayOutcome.DECLINED: "greeting",
        PayOutcome.CANCELLED: "representative",
        PayOutcome.FAILED: "representative",
        PayOutcome.UNKNOWN: "representative",
    }
    assert (lowered.exhausted, lowered.tries) == ("representative", 3)


def test_the_directory_is_told_of_a_payment_and_whatever_it_answers_paid_is_paid() -> None:
    record = program(BODY, KEYPAD).dialogs["greeting.record"]
    assert isinstance(record, Fetching)
    assert record.inquiry == RecordPayment()
    assert exits(record) == {"goodbye"}


def test_an_author_may_lead_elsewhere() -> None:
    elsewhere = BODY.replace("exhausted: representative", "exhausted: goodbye")
    lowered = paying(elsewhere + "  unknown: goodbye\n  tries: 2\n")
    assert (lowered.outcomes[PayOutcome.UNKNOWN], lowered.exhausted, lowered.tries) == ("goodbye", "goodbye", 2)


def test_the_terms_come_from_the_company() -> None:
    company = KEYPAD + "pay:\n  connector: Our bank\n  postal_code: false\n"
    assert paying(company=company).terms == PayTerms("Our bank", ("visa", "amex", "diners-club"), postal_code=False)


def test_a_zip_code_that_is_not_asked_for_has_no_prompts() -> None:
    without = {one.step for one in paying(company=KEYPAD + "pay:\n  postal_code: false\n").prompts}
    assert {one.step for one in paying().prompts} - without == {Captured.POSTAL_CODE}


def test_without_a_list_of_cards_the_usual_ones_are_taken() -> None:
    lowered = paying(company=COMPANY)
    assert lowered.terms.cards == ("visa", "mastercard", "amex")
    assert "I can take Visa, Mastercard, or American Express." in words(lowered.prompts[0].prompt)


def test_a_line_that_takes_payments_by_keypad_says_which_cards_it_takes() -> None:
    assert told(BODY, COMPANY + BY_KEYPAD) == (
        "IVR121",
        4,
        "company.yaml names no card that is taken.",
        "Add accepted, and below it cards.",
    )


def test_a_card_the_carrier_does_not_know_is_an_authors_mistake_where_the_carrier_takes_it() -> None:
    company = COMPANY + "accepted:\n  cards: [Visa, Mastercrad]\n"
    code, line, message, remedy = told(BODY, company + BY_KEYPAD)
    assert (code, line, remedy) == ("IVR121", 4, "Did you mean Mastercard?")
    assert message == 'company.yaml accepts "Mastercrad", and the carrier takes no such card.'
    quiet = [one for one in found(BODY, company) if one.code == "IVR121"]
    assert quiet == [], "a representative may take any card"


def test_the_cards_are_those_of_the_carrier() -> None:
    assert set(CARDS.values()) == {one.value for one in CardType}


def test_steps_and_errors_are_the_carriers_words() -> None:
    for one in paying().prompts:
        assert PayStep(one.step)
        assert all(PayError(error) for error in one.errors)


@pytest.mark.parametrize("key", ["paid", "declined", "cancelled", "failed"])
def test_an_end_without_a_way_on_is_an_authors_mistake(key: str) -> None:
    body = "".join(row + "\n" for row in BODY.splitlines() if not row.startswith(f"  {key}:"))
    assert any(key in one.message for one in found(body, KEYPAD))
    assert dialog(BODY).id == "greeting"
