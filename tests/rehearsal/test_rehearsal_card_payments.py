"""Payments by card, from the first key to the confirmation, with a carrier and a payment company that do their worst."""

import re
from dataclasses import replace

import pytest
from card_shop import ALL, AMEX, CARD, CHOSEN, CODE, EXPIRES, IDENTIFIED, NO_CARD, ROSA, VISA, ZIP, Shop, shop

from ivr.carrier.handsets.steps import HangUp, Hear, Press, RingOf, Wait, here
from ivr.carrier.network import Call
from ivr.carrier.paying.connectors import Approved, Broken, Connector, Declined, Unreachable
from ivr.carrier.readings import PayAction, PayAttempts, PayHangUp, Readings
from ivr.dialog.journal import Happening
from ivr.line.payphrases import pay_phrases
from ivr.speech.languages import SPOKEN_LANGUAGES

TAKEN = Connector(Approved("7K-2291"))
PERSON = RingOf(here(), ROSA, "Rosa", whisper="a payment", press="1")


def payments(house: Shop, call: Call) -> list[str]:
    return [entry.detail for entry in house.journal(call) if entry.kind is Happening.PAID]


def recorded(house: Shop, call: Call) -> list[str]:
    return [entry.detail for entry in house.journal(call) if entry.kind is Happening.RECORDED_PAYMENT]


def test_a_payment_is_taken_and_its_number_read_out() -> None:
    with shop(TAKEN) as house:
        call = house.call(
            *CHOSEN,
            Hear(here(), "please enter your card number"),
            CARD,
            Hear(here(), "one moment while I send your payment"),
            Hear(here(), "you paid forty-five dollars and ten cents"),
            Hear(here(), "your confirmation number is seven K two, two nine one"),
            HangUp(here()),
        )
        assert (house.asked, payments(house, call)) == (["45.10"], ["paid"])
        assert house.network.payments.asked[0].parameters["idempotency_key"].startswith(f"{call.sid}:")
        assert call.debugger == ()


def test_what_is_owed_is_paid_by_whoever_may_hear_it_and_not_owed_any_more() -> None:
    with shop(TAKEN) as house:
        call = house.call(*IDENTIFIED, *ALL, CARD, Hear(here(), "thank you"), HangUp(here()))
        assert (house.asked, house.balance, recorded(house, call)) == (["134.50"], 0, ["done"])


def test_a_payment_the_directory_does_not_hear_of_is_a_payment_all_the_same() -> None:
    with shop(TAKEN) as house:
        house.directory.down = True
        call = house.call(*CHOSEN, CARD, Hear(here(), "thank you"), HangUp(here()))
        assert (payments(house, call), recorded(house, call)) == (["paid"], ["down"])


def test_a_key_pressed_twice_does_not_agree_to_an_amount() -> None:
    twice = (Press(here(), "11"), Hear(here(), "you will pay"), Hear(here(), "take your time"), HangUp(here()))
    with shop(TAKEN) as house:
        house.call(*IDENTIFIED, Hear(here(), "for another amount"), *twice)
        assert house.asked == []


def test_after_the_third_decline_a_representative_takes_over() -> None:
    declined = (CARD, Hear(here(), "your card was declined"), Hear(here(), "I will charge"))
    with shop(Connector(Declined())) as house:
        call = house.call(*CHOSEN, *declined, *declined, CARD, Hear(here(), "connecting you"), PERSON)
        assert (house.asked, payments(house, call)) == (["45.10"] * 3, ["declined"] * 3)


@pytest.mark.parametrize("connector", [Connector(Unreachable()), Connector(Broken()), Connector(charges=False)])
def test_a_payment_company_that_is_down_leads_where_the_author_says(connector: Connector) -> None:
    with shop(connector) as house:
        paying = () if not connector.charges else (CARD,)
        call = house.call(*CHOSEN, *paying, Hear(here(), "could not take your payment"), PERSON)
        assert payments(house, call) == ["failed"]


def test_a_connector_that_is_not_set_up_is_a_failure_too() -> None:
    with shop(connectors={}) as house:
        call = house.call(*CHOSEN, Hear(here(), "could not take your payment"), PERSON)
        assert payments(house, call) == ["failed"]


@pytest.mark.parametrize("words", ["card number", "two digits for the month"])
def test_star_stops_the_payment_wherever_it_is(words: str) -> None:
    before = () if words == "card number" else (replace(CARD, expires=None, code=None, postal=None),)
    with shop(TAKEN) as house:
        stop = (*before, Hear(here(), words), Press(here(), "*"), Hear(here(), "you stopped the payment"))
        call = house.call(*CHOSEN, *stop, HangUp(here()))
        assert (house.asked, payments(house, call)) == ([], ["cancelled"])


@pytest.mark.parametrize("attempts", PayAttempts)
def test_silence_is_answered_with_our_words_and_then_ends_the_payment(attempts: PayAttempts) -> None:
    phrases = pay_phrases("en-US").card_number
    with shop(TAKEN, readings=Readings(pay_attempts=attempts)) as house:
        call = house.call(
            *CHOSEN,
            Hear(here(), phrases.silent),
            Hear(here(), phrases.silent_later),
            Hear(here(), "you stopped the payment", within=240.0),
            HangUp(here()),
        )
        assert (house.asked, payments(house, call)) == ([], ["cancelled"])


