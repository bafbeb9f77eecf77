"""One test for each documented sentence about Record. Each docstring names its source."""

from collections.abc import Callable
from typing import Any

import pytest
from carrier_laboratory import BASE, Asked, Lab, without_ids
from carrier_voices import Voice, Words

from ivr.carrier.clock import VirtualClock
from ivr.carrier.happenings import Beeped, Ended, RecordingEnded
from ivr.carrier.network import Call
from ivr.carrier.readings import EmptyDigits, Readings, SilentRecording
from ivr.carrier.textleg import BEEP_SECONDS

Line = Callable[[str], Lab]

ON = "<Redirect>/next</Redirect>"
HELLO = Words("This is Rosa, please call me back.", 3.0)


def record(**attributes: str) -> str:
    written = "".join(f' {name}="{value}"' for name, value in ({"action": "/done"} | attributes).items())
    return f"<Record{written}/>"


@pytest.fixture
def line(lab: Lab) -> Line:
    lab.pages |= {"/done": "<Hangup/>", "/next": "<Hangup/>", "/told": ""}

    def serve(document: str) -> Lab:
        lab.pages["/voice"] = document
        return lab

    return serve


def call(lab: Lab, *acts: tuple[float, str | Words], **readings: Any) -> Call:
    return lab.network(readings=Readings(**readings)).call(f"{BASE}/voice", handset=Voice(acts))


def done(lab: Lab) -> dict[str, str]:
    return lab.to("/done").form


def recorded_for(made: Call) -> float:
    """Seconds from the end of the beep."""
    leg = made.legs[0]
    ended = next(one.at for one in leg.room.log if isinstance(one.what, RecordingEnded))
    return ended - leg.answered_at - BEEP_SECONDS


def test_a_recording_leads_to_its_action_with_its_address_and_length(line: Line) -> None:
    """Twilio, Record, action: RecordingUrl and RecordingDuration."""
    lab = line(record(finishOnKey="#") + ON)
    made = call(lab, (1, HELLO), (5, "#"))
    form = done(lab)
    assert form["RecordingUrl"] == made.recordings[0].url
    assert form["RecordingUrl"].startswith(
        f"https://api.twilio.com/2010-04-01/Accounts/{form['AccountSid']}/Recordings/RE"
    )
    assert (form["RecordingDuration"], form["Digits"], form["CallStatus"]) == ("3", "#", "in-progress")
    assert lab.paths() == ["/voice", "/done"]


def test_the_method_of_the_action_is_post_unless_the_document_says_get(line: Line) -> None:
    """Twilio, Record, method."""
    lab = line(record(method="GET"))
    call(lab, (1, HELLO), (5, "1"))
    asked = lab.to("/done")
    assert (asked.method, asked.query["Digits"], asked.form) == ("GET", "1", {})


def test_a_missing_action_asks_for_the_current_document_again(lab: Lab) -> None:
    """Twilio, Record, action: the default is the current document URL."""

    def voice(asked: Asked) -> str:
        return "<Hangup/>" if "RecordingUrl" in asked.form else "<Record/>"

    lab.pages["/voice"] = voice
    call(lab, (1, HELLO), (5, "1"))
    assert lab.paths() == ["/voice", "/voice"]


def test_verbs_after_a_record_are_never_reached(line: Line) -> None:
    """Twilio, Record, action: the returned document replaces this one."""
    lab = line(record() + "<Say>Unreachable.</Say>")
    assert call(lab, (1, HELLO), (5, "1")).transcript.raw() == ""


def test_five_seconds_of_silence_end_a_recording(line: Line) -> None:
    """Twilio, Record, timeout: default 5."""
    made = call(line(record()), (1.5, HELLO))
    assert recorded_for(made) == pytest.approx(1.0 + 3.0 + 5.0)


def test_the_timeout_is_what_the_document_says(line: Line) -> None:
    """Twilio, Record, timeout."""
    assert recorded_for(call(line(record(timeout="2")), (1.5, HELLO))) == pytest.approx(6.0)


