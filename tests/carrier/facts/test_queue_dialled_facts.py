"""Queue in Dial, and what Enqueue says of it: one test for each documented sentence."""

import pytest
from carrier_laboratory import Lab
from queue_laboratory import REPRESENTATIVE, on, queue_line, result, results, ticket, together

from ivr.carrier.happenings import Ended
from ivr.carrier.phones import Phone
from ivr.telephony.outcomes import CallStatus


@pytest.fixture
def line(lab: Lab) -> Lab:
    return queue_line(lab)


def test_who_dials_the_queue_is_connected_with_the_one_who_waits(line: Lab) -> None:
    """Twilio, Queue; Enqueue, action: after a Dial it is requested once the two have disconnected."""
    waiting, dialling = together(line, (0, ticket("/voice")), (10, ticket("/desk", (20, "h"), caller=REPRESENTATIVE)))
    assert (waiting.ended, dialling.ended) == (Ended.BRIDGED, Ended.BRIDGED)
    assert (results(line)[0]["QueueResult"], results(line)[0]["QueueTime"]) == ("bridged", "10")
    assert waiting.seconds == pytest.approx(30)
    told = on(line, "/dialled")[0].form
    assert (told["DialCallStatus"], told["DialBridged"], told["DialCallDuration"]) == ("completed", "true", "20")
    assert (told["DialCallSid"], told["QueueTime"]) == (waiting.sid, "10")
    assert told["QueueSid"] == results(line)[0]["QueueSid"]


def test_the_one_who_waited_goes_on_when_the_other_side_lets_go(line: Lab) -> None:
    """Twilio, Enqueue: without an action the next verb runs, after a connection too."""
    line.pages["/voice"] = '<Enqueue waitUrl="/wait">support</Enqueue><Say>Thank you.</Say>'
    waiting, _ = together(line, (0, ticket("/voice")), (5, ticket("/desk", (8, "h"))))
    assert (waiting.transcript.raw(), waiting.legs[0].gone) == ("Thank you.", False)


def test_who_dialled_goes_on_when_the_one_who_waited_hangs_up(line: Lab) -> None:
    """Twilio, Dial, action; Enqueue, QueueResult bridged."""
    line.pages["/dialled"] = "<Say>They are gone.</Say>"
    waiting, dialling = together(line, (0, ticket("/voice", (25, "h"))), (10, ticket("/desk")))
    assert (result(line), dialling.transcript.raw()) == ("bridged", "They are gone.")
    assert line.to("/left").form["CallStatus"] == "completed"
    assert on(line, "/dialled")[0].form["DialCallDuration"] == "15"
    assert waiting.status is CallStatus.COMPLETED


def test_the_longest_waiting_caller_is_the_first_to_be_connected(line: Lab) -> None:
    """Twilio, Queue: the front of the queue."""
    first, second, *desks = together(
        line,
        (0, ticket("/voice", caller="+15550100001")),
        (1, ticket("/voice", caller="+15550100002")),
        (5, ticket("/desk", (4, "h"), caller=REPRESENTATIVE)),
        (10, ticket("/desk", (4, "h"), caller=REPRESENTATIVE)),
    )
    assert [asked.form["DialCallSid"] for asked in on(line, "/dialled")] == [first.sid, second.sid]
    assert [desk.seconds for desk in desks] == pytest.approx([4, 4])


def test_an_empty_queue_is_waited_at_until_somebody_joins(line: Lab) -> None:
    """Twilio, Queue: Dial waits until the next person joins, or until its timeout."""
    network = line.network()
    network.queues.named("support")
    desk, waiting = together(line, (0, ticket("/desk")), (12, ticket("/voice", (6, "h"))), network=network)
    assert (on(line, "/dialled")[0].form["DialCallDuration"], desk.seconds) == ("6", pytest.approx(18))
    assert waiting.ended is Ended.BRIDGED


def test_an_empty_queue_is_waited_at_no_longer_than_the_timeout(line: Lab) -> None:
    """Twilio, Queue; the status is not documented."""
    network = line.network()
    network.queues.named("support")
    (desk,) = together(line, (0, ticket("/desk")), network=network)
    told = on(line, "/dialled")[0].form
    assert (told["DialCallStatus"], told["DialBridged"], desk.seconds) == ("no-answer", "false", pytest.approx(20))


