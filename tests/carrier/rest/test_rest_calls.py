"""calls.create and calls(sid).update: the account calls somebody, and reaches into a call that goes on."""

from collections.abc import Callable
from typing import Any

import pytest
from carrier_laboratory import ACCOUNT, TOKEN, Asked, Lab, Page
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client
from watching import Watch

from ivr.carrier.handsets.silent import SilentCaller
from ivr.carrier.happenings import Ended, Toned
from ivr.carrier.network import Call, Network, NoSuchNumberError
from ivr.carrier.phones import AnsweredBy, Phone
from ivr.carrier.rest.holdings import OwnNumber
from ivr.carrier.textleg import TextLeg
from ivr.cli.account import Account, Addresses
from ivr.telephony.outcomes import CallStatus

OURS = "+15550100000"
ROSA = "+15550100011"
BASE = "https://line.example"
EVENTS = ["initiated", "ringing", "answered", "completed"]


@pytest.fixture
def rosa(lab: Lab) -> None:
    lab.phones[ROSA] = Phone(answers_after=4, handset=SilentCaller(), name="Rosa")


def create(client: Client, **details: Any) -> Any:
    return client.calls.create(**{"to": ROSA, "from_": OURS} | details)


@pytest.mark.usefixtures("rosa")
def test_a_placed_call_rings_and_its_document_is_heard(lab: Lab, client: Client, network: Network) -> None:
    """Twilio, "Call resource": the document is fetched once the callee has answered."""
    lab.pages["/out"] = "<Say>Your bill is due.</Say>"
    sid = create(client, url=f"{BASE}/out").sid
    assert lab.asked == []
    (call,) = network.run()
    form = lab.to("/out").form
    assert (call.sid, call.transcript.raw("Rosa"), call.ended) == (sid, "Your bill is due.", Ended.LINE_HUNG_UP)
    assert (form["Direction"], form["CallStatus"], form["From"], form["To"]) == (
        "outbound-api",
        "in-progress",
        OURS,
        ROSA,
    )
    assert call.made[0].at == pytest.approx(4)


@pytest.mark.usefixtures("rosa")
def test_it_may_bring_its_document_along(lab: Lab, client: Client, network: Network) -> None:
    create(client, twiml="<Response><Say>Hello Rosa.</Say></Response>")
    (call,) = network.run()
    assert (call.transcript.raw("Rosa"), lab.asked) == ("Hello Rosa.", [])


@pytest.mark.usefixtures("rosa")
@pytest.mark.parametrize("action", ["", 'action="/relative"'])
def test_a_document_without_an_address_needs_absolute_actions(
    lab: Lab, client: Client, network: Network, action: Any
) -> None:
    """Twilio, Gather: with inline TwiML the action must be absolute."""
    lab.phones[ROSA] = Phone(4, handset=Watch([(1, "1")]))
    create(client, twiml=f'<Response><Gather numDigits="1" {action}/></Response>')
    (call,) = network.run()
    assert ([entry.code for entry in call.debugger], call.ended) == ([11100], Ended.ERROR)


def test_an_absolute_action_works(lab: Lab, client: Client, network: Network) -> None:
    lab.phones[ROSA] = Phone(4, handset=Watch([(1, "1")]))
    lab.pages["/got"] = ""
    create(client, twiml=f'<Response><Gather numDigits="1" action="{BASE}/got"/></Response>')
    network.run()
    assert lab.to("/got").form["Digits"] == "1"


@pytest.mark.usefixtures("rosa")
def test_the_method_is_the_one_asked_for(lab: Lab, client: Client, network: Network) -> None:
    lab.pages["/out"] = ""
    create(client, url=f"{BASE}/out", method="GET")
    network.run()
    assert (lab.to("/out").method, lab.to("/out").query["Direction"]) == ("GET", "outbound-api")


