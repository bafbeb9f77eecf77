"""Say, Play and Pause: one test for each documented sentence."""

import pytest
from carrier_laboratory import BASE, Lab, Page

from ivr.carrier.handsets.silent import SilentCaller
from ivr.carrier.happenings import Began, Toned
from ivr.carrier.phones import Phone
from ivr.carrier.readings import FailedMedia, Readings, WrongVoice
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


@pytest.mark.parametrize(
    ("say", "code"),
    [
        ('<Say voice="Polly.Nobody">Hi.</Say>', 13511),
        ('<Say voice="man" language="id-ID">Hi.</Say>', 13512),
        ('<Say voice="Polly.Joanna" language="es-MX">Hi.</Say>', 13512),
    ],
)
@pytest.mark.parametrize(("reading", "heard"), [(WrongVoice.DEFAULT, "Hi. On."), (WrongVoice.UNSAID, "On.")])
def test_a_voice_or_pair_that_does_not_exist_is_a_warning(
    lab: Lab, say: str, code: int, reading: WrongVoice, heard: str
) -> None:
    """Twilio, Say, warnings 13511 and 13512; whether it is said in another voice or not at all is not documented."""
    lab.pages["/voice"] = say + "<Say>On.</Say>"
    call = lab.network(readings=Readings(wrong_voice=reading)).call(f"{BASE}/voice", handset=SilentCaller())
    assert ([entry.code for entry in call.debugger], call.transcript.raw()) == ([code], heard)


@pytest.mark.parametrize("voice", ["Polly.Penélope", "Polly.Penelope"])
def test_a_voice_is_known_with_its_accents_and_without(lab: Lab, voice: str) -> None:
    """Twilio lists both; the folding is inferred."""
    lab.pages["/voice"] = f'<Say voice="{voice}" language="es-US">Hola.</Say>'
    call = lab.call()
    assert (call.debugger, call.transcript.raw()) == ((), "Hola.")


def test_ssml_for_a_basic_voice_is_a_warning(lab: Lab) -> None:
    """Twilio, text-to-speech: SSML is not for man and woman."""
    lab.pages["/voice"] = '<Say voice="man">One <emphasis>two</emphasis>.</Say>'
    call = lab.call()
    assert ([entry.code for entry in call.debugger], call.transcript.raw()) == ([12200], "One two.")


def test_ssml_reaches_a_handset_beside_the_words(lab: Lab) -> None:
    """Twilio, text-to-speech: SSML inside Say, without speak."""
    lab.pages["/voice"] = '<Say voice="Polly.Joanna">One <emphasis>two</emphasis><break time="2s"/>three</Say>'
    heard = lab.call().legs[0].heard
    assert [(one.text, one.ssml) for one in heard] == [("One two", "One <emphasis>two</emphasis>"), ("three", None)]
    assert heard[1].start - heard[0].end == pytest.approx(2)


def test_a_say_that_is_too_long_is_a_warning_and_is_not_said(lab: Lab) -> None:
    """Twilio, warning 13521."""
    lab.pages["/voice"] = f"<Say>{'word ' * 900}</Say><Say>On.</Say>"
    call = lab.call()
    assert ([entry.code for entry in call.debugger], call.transcript.raw()) == ([13521], "On.")


def test_play_is_repeated_as_often_as_loop_says(lab: Lab) -> None:
    """Twilio, Play, loop; a sound that is repeated is fetched once."""
    lab.pages |= {"/voice": '<Play loop="3">/sound</Play>', "/sound": Page(b"...", headers=AUDIO)}
    call = lab.call()
    assert (len(call.legs[0].heard), lab.paths()) == (3, ["/voice", "/sound"])


def test_a_bad_loop_of_play_is_a_warning_and_it_is_played_once(lab: Lab) -> None:
    """Twilio, warning 13410."""
    lab.pages |= {"/voice": '<Play loop="often">/sound</Play>', "/sound": Page(b"...", headers=AUDIO)}
    call = lab.call()
    assert ([entry.code for entry in call.debugger], len(call.legs[0].heard)) == ([13410], 1)


