"""Whatever a line says and whatever its callers do: every call ends, time goes forward, no key is delivered twice."""

import asyncio
from collections import Counter
from collections.abc import Callable
from typing import Any, get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.carrier.clock import VirtualClock
from ivr.carrier.handsets.silent import Talker
from ivr.carrier.happenings import Closed, Pressed, RecordingEnded
from ivr.carrier.network import Call, Network, Ticket
from ivr.carrier.phones import Phone
from ivr.carrier.readings import Readings, each
from ivr.carrier.textleg import TextLeg
from ivr.carrier.wsgi import WsgiWeb
from ivr.telephony.outcomes import CallStatus
from ivr.twiml.nouns import CALL_EVENTS, CONFERENCE_EVENTS, Client, Conference, Detection, Queue, Sip
from ivr.twiml.passing import Unknown, Unperformed
from ivr.twiml.paying import ACH_DEBIT, CREDIT_CARD, Parameter, Pay, PayError, PayStep, Prompt
from ivr.twiml.queueing import Enqueue, Leave, Task
from ivr.twiml.recording import Record
from ivr.twiml.render import render
from ivr.twiml.verbs import (
    Break,
    Dial,
    Document,
    Gather,
    Hangup,
    Number,
    Pause,
    Play,
    RecordedDial,
    Redirect,
    Reject,
    Say,
    Verb,
)

PATHS = ("/a", "/b", "/c")
NUMBERS = ("+15550100011", "+15550100012", "+15550100013")
CLIENT, SIP = "client:rosa", "sip:ben@example.com"
urls = st.sampled_from(PATHS)
few = st.integers(1, 9)

