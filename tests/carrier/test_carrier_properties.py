"""Whatever a line says and whatever its callers do: every call ends, time goes forward, no key is delivered twice."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.carrier.clock import VirtualClock
from ivr.carrier.handsets.silent import Talker
from ivr.carrier.happenings import Closed, Pressed
from ivr.carrier.network import Call, Network
from ivr.carrier.phones import Phone
from ivr.carrier.textleg import TextLeg
from ivr.carrier.wsgi import WsgiWeb
from ivr.telephony.outcomes import CallStatus
from ivr.twiml.paying import ACH_DEBIT, CREDIT_CARD, Pay
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
verbs = pays | says | pauses | plays | gathers | redirects | dials | st.just(Hangup()) | st.just(Reject())
documents = st.builds(Document, st.lists(verbs, max_size=4).map(tuple))
acts = st.lists(st.tuples(st.floats(0, 8), st.sampled_from("0123456789*#h")), max_size=8)
phones = st.builds(
    Phone, st.none() | st.floats(0, 30), busy=st.booleans(), fails=st.booleans(), talks_for=st.floats(0, 60)
)


class Fidgeter:
    """Presses and hangs up after so many seconds from the last time, answered or not."""

    def __init__(self, what: Any, patience: float = 1000.0) -> None:
        self.what = what
        self.patience = patience

    async def hold(self, phone: TextLeg) -> None:
        for seconds, key in self.what:
            await phone.stay(seconds)
            if key == "h":
                phone.hang_up()
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
@given(st.tuples(documents, documents, documents), acts, st.tuples(phones, phones, phones), acts)
def test_every_call_ends_in_time_that_goes_forward_with_each_key_delivered_once(
    pages: Any, caller: Any, answering: Any, there: Any
) -> None:
    asked = []
    with VirtualClock() as clock:
        people = [*answering[:2], Phone(3.0, handset=Fidgeter(there, 20.0))]
        web = WsgiWeb(application(pages, asked), "https://line.example")
        network = Network(web, clock, "AC" + "5" * 32, "t", phones=dict(zip(NUMBERS, people, strict=True)))
        call = network.call("https://line.example/a", handset=Fidgeter(caller))
    assert call.status.over
    assert all(leg.over for leg in call.legs)
    times = [happening.at for happening in call.legs[0].room.log]
    assert times == sorted(times)
    assert all(a.at <= b.at or a.took for a, b in zip(call.made, call.made[1:], strict=False))
    assert_no_key_twice(call, asked)


def assert_no_key_twice(call: Call, asked: Any) -> None:
    """Keys that reached the application are among those pressed, counted; Gathers closed are at least the requests."""
    log = call.legs[0].room.log
    pressed = Counter(happening.what.key for happening in log if isinstance(happening.what, Pressed))
    delivered = Counter("".join(made.parameter("Digits") or "" for made in call.made))
    assert delivered <= pressed
    closed = sum(isinstance(happening.what, Closed) for happening in log)
    assert sum(made.parameter("Digits") is not None for made in call.made) <= closed
    assert len(asked) >= len(call.made)


@settings(max_examples=30, deadline=None)
@given(st.floats(0, 30))
def test_a_caller_may_hang_up_at_any_moment(moment: float) -> None:
    body = render(
        Document(
            (
                Say(("Thanks for calling.",)),
                Gather((Say(("Press 1.",)),), action="/a", timeout=2),
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
