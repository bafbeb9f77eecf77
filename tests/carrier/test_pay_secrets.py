"""What is keyed during a Pay never leaves the carrier: it is searched for in everything that does."""

import re
from typing import Any
from urllib.parse import unquote_plus

import pytest
from carrier_laboratory import BASE, Lab, Page, without_ids
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ivr.carrier.clock import VirtualClock
from ivr.carrier.handsets.keys import Keys
from ivr.carrier.handsets.script import Script, ScriptFailedError
from ivr.carrier.handsets.steps import Hear, Pay
from ivr.carrier.network import Call
from ivr.carrier.paying.connectors import Answer, Approved, Connector, Declined, Payment, Payments
from ivr.source import Place
from ivr.telephony.keys import passes_luhn
from ivr.twiml.paying import CardType

BEYOND_THE_LAST = 4
RUN = 6  # digits in a row that no telephone number, status or time of a test has by chance
HARMLESS = {"200", "204", "404"}  # statuses, in the repr of requests


def with_check_digit(digits: str) -> str:
    return next(digits + last for last in "0123456789" if passes_luhn(digits + last))


def digits(length: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=length, max_size=length)


cards = st.one_of(
    digits(14).map(lambda rest: with_check_digit("4" + rest)),
    digits(13).map(lambda rest: with_check_digit("55" + rest)),
    digits(12).map(lambda rest: with_check_digit("37" + rest)),
)
codes = digits(4).filter(lambda code: code[:3] not in HARMLESS and code != "0000" and len(set(code)) > 1)
accounts = digits(12)


def gossip(payment: Payment) -> Answer:
    """A gateway that repeats all it was told."""
    told = [one.reveal() for one in (payment.card, payment.account, payment.security_code) if one is not None]
    return Declined(" ".join([*told, *("-".join(re.findall("....?", one)) for one in told)]), error=" ".join(told))


def everything(lab: Lab, call: Call, payments: Payments) -> str:
    """All that left the carrier, or could be printed, without what is random or was never keyed."""
    asked = [f"{one.url} {one.form} {one.query}" for one in lab.asked]
    parts = [*asked, str(call.transcript), call.transcript.raw(), *map(str, call.debugger)]
    parts += [repr(one) for one in (call, call.made, call.legs, call.transcript, payments, lab.network())]
    parts += [repr(happening) for happening in call.legs[0].room.log]
    text = unquote_plus("\n".join(parts))
    for known in (call.sid, "15550100001", "15550100000", "5" * 32):
        text = text.replace(known, "")
    return re.sub(r"\.[0-9]+", "", without_ids(text))


def assert_hidden(text: str, secret: str, shown: int) -> None:
    hidden = secret[: len(secret) - shown]
    runs = {secret[start : start + RUN] for start in range(max(len(hidden) - 1, 0))}
    assert not [place for place, run in enumerate(runs) if len(run) == RUN and run in text]


def assert_not_said(text: str, code: str) -> None:
    """A code of three or four digits, as a number of its own."""
    assert re.search(rf"(?<!\d){code}(?!\d)", text) is None


def call_with(keys: str, terms: str, connector: Connector) -> tuple[Lab, Call, Payments]:
    payments = Payments({"Default": connector})
    with VirtualClock() as clock:
        lab = Lab(clock)
        lab.pages |= {
            "/voice": f'<Pay action="/done" statusCallback="/told" {terms}/>',
            "/done": lambda asked: f"<Say>{asked.form.get('PaymentCardNumber', '')}</Say>",
            "/told": Page(status=204),
        }
        call = lab.network(payments=payments).call(f"{BASE}/voice", handset=Keys(keys))
    return lab, call, payments


@settings(max_examples=60, deadline=None)
@given(cards, codes, st.sampled_from(["", "9", "*", "4111#"]), st.sampled_from([gossip, Approved()]), st.data())
def test_no_card_number_and_no_code_leaves_the_carrier(
    card: str, code: str, noise: str, answer: Any, data: st.DataObject
) -> None:
    kept = code if card.startswith("37") else code[:3]
    assume(kept not in card)
    cut = data.draw(st.integers(0, len(card)))
    wrong = f"{card[:cut]}# " if data.draw(st.booleans()) else ""
    keys = f"{noise} {wrong}{card} 1229 {kept} 94105#"
    method = data.draw(st.sampled_from(['chargeAmount="10"', ""]))
    lab, call, payments = call_with(keys, method, Connector(answer))
    text = everything(lab, call, payments)
    assert_hidden(text, card, BEYOND_THE_LAST)
    assert_not_said(text, kept)


@settings(max_examples=30, deadline=None)
@given(accounts)
def test_no_account_number_leaves_the_carrier(account: str) -> None:
    lab, call, payments = call_with(f"021000021 {account}#", 'paymentMethod="ach-debit"', Connector(gossip))
    assert_hidden(everything(lab, call, payments), account, BEYOND_THE_LAST)
    for asked in lab.asked:
        assert account[-3:] not in asked.form.get("BankAccountNumber", "")


def test_a_gateway_may_say_the_number_in_groups() -> None:
    lab, _, _ = call_with("4111111111111111 1229 987 94105#", "", Connector(gossip))
    assert lab.to("/done").form["ConnectorError"] == "xxxxxxxxxxxx1111 *** xxxxxxxxxxxx1111 ***"


def test_a_script_that_fails_says_nothing_of_the_card(lab: Lab) -> None:
    at = Place("a.call.yaml", 3, 5)
    lab.pages["/voice"] = '<Pay action="/done" securityCode="false"/>'
    lab.pages["/done"] = "<Say>Thank you.</Say>"
    steps = (Pay(at, card="4111111111111111", expires="1229", code="987"), Hear(at, "thank you"))
    with pytest.raises(ScriptFailedError, match="expected to be asked for code, but the payment") as failed:
        lab.call(handset=Script(steps))
    text = f"{failed.value} {steps!r}"
    assert_hidden(text, "4111111111111111", BEYOND_THE_LAST)
    assert_not_said(text, "987")
    assert_not_said(text, "1229")


def test_a_connector_that_fails_the_test_says_only_what_the_test_says(lab: Lab) -> None:
    def broken(payment: Payment) -> Answer:
        raise LookupError(f"no answer for {payment}")

    lab.pages["/voice"] = '<Pay action="/done"/>'
    network = lab.network(payments=Payments({"Default": Connector(broken)}))
    with pytest.raises(LookupError) as failed:
        network.call(f"{BASE}/voice", handset=Keys("4111111111111111 1229 987 94105#"))
    assert_hidden(str(failed.value), "4111111111111111", BEYOND_THE_LAST)
    assert failed.value.args[0].count("Secret(...)") == 4


def test_card_types_have_an_order_of_their_own() -> None:
    """`validCardTypes` of optima matches no number: its cards were American Express numbers."""
    lab, _, _ = call_with("378282246310005 *", 'validCardTypes="optima"', Connector())
    assert lab.asked[1].form["ErrorType"] == "invalid-card-type"
    assert CardType.OPTIMA.value == "optima"
