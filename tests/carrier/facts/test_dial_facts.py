"""Dial and Number: one test for each documented sentence. Each docstring names its source."""

from collections.abc import Callable
from typing import Any

import pytest
from carrier_laboratory import Lab
from watching import Watch

from ivr.carrier.happenings import Ended, HungUpBy, Rang, Toned
from ivr.carrier.phones import Phone
from ivr.carrier.readings import Readings
from ivr.telephony.outcomes import CallStatus, DialStatus

Line = Callable[[str], Lab]

ANN, BEN, CAL = "+15550100011", "+15550100012", "+15550100013"


def number(to: str, **attributes: str) -> str:
    written = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f"<Number{written}>{to}</Number>"


def dial(inner: str = ANN, **attributes: str) -> str:
    written = "".join(f' {name}="{value}"' for name, value in ({"action": "/after"} | attributes).items())
    return f"<Dial{written}>{inner}</Dial>"


@pytest.fixture
def line(lab: Lab) -> Line:
    lab.pages |= {"/after": "<Hangup/>", "/next": "<Hangup/>", "/took": "", "/status": ""}
    lab.phones[ANN] = Phone(answers_after=6, name="Ann", talks_for=30)

    def serve(document: str) -> Lab:
        lab.pages["/voice"] = document
        return lab

    return serve


def after(lab: Lab) -> dict[str, str]:
    return {key: value for key, value in lab.to("/after").form.items() if key.startswith("Dial")}


def test_who_answers_is_connected_and_the_action_is_told(line: Line) -> None:
    """Twilio, Dial, action: DialCallStatus, DialCallSid, DialCallDuration, DialBridged."""
    lab = line(dial())
    call = lab.call()
    told = after(lab)
    assert (told["DialCallStatus"], told["DialBridged"], told["DialCallDuration"]) == ("completed", "true", "30")
    assert told["DialCallSid"] != call.sid
    assert lab.to("/after").form["CallSid"] == call.sid
    assert (call.ended, call.seconds) == (Ended.BRIDGED, pytest.approx(36))


def test_nobody_answering_is_no_answer_after_the_timeout_and_five_seconds(line: Line) -> None:
    """Twilio, Dial, timeout: default 30; Twilio adds about five seconds."""
    lab = line(dial(BEN))
    call = lab.call()
    assert (after(lab)["DialCallStatus"], after(lab)["DialBridged"]) == ("no-answer", "false")
    assert call.seconds == pytest.approx(35)


def test_somebody_answering_in_the_added_seconds_is_connected(line: Line) -> None:
    """Twilio, Dial, timeout: the added seconds are real."""
    lab = line(dial(timeout="5"))
    lab.phones[ANN] = Phone(answers_after=9)
    lab.call()
    assert after(lab)["DialCallStatus"] == "completed"


@pytest.mark.parametrize(("phone", "status"), [(Phone(busy=True), "busy"), (Phone(fails=True), "failed")])
def test_busy_and_failed_are_told(line: Line, phone: Phone, status: Any) -> None:
    """Twilio, Dial, DialCallStatus."""
    lab = line(dial())
    lab.phones[ANN] = phone
    lab.call()
    assert (after(lab)["DialCallStatus"], after(lab)["DialBridged"]) == (status, "false")


def test_a_number_that_is_none_fails(line: Line) -> None:
    """Twilio, Dial, DialCallStatus failed: the number does not exist."""
    lab = line(dial("not-a-number"))
    lab.call()
    assert after(lab)["DialCallStatus"] == "failed"


def test_punctuation_in_a_number_is_tolerated(line: Line) -> None:
    """Twilio, Number."""
    lab = line(dial("+1 (555) 010-0011"))
    lab.call()
    assert after(lab)["DialCallStatus"] == "completed"