def test_played_keys_are_heard_as_tones_and_masked(lab: Lab) -> None:
    """Twilio, Play, digits."""
    lab.pages["/voice"] = '<Play digits="ww8448w2000#"/>'
    call = lab.call()
    toned = [one.what.keys for one in call.legs[0].room.log if isinstance(one.what, Toned)]
    assert toned == ["84482000#"]
    assert "hears tones ••••2000#" in str(call.transcript)
    assert "8448" not in str(call.transcript) + repr(call.legs[0].room.log)


def test_keys_played_in_a_whisper_are_heard_by_the_leg_that_was_dialled(lab: Lab) -> None:
    """Twilio, Number, url: Play may stand in a whisper."""
    lab.pages |= {
        "/voice": '<Dial><Number url="/whisper">+15550100011</Number></Dial>',
        "/whisper": '<Play digits="12"/>',
    }
    lab.phones["+15550100011"] = Phone(answers_after=1, name="Ann", talks_for=2)
    call = lab.call()
    toned = [one.leg for one in call.legs[0].room.log if isinstance(one.what, Toned)]
    assert toned == ["Ann"]


def test_played_keys_are_nobody_s_input(lab: Lab) -> None:
    """Twilio, Play: digits are sent to the other end."""
    lab.pages |= {"/voice": '<Play digits="1"/><Gather action="/got" timeout="1"/>', "/got": ""}
    lab.call()
    assert lab.paths() == ["/voice"]


@pytest.mark.parametrize("where", ["<Play>{}</Play>", "<Gather timeout='1'><Play>{}</Play></Gather>"])
@pytest.mark.parametrize("path", ["/missing.mp3", "/page"])
def test_media_that_fails_fails_the_document_in_the_other_reading(lab: Lab, where: str, path: str) -> None:
    """Not documented: the fallback URL has its say, or the call goes on without the sound."""
    lab.pages |= {"/voice": where.format(path) + "<Say>On.</Say>", "/page": "", "/fallback": "<Say>Sorry.</Say>"}
    details = {"handset": SilentCaller(), "fallback_url": f"{BASE}/fallback"}
    skipped = lab.network(readings=Readings(failed_media=FailedMedia.SKIPPED)).call(f"{BASE}/voice", **details)
    failed = lab.network(readings=Readings(failed_media=FailedMedia.FAILS)).call(f"{BASE}/voice", **details)
    assert (skipped.transcript.raw(), failed.transcript.raw()) == ("On.", "Sorry.")
    assert [entry.code for entry in skipped.debugger] == [entry.code for entry in failed.debugger]


def test_media_in_a_gather_that_is_no_sound_has_a_code_of_its_own(lab: Lab) -> None:
    """Twilio, error 13325."""
    lab.pages |= {"/voice": '<Gather timeout="1"><Play>/page</Play></Gather>', "/page": ""}
    assert [entry.code for entry in lab.call().debugger] == [13325]


def test_all_sounds_of_a_gather_are_fetched_before_the_first_is_heard(lab: Lab) -> None:
    """Twilio, Gather: with several Plays all files are fetched before playback starts."""
    lab.pages |= {
        "/voice": '<Gather timeout="1"><Play>/one</Play><Say>And.</Say><Play>/two</Play></Gather>',
        "/one": Page(b"...", headers=AUDIO),
        "/two": Page(b"...", headers=AUDIO),
    }
    call = lab.call()
    room = call.legs[0].room
    first = next(one.at for one in room.log if isinstance(one.what, Began))
    assert [made.at <= first - room.began for made in call.made] == [True, True, True]
    assert lab.paths() == ["/voice", "/one", "/two"]


def test_a_pause_as_the_first_verb_delays_answering(lab: Lab) -> None:
    """Twilio, Pause: before the call is picked up."""
    lab.pages["/voice"] = '<Pause length="4"/><Say>Hi.</Say>'
    call = lab.call()
    assert call.legs[0].answered_at - call.legs[0].room.began == pytest.approx(4)


def test_a_pause_may_stand_in_a_gather(lab: Lab) -> None:
    """Twilio, Pause: nested in Gather."""
    lab.pages["/voice"] = '<Gather timeout="1"><Pause length="4"/></Gather>'
    assert lab.call().seconds == pytest.approx(5)


