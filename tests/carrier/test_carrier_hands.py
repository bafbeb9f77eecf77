"""Callers of every kind: when a slow one and one who uses a relay service press their keys, and what becomes of them."""

from itertools import pairwise

import pytest
from carrier_laboratory import Lab
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.carrier.clock import VirtualClock
from ivr.carrier.handsets.dialling import AGAIN, Dialling
from ivr.carrier.handsets.script import Script, ScriptFailedError
from ivr.carrier.handsets.steps import Hear, Pay, Press, Speak, Step, Wait
from ivr.carrier.happenings import TOLERANCE, Began, Listened, Pressed
from ivr.carrier.network import Call
from ivr.carrier.phones import Phone
from ivr.source import Place

WORDS = "To pay your bill, press 1. To hear it again, press 2."  # 12 words


def menu(timeout: int, action: str = "/got", words: str = WORDS) -> str:
    return f'<Gather numDigits="1" action="{action}" timeout="{timeout}"><Say>{words}</Say></Gather>'


def number(timeout: int, digits: int = 4) -> str:
    return f'<Gather numDigits="{digits}" action="/got" timeout="{timeout}"><Say>Enter it.</Say></Gather>'


def at(line: int) -> Place:
    return Place("a.call.yaml", line, 3)


def run(lab: Lab, dialling: Dialling, *steps: Step) -> Call:
    return lab.call(handset=Script(steps, dialling=dialling))


def failure(lab: Lab, dialling: Dialling, *steps: Step) -> ScriptFailedError:
    with pytest.raises(ScriptFailedError) as caught:
        run(lab, dialling, *steps)
    return caught.value


def pressed(call: Call) -> list[float]:
    """Seconds since the answer."""
    leg = call.legs[0]
    return [one.at - (leg.answered_at or 0.0) for one in leg.room.log if isinstance(one.what, Pressed)]


def spoken(call: Call, utterance: int = 0) -> tuple[float, float]:
    leg = call.legs[0]
    heard = leg.heard[utterance]
    return heard.start - (leg.answered_at or 0.0), heard.end - (leg.answered_at or 0.0)


def serve(lab: Lab, document: str, *, again: str | None = None) -> None:
    """A document, the same whenever nobody answers it, and a good end."""
    lab.pages |= {
        "/voice": document + "<Redirect>/again</Redirect>",
        "/again": (again or document) + "<Redirect>/again</Redirect>",
        "/got": "<Say>Well done.</Say>",
    }


def test_a_slow_caller_presses_one_key_six_seconds_after_everything_was_said(lab: Lab) -> None:
    serve(lab, menu(7))
    call = run(lab, Dialling.SLOW, Hear(at(1), "to pay"), Press(at(2), "1"), Hear(at(3), "well done"))
    assert pressed(call) == pytest.approx([spoken(call)[1] + 6])
    assert WORDS in call.transcript.raw()


def test_a_slow_caller_types_a_number_from_ten_seconds_on_with_four_between_two_keys(lab: Lab) -> None:
    serve(lab, number(11))
    call = run(lab, Dialling.SLOW, Hear(at(1), "enter"), Press(at(2), "2580"), Hear(at(3), "well done"))
    assert pressed(call) == pytest.approx([spoken(call)[1] + 10 + 4 * key for key in range(4)])


def test_a_pause_inside_the_prompt_is_part_of_a_slow_callers_ten_seconds(lab: Lab) -> None:
    """A line gives more time for the first digit by a silence behind its words."""
    patient = number(5).replace("</Gather>", '<Pause length="7"/></Gather>')
    serve(lab, patient)
    call = run(lab, Dialling.SLOW, Press(at(2), "2580"), Hear(at(3), "well done"))
    assert pressed(call)[0] == pytest.approx(spoken(call)[1] + 10)
    assert len(call.legs[0].heard) == 2


def test_a_relay_caller_answers_when_every_word_is_typed_and_fifteen_seconds_have_passed(lab: Lab) -> None:
    serve(lab, menu(40))
    call = run(lab, Dialling.RELAY, Hear(at(1), "to pay"), Press(at(2), "1"), Hear(at(3), "well done"))
    assert pressed(call) == pytest.approx([spoken(call)[0] + len(WORDS.split()) + 15])


