"""What a line that keeps callers in a queue relies on: each application is a few routes of Flask, which reads every
request as a line does. Where the documentation is silent, what is chosen is this network's.
"""

import asyncio
from collections.abc import Callable, Sequence

import pytest
from carrier_laboratory import ACCOUNT, BASE, TOKEN
from flask import Flask, request
from watching import Watch
from werkzeug.wrappers import Response

from ivr.carrier.clock import VirtualClock
from ivr.carrier.handsets.silent import SilentCaller
from ivr.carrier.happenings import Ended
from ivr.carrier.network import Call, Network, Ticket
from ivr.carrier.phones import Phone
from ivr.carrier.textleg import TextLeg
from ivr.carrier.wsgi import WsgiWeb
from ivr.secret import Secret
from ivr.telephony.events import Dequeued, DialEnded, HungUp, Keyed, QueueResult, Recorded, Silent, WireEvent
from ivr.telephony.outcomes import CallStatus, DialStatus
from ivr.webhook.form import decode

ENQUEUE = '<Enqueue action="/voice?turn=1" waitUrl="/voice?turn=2">billing</Enqueue>'
ROSA, BEN, ANN = "client:rosa", "sip:ben@pbx.example.com", "+15550100011"

Document = str | Callable[[], str]


class Line:
    """Documents by turn number, the last of them for every turn after it. `heard` is what came: turn, or -1 for a status
    callback, and event."""

    def __init__(self, clock: VirtualClock, *documents: Document, phones: dict[str, Phone] | None = None) -> None:
        self.documents = documents
        self.heard: list[tuple[int, WireEvent]] = []
        self.forms: list[dict[str, str]] = []
        app = Flask(__name__)
        app.post("/voice")(self.voice)
        app.post("/status")(self.status)
        self.network = Network(WsgiWeb(app, BASE), clock, ACCOUNT, TOKEN, phones=phones or {})

    def voice(self) -> Response:
        turn = int(request.args.get("turn", "0"))
        self.heard.append((turn, decode(request.get_data(), request.args).event))
        self.forms.append(request.form.to_dict())
        document = self.documents[min(turn, len(self.documents) - 1)]
        written = (document() if callable(document) else document).replace("{next}", f"/voice?turn={turn + 1}")
        return Response(f"<Response>{written}</Response>", content_type="text/xml")

    def status(self) -> Response:
        self.heard.append((-1, decode(request.get_data(), request.args).event))
        return Response(status=204)

    @property
    def sid(self) -> str:
        return self.forms[-1]["CallSid"]

    def redirect(self, sid: str, turn: int, document: str) -> str:
        """The document, once that call was told to go on with that turn."""
        self.network.client().calls(sid).update(url=f"{BASE}/voice?turn={turn}")
        return document

    def call(self, *acts: tuple[float, str]) -> Call:
        return self.network.call(f"{BASE}/voice", handset=Watch(acts), status_url=f"{BASE}/status")

    def turns(self) -> list[int]:
        return [turn for turn, _ in self.heard]


WAIT = '<Pause length="10"/><Redirect>{next}</Redirect>'


def redirected(line: Line, acts: Sequence[tuple[float, str]] = ((60, "h"),), **update: str) -> Call:
    """A representative is free when the caller hears the second wait document: the call is brought out of the queue
    while some other request is answered."""

    class Free:
        async def hold(self, phone: TextLeg) -> None:
            await phone.stay(15)
            (waiting,) = line.network.client().calls.list(status="in-progress")
            line.network.client().calls(waiting.sid).update(**update)
            await Watch(acts).hold(phone)

    return line.network.call(f"{BASE}/voice", handset=Free(), status_url=f"{BASE}/status")


# Out of the queue.


def test_a_call_brought_out_of_the_queue_runs_the_new_document_as_its_own(virtual_clock: VirtualClock) -> None:
    """The document may ring somebody, which no wait document may, and the reply to the action is not run."""
    answers = iter(["<Redirect>/voice?turn=9</Redirect>", f'<Dial action="/voice?turn=5">{ANN}</Dial>'])
    line = Line(
        virtual_clock,
        ENQUEUE,
        lambda: next(answers),
        WAIT,
        WAIT,
        WAIT,
        "<Hangup/>",
        phones={ANN: Phone(answers_after=3, talks_for=20)},
    )
    call = redirected(line, url=f"{BASE}/voice?turn=1")
    assert line.heard[:5] == [
        (0, Silent()),
        (2, Silent()),
        (3, Silent()),
        (1, Dequeued(QueueResult.REDIRECTED, 15)),
        (1, Silent()),
    ]
    (turn, dialled), (last, _) = line.heard[5:]
    assert isinstance(dialled, DialEnded)
    assert (turn, dialled.status, dialled.seconds, last) == (5, DialStatus.COMPLETED, 20, -1)
    assert (len(call.legs), call.debugger) == (2, ())


