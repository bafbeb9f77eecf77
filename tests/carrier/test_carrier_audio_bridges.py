"""Two telephones with sound, or more, that hear each other: after a Dial, out of a queue, in a conference, as a task."""

import asyncio

import pytest
from carrier_laboratory import BASE, Lab
from carrier_telephones import Telephone, hums
from carrier_voices import Voice

from ivr.carrier.audioleg import AudioLeg
from ivr.carrier.network import Call, Network, Ticket
from ivr.carrier.phones import Phone
from ivr.sound.g711 import FRAME, mixed

ROSA, BEN = "+15550100011", "+15550100012"
CALLERS_NOTE, ROSAS_NOTE, BENS_NOTE = 0x21, 0x42, 0x63


def caller(*acts: tuple[float, str]) -> Telephone:
    return Telephone(acts, says=hums(CALLERS_NOTE))


def rosa(*acts: tuple[float, str], rings: float | None = 1.0) -> Telephone:
    return Telephone(acts, says=hums(ROSAS_NOTE), rings=rings)


def notes(phone: Telephone) -> set[int]:
    return {frame[0] for _, frame in phone.frames}


def parted(*calls: Call) -> None:
    for call in calls:
        for leg in call.legs:
            if isinstance(leg, AudioLeg):
                assert (leg.wire.ears, leg.wire.listeners, leg.wire._voices) == ([], set(), {}), leg.name


def together(lab: Lab, *calls: tuple[float, str, Telephone | Voice]) -> list[Call]:
    network = lab.network()

    async def place(after: float, path: str, handset: Telephone | Voice) -> Call:
        await asyncio.sleep(after)
        return await network.place(Ticket(f"{BASE}{path}", handset))

    async def all_of_them() -> list[Call]:
        return await asyncio.gather(*(place(*one) for one in calls))

    return lab.clock.run(all_of_them())


def test_caller_and_representative_hear_each_other_and_only_one_of_them_the_whisper(lab: Lab) -> None:
    me, her = caller(), rosa((6.0, "h"))
    lab.phones[ROSA] = Phone(handset=her, name="Rosa")
    lab.pages |= {
        "/voice": f"<Dial><Number url='/whisper'>{ROSA}</Number></Dial><Say>Afterwards.</Say><Pause length='1'/>",
        "/whisper": "<Say>A call about a bill.</Say>",
    }
    call = lab.call(handset=me)
    assert ROSAS_NOTE in notes(me)
    assert CALLERS_NOTE in notes(her)
    assert CALLERS_NOTE not in notes(me)
    assert ROSAS_NOTE not in notes(her)
    assert not me.when("A call about a bill.")
    assert her.when("A call about a bill.")
    ended = call.leg("Rosa").ended_at or 0.0
    assert not any(frame[0] == ROSAS_NOTE for at, frame in me.frames if at > ended + 0.25)
    assert me.when("Afterwards.")
    parted(call)


@pytest.mark.parametrize("words_first", [True, False])
def test_a_telephone_of_words_can_talk_to_one_with_sound(lab: Lab, *, words_first: bool) -> None:
    sound = Telephone([(4.0, "h")], says=hums(CALLERS_NOTE), rings=1.0)
    lab.phones[ROSA] = Phone(handset=sound, name="Rosa") if words_first else Phone(answers_after=1, talks_for=3)
    lab.pages["/voice"] = f"<Dial record='record-from-answer'>{ROSA}</Dial>"
    call = lab.call(handset=Voice([(9.0, "h")]) if words_first else sound)
    assert call.seconds >= 3
    assert notes(sound) & {0xFF}
    (recording,) = call.recordings
    assert bytes([CALLERS_NOTE]) * FRAME in recording.sound
    parted(call)


def test_who_waited_and_who_dials_the_queue_hear_each_other(lab: Lab) -> None:
    me, her = caller(), rosa((6.0, "h"), rings=None)
    lab.pages |= {
        "/voice": "<Enqueue>support</Enqueue>",
        "/desk": "<Dial><Queue url='/before'>support</Queue></Dial>",
        "/before": "<Say>Rosa is here.</Say>",
    }
    calls = together(lab, (0, "/voice", me), (2, "/desk", her))
    assert ROSAS_NOTE in notes(me)
    assert CALLERS_NOTE in notes(her)
    assert me.when("Rosa is here.")
    assert not her.when("Rosa is here.")
    parted(*calls)