@pytest.mark.parametrize("phone", [Phone(), Phone(busy=True), Phone(fails=True), Phone(answers_after=1, talks_for=2)])
def test_without_an_action_the_next_verb_runs_whatever_happened(line: Line, phone: Phone) -> None:
    """Twilio, Dial: without action, the document goes on."""
    lab = line(f"<Dial>{ANN}</Dial><Redirect>/next</Redirect>")
    lab.phones[ANN] = phone
    lab.call()
    assert lab.paths() == ["/voice", "/next"]


def test_with_an_action_the_verbs_after_dial_are_unreachable(line: Line) -> None:
    """Twilio, Dial, action."""
    lab = line(dial() + "<Say>Never.</Say>")
    assert lab.call().transcript.raw() == ""


def test_numbers_ring_together_and_the_first_to_answer_wins(line: Line) -> None:
    """Twilio, Dial: several numbers ring at once; the others are cancelled."""
    lab = line(dial(number(ANN) + number(BEN, statusCallback="/status") + number(CAL)))
    lab.phones[BEN] = Phone(answers_after=9)
    call = lab.call()
    legs = {leg.number: leg for leg in call.legs}
    assert (legs[ANN].answered, legs[BEN].answered, legs[CAL].answered) == (True, False, False)
    assert legs[BEN].ended_at == pytest.approx(legs[ANN].answered_at)
    assert lab.to("/status").form["CallStatus"] == "canceled"


def test_numbers_in_sequence_ring_one_after_the_other(line: Line) -> None:
    """Twilio, Dial, sequential."""
    lab = line(dial(number(BEN) + number(ANN) + number(CAL), sequential="true", timeout="10"))
    call = lab.call()
    assert [leg.number for leg in call.legs[1:]] == [BEN, ANN]
    assert call.seconds == pytest.approx(15 + 6 + 30)


def test_when_nobody_of_several_answers_no_answer_outranks_busy(line: Line) -> None:
    """Not documented; of several ends one must be told."""
    lab = line(dial(number(BEN) + number(CAL)))
    lab.phones[BEN] = Phone(busy=True)
    lab.call()
    assert (after(lab)["DialCallStatus"], after(lab)["DialBridged"]) == ("no-answer", "false")


def test_the_caller_hanging_up_while_it_rings_cancels_the_other_leg(line: Line) -> None:
    """Twilio, Dial: the session is over; other carriers still make the action request, with CallStatus completed."""
    lab = line(dial(number(ANN, statusCallback="/status")) + "<Redirect>/next</Redirect>")
    call = lab.call((2, "h"))
    assert (call.ended, call.legs[1].hung_up_by) == (Ended.CALLER_HUNG_UP, HungUpBy.NOBODY)
    assert (after(lab)["DialCallStatus"], lab.to("/after").form["CallStatus"]) == ("canceled", "completed")
    assert lab.to("/status").form["CallStatus"] == "canceled"
    assert "/next" not in lab.paths()


def test_the_caller_hanging_up_while_connected_ends_both(line: Line) -> None:
    """Twilio, Dial; the reply to the action changes nothing."""
    lab = line(dial())
    lab.pages["/after"] = "<Redirect>/next</Redirect>"
    call = lab.call((10, "h"))
    assert (call.ended, call.legs[1].over, call.seconds) == (Ended.BRIDGED, True, pytest.approx(10))
    assert (after(lab)["DialCallStatus"], after(lab)["DialCallDuration"]) == ("completed", "4")
    assert lab.paths() == ["/voice", "/after"]


def test_star_lets_go_of_the_other_party_alone(line: Line) -> None:
    """Twilio, Dial, hangupOnStar."""
    lab = line(dial(hangupOnStar="true"))
    call = lab.call((10, "1*"))
    assert (after(lab)["DialCallStatus"], after(lab)["DialCallDuration"]) == ("completed", "4")
    assert call.legs[1].seconds == pytest.approx(4.3)
    assert call.legs[0].hung_up_by is HungUpBy.LINE


def test_star_is_nothing_unless_asked_for(line: Line) -> None:
    """Twilio, Dial, hangupOnStar: default false."""
    lab = line(dial())
    lab.call((10, "*"))
    assert after(lab)["DialCallDuration"] == "30"