def test_the_new_document_is_asked_for_with_nothing_of_the_queue(virtual_clock: VirtualClock) -> None:
    line = Line(virtual_clock, ENQUEUE, "<Hangup/>", WAIT)
    redirected(line, url=f"{BASE}/voice?turn=1")
    assert not [name for name in line.forms[-1] if "Queue" in name]
    assert (line.forms[-1]["CallStatus"], line.heard[-1][0]) == ("in-progress", -1)


def test_a_call_ended_from_outside_while_it_waits_tells_that_it_is_over(virtual_clock: VirtualClock) -> None:
    line = Line(virtual_clock, ENQUEUE, "<Say>Never heard.</Say>", WAIT)
    call = redirected(line, status="completed")
    assert (line.forms[-1]["QueueResult"], line.forms[-1]["CallStatus"]) == ("hangup", "completed")
    assert sorted(line.heard[3:], key=lambda one: one[0]) == [(-1, HungUp(15)), (1, HungUp())]
    assert call.transcript.raw() == ""


def test_leave_runs_the_reply_to_the_action_as_the_call_s_own_document(virtual_clock: VirtualClock) -> None:
    line = Line(
        virtual_clock,
        ENQUEUE,
        f'<Dial action="/voice?turn=9">{ANN}</Dial>',
        WAIT,
        "<Leave/><Say>Never heard.</Say>",
        *[""] * 6,
        phones={ANN: Phone(answers_after=3, talks_for=20)},
    )
    call = line.call((90, "h"))
    assert line.heard[:4] == [(0, Silent()), (2, Silent()), (3, Silent()), (1, Dequeued(QueueResult.LEAVE, 10))]
    assert [leg.number for leg in call.legs[1:]] == [ANN]
    assert (line.turns(), call.transcript.raw(), call.debugger) == ([0, 2, 3, 1, 9, -1], "", ())


def test_hanging_up_in_the_queue_is_told_before_the_call_s_last_word(virtual_clock: VirtualClock) -> None:
    line = Line(virtual_clock, ENQUEUE, "<Redirect>/voice?turn=9</Redirect>", WAIT)
    call = line.call((12, "h"))
    assert line.heard == [(0, Silent()), (2, Silent()), (3, Silent()), (1, HungUp()), (-1, HungUp(12))]
    assert (line.forms[-1]["QueueResult"], line.forms[-1]["QueueTime"]) == ("hangup", "12")
    assert call.ended is Ended.CALLER_HUNG_UP


def test_hanging_up_in_a_gather_of_a_wait_document_is_told_as_well(virtual_clock: VirtualClock) -> None:
    line = Line(virtual_clock, ENQUEUE, "", '<Gather numDigits="1" action="{next}" timeout="30"/>')
    line.call((12, "h"))
    assert line.heard == [(0, Silent()), (2, Silent()), (1, HungUp()), (-1, HungUp(12))]


def test_another_call_s_webhook_brings_a_call_out_of_the_queue(virtual_clock: VirtualClock) -> None:
    """A representative dials in and becomes free: the caller is brought out at that moment, not at the next document."""
    line = Line(virtual_clock, ENQUEUE, "<Hangup/>", '<Pause length="100"/>')

    async def both() -> list[Call]:
        caller = asyncio.create_task(line.network.place(Ticket(f"{BASE}/voice", SilentCaller())))
        await asyncio.sleep(30)
        (sid,) = [record.sid for record in line.network.holdings.calls.values()]
        line.documents = (*line.documents, lambda: line.redirect(sid, 1, "<Hangup/>"))
        free = asyncio.create_task(
            line.network.place(Ticket(f"{BASE}/voice?turn=3", SilentCaller(), caller="+15550100002"))
        )
        return [await caller, await free]

    caller, _ = virtual_clock.run(both())
    assert line.heard[2:] == [(3, Silent()), (1, Dequeued(QueueResult.REDIRECTED, 30)), (1, Silent())]
    assert caller.seconds == pytest.approx(30)


