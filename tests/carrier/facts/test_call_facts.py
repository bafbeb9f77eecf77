"""How a call and its documents run: one test for each documented sentence. Each docstring names its source."""

import re
from datetime import timedelta

import pytest
from carrier_laboratory import Asked, Lab, Page
from twilio.request_validator import RequestValidator

from ivr.carrier.happenings import Ended
from ivr.carrier.phones import Phone
from ivr.carrier.textleg import TextLeg
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


def test_names_of_attributes_are_case_sensitive(lab: Lab) -> None:
    """Twilio, "TwiML voice": names of elements and attributes are case-sensitive; warning 12200."""
    lab.pages |= {"/voice": '<Gather NumDigits="1" timeout="2" action="/got"/>', "/got": ""}
    call = lab.call((1, "56"))
    assert [entry.code for entry in call.debugger] == [12200]
    assert lab.to("/got").form["Digits"] == "56"


@pytest.mark.parametrize("verb", ["<Say>Hi.<Redirect>/next</Redirect></Say>", "<Pause><Say>Never.</Say></Pause>"])
def test_a_verb_inside_one_that_holds_none_is_not_performed(lab: Lab, verb: str) -> None:
    """Twilio, "TwiML voice": verbs stand directly under Response; warning 12200 for unexpected nesting."""
    lab.pages |= {"/voice": f"<Say>One.</Say>{verb}"}
    call = lab.call()
    assert ([entry.code for entry in call.debugger], lab.paths()) == ([12200], ["/voice"])
    assert "Never" not in call.transcript.raw()


PLACES = [f"{who}{what}" for who in ("From", "To", "Caller", "Called") for what in ("City", "State", "Zip", "Country")]


def test_places_that_are_not_known_are_there_and_empty(lab: Lab) -> None:
    """Recorded requests: sixteen of them, though Twilio's page says "if available"."""
    lab.pages["/voice"] = ""
    lab.call()
    assert {name: lab.to("/voice").form.get(name) for name in PLACES} == dict.fromkeys(PLACES, "")


@pytest.mark.parametrize("caller", ["anonymous", "unknown", "client:rosa", "sip:rosa@example.com", "+15550100777"])
def test_the_caller_may_be_withheld_or_no_number_at_all(lab: Lab, caller: str) -> None:
    """Twilio, "TwiML voice": From is a number, client:name, a SIP address, or a word where the number is withheld."""
    lab.pages["/voice"] = "<Say>Hi.</Say>"
    call = lab.call(caller=caller)
    form = lab.to("/voice").form
    assert (form["From"], form["Caller"], call.transcript.raw()) == (caller, caller, "Hi.")


def test_parameters_of_a_call_that_was_neither_forwarded_nor_looked_up_are_absent(lab: Lab) -> None:
    """Twilio, "TwiML voice": ForwardedFrom, CallerName, ParentCallSid and AnsweredBy are sent in their own cases alone."""
    lab.pages["/voice"] = ""
    lab.call()
    absent = {"ForwardedFrom", "CallerName", "ParentCallSid", "AnsweredBy", "SipCallId", "CallDuration", "Digits"}
    assert not absent & lab.to("/voice").form.keys()


REQUESTS = [
    ('<Gather numDigits="1" action="{}"/>', "2"),
    ('<Gather input="speech" partialResultCallback="{}"/>', "say yes"),
    ('<Record timeout="1" action="{}"/>', ""),
    ('<Record timeout="1" recordingStatusCallback="{}"/>', "say yes"),
    ("<Redirect>{}</Redirect>", ""),
    ('<Dial action="{}">+15550100011</Dial>', ""),
    ('<Dial record="true" recordingStatusCallback="{}">+15550100011</Dial>', ""),
    ('<Dial><Number url="{}">+15550100011</Number></Dial>', ""),
    ('<Dial><Number statusCallback="{}">+15550100011</Number></Dial>', ""),
    ('<Dial><Number machineDetection="Enable" amdStatusCallback="{}">+15550100011</Number></Dial>', ""),
    ('<Dial><Client url="{}">rosa</Client></Dial>', ""),
    ('<Dial><Sip url="{}">sip:rosa@example.com</Sip></Dial>', ""),
    ('<Dial><Conference waitUrl="{}">room</Conference></Dial>', "h"),
    ('<Dial><Conference statusCallback="{}" statusCallbackEvent="join">room</Conference></Dial>', "h"),
    ('<Enqueue waitUrl="{}">support</Enqueue>', "h"),
    ('<Enqueue action="{}">support</Enqueue>', "h"),
    ('<Pay action="{}"/>', "*"),
    ('<Pay statusCallback="{}"/>', "*"),
]