def test_an_unknown_queue_is_an_error_status(line: Lab) -> None:
    """Twilio, Queue: a queue that does not exist."""
    (desk,) = together(line, (0, ticket("/desk")))
    assert (on(line, "/dialled")[0].form["DialCallStatus"], desk.seconds) == ("failed", pytest.approx(0))


def test_several_who_dial_one_queue_are_served_in_the_order_they_came(line: Lab) -> None:
    """Not documented; ours."""
    network = line.network()
    network.queues.named("support")
    together(
        line,
        (0, ticket("/desk", caller="+15550100021")),
        (1, ticket("/desk", caller="+15550100022")),
        (5, ticket("/voice", (3, "h"))),
        network=network,
    )
    told = {asked.form["From"]: asked.form["DialCallStatus"] for asked in on(line, "/dialled")}
    assert told == {"+15550100021": "completed", "+15550100022": "no-answer"}


def test_who_dials_and_hangs_up_before_anybody_came_takes_nobody(line: Lab) -> None:
    """Twilio, Dial: the session is over."""
    network = line.network()
    network.queues.named("support")
    desk, waiting = together(line, (0, ticket("/desk", (4, "h"))), (6, ticket("/voice", (9, "h"))), network=network)
    assert (desk.ended, result(line)) == (Ended.CALLER_HUNG_UP, "hangup")
    assert on(line, "/dialled")[0].form["DialCallStatus"] == "canceled"
    assert waiting.seconds == pytest.approx(9)


def test_the_url_of_queue_is_heard_by_the_one_who_waited(line: Lab) -> None:
    """Twilio, Queue, url: on the queued caller's end; QueueSid, CallSid, QueueTime, DequeingCallSid."""
    line.pages["/desk"] = '<Dial action="/dialled"><Queue url="/before">support</Queue></Dial>'
    line.pages["/before"] = "<Say>You will be connected now.</Say><Pause length='3'/>"
    waiting, desk = together(line, (0, ticket("/voice")), (10, ticket("/desk", (30, "h"))))
    form = line.to("/before").form
    assert (form["CallSid"], form["DequeingCallSid"], form["QueueTime"]) == (waiting.sid, desk.sid, "10")
    assert form["QueueSid"] == results(line)[0]["QueueSid"]
    assert (waiting.transcript.raw(), desk.transcript.raw()) == ("You will be connected now.", "")
    assert 20 < int(on(line, "/dialled")[0].form["DialCallDuration"]) < 27


def test_other_verbs_are_passed_over_in_the_url_of_queue(line: Lab) -> None:
    """Twilio, Queue, url: Play, Say, Pause and Redirect."""
    line.pages["/desk"] = '<Dial><Queue url="/before">support</Queue></Dial>'
    line.pages["/before"] = '<Gather timeout="60"/><Leave/><Hangup/><Redirect>/more</Redirect>'
    line.pages["/more"] = "<Say>Now.</Say>"
    waiting, _ = together(line, (0, ticket("/voice")), (10, ticket("/desk", (30, "h"))))
    assert ([entry.code for entry in waiting.debugger], result(line)) == ([12200] * 3, "bridged")


def test_hanging_up_before_being_connected_is_a_hangup(line: Lab) -> None:
    """Twilio, Enqueue, QueueResult hangup: before connecting. Then the next in the queue is taken, which is ours."""
    line.pages["/desk"] = '<Dial action="/dialled" timeout="20"><Queue url="/before">support</Queue></Dial>'
    line.pages["/before"] = '<Pause length="9"/>'
    _, second, desk = together(
        line,
        (0, ticket("/voice", (12, "h"))),
        (1, ticket("/voice", caller="+15550100002")),
        (10, ticket("/desk", (60, "h"))),
    )
    assert [one["QueueResult"] for one in results(line)] == ["hangup", "bridged"]
    assert on(line, "/dialled")[0].form["DialCallSid"] == second.sid
    assert desk.ended is Ended.BRIDGED


def test_the_other_side_going_before_the_connection_leaves_it_in_process(line: Lab) -> None:
    """Twilio, Enqueue, QueueResult bridging-in-process: instructed to bridge; when it is told is ours."""
    line.pages["/desk"] = '<Dial action="/dialled"><Queue url="/before">support</Queue></Dial>'
    line.pages |= {"/before": '<Pause length="9"/>', "/left": "<Say>Sorry.</Say>"}
    waiting, _ = together(line, (0, ticket("/voice")), (10, ticket("/desk", (3, "h"))))
    assert (result(line), waiting.transcript.raw()) == ("bridging-in-process", "Sorry.")
    assert waiting.seconds == pytest.approx(13, abs=2)
    assert on(line, "/dialled")[0].form["DialBridged"] == "false"


