"""Traps where money moves: a key too many, a caller who goes, amounts nobody should pay, texts nobody wants."""

import re
from datetime import date
from functools import cache
from urllib.parse import urlsplit

import pytest
from trap_line import (
    BY_KEYPAD,
    BY_LINK,
    CARD,
    IDENTIFIED,
    MOBILE,
    NUMBER,
    PIN,
    SHIPPED,
    TO_THE_CARD,
    Rehearsal,
    customer,
    rehearsed,
    steps_of,
)
from twilio.request_validator import RequestValidator

from ivr.accounts.account import AccountStatus
from ivr.carrier.faults import CallerGone, FaultyWeb
from ivr.carrier.network import Call
from ivr.carrier.readings import PayHangUp, Readings
from ivr.carrier.web import Request, Web
from ivr.dialog.journal import Happening
from ivr.line.loading import Loaded
from ivr.rehearsal.finding import read
from ivr.rehearsal.logs import overheard
from ivr.rehearsal.storm import Outcome, Trial, weather
from ivr.rehearsal.trying import Lines
from ivr.webhook.form import form_bytes

BY_CARD = f"{IDENTIFIED}- hear: To pay with a card, press 1\n- press: 1\n"
ANOTHER_AMOUNT = f"{BY_CARD}- hear: For another amount\n- press: 2\n- hear: Enter the amount in dollars and cents\n"


# Two keys for one ---------------------------------------------------------------------------------------------------


def test_a_double_press_agrees_to_no_amount() -> None:
    """T6: the second key of two in a hurry is nobody's, and the amount is read out to the end."""
    twice = '- hear: To pay all of it\n- press: "11"\n- hear: You will pay one hundred thirty-four dollars\n'
    with rehearsed(BY_KEYPAD) as line:
        line.call(f"{BY_CARD}{twice}- hear: If that's right, press 1\n- hear_not: You are about to pay\n")
        assert line.charged == []


def test_a_double_press_does_not_go_ahead_with_a_payment() -> None:
    """T6: between agreeing to the amount and being charged stands one more question."""
    steps = "- hear: To pay all of it\n- press: 1\n- hear: If that's right, press 1\n"
    with rehearsed(BY_KEYPAD) as line:
        call = line.call(
            f'{BY_CARD}{steps}- press: "111"\n- hear: You are about to pay\n- hear: To go ahead, press 1\n- wait: 2 s\n'
        )
        assert line.charged == []
        assert not call.transcript.heard("enter your card number")


# Within the payment -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["", "- pay: {card: 4111111111111111}\n"])
def test_a_star_in_a_payment_comes_back_to_the_line_with_words(typed: str) -> None:
    """T7: at the first question and at a later one; nothing is charged, and the caller is told so."""
    with rehearsed(BY_KEYPAD) as line:
        star = '- press: "*"\n- hear: I stopped, and nothing was charged. To try again, press 1\n'
        call = line.call(f"{TO_THE_CARD}{typed}{star}")
        assert (line.charged, line.noted(call, Happening.PAID)) == ([], ["cancelled"])


PAYING = SHIPPED / "calls" / "keypad-all-of-it.call.yaml"


@cache
def payment() -> tuple[Loaded, Outcome]:
    """The line of the call in which all is paid, and how that call goes in good weather."""
    loaded = Lines().called_by(read(PAYING), SHIPPED)
    with overheard():
        return loaded, weather(Trial(PAYING), read(PAYING), loaded)


@pytest.mark.parametrize("fault", ["twice", "late", "lost-asked-again"])
def test_a_request_that_comes_twice_or_out_of_order_changes_nothing_of_a_payment(fault: str) -> None:
    """T8: tried at every request from the choice of an amount to the confirmation by text and the last callback."""
    loaded, good = payment()
    assert good.requests > 12
    for turn in range(good.requests - 8, good.requests + 1):
        with overheard() as errors:
            outcome = weather(Trial(PAYING, turn, fault), read(PAYING), loaded)
        assert (outcome.twice, outcome.where, errors) == ((), good.where, []), turn
        assert unnumbered(outcome.words) == unnumbered(good.words), turn


