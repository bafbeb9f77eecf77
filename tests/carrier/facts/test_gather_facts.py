"""One test for each documented sentence about Gather. Each docstring names its source."""

from collections.abc import Callable

import pytest
from carrier_laboratory import Lab, Page

from ivr.carrier.happenings import Cut, Ended
from ivr.carrier.network import Call
from ivr.carrier.textleg import PLAY_SECONDS

Line = Callable[[str], Lab]

ON = "<Redirect>/next</Redirect>"


def gather(inner: str = "", **attributes: str) -> str:
    written = "".join(f' {name}="{value}"' for name, value in ({"action": "/got"} | attributes).items())
    return f"<Gather{written}>{inner}</Gather>"


@pytest.fixture
def line(lab: Lab) -> Line:
    lab.pages |= {"/got": "<Hangup/>", "/next": "<Hangup/>"}

    def serve(document: str) -> Lab:
        lab.pages["/voice"] = document
        return lab

    return serve


def at_of(call: Call, index: int) -> float:
    return call.made[index].at


def test_a_missing_action_asks_for_the_current_document_again_with_the_digits(lab: Lab) -> None:
    """Twilio, Gather, action: the default is the current document URL."""
    lab.pages["/voice"] = lambda asked: "<Hangup/>" if "Digits" in asked.form else '<Gather numDigits="1"/>'
    lab.call((1, "7"))
    assert [asked.form.get("Digits") for asked in lab.asked] == [None, "7"]
    assert lab.paths() == ["/voice", "/voice"]


def test_the_method_of_the_action_is_post_unless_the_document_says_get(line: Line) -> None:
    """Twilio, Gather, method: GET or POST, default POST."""
    lab = line(gather(numDigits="1"))
    lab.call((1, "7"))
    assert (lab.to("/got").method, lab.to("/got").form["Digits"]) == ("POST", "7")


def test_a_get_action_carries_the_digits_behind_the_query_that_is_there(line: Line) -> None:
    """Twilio, Gather, method; parameters of a GET go into the query string."""
    lab = line(gather(numDigits="1", method="GET", action="/got?lang=en"))
    lab.call((1, "7"))
    asked = lab.to("/got")
    assert (asked.method, asked.query["lang"], asked.query["Digits"], asked.form) == ("GET", "en", "7", {})


def test_the_timeout_is_five_seconds_unless_the_document_says_otherwise(line: Line) -> None:
    """Twilio, Gather, timeout: default 5."""
    call = line(gather() + ON).call()
    assert at_of(call, 1) == pytest.approx(5)


def test_the_timeout_begins_after_the_nested_prompts(line: Line) -> None:
    """Twilio, Gather, timeout: it starts when nested verbs have been performed."""
    call = line(gather('<Pause length="7"/>', timeout="3") + ON).call()
    assert at_of(call, 1) == pytest.approx(10)


def test_the_timeout_starts_again_with_each_key(line: Line) -> None:
    """Twilio, Gather, timeout: time to wait for another digit after the last one."""
    lab = line(gather(timeout="4") + ON)
    call = lab.call((1, "1"), (4, "2"), (7, "3"))
    assert (lab.to("/got").form["Digits"], at_of(call, 1)) == ("123", pytest.approx(11))


def test_keys_before_the_timeout_are_submitted_when_it_runs_out(line: Line) -> None:
    """Twilio, Gather, scenario 3: partial input is sent, though numDigits was not reached."""
    lab = line(gather(numDigits="9", timeout="2") + ON)
    lab.call((1, "12"))
    assert lab.to("/got").form["Digits"] == "12"


def test_silence_makes_no_request_and_falls_through_to_the_next_verb(line: Line) -> None:
    """Twilio, Gather, scenario 1: without input the next verb is performed."""
    lab = line(gather() + ON)
    lab.call()
    assert lab.paths() == ["/voice", "/next"]


def test_the_finishing_key_alone_falls_through_as_silence_does(line: Line) -> None:
    """Twilio, Gather, finishOnKey (older text): nothing but the key submits nothing."""
    lab = line(gather() + ON)
    lab.call((1, "#"))
    assert lab.paths() == ["/voice", "/next"]


def test_the_finishing_key_ends_the_entry_and_is_not_part_of_it(line: Line) -> None:
    """Twilio, Gather, finishOnKey: default #, not included in Digits."""
    lab = line(gather() + ON)
    call = lab.call((1, "12#"))
    assert (lab.to("/got").form["Digits"], at_of(call, 1)) == ("12", pytest.approx(1.6))