def test_a_url_of_queue_that_fails_connects_nobody(line: Lab) -> None:
    """Twilio, Enqueue, QueueResult error, as we read it for the Queue's url."""
    line.pages["/desk"] = '<Dial action="/dialled" timeout="5"><Queue url="/missing">support</Queue></Dial>'
    waiting, _ = together(line, (0, ticket("/voice")), (10, ticket("/desk")))
    assert (result(line), [entry.code for entry in waiting.debugger]) == ("error", [11200])
    assert on(line, "/dialled")[0].form["DialCallStatus"] == "no-answer"


def test_a_wait_prompt_is_cut_when_the_caller_is_connected(line: Lab) -> None:
    """Twilio, Queue: the caller is connected as soon as somebody dials."""
    line.pages["/wait"] = '<Gather timeout="60"><Say loop="50">Please hold the line.</Say></Gather>'
    waiting, _ = together(line, (0, ticket("/voice")), (10, ticket("/desk", (5, "h"))))
    assert waiting.legs[0].heard[-1].cut_at == pytest.approx(waiting.legs[0].answered_at + 10)
    assert waiting.seconds == pytest.approx(15)


def test_the_time_limit_and_the_star_end_the_connection(line: Lab) -> None:
    """Twilio, Dial, timeLimit and hangupOnStar."""
    line.pages["/desk"] = '<Dial action="/dialled" hangupOnStar="true" timeLimit="7"><Queue>support</Queue></Dial>'
    together(line, (0, ticket("/voice")), (1, ticket("/desk")))
    together(line, (0, ticket("/voice")), (1, ticket("/desk", (3, "*"))))
    assert [asked.form["DialCallDuration"] for asked in on(line, "/dialled")] == ["7", "3"]


def test_a_queue_outlives_the_call_that_made_it(line: Lab) -> None:
    """Twilio, Enqueue: made on demand, and there from then on."""
    network = line.network()
    together(line, (0, ticket("/voice", (2, "h"))), network=network)
    together(line, (0, ticket("/voice", (2, "h"))), network=network)
    assert len({one["QueueSid"] for one in results(line)}) == 1


def test_enqueue_on_a_dialled_leg_is_an_error(line: Lab) -> None:
    """Twilio, Number, url: Play, Say, Gather and Hangup; our code is that of Dial there."""
    line.pages |= {
        "/voice": f'<Dial><Number url="/whisper">{REPRESENTATIVE}</Number></Dial>',
        "/whisper": "<Enqueue>q</Enqueue>",
    }
    line.phones[REPRESENTATIVE] = Phone(answers_after=1)
    assert [entry.code for entry in line.call().debugger] == [13201]


def test_a_dial_of_a_queue_is_recorded_too(line: Lab) -> None:
    """Twilio, Dial, record: RecordingUrl in the action."""
    line.pages["/desk"] = '<Dial action="/dialled" record="true"><Queue>support</Queue></Dial>'
    _, desk = together(line, (0, ticket("/voice")), (10, ticket("/desk", (20, "h"))))
    (recording,) = desk.recordings
    assert on(line, "/dialled")[0].form["RecordingUrl"] == recording.url
    assert (recording.seconds, recording.source) == (20, "DialVerb")


@pytest.mark.parametrize(
    ("queue", "code"),
    [
        ('<Queue method="PUT">support</Queue>', [14210]),
        ("<Queue/>", [14212, 12200]),
        (f"<Queue>{'q' * 65}</Queue>", [14213, 12200]),
    ],
)
def test_a_queue_that_is_written_wrong_has_its_code(lab: Lab, queue: str, code: list[int]) -> None:
    """Twilio, error dictionary: 14210, 14212 and 14213."""
    queue_line(lab).pages["/desk"] = f'<Dial action="/dialled" timeout="5">{queue}</Dial>'
    call = lab.call(url="https://line.example/desk")
    assert [entry.code for entry in call.debugger if entry.code] == code  # 0 is that the queue is not there
    assert "DialCallStatus" in lab.to("/dialled").form
