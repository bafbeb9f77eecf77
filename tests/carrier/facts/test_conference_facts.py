"""Conference in Dial: one test for each documented sentence. Each docstring names its source."""

import pytest
from carrier_laboratory import BASE, Lab
from queue_laboratory import on, ticket, together

from ivr.carrier.happenings import Bridged, Ended
from ivr.carrier.network import Call

EVENTS = 'statusCallback="/event" statusCallbackEvent="start end join leave"'


@pytest.fixture
def line(lab: Lab) -> Lab:
    lab.pages |= {"/event": "", "/out": "<Hangup/>", "/wait": '<Say>Please wait.</Say><Pause length="5"/>'}
    return lab


def room(line: Lab, path: str, attributes: str = "", dial: str = "") -> None:
    line.pages[path] = f'<Dial action="/out" {dial}><Conference waitUrl="/wait" {attributes}>weekly</Conference></Dial>'


def events(line: Lab) -> list[str]:
    return [asked.form["StatusCallbackEvent"] for asked in on(line, "/event")]


def statuses(line: Lab) -> list[tuple[str, str]]:
    return [(asked.form["DialCallStatus"], asked.form["DialBridged"]) for asked in on(line, "/out")]


def connected_at(call: Call) -> list[float]:
    leg = call.legs[0]
    return [
        one.at - leg.answered_at
        for one in leg.room.log
        if isinstance(one.what, Bridged) and leg.answered_at is not None
    ]


def test_two_in_a_room_are_connected(line: Lab) -> None:
    """Twilio, Conference; Dial, DialCallStatus: answered, without DialCallSid and DialCallDuration."""
    room(line, "/voice")
    first, second = together(line, (0, ticket("/voice", (30, "h"))), (10, ticket("/voice", (5, "h"))))
    assert (connected_at(first), connected_at(second)) == (pytest.approx([10]), pytest.approx([0]))
    assert statuses(line) == [("answered", "true")] * 2
    assert not {"DialCallSid", "DialCallDuration"} & set(on(line, "/out")[0].form)
    assert (first.ended, second.ended) == (Ended.BRIDGED, Ended.BRIDGED)


def test_who_is_alone_hears_the_wait_document_once(line: Lab) -> None:
    """Twilio, Conference, waitUrl; that it is heard once is ours."""
    room(line, "/voice")
    call = line.call((60, "h"))
    assert (call.transcript.raw(), len(on(line, "/wait"))) == ("Please wait.", 1)
    assert (statuses(line), call.ended) == ([("answered", "false")], Ended.CALLER_HUNG_UP)


def test_the_wait_document_is_cut_when_the_conference_starts(line: Lab) -> None:
    """Twilio, Conference, waitUrl: before the conference has started."""
    line.pages["/wait"] = '<Say loop="0">Please wait.</Say>'
    room(line, "/voice")
    first, second = together(line, (0, ticket("/voice", (20, "h"))), (10, ticket("/voice", (5, "h"))))
    assert first.legs[0].heard[-1].cut_at == pytest.approx(first.legs[0].answered_at + 10)
    assert second.legs[0].heard == []


@pytest.mark.parametrize(("attribute", "sounds"), [("", 1), ('waitUrl=""', 0)])
def test_without_a_wait_url_there_is_music_and_with_an_empty_one_silence(
    line: Lab, attribute: str, sounds: int
) -> None:
    """Twilio, Conference, waitUrl: default hold music; empty for silence."""
    line.pages["/voice"] = f"<Dial><Conference {attribute}>weekly</Conference></Dial>"
    assert len(line.call((60, "h")).legs[0].heard) == sounds


def test_other_verbs_are_passed_over_in_the_wait_document(line: Lab) -> None:
    """Twilio, Conference, waitUrl: Say, Play, Pause and Redirect."""
    line.pages["/wait"] = '<Gather timeout="60"/><Leave/><Hangup/><Redirect>/more</Redirect>'
    line.pages["/more"] = "<Say>Hello.</Say>"
    room(line, "/voice")
    call = line.call((20, "h"))
    assert ([entry.code for entry in call.debugger], call.transcript.raw()) == ([12200] * 3, "Hello.")


def test_a_wait_document_that_fails_leaves_silence(line: Lab) -> None:
    """Ours."""
    line.pages["/voice"] = '<Dial><Conference waitUrl="/missing">weekly</Conference></Dial>'
    call = line.call((20, "h"))
    assert ([entry.code for entry in call.debugger], call.seconds) == ([11200], pytest.approx(20))


def test_a_conference_waits_for_one_who_may_start_it(line: Lab) -> None:
    """Twilio, Conference, startConferenceOnEnter."""
    room(line, "/guest", 'startConferenceOnEnter="false"')
    room(line, "/host")
    first, second, _ = together(
        line, (0, ticket("/guest", (30, "h"))), (5, ticket("/guest", (25, "h"))), (10, ticket("/host", (9, "h")))
    )
    assert (connected_at(first), connected_at(second)) == (pytest.approx([10]), pytest.approx([5]))


def test_the_one_whose_leaving_ends_it_takes_everybody_out(line: Lab) -> None:
    """Twilio, Conference, endConferenceOnExit."""
    room(line, "/guest")
    room(line, "/host", 'endConferenceOnExit="true"')
    line.pages["/out"] = "<Say>The conference is over.</Say>"
    guest, _ = together(line, (0, ticket("/guest")), (5, ticket("/host", (7, "h"))))
    assert (guest.transcript.raw(), statuses(line)) == (
        "Please wait. The conference is over.",
        [("answered", "true")] * 2,
    )