def test_a_relay_caller_counts_all_words_since_the_last_key(lab: Lab) -> None:
    serve(lab, f"<Say>Welcome to this line.</Say>{menu(60)}")
    lab.pages["/got"] = menu(60, "/end") + "<Redirect>/again</Redirect>"
    lab.pages["/end"] = "<Say>Well done.</Say>"
    steps = (Hear(at(1), "press 2"), Press(at(2), "1"), Hear(at(3), "press 2"), Press(at(4), "2"), Hear(at(5), "done"))
    call = run(lab, Dialling.RELAY, *steps)
    words = len(WORDS.split())
    first = spoken(call)[0] + 4 + words + 15
    assert pressed(call) == pytest.approx([first, first + words + 15])


def test_the_keys_of_a_relay_operator_are_a_second_apart(lab: Lab) -> None:
    serve(lab, number(20))
    times = pressed(run(lab, Dialling.RELAY, Press(at(2), "2580"), Hear(at(3), "well done")))
    assert [later - sooner for sooner, later in pairwise(times)] == pytest.approx([1.0] * 3)


def test_who_comes_too_late_answers_when_the_words_are_heard_again(lab: Lab) -> None:
    serve(lab, menu(5), again=menu(30))
    call = run(lab, Dialling.SLOW, Hear(at(1), "to pay"), Press(at(2), "1"), Hear(at(3), "well done"))
    assert len(pressed(call)) == 1
    assert pressed(call)[0] == pytest.approx(spoken(call, 1)[1] + 6)


def test_a_number_that_was_cut_off_is_typed_again_from_its_beginning(lab: Lab) -> None:
    serve(lab, number(11).replace("numDigits", 'finishOnKey="" numDigits'))
    taken: list[str] = []

    def got(asked: object) -> str:
        taken.append(asked.form["Digits"])  # type: ignore[attr-defined]
        return "<Say>Well done.</Say>" if len(taken) > 1 else number(11)

    lab.pages["/voice"] = (
        '<Gather action="/got" timeout="3" numDigits="4"><Say>Enter it.</Say><Pause length="9"/></Gather>'
    )
    lab.pages["/got"] = got
    call = run(lab, Dialling.SLOW, Press(at(2), "2580"), Hear(at(3), "well done"))
    assert taken == ["2", "2580"]
    assert len(pressed(call)) == 5


def test_a_line_that_never_waits_long_enough_fails_the_step(lab: Lab) -> None:
    serve(lab, menu(5))
    failed = failure(lab, Dialling.RELAY, Hear(at(1), "to pay"), Press(at(2), "1"), Hear(at(3), "well done"))
    assert failed.place == at(2)
    assert failed.expectation == "expected to press 1, but the line stopped waiting 4 times before this caller could"
    assert lab.paths().count("/again") == AGAIN + 1


def test_a_line_that_goes_on_to_a_person_without_waiting_fails_the_step(lab: Lab) -> None:
    lab.phones["+15550100011"] = Phone(answers_after=60)
    lab.pages |= {"/voice": menu(5) + "<Dial><Number>+15550100011</Number></Dial>", "/got": "<Say>Well done.</Say>"}
    failed = failure(lab, Dialling.RELAY, Hear(at(1), "to pay"), Press(at(2), "1"))
    assert failed.expectation == "expected to press 1, but the line did not wait for this caller and has gone on"


def test_a_line_that_hangs_up_without_waiting_fails_the_step(lab: Lab) -> None:
    lab.pages |= {"/voice": menu(5) + "<Hangup/>", "/got": "<Say>Well done.</Say>"}
    failed = failure(lab, Dialling.SLOW, Hear(at(1), "to pay"), Press(at(2), "1"))
    assert failed.expectation == "expected to press 1, but the call is over"


def test_a_pound_key_is_not_typed_into_words_that_follow_a_full_number(lab: Lab) -> None:
    serve(lab, number(11))
    call = run(lab, Dialling.SLOW, Press(at(2), "2580#"), Hear(at(3), "well done"))
    assert len(pressed(call)) == 4


def test_a_pound_key_that_a_number_needs_is_pressed(lab: Lab) -> None:
    serve(lab, number(11, digits=9))
    call = run(lab, Dialling.SLOW, Press(at(2), "2580#"), Hear(at(3), "well done"))
    assert len(pressed(call)) == 5
    assert lab.to("/got").form["Digits"] == "2580"