@pytest.mark.usefixtures("rosa")
def test_its_events_are_reported_in_order_with_their_numbers(lab: Lab, client: Client, network: Network) -> None:
    """Twilio, "Call resource": statusCallbackEvent, SequenceNumber."""
    lab.pages |= {"/out": '<Pause length="7"/>', "/status": Page(status=204)}
    create(client, url=f"{BASE}/out", status_callback=f"{BASE}/status", status_callback_event=EVENTS)
    network.run()
    told = [asked.form for asked in lab.asked if asked.path == "/status"]
    assert [form["CallStatus"] for form in told] == ["initiated", "ringing", "in-progress", "completed"]
    assert [form["SequenceNumber"] for form in told] == ["0", "1", "2", "3"]
    assert {form["CallbackSource"] for form in told} == {"call-progress-events"}
    assert [form.get("CallDuration") for form in told] == [None, None, None, "7"]


@pytest.mark.usefixtures("rosa")
def test_without_a_word_only_its_end_is_reported(lab: Lab, client: Client, network: Network) -> None:
    lab.pages |= {"/out": "", "/status": Page(status=204)}
    create(client, url=f"{BASE}/out", status_callback=f"{BASE}/status", status_callback_method="GET")
    network.run()
    told = lab.to("/status")
    assert (told.method, told.query["CallStatus"], told.query["SequenceNumber"]) == ("GET", "completed", "3")


@pytest.mark.parametrize(
    ("phone", "status", "rang"),
    [
        (Phone(busy=True), "busy", False),
        (Phone(fails=True), "failed", False),
        (Phone(), "no-answer", True),
        (Phone(answers_after=30), "no-answer", True),
    ],
)
def test_nobody_answers(lab: Lab, client: Client, network: Network, phone: Any, status: Any, rang: Any) -> None:
    lab.phones[ROSA] = phone
    lab.pages |= {"/out": "", "/status": Page(status=204)}
    sid = create(
        client, url=f"{BASE}/out", timeout=20, status_callback=f"{BASE}/status", status_callback_event=EVENTS
    ).sid
    (call,) = network.run()
    told = [asked.form["CallStatus"] for asked in lab.asked]
    assert told == ["initiated", *["ringing"] * rang, status]
    assert (call.status.value, client.calls(sid).fetch().status, call.seconds) == (status, status, 0)


@pytest.mark.parametrize(
    ("who", "asked", "said"),
    [
        (AnsweredBy.HUMAN, "Enable", "human"),
        (AnsweredBy.MACHINE_START, "Enable", "machine_start"),
        (AnsweredBy.MACHINE_START, "DetectMessageEnd", "machine_end_beep"),
    ],
)
def test_a_detector_says_who_answered(
    lab: Lab, client: Client, network: Network, who: Any, asked: Asked, said: Any
) -> None:
    """Twilio, "Call resource": AnsweredBy."""
    lab.phones[ROSA] = Phone(1, answered_by=who)
    lab.pages["/out"] = ""
    sid = create(client, url=f"{BASE}/out", machine_detection=asked).sid
    network.run()
    assert (lab.to("/out").form["AnsweredBy"], client.calls(sid).fetch().answered_by) == (said, said)


@pytest.mark.usefixtures("rosa")
def test_a_failing_document_goes_to_the_calls_own_fallback(lab: Lab, client: Client, network: Network) -> None:
    lab.pages["/spare"] = "<Say>One moment.</Say>"
    create(client, url=f"{BASE}/gone", fallback_url=f"{BASE}/spare", fallback_method="GET")
    (call,) = network.run()
    assert call.transcript.raw("Rosa") == "One moment."
    assert (lab.to("/spare").method, lab.to("/spare").query["ErrorCode"]) == ("GET", "11200")


@pytest.mark.usefixtures("rosa")
def test_a_time_limit_ends_it(lab: Lab, client: Client, network: Network) -> None:
    create(client, twiml='<Response><Pause length="900"/></Response>', time_limit=60)
    (call,) = network.run()
    assert call.seconds == pytest.approx(56)


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({"to": "nobody", "url": BASE}, 21211),
        ({"to": "", "url": BASE}, 21201),
        ({"from_": "me", "url": BASE}, 21212),
        ({"from_": "", "url": BASE}, 21213),
        ({}, 21205),
        ({"url": "line.example"}, 21205),
        ({"url": "ftp://line.example/"}, 21205),
        ({"twiml": "<Response>" + " " * 4000 + "</Response>"}, 32018),
        ({"url": BASE, "method": "PUT"}, 21403),
        ({"url": BASE, "timeout": 0}, 20001),
        ({"url": BASE, "timeout": 601}, 20001),
        ({"url": BASE, "machine_detection": "Perhaps"}, 20001),
        ({"url": BASE, "status_callback": "https://my_line.example/"}, 21609),
    ],
)
def test_a_bad_parameter_is_a_400_and_nobody_is_called(
    client: Client, network: Network, details: Any, code: Any
) -> None:
    with pytest.raises(TwilioRestException) as caught:
        create(client, **details)
    assert (caught.value.status, caught.value.code) == (400, code)
    assert network.run() == ()


