import asyncio
import json

import pytest

from ivr.carrier import VirtualClock
from ivr.carrier.happenings import RangOut
from ivr.carrier.leg import LegGoneError
from ivr.carrier.room import Room
from ivr.carrier.textleg import TextLeg
from ivr.phone.outbox import Outbox
from ivr.phone.telling import LivePage, of_own_end, of_whole_call


def test_what_was_cut_in_the_moment_it_began_is_not_told_and_the_rest_is() -> None:
    outbox = Outbox()

    async def call() -> None:
        room = Room()
        phone = TextLeg(room, "caller", "+15550100001")
        page = LivePage(phone, outbox.send, outbox.number)
        teller = of_whole_call(phone, page)
        await phone.answer()
        await phone.say("Heard to its end", None, None)
        saying = asyncio.create_task(phone.say("Never heard at all", None, None))
        await room.sleep(0)
        phone.hang_up()
        teller.finish()
        with pytest.raises(LegGoneError):
            await saying

    with VirtualClock() as clock:
        clock.run(call())
    told = " ".join(outbox._messages)
    assert "Heard to its end" in told
    assert "Never" not in told
    assert "(you hang up)" in told


def test_who_is_rung_a_second_time_on_one_call_is_not_told_of_the_first_time() -> None:
    outbox = Outbox()

    async def call() -> None:
        room = Room()
        TextLeg(room, "caller", "+15550100001")
        first = TextLeg(room, "Rosa", "+15550100201")
        first.hang_up()
        phone = TextLeg(room, "Rosa", "+15550100201")
        teller = of_own_end(phone, LivePage(phone, outbox.send, outbox.number))
        phone.key_down("7")
        teller.finish()

    with VirtualClock() as clock:
        clock.run(call())
    told = " ".join(outbox._messages)
    assert "hang up" not in told
    assert '"keyed"' in told


def test_what_is_written_in_place_of_speech_is_told_with_its_numbers_masked() -> None:
    outbox = Outbox()

    async def call() -> None:
        phone = TextLeg(Room(), "caller", "+15550100001")
        teller = of_whole_call(phone, LivePage(phone, outbox.send, outbox.number))
        await phone.answer()
        await phone.speak("My card is 4111 1111 1111 1111")
        teller.finish()

    with VirtualClock() as clock:
        clock.run(call())
    told = json.loads(outbox._messages[-1])
    assert told["text"].startswith("(you say: My card is ")
    assert told["text"].endswith(" 1111)")
    assert "4111" not in told["text"]


def test_two_telephones_that_ring_together_are_rung() -> None:
    outbox = Outbox()

    async def call() -> None:
        phone = TextLeg(Room(), "caller", "+15550100001")
        teller = of_whole_call(phone, LivePage(phone, outbox.send, outbox.number))
        await phone.answer()
        phone.note(RangOut(("Kai", "Lani")))
        teller.finish()

    with VirtualClock() as clock:
        clock.run(call())
    assert "(you hear ringing; Kai and Lani are rung)" in outbox._messages[-1]
