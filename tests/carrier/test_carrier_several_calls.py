"""Whatever several callers of one network do, whatever documents they hear: every call ends and holds nobody."""

import asyncio
import gc
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from watching import Watch

from ivr.carrier.clock import VirtualClock
from ivr.carrier.happenings import Ended, Listened, Pressed
from ivr.carrier.network import Call, Network, Ticket
from ivr.carrier.phones import AnsweredBy, Phone
from ivr.carrier.readings import Readings, each
from ivr.carrier.tasks import TaskStatus
from ivr.carrier.textleg import TextLeg
from ivr.carrier.wsgi import WsgiWeb
from ivr.twiml.nouns import Client, Conference, Detection, Queue, Sip
from ivr.twiml.queueing import Enqueue, Leave, Task
from ivr.twiml.render import render
from ivr.twiml.verbs import Dial, Document, Gather, Hangup, Number, Pause, RecordedDial, Redirect, Say

BASE = "https://line.example"
PATHS = ("/a", "/b", "/c", "/d")
NUMBERS = ("+15550100011", "client:rosa", "sip:ben@example.com")
urls = st.sampled_from(PATHS)
maybe = st.none() | urls
names = st.sampled_from(("q", "q", "r"))
few = st.integers(1, 9)
seldom = st.sampled_from((False, False, False, True))

gathers = st.builds(Gather, st.just((Say(("Press 1.",)),)), action=maybe, timeout=few, num_digits=st.none() | few)
targets = (
    st.builds(Number, st.just(NUMBERS[0]), url=maybe, detection=st.none() | st.just(Detection(callback="/a")))
    | st.builds(Client, st.just("rosa"), url=maybe)
    | st.builds(Sip, st.just(NUMBERS[2]), url=maybe)
)
dialling = {
    "action": maybe,
    "timeout": st.integers(5, 20),
    "time_limit": st.integers(1, 60),
    "hangup_on_star": st.booleans(),
    "answer_on_bridge": st.booleans(),
    "sequential": st.booleans(),
    "recorded": st.none() | st.builds(RecordedDial, st.just("record-from-ringing"), status_callback=maybe),
}
rooms = st.builds(Queue, names, url=maybe) | st.builds(
    Conference,
    names,
    start_on_enter=st.booleans(),
    end_on_exit=st.booleans(),
    wait_url=st.just("") | maybe,
    max_participants=st.integers(2, 3),
    status_callback=maybe,
    status_callback_event=st.just(("start", "end", "join", "leave")),
)
dials = st.builds(Dial, st.lists(targets, max_size=3).map(tuple), **dialling) | st.builds(
    Dial, st.just(()), room=rooms, **dialling
)
enqueues = st.builds(
    Enqueue,
    names,
    action=maybe,
    wait_url=st.just("") | maybe,
    max_size=st.none() | st.integers(1, 2),
    workflow_sid=st.none() | st.just("WW1"),
    task=st.sampled_from((None, Task("{}"))),
)
verbs = st.one_of(
    st.builds(Say, st.just(("Thanks for calling.",))),
    st.builds(Pause, few),
    gathers,
    dials,
    enqueues,
    st.just(Leave()),
    st.builds(Redirect, urls),
    st.just(Hangup()),
)
documents = st.builds(Document, st.lists(verbs, max_size=4).map(tuple))
# The first page waits, the second is a representative's, the third is for whoever waits or is rung.
waiting = st.builds(lambda verb, rest: Document((verb, *rest.verbs)), enqueues, documents)
serving = st.builds(lambda verb, rest: Document((verb, *rest.verbs)), dials, documents)
soft = st.builds(
    Document, st.lists(st.builds(Pause, few) | gathers | st.just(Leave()), min_size=1, max_size=3).map(tuple)
)
acts = st.lists(st.tuples(st.floats(0, 40), st.sampled_from("15*#h")), max_size=4).map(sorted)
phones = st.builds(
    Phone,
    st.none() | st.floats(0, 30),
    busy=seldom,
    fails=seldom,
    talks_for=st.floats(0, 30),
    answered_by=st.sampled_from(AnsweredBy),
)
placed = st.lists(st.tuples(st.floats(0, 30), urls, acts), min_size=2, max_size=3)
readings = st.sampled_from(tuple(each()))


class Patient(Watch):
    """Hangs up after two minutes, whatever was done before."""

    async def hold(self, phone: TextLeg) -> None:
        await super().hold(phone)
        if await phone.stay(120):
            phone.hang_up()


def application(pages: Any) -> Any:
    bodies = {path: render(page) for path, page in zip(PATHS, pages, strict=True)}

    def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/xml")])
        return [bodies[environ["PATH_INFO"]]]

    return app