def test_the_time_limit_ends_the_connection(line: Line) -> None:
    """Twilio, Dial, timeLimit."""
    lab = line(dial(timeLimit="12"))
    call = lab.call()
    assert (after(lab)["DialCallStatus"], after(lab)["DialCallDuration"]) == ("completed", "12")
    assert call.ended is Ended.BRIDGED


def test_answer_on_bridge_leaves_the_caller_ringing_until_then(line: Line) -> None:
    """Twilio, Dial, answerOnBridge."""
    lab = line(dial(answerOnBridge="true"))
    call = lab.call()
    leg, other = call.legs
    assert leg.answered_at == pytest.approx(other.answered_at)
    assert call.seconds == pytest.approx(30)


def test_answer_on_bridge_with_nobody_there_answers_for_the_next_document(line: Line) -> None:
    """Not documented; the call was never answered, and the action's document answers as any first one."""
    lab = line(dial(BEN, answerOnBridge="true"))
    lab.pages["/after"] = "<Say>Sorry.</Say>"
    call = lab.call()
    assert (lab.to("/after").form["CallStatus"], call.transcript.raw()) == ("ringing", "Sorry.")


def test_the_whisper_is_heard_by_the_dialled_party_alone(line: Line) -> None:
    """Twilio, Number, url: executed after the answer, before the parties are connected."""
    lab = line(dial(number(ANN, url="/whisper")))
    lab.pages["/whisper"] = "<Say>A call for you.</Say>"
    call = lab.call()
    assert (call.transcript.raw("Ann"), call.transcript.raw()) == ("A call for you.", "")
    assert after(lab)["DialBridged"] == "true"


def test_the_whisper_request_is_about_the_dialled_leg(line: Line) -> None:
    """Twilio, Number: its own CallSid, Direction outbound-dial, ParentCallSid."""
    lab = line(dial(number(ANN, url="/whisper"), callerId="+15550100000"))
    lab.pages["/whisper"] = ""
    call = lab.call()
    form = lab.to("/whisper").form
    assert (form["Direction"], form["ParentCallSid"], form["CallStatus"]) == ("outbound-dial", call.sid, "in-progress")
    assert (form["To"], form["From"]) == (ANN, "+15550100000")
    assert form["CallSid"] == after(lab)["DialCallSid"]


def test_the_dialled_party_sees_the_caller_unless_another_number_is_given(line: Line) -> None:
    """Twilio, Dial, callerId: default the caller's."""
    lab = line(dial(number(ANN, url="/whisper")))
    lab.pages["/whisper"] = ""
    lab.call(caller="+15550100777")
    assert lab.to("/whisper").form["From"] == "+15550100777"


def test_a_whisper_that_hangs_up_is_never_connected(line: Line) -> None:
    """Twilio, Number: Hangup in the whisper; DialBridged tells, DialCallStatus is not documented."""
    lab = line(dial(number(ANN, url="/whisper")))
    lab.pages["/whisper"] = "<Say>No.</Say><Hangup/>"
    call = lab.call()
    assert (after(lab)["DialBridged"], call.ended) == ("false", Ended.LINE_HUNG_UP)


def test_the_status_of_a_refused_whisper_can_be_chosen(line: Line) -> None:
    """Not documented, so a line can be tried against each word."""
    from ivr.carrier.handsets.silent import SilentCaller

    lab = line(dial(number(ANN, url="/whisper")))
    lab.pages["/whisper"] = "<Hangup/>"
    network = lab.network(readings=Readings(refused=DialStatus.NO_ANSWER))
    network.call("https://line.example/voice", handset=SilentCaller())
    assert after(lab)["DialCallStatus"] == "no-answer"