def test_with_numbers_of_its_own_the_account_calls_from_no_other(client: Client, network: Network) -> None:
    """Twilio, error 21210."""
    network.own(OwnNumber("+15550100002"))
    with pytest.raises(TwilioRestException) as caught:
        create(client, url=BASE)
    assert caught.value.code == 21210


@pytest.mark.usefixtures("rosa")
def test_a_line_may_place_a_call_inside_its_own_webhook(lab: Lab, client: Client, network: Network) -> None:
    def call_rosa(asked: Asked) -> Any:
        create(client, url=f"{BASE}/out")
        return '<Gather timeout="60"/>'

    lab.pages |= {"/voice": call_rosa, "/out": "<Say>Somebody calls.</Say>"}
    call = network.call(f"{BASE}/voice", handset=SilentCaller())
    (placed,) = network.run()
    assert (call.seconds, placed.transcript.raw("Rosa")) == (pytest.approx(60), "Somebody calls.")
    assert placed.legs[0].room.began == call.legs[0].room.began  # while the other goes on, not after it


@pytest.mark.usefixtures("rosa")
def test_what_its_handset_raises_comes_out(lab: Lab, client: Client, network: Network) -> None:
    class Stumbler:
        async def hold(self, phone: TextLeg) -> None:
            raise LookupError("a script that fails")

    lab.phones[ROSA] = Phone(4, handset=Stumbler())
    create(client, url=f"{BASE}/out")
    with pytest.raises(LookupError):
        network.run()
    assert network.run() == ()


# A call that goes on.


VERBS = {
    "a Say": "<Say loop='100'>Please wait.</Say>",
    "a Pause": '<Pause length="900"/>',
    "a Gather": '<Gather timeout="900"><Say>Press 1.</Say></Gather>',
    "a Dial": "<Dial><Number>+15550100012</Number></Dial>",
    "a Play": '<Play loop="0">/sound</Play>',
    "a Record": '<Record timeout="0"/>',
    "a Pay": "<Pay/>",
    "a Dial that rings": '<Dial timeout="60">+15550100013</Dial>',
    "a conference": "<Dial><Conference>room</Conference></Dial>",
    "speech": '<Gather input="speech" timeout="900"/>',
    "a queue": '<Enqueue waitUrl="/hold">support</Enqueue>',
}


class Supervisor:
    """Acts on somebody's call at a moment of its own."""

    def __init__(self, act: Callable[[], None], after: float = 10.0) -> None:
        self.act, self.after = act, after

    async def hold(self, phone: TextLeg) -> None:
        await phone.stay(self.after)
        self.act()