def test_a_call_brought_out_while_its_wait_document_is_answered_never_hears_it(virtual_clock: VirtualClock) -> None:
    line = Line(virtual_clock, ENQUEUE, "<Hangup/>", WAIT, lambda: line.redirect(line.sid, 1, "<Say>Wait.</Say>"))
    call = line.call((60, "h"))
    assert line.heard[2:5] == [(3, Silent()), (1, Dequeued(QueueResult.REDIRECTED, 10)), (1, Silent())]
    assert call.transcript.raw() == ""
    assert call.seconds == pytest.approx(10)


def test_a_call_brought_out_before_it_is_in_never_was_in_the_queue(virtual_clock: VirtualClock) -> None:
    """The document with the Enqueue is never run, and no action is asked for."""
    line = Line(
        virtual_clock,
        "<Redirect>/voice?turn=2</Redirect>",
        "",
        lambda: line.redirect(line.sid, 3, ENQUEUE),
        "<Hangup/>",
    )
    line.call((60, "h"))
    assert line.turns() == [0, 2, 3, -1]
    assert not list(line.network.queues)


def test_a_call_brought_out_when_it_had_left_is_interrupted_in_what_it_does(virtual_clock: VirtualClock) -> None:
    """The API knows no queues: whatever document the call is in gives way."""
    line = Line(virtual_clock, ENQUEUE, '<Pause length="60"/>', "<Leave/>", "<Hangup/>")
    redirected(line, url=f"{BASE}/voice?turn=3")
    assert line.heard[2:4] == [(1, Dequeued(QueueResult.LEAVE, 0)), (3, Silent())]


# Waiting.


def test_a_request_for_a_wait_document_has_these_fields_and_no_others(virtual_clock: VirtualClock) -> None:
    line = Line(virtual_clock, ENQUEUE, "", WAIT)
    line.call((12, "h"))
    first, _, later, _ = line.forms
    waiting = {"QueuePosition", "QueueSid", "QueueTime", "AvgQueueTime", "CurrentQueueSize", "MaxQueueSize"}
    assert set(later) == set(first) | waiting
    assert {name: later[name] for name in waiting - {"QueueSid"}} == {
        "QueuePosition": "1",
        "QueueTime": "10",
        "AvgQueueTime": "10",
        "CurrentQueueSize": "1",
        "MaxQueueSize": "1000",
    }
    assert (later["CallStatus"], later["QueueSid"][:2]) == ("in-progress", "QU")


KEYED = (
    '<Gather numDigits="1" timeout="10" action="{next}&amp;asked=callback"><Say>Press 1.</Say></Gather>'
    "<Redirect>{next}&amp;silent=1</Redirect>"
)


def test_keys_reach_the_relative_action_of_a_wait_document_with_its_query(virtual_clock: VirtualClock) -> None:
    asked = []

    def after() -> str:
        asked.append((request.args.get("asked"), request.args.get("silent"), request.form.get("QueuePosition")))
        return KEYED

    line = Line(virtual_clock, ENQUEUE, "", KEYED, after)
    line.call((2, "1"), (16, "2"), (20, "h"))
    assert line.heard == [
        (0, Silent()),
        (2, Silent()),
        (3, Keyed(Secret("1"))),
        (4, Silent()),
        (5, Keyed(Secret("2"))),
        (1, HungUp()),
        (-1, HungUp(20)),
    ]
    assert asked == [("callback", None, "1"), (None, "1", "1"), ("callback", None, "1")]


def test_redirects_carry_an_hour_of_waiting_from_turn_to_turn(virtual_clock: VirtualClock) -> None:
    """The wait URL itself is asked for once: whatever ends in a Redirect does not run out of verbs."""
    line = Line(virtual_clock, ENQUEUE, "", '<Pause length="5"/><Redirect>{next}</Redirect>')
    call = line.call((3601, "h"))
    assert line.turns() == [0, *range(2, 723), 1, -1]
    assert (call.ended, call.debugger) == (Ended.CALLER_HUNG_UP, ())


