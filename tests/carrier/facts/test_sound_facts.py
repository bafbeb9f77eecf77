"""Say, Play and Pause: one test for each documented sentence."""

import pytest
from carrier_laboratory import Lab, Page

from ivr.carrier.textleg import PLAY_SECONDS
from ivr.speech.duration import seconds_to_say

AUDIO = (("Content-Type", "audio/mpeg"),)


def test_say_takes_the_time_of_its_words(lab: Lab) -> None:
    """Twilio, Say: the next verb runs when the text has been read."""
    lab.pages["/voice"] = "<Say>Thanks for calling.</Say>"
    assert lab.call().seconds == pytest.approx(seconds_to_say("Thanks for calling.", "en-US"))


def test_say_is_repeated_as_often_as_loop_says(lab: Lab) -> None:
    """Twilio, Say, loop."""
    lab.pages["/voice"] = '<Say loop="3">Hi.</Say>'
    assert lab.call().transcript.raw() == "Hi. Hi. Hi."


@pytest.mark.parametrize("verb", ['<Say loop="0">Hi.</Say>', '<Play loop="0">/sound</Play>'])
def test_loop_zero_goes_on_a_thousand_times(lab: Lab, verb: str) -> None:
    """Twilio, Say and Play, loop: 0 repeats until hang-up, or 1,000 times."""
    lab.pages |= {"/voice": verb, "/sound": Page(b"...", headers=AUDIO)}
    assert len(lab.call().legs[0].heard) == 1000


def test_a_break_is_silence_between_words(lab: Lab) -> None:
    """Twilio, Say, SSML: break."""
    lab.pages["/voice"] = '<Say>One.<break time="1500ms"/>Two.</Say>'
    call = lab.call()
    spoken = seconds_to_say("One.", "en-US") + seconds_to_say("Two.", "en-US")
    assert (call.seconds, call.transcript.raw()) == (pytest.approx(spoken + 1.5), "One. Two.")


def test_an_empty_say_is_a_warning_and_the_document_goes_on(lab: Lab) -> None:
    """Twilio, warning 13520."""
    lab.pages["/voice"] = "<Say></Say><Say>Hi.</Say>"
    call = lab.call()
    assert ([entry.code for entry in call.debugger], call.transcript.raw()) == ([13520], "Hi.")


def test_a_language_nobody_here_knows_is_spoken_all_the_same(lab: Lab) -> None:
    """Twilio, Say, language: a carrier speaks what it is given."""
    lab.pages["/voice"] = '<Say language="id-ID">Selamat datang.</Say>'
    call = lab.call()
    assert call.seconds > 0.5
    assert call.transcript.raw() == "Selamat datang."


def test_media_is_fetched_with_get_and_no_parameters(lab: Lab) -> None:
    """Twilio, Play: media requests are plain GETs."""
    lab.pages |= {"/voice": "<Play>sound.mp3</Play>", "/sound.mp3": Page(b"...", headers=AUDIO)}
    call = lab.call()
    asked = lab.to("/sound.mp3")
    assert (asked.method, asked.query, asked.form, call.seconds) == ("GET", {}, {}, pytest.approx(PLAY_SECONDS))


def test_media_that_is_no_sound_is_an_error_and_the_call_goes_on(lab: Lab) -> None:
    """Twilio, error 13420; what the call does then is not documented."""
    lab.pages |= {"/voice": "<Play>/page</Play><Say>On.</Say>", "/page": ""}
    call = lab.call()
    assert ([entry.code for entry in call.debugger], call.transcript.raw()) == ([13420], "On.")


def test_media_that_is_not_there_is_an_error_and_the_call_goes_on(lab: Lab) -> None:
    """Twilio, error 11200."""
    lab.pages["/voice"] = "<Play>/missing.mp3</Play><Say>On.</Say>"
    call = lab.call()
    assert ([entry.code for entry in call.debugger], call.transcript.raw()) == ([11200], "On.")


def test_played_keys_take_their_waits(lab: Lab) -> None:
    """Twilio, Play, digits: w is half a second, W a second."""
    lab.pages["/voice"] = '<Say>Hi.</Say><Play digits="wwW1"/>'
    assert lab.call().seconds == pytest.approx(seconds_to_say("Hi.", "en-US") + 2.1)


def test_a_pause_is_one_second_unless_it_says_otherwise(lab: Lab) -> None:
    """Twilio, Pause, length."""
    lab.pages["/voice"] = '<Say>Hi.</Say><Pause/><Pause length="3"/>'
    assert lab.call().seconds == pytest.approx(seconds_to_say("Hi.", "en-US") + 4)


def test_a_bad_length_is_a_warning_and_one_second(lab: Lab) -> None:
    """Twilio, warning 13910."""
    lab.pages["/voice"] = '<Say>Hi.</Say><Pause length="soon"/>'
    call = lab.call()
    assert [entry.code for entry in call.debugger] == [13910]
    assert call.seconds == pytest.approx(seconds_to_say("Hi.", "en-US") + 1)