def live(lab: Lab, network: Network, client: Client, verb: Any, **details: Any) -> Call:
    """A call that performs a verb, while somebody else updates it after ten seconds."""
    lab.phones["+15550100012"] = Phone(2, handset=SilentCaller())
    lab.pages |= {"/voice": f"<Say>Hello.</Say>{verb}<Say>After it.</Say>", "/hold": '<Pause length="5"/>'}
    lab.pages["/sound"] = Page(b"...", headers=(("Content-Type", "audio/wav"),))
    lab.phones["+15550100013"] = Phone()

    def act() -> None:
        (running,) = client.calls.list(status="in-progress")
        client.calls(running.sid).update(**details)

    return network.call(f"{BASE}/voice", handset=Supervisor(act))


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
def test_an_update_interrupts_the_verb_and_runs_the_new_document(
    lab: Lab, network: Network, client: Client, verb: Any
) -> None:
    """Twilio, "Call resource": update."""
    lab.pages["/new"] = '<Gather numDigits="1" timeout="3"><Say>New.</Say></Gather>'
    call = live(lab, network, client, verb, url=f"{BASE}/new")
    assert (call.made[-1].at, call.ended) == (pytest.approx(10), Ended.LINE_HUNG_UP)
    assert call.transcript.raw().endswith("New.")
    assert "After it." not in call.transcript.raw()
    assert lab.to("/new").form["CallStatus"] == "in-progress"
    assert 13 < call.seconds < 16
    assert all(leg.over for leg in call.legs)


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
def test_completed_ends_the_call_in_any_verb(lab: Lab, network: Network, client: Client, verb: Any) -> None:
    call = live(lab, network, client, verb, status="completed")
    assert (call.status, call.ended, call.seconds) == (CallStatus.COMPLETED, call.ended, pytest.approx(10))
    assert call.ended in (Ended.LINE_HUNG_UP, Ended.BRIDGED)
    assert all(leg.over for leg in call.legs)


def test_an_update_may_bring_its_document_along(lab: Lab, network: Network, client: Client) -> None:
    call = live(lab, network, client, VERBS["a Pause"], twiml="<Response><Say>New.</Say></Response>")
    assert call.transcript.raw() == "Hello. New."


@pytest.mark.parametrize(("action", "code"), [('action="/relative"', 15004), ("", 11100)])
def test_a_live_update_needs_absolute_actions(
    lab: Lab, network: Network, client: Client, action: Any, code: Any
) -> None:
    """Twilio, error 15004; a missing one is 11100 (Twilio, Record)."""
    twiml = f'<Response><Gather actionOnEmptyResult="true" timeout="1" {action}/></Response>'
    call = live(lab, network, client, VERBS["a Pause"], twiml=twiml)
    assert ([entry.code for entry in call.debugger], call.ended) == ([code], Ended.ERROR)


def test_a_call_in_a_queue_is_told_to_have_been_redirected(lab: Lab, network: Network, client: Client) -> None:
    """Twilio, Enqueue, QueueResult."""
    lab.pages |= {"/new": "<Say>New.</Say>", "/left": ""}
    verb = '<Enqueue waitUrl="/hold" action="/left">support</Enqueue>'
    call = live(lab, network, client, verb, url=f"{BASE}/new")
    assert (lab.to("/left").form["QueueResult"], call.transcript.raw()) == ("redirected", "Hello. New.")
    assert client.queues.list()[0].current_size == 0


def test_a_line_may_update_its_own_call_inside_its_webhook(lab: Lab, network: Network, client: Client) -> None:
    def redirect(asked: Asked) -> str:
        client.calls(asked.form["CallSid"]).update(url=f"{BASE}/new")
        return "<Hangup/>"

    lab.pages |= {"/voice": "<Redirect>/here</Redirect>", "/here": redirect, "/new": "<Say>New.</Say>"}
    call = network.call(f"{BASE}/voice", handset=SilentCaller())
    assert (call.transcript.raw(), lab.paths()) == ("New.", ["/voice", "/here", "/new"])


def test_of_two_updates_at_once_the_last_counts(lab: Lab, network: Network, client: Client) -> None:
    def redirect(asked: Asked) -> str:
        client.calls(asked.form["CallSid"]).update(url=f"{BASE}/one")
        client.calls(asked.form["CallSid"]).update(url=f"{BASE}/two")
        return ""

    lab.pages |= {"/voice": "<Redirect>/here</Redirect>", "/here": redirect, "/one": "", "/two": "<Say>Two.</Say>"}
    call = network.call(f"{BASE}/voice", handset=SilentCaller())
    assert (call.transcript.raw(), "/one" in lab.paths()) == ("Two.", False)


def test_a_ringing_call_cannot_be_redirected_but_ended(lab: Lab, network: Network, client: Client) -> None:
    """Twilio, error 21220."""
    refused = []

    def first(asked: Asked) -> Any:
        with pytest.raises(TwilioRestException) as caught:
            client.calls(asked.form["CallSid"]).update(url=f"{BASE}/new")
        refused.append(caught.value.code)
        client.calls(asked.form["CallSid"]).update(status="canceled")
        return "<Say>Hi.</Say>"

    lab.pages["/voice"] = first
    call = network.call(f"{BASE}/voice", handset=SilentCaller())
    assert (refused, call.status, call.transcript.raw()) == ([21220], CallStatus.CANCELED, "")


