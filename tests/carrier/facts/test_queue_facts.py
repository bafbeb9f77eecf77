"""Enqueue and Leave: one test for each documented sentence. Each docstring names its source."""

import pytest
from carrier_laboratory import BASE, Lab, Page
from queue_laboratory import on, queue_line, result, results, ticket, together

from ivr.carrier.happenings import Ended


@pytest.fixture
def line(lab: Lab) -> Lab:
    return queue_line(lab)


def test_the_wait_document_is_asked_for_again_when_it_runs_out_of_verbs(line: Lab) -> None:
    """Twilio, Enqueue, waitUrl: this loops for ever."""
    line.call((35, "h"))
    assert line.paths() == ["/voice", "/wait", "/wait", "/wait", "/wait", "/left"]


def test_who_waits_may_wait_for_longer_than_a_hundred_documents(line: Lab) -> None:
    """Twilio, Enqueue, waitUrl: for ever; our limit on documents is for calls that go in circles."""
    line.call((1995, "h"))
    assert len(on(line, "/wait")) == 200


def test_a_wait_document_that_takes_no_time_is_asked_for_a_second_later(line: Lab) -> None:
    """Ours: a carrier that asked without a pause would be of no use to anybody."""
    line.pages["/wait"] = ""
    call = line.call((10.5, "h"))
    assert len(on(line, "/wait")) == 11
    assert call.ended is Ended.CALLER_HUNG_UP


def test_wait_documents_that_go_in_circles_end_the_call(line: Lab) -> None:
    """Ours: a hundred documents without a moment between them."""
    line.pages["/wait"] = "<Redirect>/wait</Redirect>"
    call = line.call()
    assert (call.ended, [entry.code for entry in call.debugger]) == (Ended.ERROR, [0])


def test_a_redirect_is_followed_and_then_the_wait_url_is_asked_for_again(line: Lab) -> None:
    """Twilio, Enqueue, waitUrl: a call always returns to it."""
    line.pages |= {"/wait": '<Pause length="4"/><Redirect>more</Redirect>', "/more": '<Pause length="6"/>'}
    line.call((23, "h"))
    assert line.paths() == ["/voice", "/wait", "/more", "/wait", "/more", "/wait", "/left"]


def test_every_request_of_who_waits_tells_place_and_time(line: Lab) -> None:
    """Twilio, Enqueue, waitUrl: QueuePosition, QueueSid, QueueTime, AvgQueueTime, CurrentQueueSize, MaxQueueSize."""
    first, second = (
        ticket("/voice", (35, "h"), caller="+15550100001"),
        ticket("/voice", (19, "h"), caller="+15550100002"),
    )
    network = line.network()
    together(line, (0, first), (5, second), network=network)
    told = [
        (asked.form["From"][-1], *(asked.form[name] for name in ("QueuePosition", "QueueTime", "AvgQueueTime")))
        for asked in on(line, "/wait")
    ]
    assert told == [
        ("1", "1", "0", "0"),
        ("2", "2", "0", "2"),
        ("1", "1", "10", "7"),
        ("2", "2", "10", "12"),
        ("1", "1", "20", "17"),
        ("1", "1", "30", "30"),
    ]
    sizes = [(asked.form["CurrentQueueSize"], asked.form["MaxQueueSize"]) for asked in on(line, "/wait")]
    assert (sizes[0], sizes[1], sizes[-1]) == (("1", "1000"), ("2", "1000"), ("1", "1000"))
    (queue,) = network.queues
    assert {asked.form["QueueSid"] for asked in on(line, "/wait")} == {queue.sid}


def test_the_wait_document_is_posted_for_unless_get_is_asked_for(line: Lab) -> None:
    """Twilio, Enqueue, waitUrlMethod."""
    line.pages["/voice"] = '<Enqueue waitUrl="/wait" waitUrlMethod="GET">support</Enqueue>'
    line.call((5, "h"))
    assert (line.to("/wait").method, line.to("/wait").query["QueuePosition"]) == ("GET", "1")


def test_a_sound_as_wait_url_is_played_again_and_again(line: Lab) -> None:
    """Twilio, Enqueue, waitUrl: MP3 or WAV."""
    line.pages["/wait"] = Page(b"...", headers=(("Content-Type", "audio/mpeg"),))
    call = line.call((10, "h"))
    assert len([heard for heard in call.legs[0].heard if heard.url == f"{BASE}/wait"]) == 4


