"""messages.create, as a line uses it."""

from typing import Any

import pytest
from carrier_laboratory import ACCOUNT, TOKEN, Asked, Lab
from twilio.base.exceptions import TwilioRestException
from twilio.request_validator import RequestValidator
from twilio.rest import Client

from ivr.carrier.handsets.silent import SilentCaller
from ivr.carrier.network import Network
from ivr.carrier.phones import Phone
from ivr.carrier.rest.holdings import OwnNumber
from ivr.webhook.signature import sign

CALLER = "+15550100001"
CALLED = "+15550100000"


def test_a_message_is_kept_with_who_to_and_what(client: Client, network: Network) -> None:
    sent = client.messages.create(to=CALLER, from_=CALLED, body="Your payment arrived.")
    (kept,) = network.messages
    assert (kept.to, kept.from_, kept.body, kept.sid) == (CALLER, CALLED, "Your payment arrived.", sent.sid)
    assert (sent.status, sent.direction, sent.sid[:2], len(sent.sid)) == ("queued", "outbound-api", "SM", 34)


def test_what_it_says_is_in_no_repr(client: Client, network: Network) -> None:
    client.messages.create(to=CALLER, from_=CALLED, body="84482000")
    assert "84482000" not in repr(network.messages) + repr(network)


def test_it_is_delivered_when_the_carrier_runs(client: Client, network: Network) -> None:
    sid = client.messages.create(to=CALLER, from_=CALLED, body="Hi").sid
    network.run()
    assert client.messages(sid).fetch().status == "delivered"
    assert [message.sid for message in client.messages.list(to=CALLER)] == [sid]
    assert client.messages.list(to=CALLED) == []


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({"to": "5550100001"}, 21211),
        ({"to": "+1555abc0001"}, 21211),
        ({"to": ""}, 21604),
        ({"from_": "five"}, 21212),
        ({"from_": ""}, 21603),
        ({"body": ""}, 21602),
        ({"body": "x" * 1601}, 21617),
        ({"status_callback": "line.example/sms"}, 21609),
        ({"status_callback": "https://my_line.example/sms"}, 21609),
    ],
)
def test_a_bad_parameter_is_a_400_and_nothing_is_sent(
    client: Client, network: Network, details: Any, code: Any
) -> None:
    """Twilio, error dictionary."""
    with pytest.raises(TwilioRestException) as caught:
        client.messages.create(**{"to": CALLER, "from_": CALLED, "body": "Hi"} | details)
    assert (caught.value.status, caught.value.code) == (400, code)
    assert network.messages == ()


def test_sixteen_hundred_characters_are_not_too_many(client: Client) -> None:
    assert client.messages.create(to=CALLER, from_=CALLED, body="x" * 1600).status == "queued"


def test_who_unsubscribed_gets_nothing(lab: Lab, client: Client) -> None:
    """Twilio, error 21610."""
    lab.phones[CALLER] = Phone(unsubscribed=True)
    with pytest.raises(TwilioRestException) as caught:
        client.messages.create(to=CALLER, from_=CALLED, body="Hi")
    assert (caught.value.status, caught.value.code) == (400, 21610)


def test_with_numbers_of_its_own_the_account_writes_from_no_other(client: Client, network: Network) -> None:
    """Twilio, error 21606."""
    network.own(OwnNumber(CALLED))
    client.messages.create(to=CALLER, from_=CALLED, body="Hi")
    with pytest.raises(TwilioRestException) as caught:
        client.messages.create(to=CALLER, from_="+15550100009", body="Hi")
    assert caught.value.code == 21606


def test_a_messaging_service_needs_no_sender(client: Client, network: Network) -> None:
    service = "MG" + "1" * 32
    client.messages.create(to=CALLER, messaging_service_sid=service, body="Hi")
    assert (network.messages[0].service, network.messages[0].from_) == (service, "")


def test_its_way_is_reported_with_signed_requests(lab: Lab, client: Client, network: Network) -> None:
    lab.pages["/sms"] = ""
    sid = client.messages.create(to=CALLER, from_=CALLED, body="Hi", status_callback="https://line.example/sms").sid
    network.run()
    sent, delivered = lab.asked
    assert (sent.form["MessageStatus"], delivered.form["MessageStatus"]) == ("sent", "delivered")
    assert (sent.form["MessageSid"], sent.form["To"], "Body" in sent.form) == (sid, CALLER, False)
    signature = sent.headers["HTTP_X_TWILIO_SIGNATURE"]
    assert RequestValidator(TOKEN).validate("https://line.example/sms", sent.form, signature)


def test_messaging_signs_the_port_that_voice_leaves_out(lab: Lab, client: Client, network: Network) -> None:
    """Twilio, Security: for messaging the port is kept."""
    lab.base = "https://line.example:8443"
    lab.pages["/sms"] = ""
    network.web = type(network.web)(lab.app, lab.base)
    client.messages.create(to=CALLER, from_=CALLED, body="Hi", status_callback=f"{lab.base}/sms")
    network.run()
    asked = lab.asked[0]
    assert asked.headers["HTTP_X_TWILIO_SIGNATURE"] == sign(TOKEN, f"{lab.base}/sms", list(asked.form.items()))


def test_a_telephone_that_fails_gets_nothing_and_the_line_is_told(lab: Lab, client: Client, network: Network) -> None:
    lab.phones[CALLER] = Phone(fails=True)
    lab.pages["/sms"] = ""
    sid = client.messages.create(to=CALLER, from_=CALLED, body="Hi", status_callback="https://line.example/sms").sid
    network.run()
    assert [asked.form["MessageStatus"] for asked in lab.asked] == ["sent", "undelivered"]
    assert (lab.asked[1].form["ErrorCode"], client.messages(sid).fetch().error_code) == ("30003", 30003)


def test_a_callback_that_fails_is_noted_and_harms_nothing(client: Client, network: Network) -> None:
    sid = client.messages.create(to=CALLER, from_=CALLED, body="Hi", status_callback="https://line.example/none").sid
    network.run()
    assert client.messages(sid).fetch().status == "delivered"
    assert [entry.code for entry in network.holdings.debugger] == [11200, 11200]


def test_a_line_may_write_inside_its_own_webhook(lab: Lab, client: Client, network: Network) -> None:
    def thanks(asked: Asked) -> Any:
        client.messages.create(to=asked.form["From"], from_=asked.form["To"], body="Thanks")
        return "<Say>Goodbye.</Say>"

    lab.pages["/voice"] = thanks
    call = network.call("https://line.example/voice", handset=SilentCaller(), caller=CALLER, called=CALLED)
    assert (call.transcript.raw(), network.messages[0].to, network.messages[0].status) == (
        "Goodbye.",
        CALLER,
        "delivered",
    )


def test_the_account_is_named_in_what_comes_back(client: Client) -> None:
    assert client.messages.create(to=CALLER, from_=CALLED, body="Hi").account_sid == ACCOUNT