@pytest.mark.usefixtures("rosa")
def test_a_call_cancelled_before_it_was_begun_reports_nothing(lab: Lab, network: Network, client: Client) -> None:
    """Twilio, "Call resource": a call cancelled while queued fires no callback."""
    sid = create(client, url=f"{BASE}/out", status_callback=f"{BASE}/status", status_callback_event=EVENTS).sid
    client.calls(sid).update(status="canceled")
    assert (network.run(), lab.asked, client.calls(sid).fetch().status) == ((), [], "canceled")


@pytest.mark.usefixtures("rosa")
def test_a_call_cancelled_while_it_rings_was_never_answered(lab: Lab, network: Network, client: Client) -> None:
    lab.pages |= {"/out": "", "/status": Page(status=204)}
    lab.pages["/voice"] = '<Pause length="2"/><Redirect>/cancel</Redirect>'

    def cancel(asked: Asked) -> Any:
        client.calls(sid).update(status="completed")
        return ""

    lab.pages["/cancel"] = cancel
    sid = create(client, url=f"{BASE}/out", status_callback=f"{BASE}/status").sid
    network.call(f"{BASE}/voice", handset=SilentCaller())
    assert (lab.to("/status").form["CallStatus"], "/out" in lab.paths()) == ("canceled", False)


def test_a_call_that_is_over_cannot_be_changed(lab: Lab, network: Network, client: Client) -> None:
    """Twilio, error 21220."""
    lab.pages["/voice"] = ""
    call = network.call(f"{BASE}/voice", handset=SilentCaller())
    for details in ({"url": BASE}, {"status": "completed"}):
        with pytest.raises(TwilioRestException) as caught:
            client.calls(call.sid).update(**details)
        assert (caught.value.status, caught.value.code) == (400, 21220)


@pytest.mark.parametrize("details", [{"status": "busy"}, {"url": BASE, "twiml": "<Response/>"}])
def test_a_bad_update_changes_nothing(lab: Lab, network: Network, client: Client, details: Any) -> None:
    def bad(asked: Asked) -> Any:
        with pytest.raises(TwilioRestException) as caught:
            client.calls(asked.form["CallSid"]).update(**details)
        assert caught.value.code == 20001
        return "<Say>Unharmed.</Say>"

    lab.pages["/voice"] = bad
    assert network.call(f"{BASE}/voice", handset=SilentCaller()).transcript.raw() == "Unharmed."


def test_a_call_is_fetched_while_it_goes_on_and_after(lab: Lab, network: Network, client: Client) -> None:
    seen = []

    def look(asked: Asked) -> Any:
        call = client.calls(asked.form["CallSid"]).fetch()
        seen.append((call.status, call.direction, call.duration))
        return '<Pause length="3"/>' if len(seen) == 1 else ""

    lab.pages |= {"/voice": look, "/next": look}
    lab.pages["/voice"] = "<Say>Hi.</Say><Redirect>/next</Redirect>"
    call = network.call(f"{BASE}/voice", handset=SilentCaller(), called=OURS)
    after = client.calls(call.sid).fetch()
    assert seen == [("in-progress", "inbound", None)]
    assert (after.status, after.duration, after.to) == ("completed", str(int(call.seconds)), OURS)
    assert (after.end_time - after.start_time).total_seconds() == pytest.approx(call.seconds, abs=1)


# Numbers of the account.