def test_keys_of_the_dialled_party_reach_its_own_documents(line: Line) -> None:
    """Twilio, Number, url: Gather is allowed there; redirects and actions go on from document to document."""
    lab = line(dial(number(ANN, url="/whisper/a")))
    lab.pages |= {
        "/whisper/a": '<Gather numDigits="1" action="b"><Say>Press 1.</Say></Gather><Hangup/>',
        "/whisper/b": "<Redirect>/took</Redirect>",
    }
    lab.phones[ANN] = Phone(answers_after=2, handset=Watch([(3, "1"), (20, "h")]), name="Ann")
    lab.call((3.5, "9"))
    asked = lab.to("/whisper/b")
    assert (asked.form["Digits"], after(lab)["DialBridged"], "/took" in lab.paths()) == ("1", "true", True)


def test_silence_in_the_whisper_falls_through_to_its_hangup(line: Line) -> None:
    """The same rule on that leg as on any."""
    lab = line(dial(number(ANN, url="/whisper")))
    lab.pages["/whisper"] = '<Gather numDigits="1" action="/took"><Say>Press 1.</Say></Gather><Hangup/>'
    lab.call()
    assert after(lab)["DialBridged"] == "false"


def test_the_dialled_party_hanging_up_in_the_whisper_is_not_connected(line: Line) -> None:
    """DialBridged: whether the parties were connected."""
    lab = line(dial(number(ANN, url="/whisper")))
    lab.pages["/whisper"] = '<Pause length="20"/>'
    lab.phones[ANN] = Phone(answers_after=2, handset=Watch([(3, "h")]))
    lab.call()
    assert (after(lab)["DialBridged"], after(lab)["DialCallDuration"]) == ("false", "3")


def test_dial_in_a_whisper_is_an_error(line: Line) -> None:
    """Twilio, error 13201."""
    lab = line(dial(number(ANN, url="/whisper")))
    lab.pages["/whisper"] = f"<Dial>{BEN}</Dial>"
    call = lab.call()
    assert ([entry.code for entry in call.debugger], after(lab)["DialBridged"]) == ([13201], "false")


def test_the_caller_hanging_up_during_the_whisper_ends_it(line: Line) -> None:
    """Twilio, Dial: the session is over."""
    lab = line(dial(number(ANN, url="/whisper")))
    lab.pages["/whisper"] = '<Say>Wait.</Say><Pause length="60"/>'
    call = lab.call((8, "h"))
    assert call.legs[1].ended_at == pytest.approx(call.legs[0].ended_at)
    assert after(lab)["DialBridged"] == "false"


def test_keys_are_sent_before_the_parties_are_connected(line: Line) -> None:
    """Twilio, Number, sendDigits."""
    lab = line(dial(number(ANN, sendDigits="WW1")))
    call = lab.call()
    assert call.legs[1].seconds == pytest.approx(32.1)


def test_the_status_callback_of_a_number_tells_what_was_asked_for(line: Line) -> None:
    """Twilio, Number, statusCallbackEvent, SequenceNumber, Timestamp, CallbackSource."""
    lab = line(dial(number(ANN, statusCallback="/status", statusCallbackEvent="initiated ringing answered completed")))
    call = lab.call()
    forms = [asked.form for asked in lab.asked if asked.path == "/status"]
    assert [form["CallStatus"] for form in forms] == ["initiated", "ringing", "in-progress", "completed"]
    assert [form["SequenceNumber"] for form in forms] == ["0", "1", "2", "3"]
    assert {form["ParentCallSid"] for form in forms} == {call.sid}
    assert [form.get("CallDuration") for form in forms] == [None, None, None, "30"]
    assert {form["CallbackSource"] for form in forms} == {"call-progress-events"}
    assert all(form["Timestamp"].endswith("GMT") for form in forms)


def test_the_status_callback_is_completed_alone_unless_more_is_asked_for(line: Line) -> None:
    """Twilio, Number, statusCallbackEvent: default completed."""
    lab = line(dial(number(ANN, statusCallback="/status", statusCallbackMethod="GET")))
    lab.call()
    asked = lab.to("/status")
    assert (asked.method, asked.query["CallStatus"]) == ("GET", "completed")


