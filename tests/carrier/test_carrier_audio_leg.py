"""What a telephone with sound hears of a line: prompts, files, tones, ringing and music, and silence at the right moment."""

import pytest
from carrier_laboratory import BASE, Lab, Page
from carrier_telephones import SPEECH, Notes, Telephone, note, speaks
from carrier_voices import Words

from ivr.carrier.audioleg import BEHIND, AudioLeg
from ivr.carrier.faults import FaultyWeb, Slow
from ivr.carrier.happenings import Ended, Pressed, Spoke
from ivr.carrier.leg import LegGoneError
from ivr.carrier.network import Call
from ivr.carrier.phones import Phone
from ivr.carrier.textleg import TextLeg
from ivr.sound.g711 import FRAME, FRAME_SECONDS, RATE, SILENCE
from ivr.sound.tones import beep, ringback, tune

ROSA = "+15550100011"
SOUND = Page(b"a file", headers=(("Content-Type", "audio/wav"),))


def audio(call: Call, name: str = "caller") -> AudioLeg:
    leg = call.leg(name)
    assert isinstance(leg, AudioLeg)
    return leg


def after(phone: Telephone, moment: float) -> bytes:
    """The first frame pulled after that moment of the clock."""
    return next(frame for at, frame in phone.frames if at >= moment)


@pytest.mark.parametrize("key", ["1", "#"])
def test_the_frame_after_a_key_is_silent(lab: Lab, key: str) -> None:
    lab.pages["/voice"] = (
        "<Gather numDigits='3' timeout='1' action='/next'><Say>To pay your bill, press 1.</Say></Gather>"
    )
    lab.pages["/next"] = "<Hangup/>"
    phone = Telephone([(0.5, key)])
    call = lab.call(handset=phone)
    pressed = next(one.at for one in audio(call).room.log if isinstance(one.what, Pressed))
    assert phone.when("To pay your bill, press 1.")[-1] < pressed
    assert after(phone, pressed) == SILENCE


def test_a_key_outside_a_gather_stops_nothing(lab: Lab) -> None:
    lab.pages["/voice"] = "<Say>To pay your bill, press 1.</Say>"
    phone = Telephone([(0.5, "1")])
    call = lab.call(handset=phone)
    assert len(phone.heard().strip(b"\xff")) == round(audio(call).heard[0].seconds * RATE)


def test_the_first_frame_is_there_as_soon_as_the_voice_is(lab: Lab) -> None:
    lab.pages["/voice"] = "<Say>Good morning.</Say>"
    phone = Telephone(voice=Notes(slow=0.15))
    call = lab.call(handset=phone)
    answered = audio(call).answered_at or 0.0
    assert 0.15 <= phone.when("Good morning.")[0] - answered <= 0.15 + FRAME_SECONDS


def test_a_caller_who_hangs_up_does_not_wait_for_a_voice_that_takes_long(lab: Lab) -> None:
    lab.pages["/voice"] = "<Say>Good morning.</Say>"
    call = lab.call(handset=Telephone([(0.2, "h")], voice=Notes(slow=30.0)))
    assert call.ended is Ended.CALLER_HUNG_UP
    assert audio(call).room.time() - (audio(call).ended_at or 0.0) < 1.0


@pytest.mark.parametrize("offset", [0.0, 0.001, 0.0199])
def test_the_last_frame_of_the_last_words_is_heard_before_the_line_hangs_up(lab: Lab, offset: float) -> None:
    lab.pages["/voice"] = "<Say>Goodbye.</Say><Hangup/>"
    phone = Telephone(offset=offset)
    call = lab.call(handset=phone)
    assert len(phone.heard().strip(b"\xff")) == round(audio(call).heard[0].seconds * RATE)


def test_hanging_up_ends_the_sound_and_leaves_nothing_behind(lab: Lab) -> None:
    lab.pages["/voice"] = "<Gather><Say>To pay your bill, press 1.</Say><Say>Two.</Say></Gather>"
    phone = Telephone([(0.5, "h")])
    leg = audio(lab.call(handset=phone))
    assert after(phone, leg.ended_at or 0.0) == SILENCE
    assert (leg.wire.ears, leg.wire.listeners, leg.wire._voices) == ([], set(), {})
    assert not leg.wire.speaking


