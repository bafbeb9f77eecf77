"""What a page is told of requests, replies, nodes, troubles, and a line that thinks."""

import asyncio
import threading
from dataclasses import dataclass

import pytest
from page_laboratory import MISSING, VOICE, Lab, run, twiml

from ivr.carrier.audio import Audio
from ivr.carrier.phase import Phase
from ivr.carrier.placing import Ticket
from ivr.carrier.textleg import TextLeg
from ivr.phone.exchange import Exchange
from ivr.phone.studio import Studio

SPEECH = twiml('<Gather input="speech" timeout="5" speechTimeout="1" action="/said"><Say>Speak</Say></Gather>')
RECORD = twiml('<Record timeout="1" playBeep="false" action="/kept"/>')
BYE = twiml("<Say>Goodbye</Say><Hangup/>")
LOUD = b"\x90\x10" * 4000
LONG = 60.0  # seconds that a line thinks; no test is as slow


def test_each_turn_is_told_with_what_was_sent_and_what_came() -> None:
    async def work(lab: Lab) -> None:
        tab = await lab.tab()
        await tab.send("call", **{"from": "+15550100077"})
        await tab.until("ended")
        asked, told = (one for one in tab.all("turn"))
        assert asked["id"] == told["id"]
        assert (asked["status"], asked["reply"]) == (None, None)
        assert (told["method"], told["url"]) == ("POST", "https://line.example.test/voice")
        assert ["From", "+15550100077"] in told["request"]
        assert (told["status"], told["failed"]) == (200, None)
        assert told["reply"] == BYE

    run(work, {"/voice": BYE})


def test_the_node_is_told_whenever_it_is_another() -> None:
    nodes = iter(["greeting", "greeting", "end"])
    calls: list[str] = []

    def where(call: str) -> str:
        calls.append(call)
        return next(nodes)

    async def work(lab: Lab) -> None:
        tab = await lab.tab()
        await tab.send("call")
        await tab.until("node", node="greeting")
        await tab.until("node", node="end")
        await tab.until("ended")
        assert len(tab.all("node")) == 2
        assert set(calls) == {lab.house.exchange.done[0].sid}

    pause = "<Say>One</Say><Redirect>/{}</Redirect>"
    run(work, {"/voice": twiml(pause.format("2")), "/2": twiml(pause.format("3")), "/3": BYE}, where=where)


def test_a_map_that_cannot_be_read_does_not_end_a_call() -> None:
    def where(call: str) -> str:
        raise LookupError(call)

    async def work(lab: Lab) -> None:
        tab = await lab.tab()
        await tab.send("call")
        assert (await tab.until("ended"))["how"] == "the line hangs up"

    run(work, {"/voice": BYE}, where=where)


def test_hanging_up_works_at_once_while_the_line_thinks() -> None:
    release = threading.Event()

    def slow(sent: dict[str, str]) -> str:
        assert release.wait(LONG)
        return BYE

    async def work(lab: Lab) -> None:
        tab = await lab.tab()
        await tab.send("call")
        assert (await tab.until("trouble"))["text"].startswith("The line is thinking: 2 s so far.")
        await tab.send("hang_up")
        await tab.until("stop")  # and the line thinks still
        release.set()
        assert (await tab.until("ended"))["how"] == "the caller hangs up"

    try:
        run(work, {"/voice": slow})
    finally:
        release.set()


def test_a_new_call_may_begin_while_the_line_thinks_about_the_last_and_is_not_mixed_with_it() -> None:
    release, asked = threading.Event(), threading.Event()

    def slow(sent: dict[str, str]) -> str:
        if not asked.is_set():
            asked.set()
            assert release.wait(LONG)
        return BYE

    async def work(lab: Lab) -> None:
        tab = await lab.tab()
        await tab.send("call")
        await lab.until(asked.is_set)
        await tab.send("hang_up")
        await tab.until("stop")  # and the line thinks still
        await tab.send("call")
        await tab.until("start")
        release.set()
        assert (await tab.until("ended"))["how"] == "the line hangs up"
        await lab.until(lambda: len(lab.house.exchange.done) == 2)
        assert len(tab.all("ended")) == 1

    try:
        run(work, {"/voice": slow})
    finally:
        release.set()


def test_what_the_carrier_noted_is_told_when_the_call_is_over_with_what_was_keyed_masked() -> None:
    async def work(lab: Lab) -> None:
        tab = await lab.tab()
        await tab.send("call")
        await tab.until("phase", phase="listening")
        await tab.keys("427193852#")
        await tab.until("ended")
        noted = tab.all("trouble")[-1]["text"]
        assert noted.startswith("The carrier notes: ")
        assert "13420" in noted
        assert "427193852" not in noted

    play = twiml("<Play>/sound-of-427193852.mp3</Play>")
    run(work, {"/voice": twiml('<Gather timeout="5" action="/then"/>'), "/then": play})


