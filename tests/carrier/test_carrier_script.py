"""The script handset: when its steps come, and how it fails."""

from datetime import timedelta

import pytest
from carrier_laboratory import Lab

from ivr.carrier.clock import DEFAULT_START, VirtualClock
from ivr.carrier.handsets.script import Script, ScriptFailedError
from ivr.carrier.handsets.steps import NOINPUT, Ends, HangUp, Hear, HearNot, Press, RingOf, Speak, Step, Wait
from ivr.carrier.happenings import Ended
from ivr.carrier.network import Call
from ivr.carrier.phones import Phone
from ivr.source import Place

ANN = "+15550100011"
MENU = '<Gather numDigits="1" action="/got" timeout="4"><Say>To pay your bill, press 1. To hear it again, press 2.</Say></Gather>'


def at(line: int) -> Place:
    return Place("a.call.yaml", line, 3)


def run(lab: Lab, *steps: Step, ends: Ended | None = None) -> Call:
    script = Script(steps, None if ends is None else Ends(at(99), ends))
    return lab.call(handset=script)


def failure(lab: Lab, *steps: Step, ends: Ended | None = None) -> ScriptFailedError:
    with pytest.raises(ScriptFailedError) as caught:
        run(lab, *steps, ends=ends)
    return caught.value


@pytest.fixture
def menu(lab: Lab) -> Lab:
    lab.pages |= {
        "/voice": MENU + "<Redirect>/again</Redirect>",
        "/again": MENU + "<Say>Goodbye.</Say>",
        "/got": "<Say>You will pay.</Say>",
    }
    return lab


def test_a_press_comes_when_the_last_matched_word_is_spoken(menu: Lab) -> None:
    call = run(menu, Hear(at(1), "to pay your bill"), Press(at(2), "1"))
    assert call.transcript.raw() == "To pay your bill, You will pay."


def test_a_press_after_the_prompt_waits_for_all_of_it(menu: Lab) -> None:
    call = run(menu, Hear(at(1), "to pay your bill"), Press(at(2), "1", after_prompt=True))
    assert call.transcript.raw().startswith("To pay your bill, press 1. To hear it again, press 2. You will pay.")


def test_hearing_begins_after_the_last_matched_word(menu: Lab) -> None:
    run(menu, Hear(at(1), "press"), Hear(at(2), "press"))
    failed = failure(menu, Hear(at(1), "goodbye", within=60.0), Hear(at(2), "goodbye"))
    assert failed.place == at(2)


def test_words_of_the_next_prompt_are_heard_after_one_silence(menu: Lab) -> None:
    call = run(menu, Hear(at(1), "press 2"), Hear(at(2), "to pay your bill"), Press(at(3), "1"))
    assert [made.url.rpartition("/")[2] for made in call.made] == ["voice", "again", "got"]


def test_words_that_do_not_come_after_one_silence_and_another_prompt_fail(menu: Lab) -> None:
    failed = failure(menu, Hear(at(7), "your balance"))
    assert str(failed).startswith("a.call.yaml:7:3: ")
    assert "waited, and spoke again without it" in failed.expectation
    assert "Goodbye" not in failed.transcript_text
    assert "To pay your bill" in failed.transcript_text


def test_words_that_do_not_come_before_the_end_fail(lab: Lab) -> None:
    lab.pages["/voice"] = "<Say>Goodbye.</Say>"
    assert "the call is over" in failure(lab, Hear(at(1), "hello")).expectation


def test_within_counts_from_the_answer_and_is_patient_with_silences(menu: Lab) -> None:
    run(menu, Hear(at(1), "goodbye", within=60.0))
    failed = failure(menu, Hear(at(1), "goodbye", within=8.0))
    assert "by now" in failed.expectation


def test_within_counts_from_the_answer_and_not_from_the_first_ring(lab: Lab) -> None:
    lab.pages["/voice"] = '<Pause length="30"/><Say>Hello.</Say>'
    run(lab, Hear(at(1), "hello", within=2.0))