def unnumbered(words: tuple[str, ...]) -> list[str]:
    """Confirmation numbers are made up anew for every call, and a text may come an instant before or after the words."""
    return sorted(re.sub(r"number is .*", "number is", one) for one in words)


def test_whoever_hangs_up_before_the_confirmation_has_paid_all_the_same() -> None:
    """T9: it stands in the journal and in the directory, so the next caller is told of no debt."""
    with rehearsed(BY_KEYPAD, readings=Readings(pay_hang_up=PayHangUp.OUTCOME)) as line:
        call = line.call(f"{TO_THE_CARD}- pay: {CARD}\n- hear: One moment while I send your payment\n")
        assert (line.charged, line.noted(call, Happening.PAID)) == (["134.50"], ["paid"])
        assert line.noted(call, Happening.RECORDED_PAYMENT) == ["done"]
        line.call(
            f'- press: 2\n- hear: account number\n- press: "{NUMBER}"\n- hear: right\n- press: 1\n- hear: PIN\n'
            f'- press: "{PIN}"\n- hear: You don\'t owe anything right now\n'
        )


def test_a_payment_whose_end_the_carrier_never_tells_is_asked_for_once() -> None:
    """T9: by the other reading of the carrier's page the report says only that the caller is gone."""
    with rehearsed(BY_KEYPAD, readings=Readings(pay_hang_up=PayHangUp.AT_ONCE)) as line:
        call = line.call(f"{TO_THE_CARD}- pay: {CARD}\n- hear: One moment while I send your payment\n")
        assert (line.charged, line.store.closed(call.sid)) == (["134.50"], True)


def test_a_text_agreed_to_is_sent_though_the_caller_is_gone_by_then() -> None:
    """T9: the caller hangs up while the line is told of the yes; the confirmation goes out, once."""
    steps = f"{TO_THE_CARD}- pay: {CARD}\n- hear: To get it by text, press 2\n- press: 2\n- hear: To get the text\n- press: 1\n"
    with rehearsed(BY_KEYPAD) as line:
        line.call(f"{steps}- hear: The text is on its way\n", MOBILE)
        (number,) = [at for at, said in enumerate(line.wire.documents, 1) if b"The text is on its way" in said]
    webs: list[FaultyWeb] = []

    def around(web: Web) -> Web:
        webs.append(FaultyWeb(web, {number: CallerGone()}))
        return webs[0]

    with rehearsed(BY_KEYPAD, around=around) as line:
        line.call(webs[0].caller(steps_of(steps, line.loaded)), MOBILE)
        assert webs[0].struck == [CallerGone()]
        assert [text.body.partition("number")[0] for text in line.network.messages] == [
            "Spectrum: thank you for your payment. Confirmation "
        ]


# Amounts ------------------------------------------------------------------------------------------------------------

LIMITS = "I can take from one dollar to two thousand dollars"
AMOUNTS = {
    "nothing": ("00#", LIMITS),
    "one cent": ("1#", LIMITS),
    "ninety-nine cents": ("99#", LIMITS),
    "a cent more than the line takes": ("200001#", LIMITS),
    "a fortune": ("9999999#", LIMITS),
}


@pytest.mark.parametrize(("keys", "words"), AMOUNTS.values(), ids=AMOUNTS)
def test_an_amount_that_is_none_is_not_paid_by_mistake(keys: str, words: str) -> None:
    """T10: what is too little or too much is told, with what can be paid."""
    with rehearsed(BY_KEYPAD) as line:
        line.call(f'{ANOTHER_AMOUNT}- press: "{keys}"\n- hear: {words}\n- hear_not: enter your card number\n')
        assert line.charged == []


def test_more_than_is_owed_is_asked_for_twice() -> None:
    """T10: a cent too much is one question more."""
    twice = '- press: "13451#"\n- hear: If that\'s right, press 1\n- press: 1\n- hear: That is more than you owe.\n'
    with rehearsed(BY_KEYPAD) as line:
        line.call(f"{ANOTHER_AMOUNT}{twice}- hear: all the same, press 1\n- press: 1\n- hear: You are about to pay\n")
        assert line.charged == []