def test_the_action_is_told_which_key_finished_the_entry(line: Line) -> None:
    """Recorded requests carry msg and FinishedOnKey; Twilio does not document them."""
    lab = line(gather() + ON)
    lab.call((1, "12#"))
    form = lab.to("/got").form
    assert (form["msg"], form["FinishedOnKey"], form["CallStatus"]) == ("Gather End", "#", "in-progress")


def test_no_finishing_key_makes_pound_and_star_ordinary(line: Line) -> None:
    """Twilio, Gather, finishOnKey: an empty string lets # and * be entered."""
    lab = line(gather(finishOnKey="", numDigits="3"))
    lab.call((1, "#*5"))
    assert lab.to("/got").form["Digits"] == "#*5"


def test_another_finishing_key_makes_pound_ordinary(line: Line) -> None:
    """Twilio, Gather, finishOnKey: one key of the telephone's twelve."""
    lab = line(gather(finishOnKey="*"))
    lab.call((1, "1#*"))
    assert lab.to("/got").form["Digits"] == "1#"


def test_enough_keys_end_the_entry_at_once(line: Line) -> None:
    """Twilio, Gather, numDigits: processing starts when that many have been entered."""
    lab = line(gather(numDigits="2") + ON)
    call = lab.call((1, "12"))
    assert (lab.to("/got").form["Digits"], at_of(call, 1)) == ("12", pytest.approx(1.3))


def test_keys_after_enough_belong_to_nobody(line: Line) -> None:
    """No type-ahead is documented: what is pressed after the entry does not reach the next Gather."""
    lab = line(gather(numDigits="2"))
    lab.pages["/got"] = '<Pause length="2"/>' + gather(action="/second", timeout="1")
    lab.pages["/second"] = "<Hangup/>"
    lab.call((1, "12#9"))
    assert lab.paths() == ["/voice", "/got"]


def test_a_key_stops_the_prompt_and_the_prompts_after_it(line: Line) -> None:
    """Twilio, Gather, scenario 2: a key stops the nested verbs."""
    lab = line(gather("<Say>One two three four five.</Say><Say>Never heard.</Say>", numDigits="1"))
    call = lab.call((0.5, "1"))
    assert at_of(call, 1) == pytest.approx(0.5)
    assert "Never" not in call.transcript.raw()
    assert any(isinstance(happening.what, Cut) for happening in call.legs[0].room.log)


def test_a_key_during_the_prompt_counts(line: Line) -> None:
    """Twilio, Gather: nested verbs play while waiting for input."""
    lab = line(gather("<Say>One two three four five.</Say>", numDigits="2"))
    lab.call((0.5, "1"), (6, "2"), (6.1, "9"))
    assert lab.paths()[1:] == ["/got"]


def test_a_prompt_that_was_cut_does_not_resume(line: Line) -> None:
    """Scenario 2 has the digits wait for their timeout in silence."""
    lab = line(gather("<Say>One two three four five six seven eight.</Say>", timeout="2"))
    call = lab.call((0.5, "1"))
    assert at_of(call, 1) == pytest.approx(2.5)


def test_a_finishing_key_during_the_prompt_falls_through_at_once(line: Line) -> None:
    """The same rule during the prompt as after it."""
    call = line(gather("<Say>One two three four five.</Say>") + ON).call((0.5, "#"))
    assert at_of(call, 1) == pytest.approx(0.5)


def test_an_empty_result_is_reported_where_the_document_asks_for_it(line: Line) -> None:
    """Twilio, Gather, actionOnEmptyResult: the action is requested even without input."""
    lab = line(gather(actionOnEmptyResult="true") + ON)
    lab.call()
    assert lab.paths() == ["/voice", "/got"]
    assert lab.to("/got").form.get("Digits", "") == ""


def test_an_action_ends_the_old_document(line: Line) -> None:
    """Twilio, Gather: after the action request nothing of the old document runs; an empty one ends the call."""
    lab = line(gather(numDigits="1") + "<Say>Unreachable.</Say>")
    lab.pages["/got"] = ""
    call = lab.call((1, "1"))
    assert (call.ended, call.transcript.raw()) == (Ended.LINE_HUNG_UP, "")


