"""Verbs that are not performed, names that are no verb, and a Redirect that leads nowhere."""

from typing import Any

import pytest
from carrier_laboratory import BASE, Lab
from watching import Watch

from ivr.carrier.debugger import Level
from ivr.carrier.happenings import Ended
from ivr.carrier.network import Call
from ivr.carrier.readings import EmptyRedirect, Readings, UnknownVerb
from ivr.telephony.outcomes import CallStatus

ON = "<Say>On.</Say>"


def call(lab: Lab, document: str, caller: str = "+15550100001", **readings: Any) -> Call:
    lab.pages["/voice"] = document
    return lab.network(readings=Readings(**readings)).call(f"{BASE}/voice", handset=Watch(()), caller=caller)


@pytest.mark.parametrize(
    ("verb", "name"),
    [
        ('<Sms to="+15550100001">Hi</Sms>', "Sms"),
        ('<Connect><Stream url="wss://line.example"/></Connect>', "Connect"),
        ('<Start><Stream url="wss://line.example"/></Start>', "Start"),
        ('<Stop><Stream name="a"/></Stop>', "Stop"),
        ("<Echo/>", "Echo"),
    ],
)
def test_a_verb_that_is_not_performed_is_reported_and_the_next_one_runs(lab: Lab, verb: str, name: str) -> None:
    """A limit of this network, said plainly: no code of Twilio's."""
    made = call(lab, verb + ON)
    (entry,) = made.debugger
    assert (entry.level, entry.code) == (Level.WARNING, 0)
    assert entry.message == f"{name} is TwiML that this network does not perform; the next verb runs"
    assert (made.transcript.raw(), lab.paths()) == ("On.", ["/voice"])


def test_a_verb_that_is_never_reached_is_not_reported(lab: Lab) -> None:
    """Ours: the report is of what was to be performed."""
    made = call(lab, '<Hangup/><Sms to="1">Hi</Sms>')
    assert made.debugger == ()


def test_a_verb_that_is_not_performed_answers_the_call_all_the_same(lab: Lab) -> None:
    """Twilio, Reject: every other verb answers; a Reject after it hangs up."""
    made = call(lab, "<Echo/><Reject/>")
    assert (made.status, made.ended) == (CallStatus.COMPLETED, Ended.LINE_HUNG_UP)


def test_refer_is_an_error_on_a_leg_that_is_no_sip_leg(lab: Lab) -> None:
    """Twilio, Refer, error 13801."""
    made = call(lab, "<Refer><Sip>sip:rosa@line.example</Sip></Refer>" + ON)
    assert [(entry.level, entry.code) for entry in made.debugger] == [(Level.ERROR, 13801)]
    assert made.transcript.raw() == "On."


def test_refer_on_a_sip_leg_is_reported_as_not_performed(lab: Lab) -> None:
    """Twilio, Refer; without action the next verb runs, as another carrier documents."""
    made = call(lab, "<Refer><Sip>sip:rosa@line.example</Sip></Refer>" + ON, caller="sip:bob@line.example")
    assert [(entry.level, entry.code) for entry in made.debugger] == [(Level.WARNING, 0)]
    assert made.transcript.raw() == "On."


def test_an_unknown_verb_is_passed_over_in_one_reading(lab: Lab) -> None:
    """Twilio, warning 12200."""
    made = call(lab, "<Say>First.</Say><Sing>la</Sing>" + ON, unknown_verb=UnknownVerb.SKIPPED)
    assert ([entry.code for entry in made.debugger], made.transcript.raw()) == ([12200], "First. On.")


def test_an_unknown_verb_ends_the_call_in_the_other(lab: Lab) -> None:
    """Other interpreters run what stands before it, and stop there."""
    made = call(lab, "<Say>First.</Say><Sing>la</Sing>" + ON, unknown_verb=UnknownVerb.STOPS)
    assert ([entry.code for entry in made.debugger], made.transcript.raw()) == ([12200], "First.")
    assert (made.ended, made.status) == (Ended.LINE_HUNG_UP, CallStatus.COMPLETED)


def test_an_unknown_verb_that_is_passed_over_does_not_answer_the_call(lab: Lab) -> None:
    """What is passed over is no first verb."""
    assert call(lab, "<Sing/><Reject/>").ended is Ended.REJECTED


def test_an_unknown_verb_that_comes_first_is_answered_to_be_ended(lab: Lab) -> None:
    """Other interpreters, as above."""
    made = call(lab, "<Sing/><Reject/>", unknown_verb=UnknownVerb.STOPS)
    assert (made.ended, made.status) == (Ended.LINE_HUNG_UP, CallStatus.COMPLETED)


def test_a_misspelt_verb_is_an_unknown_one(lab: Lab) -> None:
    """Twilio, "TwiML voice": names are case-sensitive."""
    assert [entry.code for entry in call(lab, "<say>Hi.</say>" + ON).debugger] == [12200]


@pytest.mark.parametrize(
    ("reading", "heard", "paths"),
    [
        (EmptyRedirect.SKIPPED, "First. On.", ["/voice"]),
        (EmptyRedirect.HANGS_UP, "First.", ["/voice"]),
        (EmptyRedirect.REPEATS, "First. Second.", ["/voice", "/voice"]),
    ],
)
def test_a_redirect_without_a_url_is_read_in_three_ways(
    lab: Lab, reading: EmptyRedirect, heard: str, paths: list[str]
) -> None:
    """Not documented by Twilio; two interpreters hang up, and a relative URL of nothing is the document itself."""
    lab.pages["/voice"] = ["<Say>First.</Say><Redirect> </Redirect>" + ON, "<Say>Second.</Say>"]
    network = lab.network(readings=Readings(empty_redirect=reading))
    made = network.call(f"{BASE}/voice", handset=Watch(()))
    assert (made.transcript.raw(), lab.paths()) == (heard, paths)


def test_a_redirect_without_a_url_is_a_warning(lab: Lab) -> None:
    """Ours, as warning 12200 has it of any wrong document."""
    assert [entry.code for entry in call(lab, "<Redirect/>").debugger] == [12200]
