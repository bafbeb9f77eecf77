"""Whatever is keyed, and whenever somebody hangs up or interrupts: a Pay ends once, and charges at most once."""

import asyncio

import pytest
from carrier_laboratory import ACCOUNT, BASE, TOKEN, Asked, Lab, Page
from hypothesis import given, settings
from hypothesis import strategies as st
from twilio.rest import Client
from watching import Watch

from ivr.carrier.clock import VirtualClock
from ivr.carrier.handsets.handset import Handset
from ivr.carrier.handsets.keys import Keys
from ivr.carrier.handsets.silent import SilentCaller
from ivr.carrier.network import Call
from ivr.carrier.paying.connectors import Payments
from ivr.carrier.paying.results import PayResult
from ivr.carrier.phones import Phone
from ivr.carrier.textleg import TextLeg

CARD = "4111111111111111 1229 987 94105#"
groups = st.sampled_from(["4111111111111111", "1229", "987", "94105#", "#", "*", "5", "w7", "021000021", "123456#"])
rows = st.lists(groups, min_size=1, max_size=12).map(" ".join)
methods = st.sampled_from(["", 'paymentMethod="ach-debit"', 'postalCode="false" maxAttempts="3"'])


def pay(handset: Handset, terms: str = "") -> tuple[Lab, Call, Payments]:
    payments = Payments()
    with VirtualClock() as clock:
        lab = Lab(clock)
        lab.pages |= {
            "/voice": f'<Pay action="/done" statusCallback="/told" {terms}/>',
            "/done": "<Hangup/>",
            "/told": Page(status=204),
        }
        return lab, lab.network(payments=payments).call(f"{BASE}/voice", handset=handset), payments


def results(lab: Lab, path: str) -> list[str]:
    return [asked.form["Result"] for asked in lab.asked if asked.path == path and "Result" in asked.form]


@settings(max_examples=60, deadline=None)
@given(rows, methods)
def test_any_keys_end_in_one_result(row: str, terms: str) -> None:
    lab, call, payments = pay(Keys(row), terms)
    (result,) = results(lab, "/done")
    assert results(lab, "/told") == [result]
    assert (result == PayResult.SUCCESS) is bool(payments.asked)
    assert (len(payments.asked) <= 1, payments.sessions, call.debugger) == (True, set(), ())


@settings(max_examples=60, deadline=None)
@given(st.floats(0.01, 30))
def test_a_caller_may_hang_up_at_any_moment(moment: float) -> None:
    class Leaving:
        async def hold(self, phone: TextLeg) -> None:
            typing = asyncio.ensure_future(Keys(CARD).hold(phone))
            await phone.stay(moment)
            phone.hang_up()
            await typing

    lab, call, payments = pay(Leaving())
    (result,) = results(lab, "/done")
    assert result in (PayResult.HUNG_UP, PayResult.SUCCESS)
    assert payments.sessions == set()
    assert call.seconds <= moment + 1e-6
    if not payments.asked:
        assert result == PayResult.HUNG_UP


def test_a_new_document_for_the_call_ends_a_payment_without_a_result(lab: Lab) -> None:
    """Not documented; here the new document takes over, as it does from any verb."""
    payments = Payments()
    network = lab.network(payments=payments)
    client = Client(ACCOUNT, TOKEN, http_client=network.rest())

    def interrupt(asked: Asked) -> Page:
        client.calls(asked.form["CallSid"]).update(twiml="<Response><Say>Somebody will help you.</Say></Response>")
        return Page(status=204)

    lab.pages |= {"/voice": '<Pay action="/done" statusCallback="/told"/>', "/told": interrupt}
    call = network.call(f"{BASE}/voice", handset=Keys("4111111111111111"))
    assert call.transcript.raw().endswith("Somebody will help you.")
    assert (lab.paths(), payments.sessions, payments.asked) == (["/voice", "/told"], set(), [])
    assert "is done paying: interrupted" in str(call.transcript)


@pytest.mark.parametrize(("action", "codes"), [('action="/done"', [11100]), ("", [11100])])
def test_a_document_without_an_address_needs_an_absolute_action(lab: Lab, action: str, codes: list[int]) -> None:
    """Twilio, Gather, says so of Record, Gather and Pay."""
    lab.phones["+15550100055"] = Phone(2, handset=SilentCaller())
    network = lab.network()
    client = Client(ACCOUNT, TOKEN, http_client=network.rest())
    client.calls.create(to="+15550100055", from_="+15550100000", twiml=f"<Response><Pay {action}/></Response>")
    (call,) = network.run()
    assert [entry.code for entry in call.debugger] == codes
    assert "card" not in call.transcript.raw()


def test_a_status_callback_to_a_host_with_an_underscore_is_not_asked(lab: Lab) -> None:
    """Twilio, "TwiML voice": such hosts are rejected; warning 15003."""
    lab.pages |= {"/voice": '<Pay action="/done" statusCallback="https://my_line.example/told"/>', "/done": "<Hangup/>"}
    call = lab.call(handset=Watch([(1, "*")]))
    assert {entry.code for entry in call.debugger} == {15003}
    assert lab.paths() == ["/voice", "/done"]
