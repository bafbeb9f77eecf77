"""Any document that the parser accepts, as hypothesis draws it, and how it is written."""

from typing import Any

from hypothesis import strategies as st

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


def written(page: Document) -> bytes:
    """What a line never writes, and so cannot be rendered, is put in by name."""
    parts = [
        f"<{verb.name}/>".encode() if isinstance(verb, Unperformed | Unknown) else inside(render(Document((verb,))))
        for verb in page.verbs
    ]
    return b"<Response>" + b"".join(parts) + b"</Response>"


def inside(document: bytes) -> bytes:
    return document[document.index(b"<Response>") + 10 : document.rindex(b"</Response>")]
