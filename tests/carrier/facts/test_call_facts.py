"""How a call and its documents run: one test for each documented sentence. Each docstring names its source."""

import re
from datetime import timedelta

import pytest
from carrier_laboratory import Lab, Page
from twilio.request_validator import RequestValidator

from ivr.carrier.happenings import Ended
from ivr.telephony.outcomes import CallStatus


def test_the_first_request_says_ringing_and_inbound(lab: Lab) -> None:
    """Recorded requests; Twilio, CallStatus and Direction."""
    lab.pages["/voice"] = "<Hangup/>"
    lab.call()
    form = lab.to("/voice").form
    assert (form["CallStatus"], form["Direction"]) == ("ringing", "inbound")


def test_a_request_after_the_answer_says_in_progress(lab: Lab) -> None:
    """Recorded requests of Gather."""
    lab.pages |= {"/voice": "<Redirect>/next</Redirect>", "/next": ""}
    lab.call()
    assert lab.to("/next").form["CallStatus"] == "in-progress"


def test_every_request_carries_the_standard_parameters(lab: Lab) -> None:
    """Twilio, "TwiML voice", request parameters."""
    lab.pages |= {"/voice": "<Redirect>/next</Redirect>", "/next": ""}
    call = lab.call(caller="+15550100123", called="+15550100456")
    for asked in lab.asked:
        form = asked.form
        assert re.fullmatch("CA[0-9a-f]{32}", form["CallSid"])
        assert form["CallSid"] == call.sid
        assert (form["AccountSid"], form["ApiVersion"]) == ("AC" + "5" * 32, "2010-04-01")
        assert (form["From"], form["To"], form["Caller"], form["Called"]) == (("+15550100123", "+15550100456") * 2)
        assert form["FromCity"] == ""
        assert "ParentCallSid" not in form


def test_every_request_is_signed_as_twilios_own_library_checks_it(lab: Lab) -> None:
    """Twilio, "Security"."""
    lab.pages |= {"/voice": '<Redirect method="GET">/next?a=b</Redirect>', "/next": ""}
    lab.call()
    validator = RequestValidator("laboratory-token")
    for asked in lab.asked:
        assert validator.validate(asked.url, asked.form, asked.headers["HTTP_X_TWILIO_SIGNATURE"])


def test_requests_carry_the_headers_of_recorded_ones(lab: Lab) -> None:
    """Recorded requests."""
    lab.pages["/voice"] = ""
    lab.call()
    headers = lab.to("/voice").headers
    assert headers["HTTP_USER_AGENT"] == "TwilioProxy/1.1"
    assert headers["CONTENT_TYPE"] == "application/x-www-form-urlencoded; charset=UTF-8"
    assert headers["HTTP_I_TWILIO_IDEMPOTENCY_TOKEN"]


def test_verbs_run_from_top_to_bottom(lab: Lab) -> None:
    """Twilio, "TwiML voice": verbs are executed in the order they appear."""
    lab.pages["/voice"] = "<Say>One.</Say><Say>Two.</Say><Say>Three.</Say>"
    assert lab.call().transcript.raw() == "One. Two. Three."


def test_the_end_of_a_document_is_the_end_of_the_call(lab: Lab) -> None:
    """Twilio, Gather and Dial: without more verbs the call ends."""
    lab.pages["/voice"] = "<Say>Bye.</Say>"
    call = lab.call()
    assert (call.ended, call.status) == (Ended.LINE_HUNG_UP, CallStatus.COMPLETED)


def test_comments_and_white_space_are_nothing(lab: Lab) -> None:
    """Twilio, "TwiML voice": comments are ignored."""
    lab.pages["/voice"] = "\n  <!-- not a verb -->\n  <Say>Hi.</Say>\n"
    call = lab.call()
    assert (call.transcript.raw(), call.debugger) == ("Hi.", ())


@pytest.mark.parametrize(
    ("document", "seconds"),
    [("", 0), ("<Hangup/>", 0), ("<Redirect>/next</Redirect>", 0), ('<Gather timeout="3"/>', 3)],
)
def test_any_other_first_verb_answers_the_call(lab: Lab, document: str, seconds: float) -> None:
    """Twilio, Reject and Hangup: all but Reject, Pause and Dial with answerOnBridge answer."""
    lab.pages |= {"/voice": document, "/next": ""}
    call = lab.call()
    assert call.legs[0].answered
    assert call.seconds == pytest.approx(seconds)


def test_a_first_pause_is_the_time_before_the_answer(lab: Lab) -> None:
    """Twilio, Pause: as the first verb it waits before picking up."""
    lab.pages["/voice"] = '<Pause length="4"/><Redirect>/next</Redirect>'
    lab.pages["/next"] = ""
    call = lab.call()
    (leg,) = call.legs
    assert leg.answered_at - leg.room.began == pytest.approx(4)
    assert lab.to("/next").form["CallStatus"] == "in-progress"


