"""Redirect, Hangup and Reject: one test for each documented sentence."""

from typing import Any

import pytest
from carrier_laboratory import Lab

from ivr.carrier.happenings import Ended
from ivr.telephony.outcomes import CallStatus


def test_redirect_replaces_the_rest_of_the_document(lab: Lab) -> None:
    """Twilio, Redirect: all verbs after it are unreachable."""
    lab.pages |= {"/voice": "<Redirect>/next</Redirect><Say>Never.</Say>", "/next": "<Say>Here.</Say>"}
    assert lab.call().transcript.raw() == "Here."


def test_redirect_sends_the_standard_parameters_without_digits(lab: Lab) -> None:
    """Twilio, Redirect: the request carries the standard parameters."""
    lab.pages |= {
        "/voice": '<Gather numDigits="1" action="/got"/>',
        "/got": "<Redirect>/next?Digits=TIMEOUT</Redirect>",
        "/next": "",
    }
    lab.call((1, "5"))
    asked = lab.to("/next")
    assert ("Digits" in asked.form, asked.query) == (False, {"Digits": "TIMEOUT"})


def test_redirect_with_get_appends_to_its_query(lab: Lab) -> None:
    """Twilio, Redirect, method."""
    lab.pages |= {"/voice": '<Redirect method="GET">/next?a=b</Redirect>', "/next": ""}
    call = lab.call()
    asked = lab.to("/next")
    assert (asked.method, next(iter(asked.query)), asked.query["CallSid"]) == ("GET", "a", call.sid)


def test_a_bad_method_is_a_warning_and_post_is_used(lab: Lab) -> None:
    """Twilio, warning 13710."""
    lab.pages |= {"/voice": '<Redirect method="PUT">/next</Redirect>', "/next": ""}
    call = lab.call()
    assert (lab.to("/next").method, [entry.code for entry in call.debugger]) == ("POST", [13710])


def test_hangup_ends_an_answered_call(lab: Lab) -> None:
    """Twilio, Hangup: as the first verb it does not prevent the answer."""
    lab.pages["/voice"] = "<Hangup/><Say>Never.</Say>"
    call = lab.call()
    assert (call.ended, call.status, call.legs[0].answered) == (Ended.LINE_HUNG_UP, CallStatus.COMPLETED, True)


@pytest.mark.parametrize(
    ("attribute", "status"),
    [("", CallStatus.NO_ANSWER), (' reason="rejected"', CallStatus.NO_ANSWER), (' reason="busy"', CallStatus.BUSY)],
)
def test_a_first_reject_never_answers(lab: Lab, attribute: str, status: Any) -> None:
    """Twilio, Reject, reason."""
    lab.pages |= {"/voice": f"<Reject{attribute}/><Say>Never.</Say>", "/status": ""}
    call = lab.call(status_url="https://line.example/status")
    assert (call.ended, call.status, call.seconds, call.legs[0].answered) == (Ended.REJECTED, status, 0, False)
    assert lab.to("/status").form["CallStatus"] == status


def test_a_bad_reason_is_a_warning_and_the_default_is_used(lab: Lab) -> None:
    """Twilio, warning 13810."""
    lab.pages["/voice"] = '<Reject reason="asleep"/>'
    call = lab.call()
    assert (call.status, [entry.code for entry in call.debugger]) == (CallStatus.NO_ANSWER, [13810])


def test_a_later_reject_hangs_up(lab: Lab) -> None:
    """Not documented; the call was answered and can only end."""
    lab.pages["/voice"] = "<Say>Hi.</Say><Reject/>"
    call = lab.call()
    assert (call.ended, call.status) == (Ended.LINE_HUNG_UP, CallStatus.COMPLETED)


def test_redirect_may_lead_to_another_host(lab: Lab) -> None:
    """Twilio, Redirect: an absolute or a relative URL."""
    lab.pages |= {"/voice": "<Redirect>https://other.example/next?x=1</Redirect>", "/next": ""}
    call = lab.call()
    assert [made.url for made in call.made] == ["https://line.example/voice", "https://other.example/next?x=1"]


def test_nothing_runs_after_a_hangup(lab: Lab) -> None:
    """Twilio, Hangup: it ends the call."""
    lab.pages["/voice"] = "<Say>Bye.</Say><Hangup/><Redirect>/next</Redirect>"
    call = lab.call()
    assert (call.transcript.raw(), lab.paths(), call.ended) == ("Bye.", ["/voice"], Ended.LINE_HUNG_UP)


@pytest.mark.parametrize("verb", ["Hangup", "Reject"])
def test_parameters_in_a_verb_that_ends_the_call_are_no_complaint(lab: Lab, verb: str) -> None:
    """Twilio's library: Parameter may stand in Hangup and Reject."""
    lab.pages["/voice"] = f'<{verb}><Parameter name="why" value="closed"/></{verb}>'
    call = lab.call()
    assert (call.debugger, call.legs[0].answered) == ((), verb == "Hangup")