def test_silence_counts_again_from_the_end_of_all_that_is_said(line: Line) -> None:
    """Twilio, Record, timeout: seconds of silence."""
    made = call(line(record(timeout="2")), (1.5, HELLO), (6, Words("And thanks.", 1.0)))
    assert recorded_for(made) == pytest.approx(6.5 + 2.0)
    assert made.recordings[0].words == "This is Rosa, please call me back. And thanks."


def test_a_timeout_of_zero_records_through_silence(line: Line) -> None:
    """Twilio, Record, timeout: 0 disables it."""
    made = call(line(record(timeout="0", maxLength="30")), (1, HELLO))
    assert recorded_for(made) == pytest.approx(30.0)


@pytest.mark.parametrize("key", list("1234567890*#"))
def test_any_key_ends_a_recording_unless_the_document_says_which(line: Line, key: str) -> None:
    """Twilio, Record, finishOnKey: default 1234567890*#; Digits is the key."""
    lab = line(record())
    made = call(lab, (1, HELLO), (5, key))
    assert (done(lab)["Digits"], recorded_for(made)) == (key, pytest.approx(4.5))


def test_several_keys_may_end_a_recording_and_no_others_do(line: Line) -> None:
    """Twilio, Record, finishOnKey: a set of keys, unlike Gather's."""
    lab = line(record(finishOnKey="1*"))
    call(lab, (1, HELLO), (5, "2"), (5.5, "*"))
    assert done(lab)["Digits"] == "*"


def test_max_length_ends_a_recording_in_mid_word(line: Line) -> None:
    """Twilio, Record, maxLength."""
    lab = line(record(maxLength="10"))
    made = call(lab, (0.5, Words("word " * 30, 60.0)))
    assert (recorded_for(made), done(lab)["RecordingDuration"]) == (pytest.approx(10.0), "10")
    assert 0 < len(made.recordings[0].words.split()) < 30


def test_the_greatest_length_is_an_hour_unless_the_document_says_otherwise(line: Line) -> None:
    """Twilio, Record, maxLength: default 3600."""
    assert recorded_for(call(line(record(timeout="0")))) == pytest.approx(3600.0)


def test_the_greatest_length_is_two_minutes_where_the_recording_is_transcribed(line: Line) -> None:
    """Twilio, Record, transcribe: 120 seconds."""
    assert recorded_for(call(line(record(timeout="0", transcribe="true")))) == pytest.approx(120.0)


def test_a_beep_is_heard_before_the_recording(line: Line) -> None:
    """Twilio, Record, playBeep: default true."""
    made = call(line(record()), (1, HELLO))
    assert "hears a beep" in str(made.transcript)
    assert "is recorded" in str(made.transcript)


def test_no_beep_is_heard_where_the_document_says_so(line: Line) -> None:
    """Twilio, Record, playBeep."""
    made = call(line(record(playBeep="false")), (0.0, HELLO))
    assert "beep" not in str(made.transcript)
    assert made.seconds == pytest.approx(8.0)


def test_silence_is_trimmed_off_both_ends(line: Line) -> None:
    """Twilio, Record, trim: default trim-silence."""
    lab = line(record())
    call(lab, (3.5, HELLO))
    assert done(lab)["RecordingDuration"] == "3"


def test_silence_is_kept_where_the_document_says_so(line: Line) -> None:
    """Twilio, Record, trim: do-not-trim."""
    lab = line(record(trim="do-not-trim"))
    call(lab, (3.5, HELLO))
    assert done(lab)["RecordingDuration"] == "11"


@pytest.mark.parametrize(("reading", "digits"), [(EmptyDigits.EMPTY, ""), (EmptyDigits.ABSENT, None)])
def test_digits_are_empty_or_absent_when_no_key_ended_it(line: Line, reading: EmptyDigits, digits: str | None) -> None:
    """Not documented; both readings."""
    lab = line(record())
    call(lab, (1, HELLO), empty_digits=reading)
    assert done(lab).get("Digits") == digits