def test_what_must_not_be_heard_fails_as_soon_as_it_is(menu: Lab) -> None:
    failed = failure(menu, HearNot(at(3), "hear it again"))
    assert "press 2" not in failed.transcript_text
    assert str(failed).startswith("a.call.yaml:3:3: expected not to hear")


def test_what_must_not_be_heard_is_looked_for_until_all_prompts_have_ended(menu: Lab) -> None:
    call = run(menu, Hear(at(1), "to pay your bill"), HearNot(at(2), "pay your bill"), Press(at(3), "1"))
    assert "press 2. You will pay." in call.transcript.raw()


def test_what_was_heard_before_the_last_step_is_not_held_against_the_line(menu: Lab) -> None:
    run(menu, Hear(at(1), "press 2"), Press(at(2), "1"), HearNot(at(3), "press 2"))


def test_noinput_waits_as_long_as_the_line_does(menu: Lab) -> None:
    call = run(menu, Wait(at(1), NOINPUT), Press(at(2), "1"))
    assert [made.url.rpartition("/")[2] for made in call.made] == ["voice", "again", "got"]


def test_noinput_fails_on_a_line_that_never_listens(lab: Lab) -> None:
    lab.pages["/voice"] = "<Say>Goodbye.</Say>"
    assert "wait for keys" in failure(lab, Wait(at(1), NOINPUT)).expectation


def test_seconds_of_silence_count_from_the_end_of_the_prompts(menu: Lab) -> None:
    call = run(menu, Wait(at(1), 3.0), Press(at(2), "1"))
    listened = call.legs[0].heard[0].end - call.legs[0].room.began
    assert call.made[1].at == pytest.approx(listened + 3.0)


def test_words_spoken_during_a_wait_are_heard(menu: Lab) -> None:
    run(menu, Wait(at(1), 6.0), Hear(at(2), "to pay your bill"))


def test_a_long_pause_is_an_end_of_prompts_for_a_wait(lab: Lab) -> None:
    lab.pages["/voice"] = '<Say>Please hold.</Say><Pause length="30"/><Say>Thank you for holding.</Say>'
    call = run(lab, Wait(at(1), 10.0), HangUp(at(2)), ends=Ended.CALLER_HUNG_UP)
    assert call.seconds == pytest.approx(call.legs[0].heard[0].end - call.legs[0].answered_at + 10)


def test_pressing_after_the_call_is_over_fails(lab: Lab) -> None:
    lab.pages["/voice"] = "<Say>Goodbye.</Say>"
    failed = failure(lab, HearNot(at(1), "hello"), Press(at(2), "84482000"))
    assert failed.expectation == "expected to press ••••2000, but the call is over"


def test_hanging_up_after_the_call_is_over_fails(lab: Lab) -> None:
    lab.pages["/voice"] = "<Say>Goodbye.</Say>"
    assert failure(lab, HearNot(at(1), "hello"), HangUp(at(2))).place == at(2)


def test_digits_and_digit_words_are_equal(lab: Lab) -> None:
    lab.pages["/voice"] = "<Say>I heard eight four four eight, 2 0 0 0.</Say>"
    run(lab, Hear(at(1), "8448 2000"))
    run(lab, Hear(at(1), "8 4 4 8 two zero zero zero"))


def test_words_on_both_sides_of_a_break_are_one_hearing(lab: Lab) -> None:
    lab.pages["/voice"] = '<Say>Thanks<break time="1s"/>for</Say><Say>calling.</Say>'
    run(lab, Hear(at(1), "thanks for calling"))


def test_the_end_is_checked_when_the_call_is_over(menu: Lab) -> None:
    run(menu, ends=Ended.LINE_HUNG_UP)
    failed = failure(menu, ends=Ended.BRIDGED)
    assert str(failed).startswith("a.call.yaml:99:3: expected the end to be: bridged; it was: the line hangs up")


def test_a_rejected_call_can_be_expected(lab: Lab) -> None:
    lab.pages["/voice"] = "<Reject/>"
    assert run(lab, ends=Ended.REJECTED).seconds == 0