def test_the_events_are_told_in_their_order(line: Lab) -> None:
    """Twilio, Conference, statusCallbackEvent: start, end, join, leave; ConferenceSid, FriendlyName, CallSid."""
    room(line, "/voice", EVENTS)
    first, second = together(line, (0, ticket("/voice", (30, "h"))), (10, ticket("/voice", (5, "h"))))
    assert events(line) == [
        "participant-join",
        "participant-join",
        "conference-start",
        "participant-leave",
        "participant-leave",
        "conference-end",
    ]
    forms = [asked.form for asked in on(line, "/event")]
    assert [form.get("CallSid") for form in forms] == [first.sid, second.sid, None, second.sid, first.sid, None]
    assert [form["SequenceNumber"] for form in forms] == list("123456")
    assert {form["FriendlyName"] for form in forms} == {"weekly"}
    assert len({form["ConferenceSid"] for form in forms}) == 1
    assert forms[-1]["CallSidEndingConference"] == first.sid
    assert "From" not in forms[0]


def test_only_the_events_asked_for_are_told(line: Lab) -> None:
    """Twilio, Conference, statusCallbackEvent: default none."""
    room(line, "/voice", 'statusCallback="/event" statusCallbackEvent="start"')
    room(line, "/quiet", 'statusCallback="/event"')
    together(line, (0, ticket("/voice", (9, "h"))), (2, ticket("/voice", (5, "h"))))
    together(line, (0, ticket("/quiet", (9, "h"))), (2, ticket("/quiet", (5, "h"))))
    assert events(line) == ["conference-start"]


def test_the_events_go_where_the_first_participant_says(line: Lab) -> None:
    """Twilio, Conference, statusCallback: set by the first, later ones are ignored."""
    room(line, "/first", EVENTS)
    line.pages["/second"] = (
        '<Dial><Conference statusCallback="/other" statusCallbackEvent="join">weekly</Conference></Dial>'
    )
    together(line, (0, ticket("/first", (9, "h"))), (2, ticket("/second", (5, "h"))))
    assert (events(line).count("participant-join"), "/other" in line.paths()) == (2, False)


def test_a_join_tells_what_the_participant_may(line: Lab) -> None:
    """Twilio, Conference, muted, startConferenceOnEnter, endConferenceOnExit, participantLabel."""
    room(line, "/voice", EVENTS + ' muted="true" endConferenceOnExit="true" participantLabel="guest"')
    line.call((5, "h"))
    form = on(line, "/event")[0].form
    assert (form["Muted"], form["EndConferenceOnExit"], form["StartConferenceOnEnter"]) == ("true", "true", "true")
    assert (form["ParticipantLabel"], form["Hold"]) == ("guest", "false")


def test_a_full_room_takes_nobody(line: Lab) -> None:
    """Twilio, Conference, maxParticipants; the status is ours."""
    room(line, "/voice", 'maxParticipants="2"')
    together(line, *((n, ticket("/voice", (20, "h"))) for n in range(3)))
    assert statuses(line)[0] == ("failed", "false")
    assert len(statuses(line)) == 3


def test_the_star_takes_the_caller_alone_out(line: Lab) -> None:
    """Twilio, Dial, hangupOnStar: answered for a conference."""
    room(line, "/voice", dial='hangupOnStar="true"')
    line.pages["/out"] = "<Say>You left.</Say>"
    first, second = together(line, (0, ticket("/voice", (9, "*"))), (2, ticket("/voice", (20, "h"))))
    assert (first.transcript.raw(), statuses(line)[0]) == ("Please wait. You left.", ("answered", "true"))
    assert second.seconds == pytest.approx(20)


def test_the_time_limit_takes_the_caller_out(line: Lab) -> None:
    """Twilio, Dial, timeLimit."""
    room(line, "/voice", dial='timeLimit="7"')
    assert (line.call().seconds, statuses(line)) == (pytest.approx(7), [("answered", "false")])


def test_the_next_conference_of_that_name_is_another(line: Lab) -> None:
    """Twilio, Conference: one conference lasts until the last has left."""
    room(line, "/voice", EVENTS)
    network = line.network()
    together(line, (0, ticket("/voice", (3, "h"))), network=network)
    together(line, (0, ticket("/voice", (3, "h"))), network=network)
    assert len({asked.form["ConferenceSid"] for asked in on(line, "/event")}) == 2


def test_a_conference_without_an_action_is_followed_by_the_next_verb(line: Lab) -> None:
    """Twilio, Dial: without action, the document goes on."""
    line.pages["/voice"] = '<Dial timeLimit="3"><Conference waitUrl="">weekly</Conference></Dial><Say>Goodbye.</Say>'
    assert line.call(url=f"{BASE}/voice").transcript.raw() == "Goodbye."


@pytest.mark.parametrize(
    ("attribute", "code"),
    [
        ('muted="no"', 13230),
        ('endConferenceOnExit="no"', 13231),
        ('startConferenceOnEnter="no"', 13232),
        ('waitMethod="PUT"', 13234),
        ('beep="loud"', 13235),
        ('maxParticipants="251"', 12200),
        ('record="record-from-start"', 0),
    ],
)
def test_a_wrong_attribute_is_dropped_with_a_warning(line: Lab, attribute: str, code: int) -> None:
    """Twilio, Conference, warnings 13230 to 13235."""
    room(line, "/voice", attribute)
    assert [entry.code for entry in line.call((2, "h")).debugger] == [code]


def test_a_conference_without_a_name_is_none(line: Lab) -> None:
    """Twilio, warning 13237."""
    line.pages["/voice"] = '<Dial action="/out"><Conference/></Dial>'
    assert [entry.code for entry in line.call().debugger] == [13237, 12200]
    assert statuses(line) == [("failed", "false")]