def test_a_number_is_dialled_with_its_own_urls(lab: Lab, network: Network, client: Client) -> None:
    """Twilio, "IncomingPhoneNumber resource"."""
    network.own(OwnNumber(OURS))
    (number,) = client.incoming_phone_numbers.list(phone_number=OURS)
    number.update(
        voice_url=f"{BASE}/voice",
        voice_method="GET",
        voice_fallback_url=f"{BASE}/spare",
        voice_fallback_method="GET",
        status_callback=f"{BASE}/status",
        status_callback_method="GET",
    )
    lab.pages |= {"/voice": "<Redirect>/gone</Redirect>", "/spare": "<Say>Hi.</Say>", "/status": Page(status=204)}
    call = network.dial(OURS, handset=SilentCaller())
    assert call.transcript.raw() == "Hi."
    assert [(asked.method, asked.path) for asked in lab.asked] == [
        ("GET", "/voice"),
        ("POST", "/gone"),
        ("GET", "/spare"),
        ("GET", "/status"),
    ]
    assert lab.to("/voice").query["To"] == OURS


@pytest.mark.parametrize(
    "details", [{"voice_url": "nowhere"}, {"voice_method": "PUT"}, {"status_callback": "https://a_b/"}]
)
def test_a_bad_address_changes_nothing_of_a_number(network: Network, client: Client, details: Any) -> None:
    own = network.own(OwnNumber(OURS, voice_url=f"{BASE}/voice"))
    with pytest.raises(TwilioRestException) as caught:
        client.incoming_phone_numbers(own.sid).update(**{"friendly_name": "Bills"} | details)
    assert caught.value.status == 400
    assert (own.voice_url, own.friendly_name) == (f"{BASE}/voice", "")


def test_an_empty_value_takes_an_address_away(network: Network, client: Client) -> None:
    own = network.own(OwnNumber(OURS, voice_url=f"{BASE}/voice", status_callback=f"{BASE}/status"))
    client.incoming_phone_numbers(own.sid).update(status_callback="")
    assert (own.voice_url, own.status_callback) == (f"{BASE}/voice", "")


@pytest.mark.parametrize(
    "number", [None, OwnNumber(OURS), OwnNumber(OURS, voice_url=BASE, voice_application_sid="AP" + "1" * 32)]
)
def test_a_number_that_calls_nothing_here_cannot_be_dialled(network: Network, number: Any) -> None:
    if number is not None:
        network.own(number)
    with pytest.raises(NoSuchNumberError):
        network.dial(OURS, handset=SilentCaller())


def test_the_command_line_connects_a_number_of_this_network(lab: Lab, network: Network) -> None:
    network.own(OwnNumber(OURS, voice_application_sid="AP" + "1" * 32))
    account = Account(ACCOUNT, TOKEN, network.rest())
    before = account.addresses(OURS)
    account.change(OURS, Addresses.of_line(BASE))
    lab.pages |= {"/voice": "<Say>Hi.</Say>", "/status": Page(status=204)}
    assert network.dial(OURS, handset=SilentCaller()).transcript.raw() == "Hi."
    account.change(OURS, before)
    assert account.addresses(OURS) == before


def test_there_is_one_list_of_numbers_for_callerids_and_for_the_api(lab: Lab) -> None:
    """Those given to the network are in the API's list, and those owned later may be called from."""
    network = lab.network(owned=["+1 (555) 010-7777"])
    client = Client(ACCOUNT, TOKEN, http_client=network.rest())
    network.own(OwnNumber("+15550108888", voice_url=f"{BASE}/voice"))
    assert [number.phone_number for number in client.incoming_phone_numbers.list()] == ["+15550107777", "+15550108888"]
    for caller_id, warned in (("+15550107777", []), ("+1 555 010 8888", []), ("+15550109999", [13214])):
        lab.pages["/voice"] = f'<Dial timeout="5" callerId="{caller_id}">{ROSA}</Dial>'
        call = network.dial("+1 555-010-8888", handset=SilentCaller())
        assert [entry.code for entry in call.debugger] == warned


@pytest.mark.usefixtures("rosa")
def test_the_keys_it_sends_are_heard_before_its_document(lab: Lab, client: Client, network: Network) -> None:
    """Twilio, "Call resource": SendDigits, w is half a second."""
    lab.pages["/out"] = "<Say>Hi.</Say>"
    create(client, url=f"{BASE}/out", send_digits="ww12")
    (leg,) = network.run()[0].legs
    heard = [one.what.keys for one in leg.room.log if isinstance(one.what, Toned)]
    assert (heard, leg.heard[0].start - leg.answered_at) == (["12"], pytest.approx(1.2))