@pytest.fixture
def hand_over(lab: Lab) -> Lab:
    lab.pages |= {
        "/voice": f'<Say>Connecting you.</Say><Dial action="/after" timeout="20"><Number url="/whisper">{ANN}</Number></Dial>',
        "/whisper": '<Gather numDigits="1" action="/took" timeout="5"><Say>Bill pay. To take the call, press 1.</Say></Gather><Hangup/>',
        "/took": lambda asked: "" if asked.form["Digits"] == "1" else "<Hangup/>",
        "/after": "<Say>Nobody is free.</Say>",
    }
    lab.phones[ANN] = Phone(answers_after=8, name="Ann")
    return lab


def test_a_representative_hears_the_whisper_and_takes_the_call(hand_over: Lab) -> None:
    ring = RingOf(at(2), ANN, "Ann", whisper="bill pay", press="1")
    hand_over.pages["/after"] = ""
    call = run(hand_over, Hear(at(1), "connecting you"), ring, ends=Ended.BRIDGED)
    assert call.transcript.raw("Ann") == "Bill pay."
    assert call.legs[1].seconds == pytest.approx(60, abs=5)


def test_a_representative_who_presses_nothing_does_not_take_the_call(hand_over: Lab) -> None:
    ring = RingOf(at(2), ANN, "Ann", whisper="take the call")
    run(hand_over, ring, Hear(at(3), "nobody is free"), ends=Ended.LINE_HUNG_UP)


def test_a_representative_who_is_given_no_words_presses_when_the_whisper_has_ended(hand_over: Lab) -> None:
    hand_over.pages["/after"] = ""
    call = run(hand_over, RingOf(at(2), ANN, "Ann", press="1"), ends=Ended.BRIDGED)
    assert call.transcript.raw("Ann") == "Bill pay. To take the call, press 1."


def test_a_representative_who_was_never_rung_fails(menu: Lab) -> None:
    assert "expected Ann to answer" in failure(menu, RingOf(at(5), ANN, "Ann", press="1")).expectation


def test_a_representative_who_does_not_answer_fails(hand_over: Lab) -> None:
    hand_over.phones[ANN] = Phone()
    assert "expected Ann to answer" in failure(hand_over, RingOf(at(5), ANN, "Ann", press="1")).expectation


def test_a_whisper_without_the_words_fails(hand_over: Lab) -> None:
    failed = failure(hand_over, RingOf(at(5), ANN, "Ann", whisper="account ending 5 6 7 8", press="1"))
    assert 'expected Ann to hear "account ending 5 6 7 8"' in failed.expectation


def test_the_second_ring_of_one_number_is_the_second_step_s(hand_over: Lab) -> None:
    hand_over.pages["/after"] = ["<Redirect>/voice</Redirect>", ""]
    ring = RingOf(at(2), ANN, "Ann", whisper="bill pay")
    call = run(hand_over, ring, RingOf(at(3), ANN, "Ann", whisper="bill pay", press="1"), ends=Ended.BRIDGED)
    assert [leg.number for leg in call.legs[1:]] == [ANN, ANN]
    assert call.legs[1].seconds < 10 < call.legs[2].seconds


def test_a_failure_shows_nothing_that_was_keyed_but_its_last_four(lab: Lab) -> None:
    lab.pages |= {
        "/voice": '<Gather numDigits="16" action="/got"/>',
        "/got": "<Say>8 4 4 8, 2 0 0 0, 1 2 3 4, 5 6 7 8.</Say>",
    }
    failed = failure(lab, Press(at(1), "8448200012345678"), Hear(at(2), "8448 2000 1234 5679"))
    text = str(failed).replace(" ", "").replace(",", "")
    assert "5678" in text
    for secret in ("8448", "2000", "1234"):
        assert secret not in text


def test_a_script_that_failed_leaves_the_network_usable(menu: Lab) -> None:
    failure(menu, Hear(at(1), "your balance"))
    assert run(menu, ends=Ended.LINE_HUNG_UP).ended is Ended.LINE_HUNG_UP