def test_a_line_that_gives_no_reply_is_named_as_the_trouble() -> None:
    async def work(lab: Lab) -> None:
        tab = await lab.tab()
        await tab.send("call")
        trouble = await tab.until("trouble")
        assert (
            trouble["text"]
            == "The line gave no reply at https://line.example.test/take/…/slow: no complete reply within 15 seconds."
        )
        await tab.until("ended")
        turn = next(one for one in tab.all("turn") if one["failed"])
        assert turn["failed"] == "no reply: no complete reply within 15 seconds"

    run(work, {"/voice": twiml("<Redirect>/take/Qm9va3dvcm0xMjM0NTY3/slow</Redirect>")}, released=lambda: False)


def test_what_cannot_be_spoken_is_a_trouble_and_the_words_are_shown() -> None:
    async def work(lab: Lab) -> None:
        tab = await lab.tab()
        await tab.send("call")
        assert (await tab.until("trouble"))["text"] == MISSING
        await tab.until("words", text="unspeakable")
        await tab.send("hang_up")
        await tab.until("ended")

    run(work, {"/voice": twiml("<Say>unspeakable</Say><Pause/>")})


def test_words_typed_for_a_speech_gather_are_what_was_said() -> None:
    async def work(lab: Lab) -> None:
        tab = await lab.tab()
        await tab.send("call")
        await tab.until("microphone", wanted=True, why="speech")
        await tab.until("timer")
        await tab.send("say", text="pay my bill")
        await tab.until("microphone", wanted=False)
        await tab.until("ended")
        assert [one["SpeechResult"] for one in lab.asked if "SpeechResult" in one] == ["pay my bill"]

    run(work, {"/voice": SPEECH, "/said": BYE})


def test_what_is_recorded_can_be_heard_afterwards() -> None:
    async def work(lab: Lab) -> None:
        tab = await lab.tab()
        await tab.send("call")
        await tab.until("microphone", wanted=True, why="record")
        for _ in range(3):
            await tab.speak(LOUD[:1601])
            await asyncio.sleep(0.05)
        ended = await tab.until("ended")
        (recording,) = ended["recordings"]
        async with lab.session.get(lab.site.address + recording["url"]) as reply:
            assert reply.content_type == "audio/wav"
            sound = await reply.read()
            assert sound.startswith(b"RIFF")
        async with lab.session.get(f"{lab.site.address}/recordings/RE0.wav") as reply:
            assert reply.status == 404
        lab.house.exchange.network.premises.recordings.clear()  # there were many calls since
        async with lab.session.get(lab.site.address + recording["url"]) as reply:
            assert await reply.read() == sound

    run(work, {"/voice": RECORD, "/kept": BYE})


def test_what_was_recorded_on_a_call_that_no_page_placed_can_be_heard_too() -> None:
    """A call back, or one of a softphone."""

    @dataclass
    class Speaks:
        studio: Studio

        def audio(self) -> Audio:
            return self.studio.audio()

        async def hold(self, phone: TextLeg) -> None:
            while phone.phase is not Phase.RECORDING:
                await phone.room.change(None)
            assert phone.wire is not None
            phone.wire.hear(LOUD[:1601])
            await phone.stay(0.1)
            phone.key_down("#")

    async def work(lab: Lab) -> None:
        network = lab.house.exchange.network
        call = await network.place(Ticket(VOICE, Speaks(lab.house.studio)))
        (recording,) = call.recordings
        assert lab.house.exchange.done == []
        async with lab.session.get(f"{lab.site.address}/recordings/{recording.sid}.wav") as reply:
            assert await reply.read() == recording.file()

    run(work, {"/voice": RECORD, "/kept": BYE})


def test_paragraphs_carry_the_language_they_are_spoken_in() -> None:
    line = twiml('<Say language="en-US">One two</Say><Say language="es-MX">Uno dos</Say><Say>Bye</Say>')

    async def work(lab: Lab) -> None:
        tab = await lab.tab()
        await tab.send("call")
        await tab.until("ended")
        told = {one["id"]: (one["lang"], one["text"]) for one in tab.all("words")}
        assert list(told.values()) == [("en-US", "One two"), ("es-MX", "Uno dos"), ("en-US", "Bye")]

    run(work, {"/voice": line})


def test_a_call_that_breaks_is_told_as_such_and_the_telephone_is_free_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("427193852")

    async def work(lab: Lab) -> None:
        tab = await lab.tab()
        with monkeypatch.context() as broken_line:
            broken_line.setattr(Exchange, "call", broken)
            await tab.send("call")
            assert (await tab.until("ended"))["how"] == "an error"
        assert "427193852" not in tab.told()
        await tab.send("call")
        assert (await tab.until("ended"))["how"] == "the line hangs up"

    run(work, {"/voice": BYE})