def test_documents_that_only_lead_on_do_not_add_up_while_time_passes(virtual_clock: VirtualClock) -> None:
    """The hundred documents are for a call that goes in circles at one moment; every other turn here takes no time."""

    def next_one() -> str:
        turn = int(request.args["turn"])
        return WAIT if turn % 2 else "<Redirect>{next}</Redirect>"

    line = Line(virtual_clock, ENQUEUE, "", next_one)
    call = line.call((3601, "h"))
    assert (len(line.forms), call.ended) == (1 + 722 + 1, Ended.CALLER_HUNG_UP)
    assert call.debugger == ()


def test_a_caller_who_presses_a_key_all_the_time_waits_on(virtual_clock: VirtualClock) -> None:
    def next_one() -> str:
        return "<Redirect>{next}</Redirect>" if "Digits" in request.form else KEYED

    line = Line(virtual_clock, ENQUEUE, "", next_one)
    call = line.call(*((5.0 + 5 * press, "1") for press in range(300)), (1600, "h"))
    keyed = [event for _, event in line.heard if isinstance(event, Keyed)]
    assert (len(keyed), call.ended) == (300, Ended.CALLER_HUNG_UP)


def test_a_message_is_recorded_once_the_queue_was_left(virtual_clock: VirtualClock) -> None:
    """Record may not stand in a wait document, but in the reply to the action of Enqueue."""
    voicemail = '<Record action="/voice?turn=9" maxLength="20" finishOnKey="#"/>'
    gather = '<Gather numDigits="1" timeout="10" action="{next}"/>'
    line = Line(virtual_clock, ENQUEUE, voicemail, gather, "<Leave/>", *[""] * 6)
    call = line.call((2, "2"), (7, "#"))
    (kept,) = call.recordings
    assert line.heard[3:] == [
        (1, Dequeued(QueueResult.LEAVE, 2)),
        (9, Recorded(kept.sid, 0)),
        (-1, HungUp(7)),
    ]


# Who can be rung.


class Browser:
    """Somebody at a page, or at a telephone with a display."""

    def __init__(self) -> None:
        self.shown: tuple[tuple[str, str], ...] = ()

    async def hold(self, phone: TextLeg) -> None:
        self.shown = phone.display.details
        await phone.stay(2)
        phone.pick_up()
        while not phone.answered:
            await phone.room.change(None)
        await phone.stay(10)
        phone.hang_up()


@pytest.mark.parametrize(
    ("noun", "key", "shown"),
    [
        (f"<Sip>{BEN};transport=tls?X-Reason=billing</Sip>", BEN, (("X-Reason", "billing"),)),
        (f"<Sip>{BEN}</Sip>", BEN, ()),
        ("<Client>rosa</Client>", ROSA, ()),
        (
            "<Client><Identity>rosa</Identity><Parameter name='reason' value='billing'/></Client>",
            ROSA,
            (("reason", "billing"),),
        ),
    ],
)
def test_a_telephone_is_found_by_its_sip_address_or_client_name_alone(
    virtual_clock: VirtualClock, noun: str, key: str, shown: tuple[tuple[str, str], ...]
) -> None:
    """Without the headers, the transport and the parameters that the Dial gives it."""
    browser = Browser()
    dial = f'<Dial action="/voice?turn=1" timeout="10">{noun}</Dial>'
    phone = Phone(handset=browser, name="Representative")
    line = Line(virtual_clock, dial, "<Hangup/>", phones={key: phone})
    call = line.call((60, "h"))
    ended = line.heard[1][1]
    assert isinstance(ended, DialEnded)
    assert (ended.status, ended.bridged, ended.seconds, browser.shown) == (DialStatus.COMPLETED, True, 10, shown)
    assert call.leg("Representative").number == key


@pytest.mark.parametrize("noun", ["<Sip>sip:nobody@pbx.example.com</Sip>", "<Client>nobody</Client>"])
def test_a_sip_address_or_client_that_is_nobody_s_is_not_answered(virtual_clock: VirtualClock, noun: str) -> None:
    line = Line(virtual_clock, f'<Dial action="/voice?turn=1" timeout="10">{noun}</Dial>', "<Hangup/>")
    call = line.call((60, "h"))
    ended = line.heard[1][1]
    assert isinstance(ended, DialEnded)
    assert (ended.status, call.status) == (DialStatus.NO_ANSWER, CallStatus.COMPLETED)