def test_keys_pressed_before_the_gather_are_not_collected(line: Line) -> None:
    """Twilio support, missing digits: keys pressed during a Say before the Gather are lost."""
    lab = line("<Say>One two three four five.</Say>" + gather() + ON)
    lab.call((0.5, "1"))
    assert lab.paths() == ["/voice", "/next"]


def test_keys_pressed_during_a_pause_outside_the_gather_are_not_collected(line: Line) -> None:
    """The same, for Pause."""
    lab = line('<Say>Now.</Say><Pause length="3"/>' + gather(timeout="1") + ON)
    lab.call((2, "1"))
    assert lab.paths() == ["/voice", "/next"]


def test_a_caller_who_hangs_up_makes_no_action_request(line: Line) -> None:
    """No request is documented for it; keys so far are lost."""
    lab = line(gather() + ON)
    call = lab.call((1, "12"), (2, "h"))
    assert (lab.paths(), call.ended) == (["/voice"], Ended.CALLER_HUNG_UP)


def test_keys_are_ignored_when_only_speech_counts(line: Line) -> None:
    """Twilio, Gather, input: the default dtmf is what makes keys count."""
    lab = line(gather(input="speech") + ON)
    call = lab.call((1, "1"))
    assert (lab.paths(), at_of(call, 1)) == (["/voice", "/next"], pytest.approx(5))


def test_keys_and_speech_together_let_keys_count(line: Line) -> None:
    """Twilio, Gather, input: "dtmf speech" takes whichever comes first."""
    lab = line(gather(input="dtmf speech", numDigits="1") + ON)
    lab.call((1, "1"))
    assert lab.paths() == ["/voice", "/got"]


def test_a_pause_in_a_prompt_is_part_of_it(line: Line) -> None:
    """Twilio, Gather, nesting: Say, Play and Pause."""
    lab = line(gather('<Pause length="3"/><Say>Late.</Say>', numDigits="1"))
    call = lab.call((1, "1"))
    assert (at_of(call, 1), call.transcript.raw()) == (pytest.approx(1), "")


def test_a_verb_that_does_not_belong_in_a_gather_is_passed_over(line: Line) -> None:
    """Twilio, warning 13320."""
    call = line(gather("<Hangup/><Say>Still here.</Say>") + ON).call()
    assert "Still here." in call.transcript.raw()
    assert [entry.code for entry in call.debugger] == [13320]


def test_the_digits_of_a_redirected_action_are_lost(line: Line) -> None:
    """Twilio, Gather, troubleshooting: a redirect is followed with GET and without Digits."""
    lab = line(gather(numDigits="1"))
    lab.pages["/got"] = Page(status=302, headers=(("Location", "/moved"),))
    lab.pages["/moved"] = "<Hangup/>"
    lab.call((1, "1"))
    moved = lab.to("/moved")
    assert (moved.method, moved.form, moved.query) == ("GET", {}, {})


def test_any_number_of_keys_is_one_entry_unless_the_document_says_how_many(line: Line) -> None:
    """Twilio, Gather, numDigits: default unlimited."""
    lab = line(gather())
    lab.call((1, "12345678901234567890"), (8, "#"))
    assert lab.to("/got").form["Digits"] == "12345678901234567890"


@pytest.mark.parametrize("attributes", [{"numDigits": "2"}, {"timeout": "2"}])
def test_no_key_is_named_as_the_finishing_one_where_none_finished_the_entry(
    line: Line, attributes: dict[str, str]
) -> None:
    """Recorded requests: FinishedOnKey is empty after a timeout or numDigits."""
    lab = line(gather(**attributes))
    lab.call((1, "12"))
    assert (lab.to("/got").form["FinishedOnKey"], lab.to("/got").form["msg"]) == ("", "Gather End")


@pytest.mark.parametrize(("value", "code"), [("12", 13311), ("A", 13310)])
def test_a_finishing_key_that_is_none_is_a_warning_and_pound_finishes(line: Line, value: str, code: int) -> None:
    """Twilio, warnings 13310 and 13311; other interpreters fall back to # as well."""
    lab = line(gather(finishOnKey=value))
    call = lab.call((1, "12#"))
    assert ([entry.code for entry in call.debugger], lab.to("/got").form["Digits"]) == ([code], "12")


