"""A script that pays: each detail is typed when the carrier asks for it."""

import pytest
from carrier_laboratory import BASE, Lab

from ivr.carrier.handsets.script import Script, ScriptFailedError
from ivr.carrier.handsets.steps import Ends, HangUp, Hear, Pay, Press, Step
from ivr.carrier.happenings import Ended
from ivr.carrier.network import Call
from ivr.carrier.paying.connectors import Connector, Declined, Payments
from ivr.source import Place

VISA = "4111111111111111"


def at(line: int) -> Place:
    return Place("a.call.yaml", line, 3)


@pytest.fixture
def shop(lab: Lab) -> Lab:
    lab.pages |= {
        "/voice": '<Gather action="/pay" numDigits="1"><Say>Press 1 to pay.</Say></Gather>',
        "/pay": '<Pay chargeAmount="10" action="/done"/>',
        "/done": lambda asked: f"<Say>The result is {asked.form['Result']}.</Say>",
    }
    return lab


def play(lab: Lab, *steps: Step, payments: Payments | None = None) -> Call:
    network = lab.network(payments=payments or Payments())
    return network.call(f"{BASE}/voice", handset=Script(steps, Ends(at(99), Ended.LINE_HUNG_UP)))


def failure(lab: Lab, *steps: Step) -> ScriptFailedError:
    with pytest.raises(ScriptFailedError) as failed:
        play(lab, *steps)
    return failed.value


def test_all_details_are_typed_in_the_order_they_are_asked_for(shop: Lab) -> None:
    paid = Pay(at(2), card=VISA, expires="1227", code="123", postal="94105")
    call = play(shop, Press(at(1), "1"), paid, Hear(at(3), "please wait"), Hear(at(4), "the result is success"))
    assert "presses ••••••••••••1111" in str(call.transcript)
    assert shop.to("/done").form["PaymentCardPostalCode"] == "94105"


def test_a_payment_may_follow_the_words_of_its_prompt(shop: Lab) -> None:
    paid = Pay(at(3), card=VISA, expires="1227", code="123", postal="94105")
    play(shop, Press(at(1), "1"), Hear(at(2), "please enter your card number"), paid, Hear(at(4), "success"))


def test_press_pays_as_well(shop: Lab) -> None:
    steps = [Press(at(1), "1")]
    for words, keys in (("card number", VISA), ("for the year", "1227"), ("of your card", "123"), ("pound", "94105#")):
        steps += [Hear(at(2), words), Press(at(3), keys, after_prompt=True)]
    play(shop, *steps, Hear(at(4), "success"))


def test_some_details_may_be_left_to_other_steps(shop: Lab) -> None:
    first, second = Pay(at(2), card=VISA, expires="1227"), Pay(at(4), postal="94105")
    play(shop, Press(at(1), "1"), first, Press(at(3), "123", after_prompt=True), second, Hear(at(5), "success"))


def test_a_detail_that_is_refused_is_typed_again_until_the_payment_is_over(shop: Lab) -> None:
    paid = Pay(at(2), card="4111111111111112")
    play(shop, Press(at(1), "1"), paid, Hear(at(3), "the result is too many failed attempts"))
    failed = failure(shop, Press(at(1), "1"), Pay(at(2), card="4111111111111112", expires="1227"))
    assert (failed.place, failed.expectation) == (
        at(2),
        "expected to be asked for expires, but the payment is over",
    )


def test_an_account_is_typed_twice_where_both_must_match(shop: Lab) -> None:
    shop.pages["/pay"] = (
        '<Pay paymentMethod="ach-debit" action="/done"><Prompt for="bank-account-number" requireMatchingInputs="true"/></Pay>'
    )
    play(shop, Press(at(1), "1"), Pay(at(2), routing="021000021", account="123456"), Hear(at(3), "success"))


def test_a_declined_card_is_the_lines_to_speak_of(shop: Lab) -> None:
    paid = Pay(at(2), card=VISA, expires="1227", code="123", postal="94105")
    declined = Payments({"Default": Connector(Declined())})
    play(shop, Press(at(1), "1"), paid, Hear(at(3), "the result is payment connector error"), payments=declined)


def test_a_line_that_never_asks_fails_the_step(shop: Lab) -> None:
    shop.pages["/pay"] = "<Say>Goodbye.</Say>"
    failed = failure(shop, Press(at(1), "1"), Pay(at(2), card=VISA))
    assert failed.expectation == "expected to be asked for card, but the call is over"


def test_a_line_that_asks_for_other_keys_again_and_again_fails_the_step(shop: Lab) -> None:
    shop.pages["/voice"] = '<Gather action="/pay"><Say>Press 1 to pay.</Say></Gather><Redirect>/voice</Redirect>'
    failed = failure(shop, Pay(at(2), card=VISA))
    assert failed.expectation.startswith("expected to be asked for card, but the line said everything, waited, and")


def test_a_caller_may_hang_up_after_the_card(shop: Lab) -> None:
    network = shop.network()
    steps = (Press(at(1), "1"), Pay(at(2), card=VISA), HangUp(at(3)))
    call = network.call(f"{BASE}/voice", handset=Script(steps, Ends(at(4), Ended.CALLER_HUNG_UP)))
    assert (shop.to("/done").form["Result"], call.ended) == ("caller-hung-up", Ended.CALLER_HUNG_UP)