def test_a_wrong_number_and_a_card_that_is_not_taken_are_told_apart() -> None:
    with shop(TAKEN) as house:
        wrong = Press(here(), NO_CARD.card or "", after_prompt=True)
        other = Press(here(), AMEX, after_prompt=True)
        house.call(
            *CHOSEN,
            wrong,
            Hear(here(), "does not look like a card number"),
            other,
            Hear(here(), "that kind of card either. I can take Visa or Mastercard."),
            CARD,
            Hear(here(), "thank you"),
            HangUp(here()),
        )
        assert house.asked == ["45.10"]


@pytest.mark.parametrize("hang_up", PayHangUp)
def test_a_caller_who_is_gone_while_the_payment_is_sent_has_paid_if_the_carrier_says_so(hang_up: PayHangUp) -> None:
    """And where it does not, the payment company was asked once all the same, and nobody asks it again."""
    told = hang_up is PayHangUp.OUTCOME
    with shop(TAKEN, readings=Readings(pay_hang_up=hang_up)) as house:
        call = house.call(*IDENTIFIED, *ALL, CARD, Hear(here(), "one moment while I send"), HangUp(here()))
        assert (house.asked, house.store.closed(call.sid)) == (["134.50"], True)
        assert (payments(house, call), recorded(house, call)) == ((["paid"], ["done"]) if told else (["unknown"], []))
        assert house.balance == (0 if told else 13450)


def test_a_report_delivered_twice_is_one_payment_and_one_answer() -> None:
    with shop(TAKEN, twice=True) as house:
        call = house.call(*IDENTIFIED, *ALL, CARD, Hear(here(), "thank you"), HangUp(here()))
        assert (house.asked, payments(house, call), recorded(house, call)) == (["134.50"], ["paid"], ["done"])
        assert house.balance == 0


def test_a_report_that_is_lost_leads_to_a_representative_and_never_to_a_second_charge() -> None:
    """By one reading of Twilio's page only a success is reported; the document then goes on behind the Pay."""
    with shop(Connector(Declined()), readings=Readings(pay_action=PayAction.SUCCESS)) as house:
        call = house.call(*CHOSEN, CARD, Hear(here(), "connecting you"), PERSON)
        assert (house.asked, payments(house, call)) == (["45.10"], ["unknown"])


def test_what_was_paid_is_not_charged_again_on_the_same_call() -> None:
    with shop(TAKEN) as house:
        call = house.call(*CHOSEN, CARD, Hear(here(), "thank you"), *CHOSEN, Hear(here(), "connecting you"), PERSON)
        assert (house.asked, payments(house, call)) == (["45.10"], ["paid"])


def test_a_payment_of_another_amount_may_follow() -> None:
    more = (
        Press(here(), "2"),
        Hear(here(), "dollars and cents"),
        Press(here(), "100#"),
        Hear(here(), "you will pay one dollar"),
        Press(here(), "1", after_prompt=True),
    )
    with shop(TAKEN) as house:
        house.call(*CHOSEN, CARD, Hear(here(), "thank you"), *more, CARD, Hear(here(), "thank you"), HangUp(here()))
        assert house.asked == ["45.10", "1.00"]
        keys = [one.parameters["idempotency_key"] for one in house.network.payments.asked]
        assert len(set(keys)) == 2


def test_whoever_was_silent_once_has_more_time_for_the_card_too() -> None:
    slow = (Wait(here(), 12.0), Press(here(), VISA, after_prompt=True), replace(CARD, card=None))
    with shop(TAKEN) as house:
        patient = (Hear(here(), "pay without an account"), Hear(here(), "take your time"))
        house.call(*patient, *CHOSEN, Hear(here(), "press star"), *slow, Hear(here(), "thank you"), HangUp(here()))
        assert house.asked == ["45.10"]
        assert '<prosody rate="90%">' in house.written["documents"]


@pytest.mark.parametrize("language", SPOKEN_LANGUAGES)
def test_a_payment_is_taken_in_every_language_without_a_word_of_the_carriers(language: str) -> None:
    phrases = pay_phrases(language)
    with shop(TAKEN, language=language) as house:
        call = house.call(
            Press(here(), "2"),
            Wait(here(), 1.0),
            Press(here(), "4510#"),
            Press(here(), "1", after_prompt=True),
            Hear(here(), phrases.card_number.ask),
            Hear(here(), phrases.card_number.silent),
            CARD,
            Hear(here(), phrases.processing),
            Hear(here(), "thank you"),
            HangUp(here()),
        )
        assert (house.asked, payments(house, call), call.debugger) == (["45.10"], ["paid"], ())


@pytest.mark.parametrize(
    "connector",
    [
        TAKEN,
        Connector(Declined(f"Card {VISA} was declined.")),
        Connector(Unreachable(f"{VISA} {CODE}")),
        Connector(Broken()),
    ],
)
def test_no_digit_of_a_card_stands_in_any_document_state_journal_or_log(connector: Connector) -> None:
    with shop(connector) as house:
        call = house.call(*CHOSEN, CARD, Wait(here(), 5.0), HangUp(here()))
        told = {**house.written, "journal": str(house.journal(call)), "transcript": str(call.transcript)}
        assert len(house.web.states) > 3
        for where, text in told.items():
            digits = re.sub(r"[\s.,-]", "", text)
            assert not any(secret in digits for secret in (VISA, VISA[:12], VISA[4:])), where
            # ids of calls are hexadecimal, and may hold any three or four digits between their letters
            short = rf"(?<![0-9A-Za-z])({EXPIRES}|{CODE}|{ZIP})(?![0-9A-Za-z])"
            assert not re.search(short, text), where