def test_a_worker_who_takes_a_task_hears_the_caller(lab: Lab) -> None:
    me, her = caller((8.0, "h")), rosa()
    lab.phones[ROSA] = Phone(handset=her, name="Rosa")
    lab.pages["/voice"] = f"<Enqueue workflowSid='WW{'1' * 32}'><Task>{{}}</Task></Enqueue>"
    network = lab.network()

    async def work() -> Call:
        call = asyncio.ensure_future(network.place(Ticket(f"{BASE}/voice", me)))
        await asyncio.sleep(1)
        network.tasks.pending()[0].accept(ROSA)
        return await call

    call = network.together(work())
    assert ROSAS_NOTE in notes(me)
    assert CALLERS_NOTE in notes(her)
    parted(call)


def conference(lab: Lab, **rooms: str) -> None:
    for path, attributes in rooms.items():
        lab.pages[f"/{path}"] = f"<Dial><Conference {attributes}>room</Conference></Dial>"


def test_in_a_conference_everybody_hears_everybody_else_and_not_themselves(lab: Lab) -> None:
    conference(lab, voice="")
    phones = [Telephone([(6.0, "h")], says=hums(byte)) for byte in (CALLERS_NOTE, ROSAS_NOTE, BENS_NOTE)]
    calls = together(lab, *((place, "/voice", phone) for place, phone in enumerate(phones)))
    three = [CALLERS_NOTE, ROSAS_NOTE, BENS_NOTE]
    for own, phone in zip(three, phones, strict=True):
        others = [bytes([byte]) * FRAME for byte in three if byte != own]
        assert mixed(others)[0] in notes(phone)
        assert own not in notes(phone)
    parted(*calls)


def test_who_is_muted_hears_and_is_not_heard(lab: Lab) -> None:
    conference(lab, voice="", quiet="muted='true'")
    me, muted = caller((5.0, "h")), rosa((4.0, "h"), rings=None)
    calls = together(lab, (0, "/voice", me), (0, "/quiet", muted))
    assert ROSAS_NOTE not in notes(me)
    assert CALLERS_NOTE in notes(muted)
    parted(*calls)


def test_nobody_hears_anybody_before_a_conference_starts(lab: Lab) -> None:
    conference(lab, voice="startConferenceOnEnter='false' waitUrl=''", start="")
    me, her = caller((8.0, "h")), rosa((8.0, "h"), rings=None)
    her.says = me.says = lambda leg: bytes([ROSAS_NOTE]) * FRAME
    ben = Telephone([(2.0, "h")], says=hums(BENS_NOTE))
    calls = together(lab, (0, "/voice", me), (0, "/voice", her), (4, "/start", ben))
    began = calls[2].legs[0].answered_at or 0.0
    assert not any(frame[0] == ROSAS_NOTE for phone in (me, her) for at, frame in phone.frames if at < began)
    assert ROSAS_NOTE in notes(me)
    assert mixed([bytes([ROSAS_NOTE]) * FRAME] * 2)[0] in notes(ben)
    parted(*calls)


def test_who_leaves_a_conference_is_heard_no_more(lab: Lab) -> None:
    conference(lab, voice="")
    lab.pages["/voice"] += "<Pause length='3'/>"
    lab.pages["/star"] = "<Dial hangupOnStar='true'><Conference>room</Conference></Dial><Pause length='3'/>"
    me = caller((8.0, "h"))
    leaver = Telephone([(3.0, "*")], says=lambda leg: bytes([ROSAS_NOTE]) * FRAME)
    calls = together(lab, (0, "/voice", me), (0, "/star", leaver))
    left = (calls[1].legs[0].answered_at or 0.0) + 3.0
    assert any(frame[0] == ROSAS_NOTE for at, frame in me.frames if at < left)
    assert not any(frame[0] == ROSAS_NOTE for at, frame in me.frames if at > left + 0.25)
    assert not any(frame[0] == CALLERS_NOTE for at, frame in leaver.frames if at > left + 0.25)
    parted(*calls)


def test_a_call_that_is_taken_elsewhere_hears_the_other_no_more(lab: Lab) -> None:
    me, her = caller((9.0, "h")), rosa()
    lab.phones[ROSA] = Phone(handset=her, name="Rosa")
    lab.pages |= {"/voice": f"<Dial>{ROSA}</Dial>", "/new": "<Say>Somewhere else.</Say><Pause length='5'/>"}
    network: Network = lab.network()

    async def work() -> Call:
        call = asyncio.ensure_future(network.place(Ticket(f"{BASE}/voice", me)))
        await asyncio.sleep(3)
        (record,) = network.holdings.calls.values()
        network.client().calls(record.sid).update(url=f"{BASE}/new", method="POST")
        return await call

    call = network.together(work())
    spoken = me.when("Somewhere else.")[0]
    assert any(frame[0] == ROSAS_NOTE for at, frame in me.frames if at < spoken)
    assert not any(frame[0] == ROSAS_NOTE for at, frame in me.frames if at > spoken)
    parted(call)
