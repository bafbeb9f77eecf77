"""A leg with sound and a leg of words are the same telephone: the same calls, happening by happening."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from carrier_laboratory import Lab, Page
from carrier_telephones import Notes, Telephone, note
from carrier_voices import Voice, Words
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from ivr.carrier.clock import VirtualClock
from ivr.carrier.handsets.silent import Talker
from ivr.carrier.happenings import Beeped, Began, Cut, Finished, Happening, Pressed, Spoke
from ivr.carrier.network import Call
from ivr.carrier.phones import Phone
from ivr.sound.g711 import FRAME_SECONDS

Acts = Sequence[tuple[float, str | Words]]

NEAR = FRAME_SECONDS + 0.001
SOUNDS = (
    "<Say>To pay your bill, press 1.</Say>",
    "<Say>Good morning.</Say>",
    '<Say loop="2">Hello again.</Say>',
    '<Say>Please <break time="700ms"/> wait.</Say>',
    '<Pause length="1"/>',
    "<Play>/tune.wav</Play>",
)
VERBS = (
    *SOUNDS,
    '<Play digits="1w2"/>',
    '<Gather numDigits="2" timeout="3" action="/next">{}</Gather>',
    '<Gather timeout="2" finishOnKey="#" action="/next">{}</Gather>',
    '<Gather input="dtmf speech" timeout="2" speechTimeout="1" action="/next">{}</Gather>',
    '<Record timeout="2" maxLength="6" finishOnKey="*" action="/next"/>',
    '<Dial timeout="5" record="record-from-answer">+15550100011</Dial>',
    '<Dial timeout="5"><Number url="/whisper">+15550100012</Number></Dial>',
    "<Hangup/>",
)

documents = st.lists(st.tuples(st.sampled_from(VERBS), st.lists(st.sampled_from(SOUNDS), max_size=3)), max_size=4)
acted = st.sampled_from(("1", "2", "12", "#", "*", "h", Words("my bill"), Words("yes", 1.5)))
actions = st.dictionaries(st.integers(0, 9), acted, max_size=5)  # what happens at one instant may happen in any order


def played(body: str, handset: Voice | Telephone) -> Call:
    lab = Lab(VirtualClock())
    lab.pages |= {
        "/voice": body,
        "/next": "<Say>Thank you.</Say><Hangup/>",
        "/whisper": "<Say>A caller.</Say>",
        "/tune.wav": Page("sound", headers=(("Content-Type", "audio/wav"),)),
    }
    lab.phones["+15550100011"] = Phone(answers_after=1.1, handset=Talker(4.3), name="Rosa")
    lab.phones["+15550100012"] = Phone(answers_after=0.6, handset=replace(handset, acts=[(5.3, "h")]), name="Ben")
    with lab.clock:
        return lab.call(handset=handset)


def told(log: Sequence[Happening]) -> list[tuple[str, str]]:
    return [(one.leg, what(one)) for one in log]


def what(one: Happening) -> str:
    match one.what:
        case Began(heard=heard) | Finished(heard=heard) | Cut(heard=heard):
            return f"{type(one.what).__name__} {heard.text or heard.url} {heard.language}"
        case Pressed(key=key):
            return f"Pressed {key}"
        case Spoke(said=said):
            return f"Spoke {said.text}"
        case other:
            return repr(other)


def moments(log: Sequence[Happening]) -> list[float]:
    origin = log[0].at
    return [one.at - origin for one in log]


@settings(max_examples=40, derandomize=True, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(documents, actions)
def test_the_same_call_happens_on_a_leg_of_words_and_on_one_with_sound(
    document: list[tuple[str, list[str]]], acting: dict[int, str | Words]
) -> None:
    body = "".join(verb.format("".join(sounds)) for verb, sounds in document)
    acts: Acts = [(0.211 + 2 * place, acting[place]) for place in sorted(acting)]
    words = played(body, Voice(acts))
    log = words.legs[0].room.log
    ends = [one.at for one in log if isinstance(one.what, Finished | Beeped)]
    assume(all(abs(one.at - end) > 2 * NEAR for one in log for end in ends if isinstance(one.what, Pressed | Spoke)))
    sound = played(body, Telephone(acts, deaf=True))
    other = sound.legs[0].room.log
    assert told(other) == told(log)
    for mine, theirs, one in zip(moments(other), moments(log), log, strict=True):
        assert abs(mine - theirs) <= NEAR, one
    assert (sound.ended, sound.status) == (words.ended, words.status)
    assert [(line.who, line.text) for line in sound.transcript.lines()] == [
        (line.who, line.text) for line in words.transcript.lines()
    ]


@pytest.mark.parametrize("offset", [0.0, 0.001, 0.007, 0.0199])
def test_prompts_follow_each_other_without_a_gap_and_without_an_overlap(lab: Lab, offset: float) -> None:
    texts = ("To pay your bill, press 1.", "Good morning.", "Please hold the line, somebody will be with you.")
    says = "".join(f"<Say>{text}</Say>" for text in texts)
    lab.pages["/voice"] = f'<Gather timeout="1">{says}</Gather><Hangup/>'
    phone = Telephone(offset=offset)
    call = lab.call(handset=phone)
    heard = phone.heard().strip(b"\xff")
    wanted = b"".join(note(one.text) * round(one.seconds * 8000) for one in call.legs[0].heard)
    assert heard == wanted


def test_the_prompts_to_come_are_spoken_while_the_first_is_heard(lab: Lab) -> None:
    lab.pages["/voice"] = "<Gather><Say>One.</Say><Say>Two.</Say><Say>Three.</Say></Gather>"
    phone = Telephone([(0.3, "h")], voice=Notes(slow=0.05))
    call = lab.call(handset=phone)
    assert sorted(phone.voice.asked) == ["One.", "Three.", "Two."]
    assert [heard.text for heard in call.legs[0].heard] == ["One."]


def test_what_is_wrong_with_a_prompt_to_come_shows_when_it_is_said(lab: Lab) -> None:
    lab.pages["/voice"] = "<Gather timeout='1'><Say>One.</Say><Say>Two.</Say></Gather>"
    barged = Telephone([(0.1, "1"), (0.5, "h")], voice=Notes(mute=["Two."]))
    assert lab.call(handset=barged).leg("caller").troubles == []  # type: ignore[attr-defined]
    whole = Telephone(voice=Notes(mute=["Two."]))
    call = lab.call(handset=whole)
    assert call.leg("caller").troubles == ["nobody here speaks like that"]  # type: ignore[attr-defined]
    assert call.transcript.heard("One. Two.")