def test_a_caller_who_hangs_up_still_leads_to_the_action_and_its_answer_is_ignored(line: Line) -> None:
    """Twilio, Record, Digits: hangup. Another interpreter's tests have CallStatus completed."""
    lab = line(record())
    lab.pages["/done"] = "<Redirect>/next</Redirect>"
    made = call(lab, (1, HELLO), (6, "h"))
    form = done(lab)
    assert (form["Digits"], form["CallStatus"], form["RecordingDuration"]) == ("hangup", "completed", "3")
    assert (lab.paths(), made.ended) == (["/voice", "/done"], Ended.CALLER_HUNG_UP)


def test_a_caller_who_hangs_up_in_mid_word_is_recorded_to_there(line: Line) -> None:
    """Twilio, Record: it ends on hang-up."""
    lab = line(record(playBeep="false"))

    class Leaver(Voice):
        async def hold(self, phone: Any) -> None:
            while not phone.answered:
                await phone.room.change(None)
            phone.room._loop.call_later(2.0, phone.hang_up)
            await phone.speak("one two three four five six seven eight", 8.0)

    lab.call(handset=Leaver(()))
    assert done(lab)["RecordingDuration"] == "2"


def test_a_silent_recording_is_saved_in_today_s_reading(line: Line) -> None:
    """Twilio, Record: silent recordings are saved, and nothing after the verb is reached."""
    lab = line(record() + ON)
    made = call(lab, silent_recording=SilentRecording.SAVED)
    assert (lab.paths(), done(lab)["RecordingDuration"]) == (["/voice", "/done"], "0")
    assert recorded_for(made) == pytest.approx(5.0)
    assert [one.seconds for one in made.recordings] == [0]


@pytest.mark.parametrize("acts", [(), ((2, "1"),)])
def test_a_silent_recording_falls_through_in_the_older_reading(line: Line, acts: Any) -> None:
    """Twilio's page of earlier years, and other interpreters: no request, the next verb."""
    lab = line(record() + ON)
    made = call(lab, *acts, silent_recording=SilentRecording.FALLS_THROUGH)
    assert (lab.paths(), made.recordings) == (["/voice", "/next"], ())


def test_a_silent_caller_who_hangs_up_makes_no_request_in_the_older_reading(line: Line) -> None:
    """The same: an empty recording makes no action request."""
    lab = line(record() + ON)
    call(lab, (2, "h"), silent_recording=SilentRecording.FALLS_THROUGH)
    assert lab.paths() == ["/voice"]


def test_what_was_said_is_no_silence_in_either_reading(line: Line) -> None:
    """The dispute is about recordings with nothing in them."""
    lab = line(record() + ON)
    call(lab, (1, HELLO), silent_recording=SilentRecording.FALLS_THROUGH)
    assert lab.paths() == ["/voice", "/done"]


def test_words_that_began_before_the_beep_ended_are_recorded_from_there(line: Line) -> None:
    """Twilio, Record: it records after the beep."""
    lab = line(record())
    made = call(lab, (0.0, Words("One two three four five.", 2.5)))
    assert done(lab)["RecordingDuration"] == "2"
    assert made.recordings[0].words == "two three four five."


def test_words_spoken_before_the_record_are_not_in_it(line: Line) -> None:
    """Twilio, Record: it records after the beep."""
    lab = line('<Pause length="1"/><Say>Leave a message.</Say>' + record())
    made = call(lab, (0.1, Words("Hello?", 0.5)))
    assert made.recordings[0].words == ""


def test_the_application_is_told_when_a_recording_is_ready(line: Line) -> None:
    """Twilio, Record, recordingStatusCallback: its parameters, and POST by default."""
    lab = line(record(recordingStatusCallback="/told", trim="do-not-trim"))
    made = call(lab, (1, HELLO), (4.5, "1"))
    asked = lab.to("/told")
    assert asked.method == "POST"
    assert asked.form == {
        "AccountSid": done(lab)["AccountSid"],
        "CallSid": made.sid,
        "RecordingSid": made.recordings[0].sid,
        "RecordingUrl": made.recordings[0].url,
        "RecordingStatus": "completed",
        "RecordingDuration": "4",
        "RecordingChannels": "1",
        "RecordingStartTime": made.recordings[0].started,
        "RecordingSource": "RecordVerb",
    }


