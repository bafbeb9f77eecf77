"""A call taken out of its queue by a REST request, and tasks: one test for each documented sentence."""

import asyncio
from collections.abc import Callable, Sequence

import pytest
from carrier_laboratory import BASE, Asked, Lab
from queue_laboratory import REPRESENTATIVE, Act, later, on, queue_line, result, results, ticket, together
from watching import Watch

from ivr.carrier.happenings import Ended
from ivr.carrier.network import Call, Network, Ticket
from ivr.carrier.phones import Phone
from ivr.carrier.tasks import TaskStatus


@pytest.fixture
def line(lab: Lab) -> Lab:
    return queue_line(lab)


def test_a_call_redirected_from_outside_tells_so(line: Lab) -> None:
    """Twilio, Enqueue, QueueResult redirected: by a REST request; the action is requested right away."""
    call = redirected(line, [(0, ticket("/voice"))])[0]
    assert (result(line), line.paths()[-2:], results(line)[0]["QueueTime"]) == ("redirected", ["/left", "/next"], "8")
    assert call.seconds == pytest.approx(8)


def test_a_call_redirected_while_connected_tells_so(line: Lab) -> None:
    """Twilio, Enqueue, QueueResult redirected-from-bridged."""
    _, desk = redirected(line, [(0, ticket("/voice")), (2, ticket("/desk"))])
    assert (result(line), desk.seconds) == ("redirected-from-bridged", pytest.approx(6))


def redirected(line: Lab, calls: Sequence[tuple[float, Ticket]]) -> list[Call]:
    """After eight seconds the call that waits is sent to /next."""
    network = line.network()
    client = rest(network)

    async def redirect() -> None:
        await asyncio.sleep(8)
        sid = on(line, "/voice")[0].form["CallSid"]
        client(sid)

    async def all_of_them() -> list[Call]:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(redirect())
            placed = [tasks.create_task(later(network, seconds, one)) for seconds, one in calls]
        return [one.result() for one in placed]

    return line.clock.run(all_of_them())


def rest(network: Network) -> Callable[[str], object]:
    from twilio.rest import Client

    client = Client(network.account, network.token, http_client=network.rest())
    return lambda sid: client.calls(sid).update(url=f"{BASE}/next")


WORK = '<Enqueue action="/left" waitUrl="/wait" workflowSid="WW1"><Task priority="5" timeout="90">{"for": "billing"}</Task></Enqueue>'


def worked(line: Lab, seconds: float, *acts: Act) -> tuple[Call, Network]:
    """After some seconds a worker accepts the task."""
    line.pages["/voice"] = WORK
    network = line.network()

    async def both() -> Call:
        async with asyncio.TaskGroup() as tasks:
            call = tasks.create_task(network.place(ticket("/voice", *acts)))
            await asyncio.sleep(seconds)
            for task in network.tasks.pending():
                task.accept(REPRESENTATIVE)
        return call.result()

    return line.clock.run(both()), network


def test_a_task_that_is_accepted_connects_the_worker(line: Lab) -> None:
    """Twilio, Enqueue, workflowSid; TaskRouter: the call is dequeued and connected."""
    line.phones[REPRESENTATIVE] = Phone(answers_after=3, talks_for=20, name="Ann")
    call, network = worked(line, 5)
    (task,) = network.tasks
    assert (task.attributes, task.priority, task.timeout, task.workflow_sid) == ({"for": "billing"}, 5, 90, "WW1")
    assert (task.call, task.status) == (call.sid, TaskStatus.COMPLETED)
    assert (results(line)[0]["QueueResult"], results(line)[0]["QueueTime"]) == ("bridged", "8")
    assert [leg.name for leg in call.legs] == ["caller", "Ann"]
    assert (call.ended, call.seconds) == (Ended.BRIDGED, pytest.approx(28))


def test_a_task_whose_worker_does_not_answer_is_pending_again(line: Lab) -> None:
    """Ours: the caller waits on."""
    call, network = worked(line, 5, (80, "h"))
    assert (result(line), call.seconds) == ("hangup", pytest.approx(80))
    assert call.legs[1].seconds == 0
    assert [task.status for task in network.tasks] == [TaskStatus.CANCELED]


def test_a_caller_who_hangs_up_cancels_the_task(line: Lab) -> None:
    """Twilio, TaskRouter."""
    line.phones[REPRESENTATIVE] = Phone(answers_after=30)
    call, network = worked(line, 5, (10, "h"))
    assert [task.status for task in network.tasks] == [TaskStatus.CANCELED]
    assert all(leg.over for leg in call.legs)
    assert network.tasks.pending() == []


def test_a_worker_who_hangs_up_lets_the_caller_go_on(line: Lab) -> None:
    """Twilio, Enqueue, action: once the two have disconnected."""
    line.phones[REPRESENTATIVE] = Phone(answers_after=1, handset=Watch([(4, "h")]))
    line.pages["/left"] = "<Say>Goodbye.</Say>"
    call, _ = worked(line, 2)
    assert (call.transcript.raw(), result(line)) == ("Goodbye.", "bridged")


def test_a_reserved_task_can_be_dialled(line: Lab) -> None:
    """Twilio, Queue, reservationSid."""
    line.pages["/voice"] = WORK
    network = line.network()

    def desk(asked: Asked) -> str:
        (task,) = network.tasks
        return f'<Dial action="/dialled"><Queue reservationSid="{task.reserve()}"/></Dial>'

    line.pages["/desk"] = desk
    waiting, _ = together(line, (0, ticket("/voice")), (6, ticket("/desk", (5, "h"))), network=network)
    assert (result(line), on(line, "/dialled")[0].form["DialCallSid"]) == ("bridged", waiting.sid)


def test_an_unknown_reservation_is_an_error(line: Lab) -> None:
    """Twilio, error 14217."""
    line.pages["/desk"] = '<Dial action="/dialled"><Queue reservationSid="WR1"/></Dial>'
    desk = line.call(url=f"{BASE}/desk")
    assert ([entry.code for entry in desk.debugger], on(line, "/dialled")[0].form["DialCallStatus"]) == (
        [14217],
        "failed",
    )


def test_what_a_task_says_of_the_caller_is_in_no_repr(line: Lab) -> None:
    """Ours: it may be an account number."""
    _, network = worked(line, 5, (6, "h"))
    assert "billing" not in repr(list(network.tasks))