maybe = st.none() | urls
methods = st.sampled_from(["GET", "POST"])
says = st.builds(
    Say,
    st.tuples(st.sampled_from(["Press 1.", "Thanks for calling.", "8 4 4 8", Break(700)])),
    voice=st.sampled_from([None, "man", "Polly.Joanna", "Polly.Nobody"]),
    loop=st.integers(0, 3),
)
pauses = st.builds(Pause, few)
plays = st.builds(Play, st.sampled_from(["/sound", "/a"]), loop=st.integers(0, 2))
tones = st.text("0123456789*#wW", min_size=1, max_size=4)
keyed_plays = st.builds(Play, st.none() | st.just("/sound"), digits=tones)
gathers = st.builds(
    Gather,
    st.lists(says | pauses | plays, max_size=2).map(tuple),
    action=st.none() | urls,
    method=st.sampled_from(["GET", "POST"]),
    timeout=few,
    num_digits=st.none() | few,
    finish_on_key=st.sampled_from(["", "#", "*", "5"]),
    action_on_empty_result=st.booleans(),
    input=st.sampled_from(["dtmf", "speech", "dtmf speech"]),
    speech_timeout=st.none() | few | st.just("auto"),
    max_speech_time=st.integers(1, 60),
    barge_in=st.booleans(),
    partial_result_callback=st.none() | urls,
)
records = st.builds(
    Record,
    action=st.none() | urls,
    method=st.sampled_from(["GET", "POST"]),
    timeout=st.integers(0, 9),
    finish_on_key=st.sampled_from(["", "#", "1234567890*#"]),
    max_length=st.integers(1, 60),
    play_beep=st.booleans(),
    trim=st.booleans(),
    recording_status_callback=st.none() | urls,
    recording_status_callback_event=st.sampled_from([("completed",), ("in-progress", "completed", "absent")]),
)
redirects = st.builds(Redirect, urls)
ringing = {
    "url": maybe,
    "method": methods,
    "status_callback": maybe,
    "status_callback_event": st.sampled_from([("completed",), CALL_EVENTS]),
}
detections = st.none() | st.builds(
    Detection, st.sampled_from(["Enable", "DetectMessageEnd"]), st.integers(3, 59), maybe, methods
)
numbers = st.builds(Number, st.sampled_from(NUMBERS), send_digits=st.none() | tones, detection=detections, **ringing)
clients = st.builds(Client, st.sampled_from(["rosa", "nobody"]), **ringing)
sips = st.builds(Sip, st.sampled_from([SIP, f"{SIP}?x-a=1"]), detection=detections, **ringing)
queues = st.builds(
    Queue, st.sampled_from(["support", "sales"]), maybe, methods, reservation_sid=st.none() | st.just("WR1")
)
conferences = st.builds(
    Conference,
    st.sampled_from(["room", "hall"]),
    start_on_enter=st.booleans(),
    end_on_exit=st.booleans(),
    wait_url=st.sampled_from([None, "", *PATHS]),
    max_participants=st.integers(2, 3),
    status_callback=maybe,
    status_callback_event=st.sampled_from([(), CONFERENCE_EVENTS]),
)
recorded = st.none() | st.builds(
    RecordedDial,
    st.sampled_from(["record-from-answer", "record-from-ringing-dual"]),
    status_callback=maybe,
    status_callback_event=st.sampled_from([("completed",), ("in-progress", "completed", "absent")]),
)
dialling = {
    "action": maybe,
    "method": methods,
    "timeout": st.integers(5, 20),
    "time_limit": st.integers(1, 100),
    "caller_id": st.sampled_from([None, "+15550108888", "client:desk"]),
    "hangup_on_star": st.booleans(),
    "answer_on_bridge": st.booleans(),
    "sequential": st.booleans(),
    "recorded": recorded,
}
dials = st.one_of(
    st.builds(Dial, st.lists(numbers | clients | sips, min_size=1, max_size=3).map(tuple), **dialling),
    st.builds(Dial, st.just(()), room=queues | conferences, **dialling),
)
enqueues = st.builds(
    Enqueue,
    st.sampled_from(["support", "sales", ""]),
    action=maybe,
    method=methods,
    wait_url=st.sampled_from([None, "", "/sound", *PATHS]),
    workflow_sid=st.sampled_from([None, None, "WW" + "1" * 32]),
    task=st.none() | st.builds(Task, st.sampled_from(["{}", "no JSON"]), timeout=st.none() | few),
    max_size=st.none() | st.integers(1, 2),
)
prompts = st.builds(
    Prompt,
    st.sampled_from(PayStep),
    st.lists(says | pauses | plays, max_size=2).map(tuple),
    attempts=st.sampled_from([(), (1,), (2, 3)]),
    errors=st.sampled_from([(), (PayError.INPUT_TIMEOUT,)]),
)
passed_over = st.sampled_from(
    [Unperformed("Refer"), Unperformed("Connect"), Unperformed("Stop"), Unperformed("Sms"), Unknown("Sai")]
)
pays = st.builds(
    Pay,
    st.lists(prompts, max_size=2).map(tuple),
    st.just(()) | st.just((Parameter("name", "value"),)),
    action=st.none() | urls,
    status_callback=st.none() | urls,
    payment_method=st.sampled_from([CREDIT_CARD, ACH_DEBIT]),
    payment_connector=st.sampled_from(["Default", "Nobody"]),
    timeout=few,
    max_attempts=st.integers(1, 3),
)
BY_TYPE: dict[type, st.SearchStrategy[Any]] = {
    Say: says,
    Play: plays | keyed_plays,
    Pause: pauses,
    Gather: gathers,
    Redirect: redirects,
    Dial: dials,
    Hangup: st.just(Hangup()),
    Reject: st.builds(Reject, st.sampled_from(["rejected", "busy"])),
    Pay: pays,
    Enqueue: enqueues,
    Leave: st.just(Leave()),
    Record: records,
    Unperformed: passed_over,
    Unknown: passed_over,
}
verbs = st.one_of(*BY_TYPE.values())
documents = st.builds(Document, st.lists(verbs, max_size=4).map(tuple))
acts = st.lists(
    st.tuples(st.floats(0, 8), st.sampled_from([*"0123456789*#h", "say pay my bill", "say no"])), max_size=8
)
readings = st.sampled_from(list(each()))
phones = st.builds(
    Phone, st.none() | st.floats(0, 30), busy=st.booleans(), fails=st.booleans(), talks_for=st.floats(0, 60)
)


class Fidgeter:
    """Presses, speaks and hangs up after so many seconds from the last time, answered or not."""

    def __init__(self, what: Any, patience: float = 1000.0) -> None:
        self.what = what
        self.patience = patience

    async def hold(self, phone: TextLeg) -> None:
        for seconds, key in self.what:
            await phone.stay(seconds)
            if key == "h":
                phone.hang_up()
            elif key.startswith("say "):
                await phone.speak(key.removeprefix("say "))
            else:
                await phone.press(key)
        if await phone.stay(self.patience):
            phone.hang_up()


def test_every_verb_the_parser_knows_is_among_those_tried() -> None:
    assert set(get_args(Verb)) == set(BY_TYPE)


def written(page: Document) -> bytes:
    """What a line never writes, and so cannot be rendered, is put in by name."""
    parts = [
        f"<{verb.name}/>".encode() if isinstance(verb, Unperformed | Unknown) else inside(render(Document((verb,))))
        for verb in page.verbs
    ]
    return b"<Response>" + b"".join(parts) + b"</Response>"


def inside(document: bytes) -> bytes:
    return document[document.index(b"<Response>") + 10 : document.rindex(b"</Response>")]


def application(pages: Any, asked: Any) -> Callable[[dict[str, Any], Any], list[bytes]]:
    bodies = {path: written(page) for path, page in zip(PATHS, pages, strict=True)}

    def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        path = environ["PATH_INFO"]
        query = environ["QUERY_STRING"] + "&" + environ["wsgi.input"].read().decode()
        asked.append((path, query))
        kind = "text/xml" if path in bodies else "audio/mpeg"
        start_response("200 OK", [("Content-Type", kind)])
        return [bodies.get(path, b"...")]

    return app