def test_the_method_of_the_recording_callback_may_be_get(line: Line) -> None:
    """Twilio, Record, recordingStatusCallbackMethod."""
    lab = line(record(recordingStatusCallback="/told", recordingStatusCallbackMethod="GET"))
    call(lab, (1, HELLO))
    assert (lab.to("/told").method, lab.to("/told").query["RecordingStatus"]) == ("GET", "completed")


def test_the_application_is_told_of_the_events_it_asks_for(line: Line) -> None:
    """Twilio, Record, recordingStatusCallbackEvent: in-progress, completed, absent."""
    lab = line(record(recordingStatusCallback="/told", recordingStatusCallbackEvent="in-progress completed absent"))
    call(lab, (1, HELLO))
    told = [asked.form["RecordingStatus"] for asked in lab.asked if asked.path == "/told"]
    assert told == ["in-progress", "completed"]


def test_a_recording_that_is_none_is_told_as_absent(line: Line) -> None:
    """The same, where silence is no recording."""
    lab = line(record(recordingStatusCallback="/told", recordingStatusCallbackEvent="completed absent") + ON)
    call(lab, silent_recording=SilentRecording.FALLS_THROUGH)
    assert lab.to("/told").form["RecordingStatus"] == "absent"


def test_a_recording_callback_that_fails_is_a_warning(line: Line) -> None:
    """Twilio, warning 15003."""
    lab = line(record(recordingStatusCallback="/nowhere"))
    assert [entry.code for entry in call(lab, (1, HELLO)).debugger] == [15003]


def test_a_transcription_is_reported_as_not_performed(line: Line) -> None:
    """A limit of this network, said plainly: no code of Twilio's."""
    made = call(line(record(transcribe="true", transcribeCallback="/text")), (1, HELLO))
    assert [(entry.code, entry.message) for entry in made.debugger] == [(0, "transcribe of Record is not performed")]


def test_keys_of_a_recording_stand_in_no_repr(line: Line) -> None:
    """Ours: what a caller says may be secret."""
    lab = line(record())
    made = call(lab, (1, Words("My card is 4111 1111 1111 1111.", 5.0)), (7, "7"))
    assert "4111" not in without_ids(repr(made) + str(made.transcript) + repr(made.debugger))
    assert "says: My card is" in str(made.transcript)


def test_a_caller_may_hang_up_during_the_beep(lab: Lab, virtual_clock: VirtualClock) -> None:
    """Before anything is recorded there is no recording to tell of."""
    lab.pages["/voice"] = record()
    made = call(lab, (0.2, "h"))
    assert (lab.paths(), made.recordings) == (["/voice"], ())


@pytest.mark.parametrize(
    ("attribute", "code"),
    [
        ('method="PUT"', 13610),
        ('timeout="-1"', 13611),
        ('maxLength="0"', 13612),
        ('maxLength="14401"', 13612),
        ('finishOnKey="x"', 13613),
        ('playBeep="loud"', 13616),
        ('trim="both"', 13699),
        ('recordingStatusCallbackEvent="begun completed"', 13621),
    ],
)
def test_a_wrong_attribute_has_its_code_and_its_default(lab: Lab, attribute: str, code: int) -> None:
    """Twilio, error dictionary: 13610 to 13621."""
    lab.pages |= {"/voice": f'<Record action="/got" {attribute}/>', "/got": ""}
    made = call(lab, (1, HELLO), (6, "#"))
    asked = lab.to("/got")
    assert ([entry.code for entry in made.debugger], asked.method) == ([code], "POST")
    assert [isinstance(happening.what, Beeped) for happening in made.legs[0].room.log].count(True) == 1


@pytest.mark.parametrize(("transcribe", "code"), [("maybe", [13614]), ("true", [0, 13615])])
def test_a_wrong_or_too_long_transcription_has_its_code(lab: Lab, transcribe: str, code: list[int]) -> None:
    """Twilio, warnings 13614 and 13615: at most two minutes are transcribed."""
    lab.pages |= {"/voice": f'<Record action="/got" maxLength="121" transcribe="{transcribe}"/>', "/got": ""}
    made = call(lab, (1, HELLO), (6, "#"))
    assert ([entry.code for entry in made.debugger], "/got" in lab.paths()) == (code, True)