@pytest.mark.parametrize(
    ("phone", "status"), [(Phone(busy=True), "busy"), (Phone(fails=True), "failed"), (Phone(), "no-answer")]
)
def test_the_completed_event_tells_how_a_leg_ended(line: Line, phone: Phone, status: Any) -> None:
    """Twilio, Number: completed is sent for any ending."""
    lab = line(dial(number(ANN, statusCallback="/status")))
    lab.phones[ANN] = phone
    lab.call()
    assert (lab.to("/status").form["CallStatus"], lab.to("/status").form["CallDuration"]) == (status, "0")


def test_a_bad_timeout_is_a_warning_and_the_default_is_used(line: Line) -> None:
    """Twilio, warning 13212."""
    lab = line(dial(BEN, timeout="2"))
    call = lab.call()
    assert ([entry.code for entry in call.debugger], call.seconds) == ([13212], pytest.approx(35))


def test_keys_pressed_while_connected_belong_to_nobody(line: Line) -> None:
    """No Gather is open; the next one begins with none."""
    lab = line(dial())
    lab.pages["/after"] = '<Gather numDigits="1" timeout="2" action="/took"/>'
    call = lab.call((10, "5"))
    assert ("/took" in lab.paths(), call.status) == (False, CallStatus.COMPLETED)


def test_a_call_that_was_asked_for_more_after_the_connection_did_not_end_connected(line: Line) -> None:
    """Ours: the end of a call counts as bridged while the line wants nothing more of the caller."""
    lab = line(dial())
    lab.pages["/after"] = '<Gather numDigits="1" timeout="2" action="/took"/>'
    assert lab.call().ended is Ended.LINE_HUNG_UP


def test_a_star_pressed_while_it_rings_lets_go_of_nobody(line: Line) -> None:
    """Twilio, Dial, hangupOnStar: it ends the connection, which there was none of."""
    lab = line(dial(hangupOnStar="true"))
    lab.call((2, "*"))
    assert after(lab)["DialCallDuration"] == "30"


def test_a_refused_whisper_ends_its_leg_before_the_action_is_requested(line: Line) -> None:
    """Twilio, Number: completed is sent for any ending."""
    lab = line(dial(number(ANN, url="/whisper", statusCallback="/status")))
    lab.pages |= {"/whisper": "<Hangup/>", "/after": '<Pause length="9"/>'}
    lab.call()
    assert lab.to("/status").form["CallStatus"] == "completed"


def test_the_end_of_four_hours_ends_both_legs(line: Line) -> None:
    """Twilio, limits: no call is longer."""
    lab = line(dial(number(ANN, statusCallback="/status")))
    lab.phones[ANN] = Phone(answers_after=6, talks_for=99_999)
    call = lab.call()
    assert ([leg.over for leg in call.legs], call.ended) == ([True, True], Ended.BRIDGED)
    assert lab.to("/status").form["CallDuration"] == str(14_400 - 6)


def test_the_dialled_leg_hears_the_keys_that_are_sent(line: Line) -> None:
    """Twilio, Number, sendDigits: keys are played when the call is answered, before anything else; w is half a second."""
    lab = line(dial(number(ANN, sendDigits="wwww1928", url="/whisper")))
    lab.pages["/whisper"] = "<Say>A call for you.</Say>"
    call = lab.call()
    leg = call.legs[1]
    heard = [(one.at - leg.answered_at, one.what.keys) for one in leg.room.log if isinstance(one.what, Toned)]
    assert heard == [(pytest.approx(0), "1928")]
    assert [one.start - leg.answered_at for one in leg.heard] == [pytest.approx(2.4)]
    assert "1928" not in str(call.transcript)