@pytest.mark.parametrize(
    ("cents", "words"),
    [(0, "You don't owe anything right now"), (-1225, "You have a credit of twelve dollars and twenty-five cents")],
)
def test_an_account_with_nothing_due_or_a_credit_says_so(cents: int, words: str) -> None:
    """T10: a balance below zero is no debt and is spoken without a minus."""
    steps = f'- press: 2\n- hear: account number\n- press: "{NUMBER}"\n- hear: right\n- press: 1\n- hear: PIN\n'
    with rehearsed(accounts=customer(cents)) as line:
        line.call(f'{steps}- press: "{PIN}"\n- hear: {words}\n- hear_not: You owe\n')


@pytest.mark.parametrize("cents", [0, -1225])
def test_who_owes_nothing_is_told_before_paying_ahead(cents: int) -> None:
    """T10: no option to pay all of nothing."""
    with rehearsed(BY_KEYPAD, accounts=customer(cents)) as line:
        line.call(
            f"{BY_CARD}- hear: You don't owe anything right now. You can pay ahead.\n- hear_not: To pay all of it\n"
        )


def test_what_is_owed_above_the_limit_is_for_a_person() -> None:
    """T10: two thousand dollars and a cent is not taken by keypad."""
    with rehearsed(BY_KEYPAD, accounts=customer(200001, due=date(2026, 12, 5))) as line:
        steps = "- hear: To pay all of it, two thousand dollars and one cent\n- press: 1\n"
        line.call(f"{BY_CARD}{steps}- hear: I cannot take that amount by telephone keys\n- hear: connecting you\n")
        assert line.charged == []


# Service that is off -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [AccountStatus.OFF, AccountStatus.CUTOFF_DUE])
def test_service_that_is_off_after_hours_is_never_paid_by_machine(status: AccountStatus) -> None:
    """T12: a person takes it, so that it is not held up; at night the caller hears when one answers, and is not dropped."""
    off = customer(18720, past_due=18720, due=date(2026, 10, 20), status=status)
    with rehearsed(BY_KEYPAD, at="2026-11-24 22:00 America/New_York", accounts=off) as line:
        line.call(
            f"{IDENTIFIED}- hear: A representative takes this payment\n- hear: They answer Monday to Friday\n"
            "- hear: To hear how much you owe, press 1\n- press: 1\n- hear: You owe one hundred eighty-seven dollars\n"
        )
        assert line.charged == []


# Texts that nobody wants ----------------------------------------------------------------------------------------------


def writes(line: Rehearsal, body: str) -> None:
    """The caller's telephone sends the line a text, as the carrier delivers it."""
    url = f"{urlsplit(line.put_up.voice_url)._replace(path='/sms').geturl()}"
    form = {"MessageSid": "SM" + "1" * 32, "From": MOBILE, "To": "+15550100198", "Body": body}
    signature = RequestValidator(line.network.token).compute_signature(url, form)
    headers = (("X-Twilio-Signature", signature), ("Content-Type", "application/x-www-form-urlencoded"))
    assert line.wire.fetch(Request("POST", url, headers, form_bytes(form.items()))).status == 200


def link_wanted(line: Rehearsal, then: str) -> Call:
    yes = "- hear: mobile phone, and gets texts, press 1\n- press: 1\n- hear: To get the text, press 1\n- press: 1\n"
    return line.call(f"{IDENTIFIED}{yes}- hear: {then}\n", MOBILE)


@pytest.mark.parametrize("word", ["STOP", "Stop.", "unsubscribe", "revoke", "opt out"])
def test_no_text_is_sent_after_a_stop_and_one_again_after_a_start(word: str) -> None:
    """T24: not even to a caller who agrees on the telephone; a person helps instead."""
    with rehearsed(BY_LINK) as line:
        writes(line, word)
        link_wanted(line, "I could not send a text to that phone, but a person can help you.")
        assert line.network.messages == ()
        writes(line, "START")
        link_wanted(line, "The text is on its way.")
        assert len(line.network.messages) == 1