def test_relative_urls_start_from_the_document_that_is_performed(lab: Lab) -> None:
    """Other carriers and Twilio's samples: the last URL fetched is the base."""
    lab.pages |= {
        "/voice": "<Redirect>deep/down.xml?x=1</Redirect>",
        "/deep/down.xml": "<Redirect>beside.xml</Redirect>",
        "/deep/beside.xml": "<Redirect>../up</Redirect>",
        "/up": "",
    }
    lab.call()
    assert lab.paths() == ["/voice", "/deep/down.xml", "/deep/beside.xml", "/up"]


def test_http_redirects_move_the_base_of_relative_urls(lab: Lab) -> None:
    """Other carriers: joined with the last URL, redirects followed."""
    lab.pages |= {
        "/voice": Page(status=307, headers=(("Location", "/elsewhere/here"),)),
        "/elsewhere/here": "<Redirect>there</Redirect>",
        "/elsewhere/there": "",
    }
    lab.call()
    assert lab.paths()[-1] == "/elsewhere/there"


def test_white_space_around_a_url_is_trimmed(lab: Lab) -> None:
    """Twilio's own samples have line breaks around URLs."""
    lab.pages |= {"/voice": "<Redirect>\n   /next\n </Redirect>", "/next": ""}
    lab.call()
    assert lab.paths() == ["/voice", "/next"]


def test_the_method_of_a_verb_is_post_though_the_number_is_fetched_with_get(lab: Lab) -> None:
    """Twilio, Redirect and Gather: method defaults to POST."""
    lab.pages |= {"/voice": "<Redirect>/next</Redirect>", "/next": ""}
    lab.call(method="GET")
    assert [asked.method for asked in lab.asked] == ["GET", "POST"]
    assert lab.to("/voice").query["CallStatus"] == "ringing"


def test_a_post_keeps_the_query_of_its_url(lab: Lab) -> None:
    """Twilio, "TwiML voice": parameters go into the body."""
    lab.pages["/voice"] = ""
    lab.call(url="https://line.example/voice?line=pay")
    asked = lab.to("/voice")
    assert (asked.query, "CallSid" in asked.form) == ({"line": "pay"}, True)


def test_a_caller_who_hangs_up_ends_the_call_in_the_midst_of_a_word(lab: Lab) -> None:
    """Twilio, Dial and Gather: when the caller hangs up the session is over."""
    lab.pages["/voice"] = "<Say>One two three four five six.</Say><Redirect>/next</Redirect>"
    call = lab.call((1, "h"))
    assert (call.ended, call.status, call.seconds) == (Ended.CALLER_HUNG_UP, CallStatus.COMPLETED, pytest.approx(1))
    assert lab.paths() == ["/voice"]


def test_the_status_callback_comes_once_the_call_is_over(lab: Lab) -> None:
    """Twilio, "TwiML voice": StatusCallback carries CallStatus and CallDuration."""
    lab.pages |= {"/voice": '<Say>Hi.</Say><Pause length="9"/>', "/status": ""}
    call = lab.call(status_url="https://line.example/status")
    form = lab.to("/status").form
    assert (form["CallStatus"], form["CallDuration"], form["CallSid"]) == (
        "completed",
        str(int(call.seconds)),
        call.sid,
    )
    assert form["Timestamp"].endswith("GMT")


def test_the_answer_to_a_status_callback_changes_nothing_but_may_be_noted(lab: Lab) -> None:
    """Twilio, "TwiML voice": the body is ignored; other than 204 or XML is warning 15003."""
    lab.pages |= {"/voice": "", "/status": Page("thanks", headers=(("Content-Type", "application/json"),))}
    call = lab.call(status_url="https://line.example/status")
    assert ([entry.code for entry in call.debugger], call.ended) == ([15003], Ended.LINE_HUNG_UP)


def test_no_status_callback_is_fine_with_204(lab: Lab) -> None:
    """Twilio, "TwiML voice": 204 is right."""
    lab.pages |= {"/voice": "", "/status": Page(b"", 204, ())}
    assert lab.call(status_url="https://line.example/status").debugger == ()


def test_a_call_ends_after_four_hours(lab: Lab) -> None:
    """Twilio, limits: 14,400 seconds."""
    lab.pages["/voice"] = '<Say>Hold.</Say><Pause length="99999"/>'
    call = lab.call()
    assert (call.ended, round(call.seconds)) == (Ended.LINE_HUNG_UP, 14_400)


def test_a_call_in_circles_is_given_up_and_the_simulator_says_it_was_itself(lab: Lab) -> None:
    """No limit is documented for voice; ours is 100 documents."""
    lab.pages["/voice"] = "<Redirect>/voice</Redirect>"
    call = lab.call()
    assert (call.ended, len(lab.asked)) == (Ended.ERROR, 100)
    assert [(entry.code, "simulator" in entry.message) for entry in call.debugger] == [(0, True)]


def test_time_goes_on_from_call_to_call(lab: Lab) -> None:
    """The clock is the network's, not the call's."""
    lab.pages["/voice"] = '<Say>Hi.</Say><Pause length="60"/>'
    before = lab.clock.now()
    lab.call()
    assert lab.clock.now() - before > timedelta(seconds=60)