def test_keys_for_two_menus_are_each_pressed_when_their_own_is_heard(lab: Lab) -> None:
    """Two keys are taken for a number until the line shows that the first one was all it wanted."""
    serve(lab, menu(11))
    lab.pages |= {"/got": menu(8, "/end"), "/end": "<Say>Well done.</Say>"}
    call = run(lab, Dialling.SLOW, Press(at(2), "12"), Hear(at(3), "well done"))
    assert lab.paths() == ["/voice", "/got", "/end"]
    assert pressed(call) == pytest.approx([spoken(call)[1] + 10, spoken(call, 1)[1] + 6])


def test_words_are_said_as_late_as_a_key_is_pressed(lab: Lab) -> None:
    serve(lab, '<Gather input="speech" action="/got" timeout="20"><Say>Say your name.</Say></Gather>')
    call = run(lab, Dialling.RELAY, Hear(at(1), "say"), Speak(at(2), "Ann"), Hear(at(3), "well done"))
    said = call.legs[0].said[0]
    assert said.start - (call.legs[0].answered_at or 0.0) == pytest.approx(spoken(call)[0] + 3 + 15)


def test_a_wait_begins_the_count_of_words_anew(lab: Lab) -> None:
    serve(lab, menu(3), again=menu(40))
    call = run(lab, Dialling.RELAY, Wait(at(1), 4), Press(at(2), "1"), Hear(at(3), "well done"))
    assert pressed(call) == pytest.approx([spoken(call, 1)[0] + len(WORDS.split()) + 15])


def test_somebody_who_pays_slowly_is_asked_again_and_again_until_a_detail_is_whole(lab: Lab) -> None:
    lab.pages["/voice"] = '<Pay chargeAmount="20.45" timeout="12" postalCode="false" securityCode="false"/>'
    call = run(lab, Dialling.SLOW, Pay(at(1), card="4111111111111111", expires="1230"))
    assert "is done paying: success" in str(call.transcript)
    assert "4111111" not in str(call.transcript)


def test_a_payment_that_does_not_wait_for_its_caller_fails_the_step(lab: Lab) -> None:
    lab.pages |= {"/voice": '<Pay chargeAmount="20.45" timeout="5" action="/got"/>', "/got": number(60)}
    failed = failure(lab, Dialling.SLOW, Pay(at(1), card="4111111111111111", expires="1230"))
    assert failed.place == at(1)
    assert "41111" not in str(failed)


@settings(max_examples=40)
@given(
    dialling=st.sampled_from([Dialling.SLOW, Dialling.RELAY]),
    timeouts=st.lists(st.integers(1, 45), min_size=1, max_size=4),
    keys=st.sampled_from(["1", "25", "2580"]),
)
def test_no_key_of_an_unhurried_caller_comes_while_the_line_speaks(
    dialling: Dialling, timeouts: list[int], keys: str
) -> None:
    with VirtualClock() as clock:
        lab = Lab(clock)
        lab.pages |= {
            "/voice": "".join(number(one, len(keys)) for one in timeouts),
            "/got": f"<Say>{WORDS}</Say>",
        }
        rooms: list[Call] = []
        try:
            rooms.append(run(lab, dialling, Press(at(2), keys)))
        except ScriptFailedError as failed:
            assert failed.place == at(2)  # noqa: PT017 - it may fail, and only so
            return
        (leg,) = rooms[0].legs
        speaking = [(heard.start, heard.end) for heard in leg.heard]
        times = [one.at for one in leg.room.log if isinstance(one.what, Pressed)]
        assert times
        assert not [at for at in times for begin, end in speaking if begin + TOLERANCE < at < end - TOLERANCE]
        assert all(heard.cut_at is None for heard in leg.heard)


def test_a_quick_caller_still_interrupts(lab: Lab) -> None:
    serve(lab, menu(5))
    call = run(lab, Dialling.QUICK, Hear(at(1), "to pay your bill"), Press(at(2), "1"))
    log = call.legs[0].room.log
    assert not any(isinstance(one.what, Listened) for one in log)
    assert sum(isinstance(one.what, Began) for one in log) == 2
