"""What the API says to whom: credentials, unknown things, lists, errors as the twilio library raises them."""

import json
from typing import Any

import pytest
from carrier_laboratory import ACCOUNT, TOKEN, Asked, Lab
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from ivr.carrier.clock import WallClock
from ivr.carrier.handsets.silent import SilentCaller
from ivr.carrier.network import Network
from ivr.carrier.rest.desk import MOST_ORDERS
from ivr.carrier.rest.holdings import OwnNumber
from ivr.carrier.wsgi import WsgiWeb

CALLER = "+15550100001"
CALLED = "+15550100000"


@pytest.mark.parametrize(("account", "token"), [(ACCOUNT, "wrong"), ("AC" + "6" * 32, TOKEN)])
def test_wrong_credentials_are_a_401_of_code_20003(network: Network, account: Any, token: Any) -> None:
    stranger = Client(account, token, http_client=network.rest())
    with pytest.raises(TwilioRestException) as caught:
        stranger.messages.create(to=CALLER, from_=CALLED, body="Hi")
    assert (caught.value.status, caught.value.code) == (401, 20003)
    assert network.messages == ()


def test_right_credentials_fetch_their_account(client: Client) -> None:
    account = client.api.accounts(ACCOUNT).fetch()
    assert (account.sid, account.status) == (ACCOUNT, "active")


@pytest.mark.parametrize(
    "wanted",
    [
        lambda client: client.calls("CA" + "0" * 32).fetch(),
        lambda client: client.calls("CA" + "0" * 32).update(status="completed"),
        lambda client: client.messages("SM" + "0" * 32).fetch(),
        lambda client: client.incoming_phone_numbers("PN" + "0" * 32).fetch(),
        lambda client: client.queues("QU" + "0" * 32).fetch(),
        lambda client: client.queues("QU" + "0" * 32).members("Front").fetch(),
        lambda client: client.recordings("RE" + "0" * 32).fetch(),
        lambda client: client.lookups.v2.phone_numbers(CALLER).fetch(),
    ],
)
def test_what_is_not_there_is_a_404_of_code_20404(client: Client, wanted: Any) -> None:
    with pytest.raises(TwilioRestException) as caught:
        wanted(client)
    assert (caught.value.status, caught.value.code) == (404, 20404)


def test_another_account_under_right_credentials_is_a_404(network: Network) -> None:
    stranger = Client(ACCOUNT, TOKEN, account_sid="AC" + "6" * 32, http_client=network.rest())
    with pytest.raises(TwilioRestException) as caught:
        stranger.messages.create(to=CALLER, from_=CALLED, body="Hi")
    assert (caught.value.status, caught.value.code) == (404, 20404)


def test_an_error_has_code_message_more_info_and_status(network: Network) -> None:
    path = f"https://api.twilio.com/2010-04-01/Accounts/{ACCOUNT}/Calls/CA1.json"
    response = network.rest().request("GET", path, auth=(ACCOUNT, TOKEN))
    body = json.loads(response.text)
    assert body == {
        "code": 20404,
        "message": "The requested resource was not found",
        "more_info": "https://www.twilio.com/docs/errors/20404",
        "status": 404,
    }
    assert (response.status_code, response.ok) == (404, False)


def test_what_this_box_does_not_do_is_said_and_not_done(client: Client) -> None:
    with pytest.raises(TwilioRestException) as caught:
        client.queues.create(friendly_name="support")
    assert caught.value.status == 405


def test_lists_come_in_pages(client: Client, network: Network) -> None:
    for number in range(120):
        network.own(OwnNumber(f"+1555010{number:04}"))
    assert len(client.incoming_phone_numbers.list()) == 120
    assert len(client.incoming_phone_numbers.list(limit=7)) == 7
    assert [one.phone_number for one in client.incoming_phone_numbers.list(page_size=100)][-1] == "+15550100119"


def test_an_edge_and_a_region_lead_to_the_same_box(network: Network) -> None:
    far = Client(ACCOUNT, TOKEN, region="ie1", edge="dublin", http_client=network.rest())
    assert far.messages.create(to=CALLER, from_=CALLED, body="Hi").to == CALLER


def test_a_line_that_orders_without_end_is_told_to_stop(client: Client) -> None:
    for _ in range(MOST_ORDERS):
        client.messages.create(to=CALLER, from_=CALLED, body="Hi")
    with pytest.raises(TwilioRestException) as caught:
        client.messages.create(to=CALLER, from_=CALLED, body="Hi")
    assert (caught.value.status, caught.value.code) == (429, 20429)


def test_the_queues_of_the_network_can_be_read(lab: Lab, network: Network, client: Client) -> None:
    seen = []

    def look(asked: Asked) -> Any:
        (queue,) = client.queues.list()
        (member,) = client.queues(queue.sid).members.list()
        front = client.queues(queue.sid).members("Front").fetch()
        seen.append((queue.friendly_name, queue.current_size, member.call_sid, member.position, front.wait_time))
        return "<Leave/>"

    lab.pages |= {"/voice": '<Enqueue waitUrl="/wait">support</Enqueue>', "/wait": look}
    call = network.call("https://line.example/voice", handset=SilentCaller())
    assert seen == [("support", 1, call.sid, 1, 0)]


def test_on_the_wall_clock_a_webhook_in_another_thread_orders_as_well(lab: Lab) -> None:
    with WallClock() as clock:
        network = Network(WsgiWeb(lab.app, lab.base), clock, ACCOUNT, TOKEN, speech_factor=0)
        client = Client(ACCOUNT, TOKEN, http_client=network.rest())

        def ask(asked: Asked) -> Any:
            client.messages.create(to=CALLER, from_=CALLED, body="Hi", status_callback="https://line.example/sms")
            client.calls(asked.form["CallSid"]).update(twiml="<Response><Say>Instead.</Say></Response>")
            return '<Pause length="600"/>'

        lab.pages |= {"/voice": "<Say>One.</Say><Redirect>/two</Redirect>", "/two": ask, "/sms": ""}
        call = network.call("https://line.example/voice", handset=SilentCaller())
    assert call.transcript.raw() == "One. Instead."
    assert [asked.form["MessageStatus"] for asked in lab.asked if asked.path == "/sms"] == ["sent", "delivered"]
