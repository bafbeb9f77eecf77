"""A transcript reads well, keeps its order, and shows no secrets."""

from carrier_laboratory import Lab, Page, without_ids

from ivr.carrier.handsets.keys import Keys
from ivr.carrier.phones import Phone

ANN = "+15550100011"


def test_a_transcript_reads_like_a_call(lab: Lab) -> None:
    lab.pages |= {
        "/voice": '<Gather numDigits="1" action="/got" timeout="4"><Say>Press 1.</Say></Gather><Redirect>/again</Redirect>',
        "/again": '<Gather numDigits="1" action="/got"><Say>One two three four five.</Say></Gather>',
        "/got": f'<Dial action="/after"><Number url="/whisper">{ANN}</Number></Dial>',
        "/whisper": "<Say>A call.</Say>",
        "/after": "<Hangup/>",
    }
    lab.phones[ANN] = Phone(answers_after=2, name="Ann", talks_for=10)
    call = lab.call((6, "1"))
    assert str(call.transcript).splitlines() == [
        "  0:00.0  caller     calls from +15550100001",
        "  0:00.0  caller     is answered",
        "  0:00.0  caller     hears: Press 1.",
        "  0:04.9  caller     keeps silent",
        "  0:04.9  caller     hears: One two three four ... (cut)",
        "  0:06.0  caller     presses 1",
        "  0:06.0  caller     hears ringing at Ann",
        "  0:06.0  Ann        is rung",
        "  0:08.0  Ann        answers",
        "  0:08.0  Ann        hears: A call.",
        "  0:08.9  Ann        is connected to the caller",
        "  0:08.9  caller     is connected to Ann",
        "  0:18.9  Ann        hangs up",
        "  0:18.9  caller     is connected to nobody any more",
        "  0:18.9  caller     is hung up on by the line",
    ]


def test_times_count_from_the_answer(lab: Lab) -> None:
    lab.pages["/voice"] = '<Pause length="3"/><Say>Hi.</Say>'
    lines = lab.call().transcript.lines()
    assert [(line.at, line.text) for line in lines[:2]] == [(-3.0, "calls from +15550100001"), (0.0, "is answered")]
    assert str(lines[0]).strip().startswith("-0:03.0")


def test_a_sound_shows_its_address_without_query(lab: Lab) -> None:
    lab.pages |= {
        "/voice": "<Play>/s.mp3?key=84482000</Play>",
        "/s.mp3": Page(b"", headers=(("Content-Type", "audio/mpeg"),)),
    }
    text = str(lab.call().transcript)
    assert "hears a sound, https://line.example/s.mp3" in text
    assert "84482000" not in text


def test_what_was_keyed_in_one_entry_is_masked_as_one(lab: Lab) -> None:
    lab.pages |= {"/voice": '<Gather action="/got" timeout="9"/>', "/got": "<Hangup/>"}
    call = lab.call((1, "8448"), (3, "2000"), (6, "1234#"))
    assert "presses ••••••••1234#" in str(call.transcript)


def test_nothing_of_a_call_shows_what_was_keyed_in_its_repr(lab: Lab) -> None:
    lab.pages |= {"/voice": '<Gather numDigits="8" action="/got"/>', "/got": "<Say>8448 2000 and 8448 2000.</Say>"}
    call = lab.call(handset=Keys("84482000"))
    shown = repr(call) + repr(call.legs[0].room.log) + repr(call.legs[0].heard) + repr(call.made) + repr(lab.network())
    assert "8448" not in without_ids(shown)
    assert "laboratory-token" not in shown
    assert "8448 2000" in call.transcript.raw()


def test_an_entry_that_the_timeout_ended_is_no_silence(lab: Lab) -> None:
    lab.pages |= {"/voice": '<Gather numDigits="4" action="/got"/>', "/got": "<Hangup/>"}
    text = str(lab.call((1, "12")).transcript)
    assert "presses ••" in text
    assert "keeps silent" not in text


def test_a_number_read_back_in_several_utterances_shows_its_last_four_alone(lab: Lab) -> None:
    groups = '<Say>I heard 8 4 4 8.</Say><Say>2 0 0 0.</Say><Pause/><Say>1 2 3 4<break time="1s"/>5 6 7 8.</Say>'
    lab.pages |= {"/voice": '<Gather numDigits="16" action="/got"/>', "/got": groups}
    heard = [
        line.text for line in lab.call(handset=Keys("8448200012345678")).transcript.lines() if "hears" in line.text
    ]
    assert heard == ["hears: I heard • • • •.", "hears: • • • •.", "hears: • • • •", "hears: 5 6 7 8."]
