"""What no call file can say of a payment on the shipped line: a payment company that refuses, a telephone that wants no
texts, an account on which too much was tried."""

import pytest
from menus_laboratory import call_of, calls_on, company, file_of, on_stage

from ivr.carrier.happenings import Ended
from ivr.carrier.network import Call
from ivr.carrier.paying.connectors import Approved, Connector, Declined, Payment, Unreachable
from ivr.carrier.phones import Phone
from ivr.line.loading import Loaded

CARD = "4111111111111111"
TO_THE_CARD = """\
call: Somebody pays by card.
given:
  representatives: {Rosa: answers after 3 s}
steps:
  - press: 1
  - hear: account number
  - press: "8448200078901234"
  - hear: If that's right
  - press: 1
  - hear: PIN
  - press: "2718"
  - hear: To pay with a card, press 1
  - press: 1
  - hear: To pay all of it
  - press: 1
  - hear: If that's right
  - press: 1
  - hear: To go ahead, press 1
  - press: 1
"""
PAYS = f"  - pay: {{card: {CARD}, expires: 0129, code: 123, postal: 10013}}\n"
REFUSED = "  - hear: The card was not accepted, and nothing was charged.\n"
AGAIN = "  - hear: To try again, or use another card, press 1\n  - press: 1\n"


@pytest.fixture(scope="module")
def keypad() -> Loaded:
    return company({"pay.mode": "pay_verb"})


def paid(steps: str, keypad: Loaded, connector: Connector) -> tuple[Call, list[Payment]]:
    call = call_of(TO_THE_CARD + steps)
    with on_stage(call, keypad, connector) as put_up:
        return calls_on(put_up, call, keypad), put_up.network.payments.asked


def test_the_third_declined_card_leads_to_a_person_and_nothing_is_tried_a_fourth_time(keypad: Loaded) -> None:
    third = f"{PAYS}{REFUSED}  - hear: A person can help you\n  - ring: Rosa\n    press: 1\nends: bridged\n"
    call, asked = paid(f"{PAYS}{REFUSED}{AGAIN}{PAYS}{REFUSED}{AGAIN}{third}", keypad, Connector(Declined()))
    assert len(asked) == 3
    assert call.ended is Ended.BRIDGED


def test_after_one_declined_card_another_one_pays(keypad: Loaded) -> None:
    connector = Connector(Approved("12345678"), cards={CARD: Declined()})
    other = PAYS.replace(CARD, "5555555555554444")
    heard = "  - hear: Your confirmation number is 1 2 3 4 5 6 7 8\n  - hear: Once more, it is 1 2 3 4 5 6 7 8\n"
    _, asked = paid(f"{PAYS}{REFUSED}{AGAIN}{other}{heard}  - hang_up: true\n", keypad, connector)
    assert [str(payment.amount) for payment in asked] == ["45.10", "45.10"]


def test_a_caller_whose_card_was_declined_hears_why_that_happens(keypad: Loaded) -> None:
    why = (
        "  - hear: To hear why a payment can be declined, press 2\n  - press: 2\n  - hear: One wrong digit is enough\n"
    )
    paid(f"{PAYS}{REFUSED}{why}  - hang_up: true\n", keypad, Connector(Declined()))


def test_a_payment_company_that_does_not_answer_is_a_persons_business(keypad: Loaded) -> None:
    """Money may have moved, so the card is not tried again."""
    ends = "  - ring: Rosa\n    press: 1\nends: bridged\n"
    _, asked = paid(f"{PAYS}{ends}", keypad, Connector(Unreachable()))
    assert len(asked) == 1


def test_no_text_goes_to_a_telephone_that_asked_for_no_more() -> None:
    loaded = company({"pay.mode": "link", "pay.link.page": "https://pay.example.com/start?t={token}"})
    call = call_of(
        TO_THE_CARD.partition("  - hear: To pay with a card")[0].replace(
            "given:\n", "given:\n  caller: +1 212 555 0123\n"
        )
        + "  - hear: gets texts, press 1\n  - press: 1\n  - hear: To get the text, press 1\n  - press: 1\n"
        "  - hear: I could not send a text to that phone, but a person can help you.\n"
        "  - text_not: pay\n  - ring: Rosa\n    press: 1\nends: bridged\n"
    )
    with on_stage(call, loaded, phones={"+12125550123": Phone(unsubscribed=True)}) as put_up:
        assert calls_on(put_up, call, loaded).ended is Ended.BRIDGED


def test_an_account_on_which_too_much_was_tried_sounds_like_a_wrong_pin() -> None:
    """Ten wrong PINs from several telephones; then the right one is refused in the very same words."""
    loaded = company({})
    balance = file_of("balance")
    wrong = call_of(WRONG_PINS)
    right = call_of(WRONG_PINS.replace('"9999"', '"2580"'))
    with on_stage(balance, loaded) as put_up:
        callers = [f"+1212555010{last}" for last in range(6)]
        assert calls_on(put_up, balance, loaded, callers[0]).transcript.heard("You owe")
        for caller in callers[1:5]:
            tried = calls_on(put_up, wrong, loaded, caller)
        locked = calls_on(put_up, right, loaded, callers[5])
    assert not locked.transcript.heard("You owe")
    assert locked.transcript.raw() == tried.transcript.raw()


_TRY = """\
  - hear: account number
  - press: "8448200012345678"
  - hear: If that's right
  - press: 1
  - hear: PIN
  - press: "9999"
"""
_REFUSED = "  - hear: I couldn't find a match. Let's try once more.\n"
WRONG_PINS = (
    f"call: Somebody guesses.\nsteps:\n  - press: 2\n{_TRY}{_REFUSED}{_TRY}{_REFUSED}{_TRY}"
    "  - hear: I couldn't find a match, but a person can help you.\n  - hang_up: true\n"
)