def test_words_that_cannot_be_spoken_take_their_time_in_silence_and_somebody_is_told_once(lab: Lab) -> None:
    lab.pages["/voice"] = "<Say loop='2'>Selamat pagi.</Say><Say>Good morning.</Say>"
    phone = Telephone(voice=Notes(mute=["Selamat pagi."]))
    call = lab.call(handset=phone)
    first, second, third = audio(call).heard
    assert audio(call).troubles == ["nobody here speaks like that"]
    assert first.seconds == second.seconds > 0.5
    assert phone.when("Good morning.")[0] == pytest.approx(third.start, abs=2 * FRAME_SECONDS)


def test_a_sound_file_is_played_and_one_without_content_is_no_hold_music(lab: Lab) -> None:
    lab.pages |= {"/voice": "<Play>/a.wav</Play>", "/a.wav": SOUND}
    phone = Telephone()
    lab.call(handset=phone)
    assert phone.runs() == [(b"\x05", 3.0)]
    assert phone.heard().count(tune()[:FRAME]) == 0


def test_keys_are_heard_as_tones_with_their_waits_and_take_the_time_that_is_counted(lab: Lab) -> None:
    lab.pages["/voice"] = "<Play digits='1w2'/><Say>Hello.</Say>"
    phone = Telephone()
    call = lab.call(handset=phone)
    began = audio(call).heard[0].start - 0.7
    loud = {round(at - began, 1) for at, frame in phone.frames if set(frame) != set(SILENCE)}
    assert {0.0, 0.6} < loud
    assert not loud & {0.2, 0.3, 0.4}
    assert phone.when("Hello.")[0] - began == pytest.approx(0.7, abs=2 * FRAME_SECONDS)


def test_ringing_is_heard_until_nobody_was_there_and_not_while_the_application_thinks(lab: Lab) -> None:
    lab.phones[ROSA] = Phone(answers_after=None)
    lab.pages |= {"/voice": f"<Dial timeout='5' action='/after'>{ROSA}</Dial>", "/after": "<Hangup/>"}
    network, phone = lab.network(), Telephone()
    network.web = FaultyWeb(network.web, {2: Slow(6.0)})
    network.call(f"{BASE}/voice", handset=phone)
    assert len(phone.frames) * FRAME_SECONDS > 15.9  # five seconds, five that are added, and six
    assert phone.heard()[: 10 * RATE] == (ringback() * 2)[: 10 * RATE]
    assert set(phone.heard()[10 * RATE :]) == {0xFF}


