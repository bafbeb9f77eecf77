"""Whatever a line says and whatever its callers do: every call ends, time goes forward, no key is delivered twice."""

import asyncio
from collections import Counter
from collections.abc import Callable
from typing import Any, get_args

from carrier_documents import BY_TYPE, CLIENT, NUMBERS, PATHS, SIP, documents, written
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
from ivr.twiml.recording import Record
from ivr.twiml.render import render
from ivr.twiml.verbs import (
    Dial,
    Document,
    Gather,
    Number,
    Pause,
    Say,
    Verb,
)

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