@pytest.mark.parametrize(
    ("verb", "code"),
    [
        ('<Say loop="-1">Hi.</Say>', 13510),
        ('<Say loop="often">Hi.</Say>', 13510),
        ('<Gather timeout="1"><Say loop="x">Hi.</Say></Gather>', 13322),
    ],
)
def test_a_bad_loop_of_say_is_a_warning_and_it_is_said_once(lab: Lab, verb: str, code: int) -> None:
    """Twilio, warnings 13510 and, in a Gather, 13322."""
    lab.pages["/voice"] = verb
    call = lab.call()
    assert ([entry.code for entry in call.debugger], call.transcript.raw()) == ([code], "Hi.")


@pytest.mark.parametrize(
    "mark",
    [
        '<emphasis level="strong">Hi.</emphasis>',
        '<lang xml:lang="en-GB">Hi.</lang>',
        "<p>Hi.</p>",
        '<phoneme alphabet="ipa" ph="haI">Hi.</phoneme>',
        '<prosody rate="slow">Hi.</prosody>',
        "<s>Hi.</s>",
        '<say-as interpret-as="digits">Hi.</say-as>',
        '<sub alias="Hi.">Hello</sub>',
        '<w role="amazon:VB">Hi.</w>',
        'Hi.<break time="1s"/>',
    ],
)
def test_ten_ssml_tags_may_stand_in_a_say(lab: Lab, mark: str) -> None:
    """Twilio, text-to-speech: break, emphasis, lang, p, phoneme, prosody, s, say-as, sub and w."""
    lab.pages["/voice"] = f'<Say voice="Polly.Joanna">{mark}</Say>'
    call = lab.call()
    assert (call.debugger, call.transcript.raw()) == ((), "Hi.")


@pytest.mark.parametrize("tag", ["speak", "par", "seq", "audio", "mark"])
def test_other_ssml_tags_are_a_warning(lab: Lab, tag: str) -> None:
    """Twilio, text-to-speech: no speak around it, and tags of one provider are not supported; warning 12200."""
    lab.pages["/voice"] = f'<Say voice="Polly.Joanna">Well. <{tag}>Hi.</{tag}></Say>'
    call = lab.call()
    assert ([entry.code for entry in call.debugger], call.transcript.raw()) == ([12200], "Well.")


def test_a_say_goes_on_until_the_caller_hangs_up(lab: Lab) -> None:
    """Twilio, Say, loop: 0 repeats until the call is hung up."""
    lab.pages["/voice"] = '<Say loop="0">Hi.</Say><Redirect>/next</Redirect>'
    call = lab.call((10, "h"))
    assert (call.seconds, lab.paths()) == (pytest.approx(10), ["/voice"])


def test_keys_that_are_none_are_a_warning_and_the_sound_is_played(lab: Lab) -> None:
    """Twilio, Play, digits: 0-9, A-D, #, *, w and W; warning 13430."""
    lab.pages |= {"/voice": '<Play digits="1x">/sound</Play>', "/sound": Page(b"...", headers=AUDIO)}
    call = lab.call()
    assert ([entry.code for entry in call.debugger], len(call.legs[0].heard)) == ([13430], 1)


@pytest.mark.parametrize("keys", ["0123456789", "ABCD", "#*"])
def test_all_sixteen_keys_of_a_telephone_can_be_played(lab: Lab, keys: str) -> None:
    """Twilio, Play, digits."""
    lab.pages["/voice"] = f'<Play digits="{keys}"/>'
    call = lab.call()
    heard = [what.keys for what in (happening.what for happening in call.legs[0].room.log) if isinstance(what, Toned)]
    assert (call.debugger, heard, call.seconds) == ((), [keys], pytest.approx(len(keys) / 10))


@pytest.mark.parametrize("kind", ["audio/mpeg", "audio/wav", "audio/x-aiff", "audio/x-gsm", "audio/ulaw"])
def test_sounds_of_these_types_are_played(lab: Lab, kind: str) -> None:
    """Twilio, Play: MP3, WAV, AIFF, GSM and mu-law."""
    lab.pages |= {"/voice": "<Play>/sound</Play>", "/sound": Page(b"...", headers=(("Content-Type", kind),))}
    call = lab.call()
    assert (call.debugger, call.seconds) == ((), pytest.approx(PLAY_SECONDS))