@pytest.mark.parametrize(("attribute", "sounds"), [("", 1), ('waitUrl=""', 0)])
def test_without_a_wait_url_there_is_music_and_with_an_empty_one_silence(
    line: Lab, attribute: str, sounds: int
) -> None:
    """Twilio, Enqueue, waitUrl: default a classical playlist; empty for silence."""
    line.pages["/voice"] = f"<Enqueue {attribute}>support</Enqueue>"
    call = line.call((5000, "h"))
    assert (len(call.legs[0].heard), line.paths()) == (sounds, ["/voice"])


def test_keys_are_collected_while_waiting(line: Lab) -> None:
    """Twilio, Enqueue, waitUrl: Gather is allowed; its action is a wait document too."""
    line.pages |= {
        "/wait": '<Gather numDigits="1" action="/key" timeout="20"/>',
        "/key": '<Say>One moment.</Say><Pause length="2"/>',
    }
    line.call((3, "1"), (10, "h"))
    assert line.paths() == ["/voice", "/wait", "/key", "/wait", "/left"]
    assert (line.to("/key").form["Digits"], line.to("/key").form["QueuePosition"]) == ("1", "1")


@pytest.mark.parametrize("verb", ["<Dial>+15550100011</Dial>", "<Reject/>", "<Enqueue>other</Enqueue>"])
def test_other_verbs_are_passed_over_in_a_wait_document(line: Lab, verb: str) -> None:
    """Twilio, Enqueue, waitUrl: Play, Say, Pause, Hangup, Redirect, Leave and Gather."""
    line.pages["/wait"] = f'{verb}<Pause length="9"/>'
    call = line.call((5, "h"))
    assert ([entry.code for entry in call.debugger], len(call.legs)) == ([12200], 1)


def test_hangup_while_waiting_ends_the_call(line: Lab) -> None:
    """Twilio, Enqueue, waitUrl, Hangup: leaves the queue and ends the call."""
    line.pages["/wait"] = "<Hangup/>"
    line.pages["/left"] = "<Redirect>/next</Redirect>"
    call = line.call()
    assert (call.ended, result(line), "/next" in line.paths()) == (Ended.LINE_HUNG_UP, "hangup", False)


def test_enqueue_answers_a_call_that_rings(line: Lab) -> None:
    """Twilio, Reject: all other verbs answer."""
    call = line.call((5, "h"))
    assert call.seconds == pytest.approx(5)


def test_leave_goes_on_with_the_action(line: Lab) -> None:
    """Twilio, Enqueue, action: for Leave it is requested right away."""
    line.pages |= {"/wait": '<Pause length="7"/><Leave/>', "/left": "<Say>Sorry.</Say>"}
    call = line.call()
    assert (results(line)[0]["QueueResult"], results(line)[0]["QueueTime"]) == ("leave", "7")
    assert (call.transcript.raw(), call.ended) == ("Sorry.", Ended.LINE_HUNG_UP)
    assert line.to("/left").form["CallStatus"] == "in-progress"


def test_leave_without_an_action_goes_on_with_the_next_verb(line: Lab) -> None:
    """Twilio, Leave: the call goes on with the verb after Enqueue."""
    line.pages |= {
        "/voice": '<Enqueue waitUrl="/wait">support</Enqueue><Redirect>/next</Redirect>',
        "/wait": "<Leave/>",
    }
    line.call()
    assert line.paths() == ["/voice", "/wait", "/next"]


def test_leave_outside_a_queue_leads_nowhere(line: Lab) -> None:
    """Twilio, Leave: it is for those who wait."""
    line.pages["/voice"] = "<Leave/><Redirect>/next</Redirect>"
    call = line.call()
    assert (line.paths(), [entry.code for entry in call.debugger]) == (["/voice", "/next"], [0])


def test_hanging_up_while_waiting_is_told(line: Lab) -> None:
    """Twilio, Enqueue, QueueResult hangup; the answer changes nothing."""
    line.pages["/left"] = "<Redirect>/next</Redirect>"
    call = line.call((12, "h"))
    assert results(line)[0]["QueueResult"] == "hangup"
    assert (results(line)[0]["QueueTime"], line.to("/left").form["CallStatus"]) == ("12", "completed")
    assert (call.ended, "/next" in line.paths()) == (Ended.CALLER_HUNG_UP, False)


def test_who_hangs_up_leaves_the_queue_to_the_others(line: Lab) -> None:
    """Twilio, Enqueue, QueuePosition: the current one."""
    together(line, (0, ticket("/voice", (3, "h"))), (1, ticket("/voice", (15, "h"), caller="+15550100002")))
    assert [asked.form["QueuePosition"] for asked in on(line, "/wait")] == ["1", "2", "1"]