class Answering:
    """Does one thing three seconds after the answer, and hangs up at last."""

    def __init__(self, act: str) -> None:
        self.act = act

    async def hold(self, phone: TextLeg) -> None:
        await phone.stay(3)
        if self.act == "h":
            phone.hang_up()
        elif self.act.startswith("say "):
            await phone.speak(self.act.removeprefix("say "))
        else:
            await phone.press(self.act)
        if await phone.stay(200):
            phone.hang_up()


def requested(lab: Lab, document: str, act: str) -> Asked:
    """The first request to /deep/there, out of a document at /deep/voice that the number fetches with GET."""
    for number in ("+15550100011", "client:rosa", "sip:rosa@example.com"):
        lab.phones[number] = Phone(answers_after=1, talks_for=5)
    lab.pages |= {"/deep/voice": document.format("there?x=1"), "/deep/there": ""}
    lab.call(url=f"{lab.base}/deep/voice", method="GET", handset=Answering(act))
    return next(asked for asked in lab.asked if asked.path == "/deep/there")


@pytest.mark.parametrize(("document", "act"), REQUESTS)
def test_every_url_of_a_document_is_posted_to_from_where_the_document_stands(lab: Lab, document: str, act: str) -> None:
    """Twilio, all verbs: each method defaults to POST, whatever the number's own is; a URL may be relative."""
    asked = requested(lab, document, act)
    assert (asked.method, asked.query) == ("POST", {"x": "1"})
    assert {"CallSid", "AccountSid"} <= asked.form.keys()


@pytest.mark.parametrize(("document", "act"), REQUESTS)
def test_every_request_is_signed_status_callbacks_too(lab: Lab, document: str, act: str) -> None:
    """Twilio, "Security"."""
    requested(lab, document, act)
    validator = RequestValidator("laboratory-token")
    for asked in lab.asked:
        assert validator.validate(asked.url, asked.form, asked.headers["HTTP_X_TWILIO_SIGNATURE"])


DETECTING = 'machineDetection="Enable" amdStatusCallbackMethod="GET" amdStatusCallback="{}"'
METHODS = [
    ('<Gather numDigits="1" method="GET" action="{}"/>', "2"),
    ('<Gather input="speech" partialResultCallback="{}" partialResultCallbackMethod="GET"/>', "say yes"),
    ('<Record timeout="1" method="GET" action="{}"/>', ""),
    ('<Record timeout="1" recordingStatusCallbackMethod="GET" recordingStatusCallback="{}"/>', "say yes"),
    ('<Redirect method="GET">{}</Redirect>', ""),
    ('<Dial method="GET" action="{}">+15550100011</Dial>', ""),
    ('<Dial record="true" recordingStatusCallbackMethod="GET" recordingStatusCallback="{}">+15550100011</Dial>', ""),
    ('<Dial><Number method="GET" url="{}">+15550100011</Number></Dial>', ""),
    ('<Dial><Number statusCallbackMethod="GET" statusCallback="{}">+15550100011</Number></Dial>', ""),
    (f"<Dial><Number {DETECTING}>+15550100011</Number></Dial>", ""),
    ('<Dial><Client method="GET" url="{}">rosa</Client></Dial>', ""),
    ('<Dial><Client statusCallbackMethod="GET" statusCallback="{}">rosa</Client></Dial>', ""),
    ('<Dial><Sip method="GET" url="{}">sip:rosa@example.com</Sip></Dial>', ""),
    ('<Dial><Sip statusCallbackMethod="GET" statusCallback="{}">sip:rosa@example.com</Sip></Dial>', ""),
    ('<Dial><Conference waitMethod="GET" waitUrl="{}">room</Conference></Dial>', "h"),
    ('<Enqueue waitUrlMethod="GET" waitUrl="{}">support</Enqueue>', "h"),
    ('<Enqueue method="GET" action="{}">support</Enqueue>', "h"),
]


@pytest.mark.parametrize(("document", "act"), METHODS)
def test_every_method_may_be_get_and_parameters_then_follow_the_query(lab: Lab, document: str, act: str) -> None:
    """Twilio, all verbs: method; other carriers: parameters are appended to the query that is there."""
    asked = requested(lab, document, act)
    assert (asked.method, next(iter(asked.query.items())), asked.form) == ("GET", ("x", "1"), {})
    assert {"CallSid", "AccountSid"} <= asked.query.keys()


@pytest.mark.parametrize(
    ("base", "signed"),
    [("https://line.example:8443", "https://line.example"), ("http://line.example:8080", "http://line.example:8080")],
)
def test_voice_over_https_is_signed_without_the_port(lab: Lab, base: str, signed: str) -> None:
    """Twilio, "Security": the port is removed over https, even where it is not the usual one, and kept over http."""
    lab.base = base
    lab.pages["/voice"] = ""
    lab.call(url=f"{base}/voice?a=b")
    asked = lab.to("/voice")
    expected = RequestValidator("laboratory-token").compute_signature(f"{signed}/voice?a=b", asked.form)
    assert asked.headers["HTTP_X_TWILIO_SIGNATURE"] == expected