def test_a_leg_that_hangs_up_while_keys_are_sent_is_not_connected(line: Line) -> None:
    """Twilio, Dial, DialBridged; the caller goes on."""
    lab = line(dial(number(ANN, sendDigits="WWWW1")))
    lab.phones[ANN] = Phone(answers_after=2, handset=Watch([(1, "h")]))
    call = lab.call()
    assert (after(lab)["DialBridged"], call.legs[0].hung_up_by) == ("false", HungUpBy.LINE)


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (f'<Dial method="PUT" action="/after">{ANN}</Dial>', 13210),
        (f'<Dial timeout="4" action="/after">{ANN}</Dial>', 13212),
        (f'<Dial timeout="601" action="/after">{ANN}</Dial>', 13212),
        (f'<Dial hangupOnStar="1" action="/after">{ANN}</Dial>', 13213),
        (f'<Dial timeLimit="0" action="/after">{ANN}</Dial>', 13216),
        (dial(number(ANN, method="PUT")), 13221),
        (dial(number(ANN, sendDigits="x")), 13222),
        (dial(number(ANN) + "<Number> </Number>"), 13223),
        (dial("<Sip method='PUT'>sip:ann@example.com</Sip>"), 13241),
    ],
)
def test_a_wrong_attribute_has_its_code_and_the_call_is_connected(line: Line, document: str, code: int) -> None:
    """Twilio, error dictionary: 13210 to 13241."""
    lab = line(document)
    lab.phones["sip:ann@example.com"] = lab.phones[ANN]
    call = lab.call()
    assert ([entry.code for entry in call.debugger], after(lab)["DialBridged"]) == ([code], "true")


@pytest.mark.parametrize("timeout", [5, 600])
def test_the_shortest_and_the_longest_timeout_are_no_complaint(line: Line, timeout: int) -> None:
    """Twilio, Dial, timeout: 5 to 600."""
    lab = line(dial(BEN, timeout=str(timeout)))
    call = lab.call()
    assert (call.debugger, call.seconds) == ((), pytest.approx(timeout + 5))


@pytest.mark.parametrize("sequential", ["false", "true"])
def test_ten_are_rung_and_no_more(line: Line, sequential: str) -> None:
    """Twilio, Dial: up to ten nouns, at once or in sequence; an eleventh is left out with schema warning 12200."""
    eleven = "".join(number(f"+1555010002{digit:x}".replace("a", "99")) for digit in range(11))
    lab = line(dial(eleven, sequential=sequential, timeout="5"))
    call = lab.call()
    assert ([entry.code for entry in call.debugger], len(call.legs)) == ([12200], 1 + 10)


def test_what_rings_at_once_rings_from_the_same_moment(line: Line) -> None:
    """Twilio, Dial: several numbers ring in parallel."""
    lab = line(dial(number(BEN) + number(CAL), timeout="20"))
    call = lab.call()
    rang = [happening.at for happening in call.legs[0].room.log if isinstance(happening.what, Rang)]
    assert (len(rang), rang[1] - rang[2], call.seconds) == (3, pytest.approx(0), pytest.approx(25))


def test_a_plain_text_is_a_number(line: Line) -> None:
    """Twilio, Dial: the text of Dial itself may be the number."""
    lab = line(dial(f"\n  {ANN}\n"))
    assert [leg.number for leg in lab.call().legs[1:]] == [ANN]


@pytest.mark.parametrize("noun", ["WhatsApp", "Sim", "Application"])
def test_a_noun_that_is_not_performed_is_reported_and_rings_nobody(line: Line, noun: str) -> None:
    """A limit of this network, said plainly: no code of Twilio's."""
    lab = line(dial(number(ANN) + f"<{noun}>x</{noun}>"))
    call = lab.call()
    assert ([entry.code for entry in call.debugger], [leg.number for leg in call.legs[1:]]) == ([0], [ANN])


@pytest.mark.parametrize("verb", ["<Record/>", "<Pay/>", "<Enqueue>support</Enqueue>"])
def test_other_verbs_in_a_whisper_connect_nobody_or_are_said_to_be_out_of_place(line: Line, verb: str) -> None:
    """Twilio, Number, url: Play, Say, Gather, Pause and Hangup; whatever else stands there is not passed in silence."""
    lab = line(dial(number(ANN, url="/whisper")))
    lab.pages["/whisper"] = verb
    assert lab.call().debugger != ()