def test_a_full_queue_takes_nobody(line: Lab) -> None:
    """Twilio, Enqueue, QueueResult queue-full; QueueSid and QueueTime only for those who got in. maxQueueSize: the
    twilio library."""
    line.pages["/voice"] = '<Enqueue action="/left" waitUrl="/wait" maxQueueSize="1">support</Enqueue>'
    first, second = together(line, (0, ticket("/voice", (9, "h"))), (2, ticket("/voice")))
    assert results(line)[0] == {"QueueResult": "queue-full"}
    assert (second.seconds, first.seconds) == (pytest.approx(0), pytest.approx(9))


def test_the_full_size_of_a_queue_is_a_thousand_unless_it_is_given(line: Lab) -> None:
    """Twilio, Enqueue: default maximum length."""
    network = line.network()
    assert network.queues.named("support").max_size == 1000
    assert network.queues.named("support", 2).max_size == 2
    assert network.queues.get("support") is network.queues.named("support")
    assert network.queues.get("nobody's") is None


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("<Enqueue {}></Enqueue>", 14204),
        ("<Enqueue {}>" + "q" * 65 + "</Enqueue>", 14205),
        ('<Enqueue {} workflowSid="nonsense"/>', 14220),
        ('<Enqueue {} workflowSid="WW1"><Task>{{not json</Task></Enqueue>', 14221),
        ('<Enqueue {} workflowSid="WW1"><Task>[1]</Task></Enqueue>', 14221),
    ],
)
def test_an_enqueue_that_is_wrong_is_an_error_for_its_action(line: Lab, document: str, code: int) -> None:
    """Twilio, Enqueue, QueueResult error; errors 14204, 14205, 14220, 14221."""
    line.pages["/voice"] = document.format('action="/left"')
    call = line.call()
    assert (results(line), [entry.code for entry in call.debugger]) == ([{"QueueResult": "error"}], [code])


def test_a_name_of_64_characters_is_a_name(line: Lab) -> None:
    """Twilio, Enqueue: 64 characters or less."""
    line.pages["/voice"] = f'<Enqueue waitUrl="">{"q" * 64}</Enqueue>'
    assert line.call((1, "h")).debugger == ()


def test_a_wait_document_that_fails_is_an_error(line: Lab) -> None:
    """Twilio, Enqueue, QueueResult error: in the TwiML from a waitUrl."""
    line.pages |= {"/wait": [('<Pause length="4"/>'), "<Say>", ""], "/left": "<Say>Sorry.</Say>"}
    call = line.call()
    assert (result(line), [entry.code for entry in call.debugger]) == ("error", [12100])
    assert (results(line)[0]["QueueTime"], call.transcript.raw()) == ("4", "Sorry.")


def test_the_action_is_posted_unless_get_is_asked_for(line: Lab) -> None:
    """Twilio, Enqueue, method: default POST."""
    line.pages["/voice"] = '<Enqueue action="/left" method="GET" waitUrl="/wait">support</Enqueue>'
    line.call((5, "h"))
    assert (line.to("/left").method, line.to("/left").query["QueueResult"]) == ("GET", "hangup")


def test_the_end_of_four_hours_ends_waiting(line: Lab) -> None:
    """Twilio, limits: no call is longer."""
    line.pages["/voice"] = "<Enqueue>support</Enqueue>"
    network = line.network()
    (call,) = together(line, (0, ticket("/voice")), network=network)
    assert (round(call.seconds, 6), call.ended) == (14_400, Ended.LINE_HUNG_UP)
    assert [queue.waiting for queue in network.queues] == [[]]


@pytest.mark.parametrize(
    ("enqueue", "code"),
    [
        ('<Enqueue method="PUT" action="/left" waitUrl="/wait">support</Enqueue>', 14201),
        ('<Enqueue waitUrlMethod="PUT" action="/left" waitUrl="/wait">support</Enqueue>', 14206),
        ('<Enqueue maxQueueSize="0" action="/left" waitUrl="/wait">support</Enqueue>', 12200),
    ],
)
def test_a_wrong_attribute_has_its_code_and_its_default(line: Lab, enqueue: str, code: int) -> None:
    """Twilio, error dictionary: 14201 and 14206."""
    line.pages["/voice"] = enqueue
    call = line.call((15, "h"))
    assert [entry.code for entry in call.debugger] == [code]
    assert ([asked.method for asked in on(line, "/wait")], result(line)) == (["POST", "POST"], "hangup")