def test_a_script_runs_as_well_where_words_take_no_time(menu: Lab) -> None:
    script = Script((Hear(at(1), "to pay your bill"), Wait(at(2), NOINPUT), Hear(at(3), "press 2"), Press(at(4), "1")))
    call = menu.network(speech_factor=0).call("https://line.example/voice", handset=script)
    assert [made.url.rpartition("/")[2] for made in call.made] == ["voice", "again", "got"]
    assert call.seconds == pytest.approx(4)


def test_within_counts_from_an_answer_at_the_very_first_instant_of_a_clock(menu: Lab) -> None:
    with VirtualClock() as clock:
        menu.clock = clock
        failed = failure(menu, Hear(at(1), "press 2"), Hear(at(2), "goodbye", within=8.0))
        assert failed.place == at(2)
        assert clock.now() - DEFAULT_START < timedelta(seconds=9)


def test_a_pause_within_a_prompt_is_no_end_of_prompts(lab: Lab) -> None:
    lab.pages |= {
        "/voice": '<Gather numDigits="1" action="/got"><Pause length="5"/><Say>Press 1.</Say></Gather>',
        "/got": "",
    }
    call = run(lab, Wait(at(1), 1.0), Press(at(2), "1"))
    assert call.transcript.raw() == "Press 1."


def test_a_silence_that_had_begun_before_the_step_is_the_one_that_is_allowed(menu: Lab) -> None:
    failed = failure(menu, HearNot(at(1), "hello"), Hear(at(2), "your balance"))
    assert "waited, and spoke again without it" in failed.expectation
    assert failed.transcript_text.count("To pay your bill") == 2


def test_what_was_said_before_a_press_is_not_held_against_the_line_after_it(menu: Lab) -> None:
    run(menu, Hear(at(1), "to pay your bill"), Press(at(2), "1", after_prompt=True), HearNot(at(3), "press 2"))


@pytest.fixture
def speaking(lab: Lab) -> Lab:
    lab.pages |= {
        "/voice": '<Gather input="speech" speechTimeout="1" action="/got"><Say>How can I help you? Speak now.</Say></Gather>',
        "/got": '<Say>Leave a message.</Say><Record action="/done" timeout="3"/>',
        "/done": "<Say>Goodbye.</Say>",
    }
    return lab


def test_words_are_said_when_the_last_matched_word_is_spoken(speaking: Lab) -> None:
    run(speaking, Hear(at(1), "how can I help"), Speak(at(2), "pay my bill"))
    assert speaking.to("/got").form["SpeechResult"] == "pay my bill"


def test_words_after_the_prompt_wait_for_all_of_it(speaking: Lab) -> None:
    call = run(speaking, Speak(at(1), "pay my bill", after_prompt=True), Hear(at(2), "leave a message"))
    assert call.transcript.raw().startswith("How can I help you? Speak now. Leave a message.")


def test_words_after_the_beep_are_a_message(speaking: Lab) -> None:
    steps = (
        Speak(at(1), "pay my bill"),
        Hear(at(2), "leave a message"),
        Speak(at(3), "Call me back.", after_prompt=True),
    )
    call = run(speaking, *steps, Hear(at(4), "goodbye"))
    assert [one.words for one in call.recordings] == ["Call me back."]


def test_noinput_waits_as_long_as_a_recording_does(speaking: Lab) -> None:
    call = run(speaking, Speak(at(1), "pay my bill"), Wait(at(2), NOINPUT), Hear(at(3), "goodbye"))
    assert [one.seconds for one in call.recordings] == [0]


def test_speaking_after_the_call_is_over_fails(lab: Lab) -> None:
    lab.pages["/voice"] = "<Say>Goodbye.</Say>"
    failed = failure(lab, HearNot(at(1), "hello"), Speak(at(2), "hello"))
    assert failed.expectation == 'expected to say "hello", but the call is over'


def test_a_number_that_was_not_said_any_more_is_masked(lab: Lab) -> None:
    lab.pages["/voice"] = "<Say>Goodbye.</Say>"
    failed = failure(lab, HearNot(at(1), "hello"), Speak(at(2), "it is 8448 2000"))
    assert failed.expectation == 'expected to say "it is •••• 2000", but the call is over'