@settings(max_examples=60, deadline=None)
@given(st.tuples(documents, documents, documents), acts, st.tuples(phones, phones, phones), acts, readings)
def test_every_call_ends_in_time_that_goes_forward_with_each_key_and_word_delivered_once(
    pages: Any, caller: Any, answering: Any, there: Any, reading: Readings
) -> None:
    asked = []
    with VirtualClock() as clock:
        people = [*answering[:2], Phone(3.0, handset=Fidgeter(there, 20.0))]
        web = WsgiWeb(application(pages, asked), "https://line.example")
        answered = dict(zip(NUMBERS, people, strict=True)) | {CLIENT: people[0], SIP: people[1]}
        network = Network(web, clock, "AC" + "5" * 32, "t", phones=answered, readings=reading)
        call = network.call("https://line.example/a", handset=Fidgeter(caller))
    assert call.status.over
    assert all(leg.over for leg in call.legs)
    times = [happening.at for happening in call.legs[0].room.log]
    assert times == sorted(times)
    assert all(a.at <= b.at or a.took for a, b in zip(call.made, call.made[1:], strict=False))
    assert_no_key_twice(call, asked)
    assert_no_word_twice(call)
    assert_recordings_hold_what_was_said(call)


@settings(max_examples=40, deadline=None)
@given(st.tuples(documents, documents, documents), acts, acts, st.floats(0, 30), readings)
def test_calls_that_meet_in_queues_and_conferences_all_end(
    pages: Any, one: Any, other: Any, later: float, reading: Readings
) -> None:
    with VirtualClock() as clock:
        web = WsgiWeb(application(pages, []), "https://line.example")
        network = Network(web, clock, "AC" + "5" * 32, "t", readings=reading)

        async def second() -> Call:
            await asyncio.sleep(later)
            return await network.place(Ticket("https://line.example/b", Fidgeter(other, 500.0)))

        async def both() -> tuple[Call, Call]:
            first = Ticket("https://line.example/a", Fidgeter(one, 400.0))
            return await asyncio.gather(network.place(first), second())

        calls = clock.run(both())
    for call in calls:
        assert call.status.over
        assert all(leg.over for leg in call.legs)
        times = [happening.at for happening in call.legs[0].room.log]
        assert times == sorted(times)
        assert_no_key_twice(call, call.made)
        assert_no_word_twice(call)


def assert_no_key_twice(call: Call, asked: Any) -> None:
    """Keys that reached the application are among those pressed, counted; Gathers closed are at least the requests."""
    log = call.legs[0].room.log
    pressed = Counter(happening.what.key for happening in log if isinstance(happening.what, Pressed))
    keyed = [made.parameter("Digits") for made in call.made if made.parameter("Digits") not in (None, "hangup")]
    assert Counter("".join(digits or "" for digits in keyed)) <= pressed
    closed = sum(isinstance(happening.what, Closed | RecordingEnded) for happening in log)
    assert len(keyed) <= closed
    assert len(asked) >= len(call.made)


def assert_no_word_twice(call: Call) -> None:
    said = Counter(word for leg in call.legs for one in leg.said for word in one.text.split())
    results = (made.parameter("SpeechResult") or "" for made in call.made)
    assert Counter(word for result in results for word in result.split()) <= said


def assert_recordings_hold_what_was_said(call: Call) -> None:
    said = Counter(word for leg in call.legs for one in leg.said for word in one.text.split())
    for recording in call.recordings:
        assert 0 <= recording.seconds <= 60
        assert not recording.words or recording.seconds
        assert Counter(recording.words.split()) <= said


@settings(max_examples=30, deadline=None)
@given(st.floats(0, 30))
def test_a_caller_may_hang_up_at_any_moment(moment: float) -> None:
    body = render(
        Document(
            (
                Say(("Thanks for calling.",)),
                Gather((Say(("Press 1.",)),), action="/a", timeout=2),
                Record(action="/a", timeout=2),
                Dial((Number(NUMBERS[0], url="/whisper"),), action="/a"),
            )
        )
    )

    def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/xml")])
        return [render(Document((Pause(3),))) if environ["PATH_INFO"] == "/whisper" else body]

    with VirtualClock() as clock:
        people = {NUMBERS[0]: Phone(4.0, handset=Talker(5.0))}
        network = Network(WsgiWeb(app, "https://line.example"), clock, "AC" + "5" * 32, "t", phones=people)
        call = network.call("https://line.example/a", handset=Fidgeter([(moment, "h")]))
    assert call.status in (CallStatus.COMPLETED, CallStatus.CANCELED)
    assert call.seconds <= moment + 1e-6
    assert all(leg.over for leg in call.legs)