def test_the_ringing_ends_at_the_first_word(lab: Lab) -> None:
    lab.phones[ROSA] = Phone(busy=True)
    lab.pages["/voice"] = f"<Dial>{ROSA}</Dial><Say>Busy.</Say>"
    phone = Telephone()
    lab.call(handset=phone)
    words = phone.when("Busy.")
    assert all(set(frame) <= {note("Busy.")[0], 0xFF} for at, frame in phone.frames if at >= words[0])
    assert phone.heard().startswith(ringback()[: RATE // 2])


def test_hold_music_lasts_until_something_else_is_heard(lab: Lab) -> None:
    lab.pages["/voice"] = "<Enqueue>support</Enqueue>"
    phone = Telephone([(40.0, "h")])
    lab.call(handset=phone)
    whole = tune() * 6
    assert len(phone.heard()) > len(whole) * 0.8
    assert phone.heard()[: 38 * RATE] == whole[: 38 * RATE]


def test_music_ends_when_a_wait_document_speaks(lab: Lab) -> None:
    lab.pages |= {
        "/voice": "<Enqueue waitUrl='/wait'>support</Enqueue>",
        "/wait": "<Say>Please hold.</Say><Pause length='2'/>",
    }
    phone = Telephone([(5.0, "h")])
    lab.call(handset=phone)
    assert set(phone.heard()) == {note("Please hold.")[0], 0xFF}


def test_what_nobody_pulls_does_not_pile_up(lab: Lab) -> None:
    lab.pages["/voice"] = "<Say loop='0'>Hello.</Say>"
    phone = Telephone([(300.0, "h")], deaf=True)
    most = 0

    def watch(leg: object) -> None:
        nonlocal most
        most = max(most, len(phone.wire._words))

    phone.says = watch
    call = lab.call(handset=phone)
    one = round(audio(call).heard[0].seconds * RATE)
    assert len(audio(call).heard) > 100
    assert one < most <= BEHIND * RATE + one


def test_speech_that_nobody_recognises_ends_a_gather_as_an_empty_result_does(lab: Lab) -> None:
    lab.pages |= {
        "/voice": "<Gather input='speech' speechTimeout='1' timeout='5' action='/said'><Say>Yes?</Say></Gather><Say>Again.</Say>",
        "/said": "<Hangup/>",
    }
    phone = Telephone(says=speaks(1.0, 2.4))
    call = lab.call(handset=phone)
    spoken = [one for one in audio(call).room.log if isinstance(one.what, Spoke)]
    assert lab.paths() == ["/voice"]
    assert len(spoken) == 1
    assert audio(call).said[0].seconds == pytest.approx(1.4, abs=0.2)
    assert call.transcript.heard("Again.")
    assert "speaks for 1.4 s" in str(call.transcript)


def test_an_empty_result_is_told_where_the_document_asks_for_it(lab: Lab) -> None:
    lab.pages |= {
        "/voice": "<Gather input='dtmf speech' speechTimeout='1' actionOnEmptyResult='true' action='/said' partialResultCallback='/part'/>",
        "/said": "<Hangup/>",
        "/part": "",
    }
    lab.call(handset=Telephone(says=speaks(0.5, 2.0)))
    assert lab.paths() == ["/voice", "/said"]
    assert "SpeechResult" not in lab.to("/said").form


def test_speech_cuts_a_prompt_short_and_silence_does_not(lab: Lab) -> None:
    lab.pages["/voice"] = "<Gather input='speech' timeout='1'><Say>To pay your bill, say my bill please.</Say></Gather>"
    cut = audio(lab.call(handset=Telephone(says=speaks(0.5, 1.5)))).heard[0]
    assert (cut.cut_at or 0.0) - cut.start == pytest.approx(0.6, abs=0.11)
    assert audio(lab.call(handset=Telephone(says=lambda leg: SILENCE))).heard[0].cut_at is None


def test_typed_words_are_the_speech_of_a_telephone_with_sound(lab: Lab) -> None:
    lab.pages |= {"/voice": "<Gather input='speech' speechTimeout='1' action='/said'/>", "/said": "<Hangup/>"}
    lab.call(handset=Telephone([(0.5, Words("my bill"))], says=speaks(0.4, 1.4)))
    assert lab.to("/said").form["SpeechResult"] == "my bill"


def test_a_rest_of_a_second_begins_a_new_utterance(lab: Lab) -> None:
    lab.pages["/voice"] = "<Record timeout='3' action='/kept'/>"
    lab.pages["/kept"] = "<Hangup/>"

    def says(leg: TextLeg) -> bytes:
        at = leg.seconds
        return SPEECH if 1.0 < at <= 1.8 or 2.2 < at <= 2.6 or 4.2 < at <= 5.0 else SILENCE

    phone = Telephone(says=says)
    said = audio(lab.call(handset=phone)).said
    assert [round(one.seconds, 1) for one in said] == [pytest.approx(1.6, abs=0.2), pytest.approx(0.8, abs=0.2)]


def test_who_speaks_on_when_the_line_listens_again_begins_anew(lab: Lab) -> None:
    lab.pages |= {
        "/voice": "<Record maxLength='2' playBeep='false' action='/again'/>",
        "/again": "<Pause/><Record maxLength='2' playBeep='false' action='/kept'/>",
        "/kept": "<Hangup/>",
    }
    leg = audio(lab.call(handset=Telephone(says=speaks(1.0, 4.5))))
    first, second = [(one.start - (leg.answered_at or 0.0), one.seconds) for one in leg.said]
    assert first == pytest.approx((1.0, 1.0), abs=0.1)
    assert second == pytest.approx((3.0, 1.5), abs=0.2)


def test_a_leg_that_is_gone_says_and_plays_nothing(lab: Lab) -> None:
    lab.pages["/voice"] = "<Hangup/>"
    leg = audio(lab.call(handset=Telephone()))
    for work in (leg.say("Hello.", None, None), leg.play("/a.wav", b"x"), leg.beep(), leg.tones([("1", 0.1)])):
        with pytest.raises(LegGoneError):
            lab.clock.run(work)
    assert not leg.wire.speaking


def test_the_beep_is_heard_whole(lab: Lab) -> None:
    lab.pages |= {"/voice": "<Record timeout='1' action='/kept'/>", "/kept": "<Hangup/>"}
    phone = Telephone()
    lab.call(handset=phone)
    assert phone.heard().startswith(beep())
