"""Whatever a line says and whatever its callers do: every call ends, time goes forward, no key is delivered twice."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.carrier.clock import VirtualClock
from ivr.carrier.handsets.silent import Talker
from ivr.carrier.happenings import Closed, Pressed, RecordingEnded
from ivr.carrier.network import Call, Network
from ivr.carrier.phones import Phone
from ivr.carrier.readings import Readings, each
from ivr.carrier.textleg import TextLeg
from ivr.carrier.wsgi import WsgiWeb
from ivr.telephony.outcomes import CallStatus
from ivr.twiml.paying import ACH_DEBIT, CREDIT_CARD, Pay
from ivr.twiml.recording import Record
from ivr.twiml.render import render
from ivr.twiml.verbs import Dial, Document, Gather, Hangup, Number, Pause, Play, Redirect, Reject, Say

PATHS = ("/a", "/b", "/c")
NUMBERS = ("+15550100011", "+15550100012", "+15550100013")
urls = st.sampled_from(PATHS)
few = st.integers(1, 9)

says = st.builds(
    Say, st.tuples(st.sampled_from(["Press 1.", "Thanks for calling.", "8 4 4 8"])), loop=st.integers(1, 3)
)
pauses = st.builds(Pause, few)
plays = st.builds(Play, st.just("/sound"))
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
numbers = st.builds(Number, st.sampled_from(NUMBERS), url=st.none() | urls, status_callback=st.none() | urls)
dials = st.builds(
    Dial,
    st.lists(numbers, min_size=1, max_size=3).map(tuple),
    action=st.none() | urls,
    timeout=st.integers(5, 20),
    hangup_on_star=st.booleans(),
    answer_on_bridge=st.booleans(),
    sequential=st.booleans(),
)
pays = st.builds(
    Pay,
    action=st.none() | urls,
    status_callback=st.none() | urls,
    payment_method=st.sampled_from([CREDIT_CARD, ACH_DEBIT]),
    payment_connector=st.sampled_from(["Default", "Nobody"]),
    timeout=few,
    max_attempts=st.integers(1, 3),
)
verbs = records | pays | says | pauses | plays | gathers | redirects | dials | st.just(Hangup()) | st.just(Reject())
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


def application(pages: Any, asked: Any) -> Callable[[dict[str, Any], Any], list[bytes]]:
    bodies = {path: render(page) for path, page in zip(PATHS, pages, strict=True)}

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
        answered = dict(zip(NUMBERS, people, strict=True))
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