def ring_up(network: Network, calls: Any, accepting: bool) -> list[Call]:
    async def later(seconds: float, path: str, what: Any) -> Call:
        await asyncio.sleep(seconds)
        return await network.place(Ticket(BASE + path, Patient(what)))

    async def accept() -> None:
        await asyncio.sleep(20)
        for task in network.tasks.pending():
            task.accept(NUMBERS[0])

    async def all_of_them() -> list[Call]:
        async with asyncio.TaskGroup() as tasks:
            if accepting:
                tasks.create_task(accept())
            ringing = [tasks.create_task(later(*call)) for call in calls]
        return [call.result() for call in ringing]

    with network.clock:
        return network.clock.run(all_of_them())


def network_of(pages: Any, people: Any, chosen: Readings) -> Network:
    web = WsgiWeb(application(pages), BASE)
    answering = dict(zip(NUMBERS, people, strict=True))
    return Network(web, VirtualClock(), "AC" + "5" * 32, "t", phones=answering, readings=chosen)


@settings(max_examples=30, deadline=None)
@given(
    st.tuples(waiting, serving, soft | documents, documents),
    placed,
    st.tuples(phones, phones, phones),
    readings,
    st.booleans(),
)
def test_every_call_ends_and_nobody_is_held(
    pages: Any, calls: Any, people: Any, chosen: Readings, accepting: bool
) -> None:
    network = network_of(pages, people, chosen)
    for call in ring_up(network, calls, accepting):
        assert call.status.over
        assert all(leg.over for leg in call.legs)
        times = [happening.at for happening in call.legs[0].room.log]
        assert times == sorted(times)
        pressed = sum(isinstance(one.what, Pressed) for one in call.legs[0].room.log)
        assert sum(len(made.parameter("Digits") or "") for made in call.made) <= pressed
    assert [queue.waiting for queue in network.queues] == [[] for _ in network.queues]
    assert all(not room.participants for room in network.premises.conferences)
    assert not any(task.status in (TaskStatus.PENDING, TaskStatus.RESERVED) for task in network.tasks)


HELD = (
    Dial((), room=Queue("q", url="/d"), timeout=9),
    Dial((), room=Conference("c", wait_url="/c"), timeout=9, time_limit=9),
    Dial((Client("rosa", url="/c"), Sip(NUMBERS[2])), timeout=9, recorded=RecordedDial()),
    Dial((Number(NUMBERS[0], detection=Detection(), url="/c"),), timeout=9, answer_on_bridge=True),
    Enqueue("q", wait_url="/c", action="/b"),
    Enqueue("full", wait_url="", workflow_sid="WW1"),
    Enqueue("q"),
)
WAIT = Document((Say(("Please hold.",)), Gather((Say(("Or press 1.",)),), timeout=3, action="/d")))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(HELD), st.floats(0, 30), st.floats(0, 30), st.booleans())
def test_a_caller_may_hang_up_in_any_verb_at_any_moment(
    verb: Any, moment: float, other: float, dialled_by_somebody: bool
) -> None:
    pages = (Document((verb,)), Document((Dial((), room=Queue("q", url="/c")),)), WAIT, Document((Pause(2),)))
    people = (Phone(4.0, talks_for=5), Phone(6.0, talks_for=9), Phone(20.0))
    network = network_of(pages, people, Readings())
    calls = [(0.0, "/a", [(moment, "h")])]
    if dialled_by_somebody:
        calls.append((other, "/b", [(other, "h")]))
    call, *_ = ring_up(network, calls, accepting=False)
    assert call.seconds <= moment + 1e-6
    assert call.ended in (Ended.CALLER_HUNG_UP, Ended.BRIDGED, Ended.LINE_HUNG_UP)
    assert all(leg.over for leg in call.legs)
    assert all(not queue.waiting for queue in network.queues)


def test_a_gather_that_was_interrupted_does_not_listen_any_more() -> None:
    """A key pressed in the connection belongs to nobody."""
    wait = Document((Gather(timeout=60, num_digits=1, action="/d"),))
    pages = (Document((Enqueue("q", wait_url="/c"), Gather(timeout=5, num_digits=1))), Document(()), wait, Document(()))
    network = network_of((*pages[:1], Document((Dial((), room=Queue("q")),)), *pages[2:]), (Phone(),) * 3, Readings())
    calls = [(0.0, "/a", [(12.0, "7")]), (10.0, "/b", [(5.0, "h")])]
    call, _ = ring_up(network, calls, accepting=False)
    assert [made.parameter("Digits") for made in call.made if made.parameter("Digits")] == []
    assert [one.at for one in call.legs[0].room.log if isinstance(one.what, Listened)] == [0, 15]


def test_nothing_that_lost_a_race_is_complained_of() -> None:
    """What a cancelled task raised at its end is looked at, or the event loop would print it some time later."""
    complaints: list[Any] = []
    pages = (Document((Dial((), room=Conference("c", wait_url="")),)),) * 4
    network = network_of(pages, (Phone(),) * 3, Readings())

    async def call() -> Call:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context["message"]))
        return await network.place(Ticket(BASE + "/a", Watch([(3.0, "h")])))

    with network.clock:
        assert network.clock.run(call()).ended is Ended.CALLER_HUNG_UP
    gc.collect()
    assert complaints == []