@pytest.mark.parametrize(("attribute", "code"), [("timeout", 13313), ("numDigits", 13314)])
def test_a_number_that_is_none_is_a_warning_and_the_default_holds(line: Line, attribute: str, code: int) -> None:
    """Twilio, warnings 13313 and 13314."""
    lab = line(gather(**{attribute: "soon"}))
    call = lab.call((1, "12"))
    assert [entry.code for entry in call.debugger] == [code]
    assert (lab.to("/got").form["Digits"], at_of(call, 1)) == ("12", pytest.approx(6.3))


def test_a_bad_method_is_a_warning_and_post_is_used(line: Line) -> None:
    """Twilio, warning 13312."""
    lab = line(gather(method="PUT", numDigits="1"))
    call = lab.call((1, "1"))
    assert ([entry.code for entry in call.debugger], lab.to("/got").method) == ([13312], "POST")


def test_a_sound_in_a_prompt_is_stopped_by_a_key(line: Line) -> None:
    """Twilio, Gather, nesting: Say, Play and Pause."""
    lab = line(gather("<Play>/sound</Play><Say>Never heard.</Say>", numDigits="1"))
    lab.pages["/sound"] = Page(b"...", headers=(("Content-Type", "audio/mpeg"),))
    call = lab.call((1, "1"))
    sound = call.legs[0].heard[0]
    assert sound.end - sound.start == pytest.approx(1)
    assert PLAY_SECONDS > 1
    assert "Never" not in call.transcript.raw()


@pytest.mark.parametrize("voice", ["robot", "Polly.Nobody"])
def test_a_voice_that_does_not_exist_has_a_code_of_its_own_in_a_gather(line: Line, voice: str) -> None:
    """Twilio, warning 13321."""
    call = line(gather(f'<Say voice="{voice}">Hi.</Say>', timeout="1") + ON).call()
    assert ([entry.code for entry in call.debugger], call.transcript.raw()) == ([13321], "Hi.")


def test_keys_cannot_be_played_in_a_gather(line: Line) -> None:
    """Twilio, Play, digits: not inside Gather."""
    call = line(gather('<Play digits="1"/>', timeout="1") + ON).call()
    assert [entry.code for entry in call.debugger] == [13320]


def test_the_finishing_key_alone_is_reported_where_the_document_asks_for_empty_results(line: Line) -> None:
    """Twilio, Gather, actionOnEmptyResult: without input the action is requested all the same."""
    lab = line(gather(actionOnEmptyResult="true") + ON)
    call = lab.call((1, "#"))
    assert (lab.paths(), at_of(call, 1)) == (["/voice", "/got"], pytest.approx(1))


def test_no_key_but_the_last_ends_an_entry_that_has_no_finishing_key(line: Line) -> None:
    """Twilio, Gather, finishOnKey: with an empty string only timeout and numDigits end it."""
    lab = line(gather(finishOnKey="", timeout="2"))
    call = lab.call((1, "1#*"))
    assert (lab.to("/got").form["Digits"], at_of(call, 1)) == ("1#*", pytest.approx(1.6 + 2))


def test_the_action_is_requested_of_an_answered_call(line: Line) -> None:
    """Recorded requests of Gather: CallStatus is in-progress."""
    lab = line(gather(numDigits="1"))
    lab.call((1, "7"))
    assert lab.to("/got").form["CallStatus"] == "in-progress"


@pytest.mark.parametrize("count", [1, 2, 9])
def test_a_prompt_of_several_verbs_is_heard_in_their_order(line: Line, count: int) -> None:
    """Twilio, Gather, nesting: nested verbs run one after the other."""
    lab = line(gather("".join(f"<Say>{n}.</Say><Pause/>" for n in range(count))))
    assert lab.call().transcript.raw() == " ".join(f"{n}." for n in range(count))


@pytest.mark.parametrize("verb", ["Dial", "Record", "Redirect", "Hangup", "Gather", "Enqueue", "Pay", "Number"])
def test_any_other_verb_in_a_gather_is_not_performed(line: Line, verb: str) -> None:
    """Twilio, warning 13320: Say, Play and Pause alone."""
    lab = line(gather(f"<{verb}>/next</{verb}><Say>Press 1.</Say>", timeout="2"))
    call = lab.call()
    assert ([entry.code for entry in call.debugger], lab.paths(), call.transcript.raw()) == (
        [13320],
        ["/voice"],
        "Press 1.",
    )
