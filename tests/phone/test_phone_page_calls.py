"""Calls over the socket, from Call to hang-up."""

import asyncio

from page_laboratory import ODD, ROSA, Lab, run, tone_of, twiml

from ivr.sound.g711 import QUIET

MENU = twiml('<Gather numDigits="1" timeout="5" action="/chosen"><Say>long menu</Say></Gather>')
ENTRY = twiml('<Gather finishOnKey="#" timeout="5" action="/entered"><Say>Number please</Say></Gather>')
BYE = twiml("<Say>Goodbye</Say><Hangup/>")


def test_a_call_from_call_to_hang_up() -> None:
    async def work(lab: Lab) -> None:
        tab = await lab.tab()
        await tab.send("call")
        start = await tab.until("start")
        assert start["start"]["mediaFormat"] == {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1}
        await tab.until("stop")
        ended = await tab.until("ended")
        assert ended["how"] == "the line hangs up"
        assert start["start"]["callSid"] == lab.asked[0]["CallSid"] == lab.house.exchange.done[0].sid
        assert ended["recordings"] == []
        assert ended["saved"] == "FILE"
        assert bytes(tab.heard).count(tone_of("Goodbye")[:160]) >= 9
        assert tab.words() == "Goodbye"
        assert tab.all("phase")[0]["phase"] == "ringing"
        assert tab.all("phase")[-1]["phase"] == "over"
        assert "talking" in [one["phase"] for one in tab.all("phase")]

    run(work, {"/voice": BYE}, kept=lambda call: "FILE")


def test_the_last_words_are_heard_to_their_last_byte_before_the_page_is_told_of_the_end() -> None:
    """Their sound is no whole number of frames, and the line hangs up when the clock says that it is over."""
    said = tone_of(ODD)[:-37]

    async def work(lab: Lab) -> None:
        tab = await lab.tab()
        for _ in range(3):
            tab.heard.clear()
            await tab.send("call")
            await tab.until("stop")
            assert bytes(tab.heard).strip(QUIET) == said
            await tab.until("ended")

    run(work, {"/voice": twiml(f"<Say>{ODD}</Say><Hangup/>")})


def test_a_key_cuts_the_prompt_and_what_waits_of_it_is_cleared() -> None:
    async def work(lab: Lab) -> None:
        tab = await lab.tab()
        await tab.send("call")
        await tab.until("phase", phase="talking")
        await asyncio.sleep(0.1)
        await tab.key("1")
        await tab.until("clear")
        await tab.until("stop")
        assert {one["Digits"] for one in lab.asked if "Digits" in one} == {"1"}
        before, _, after = bytes(tab.heard).partition(b"CLEAR")
        assert tone_of("long menu")[:160] in before
        assert tone_of("long menu")[:160] not in after
        assert tone_of("Goodbye")[:160] in after

    run(work, {"/voice": MENU, "/chosen": BYE})


def test_hanging_up_in_the_browser_ends_the_call_at_once() -> None:
    async def work(lab: Lab) -> None:
        tab = await lab.tab()
        await tab.send("call")
        await tab.until("start")
        await tab.send("hang_up")
        await tab.until("stop")
        assert (await tab.until("ended"))["how"] == "the caller hangs up"
        await tab.send("call")
        await tab.until("start")

    run(work, {"/voice": MENU})


def test_a_socket_that_goes_away_ends_its_call_on_the_carriers_side() -> None:
    async def work(lab: Lab) -> None:
        tab = await lab.tab()
        await tab.send("call")
        await tab.until("start")
        await tab.socket.close()
        call = await lab.over(1.0)
        assert str(call.ended) == "the caller hangs up"

    run(work, {"/voice": MENU})


def test_the_timer_runs_while_the_line_listens_and_begins_anew_with_a_key() -> None:
    async def work(lab: Lab) -> None:
        tab = await lab.tab()
        await tab.send("call")
        await tab.until("timer", seconds=5.0)
        await tab.key("4")
        await tab.until("timer", seconds=5.0)
        await tab.key("#")
        await tab.until("timer", seconds=None)
        await tab.until("stop")

    run(work, {"/voice": ENTRY, "/entered": BYE})


def test_a_number_that_is_keyed_never_appears_whole_in_any_frame() -> None:
    number = "427193852"

    def entered(sent: dict[str, str]) -> str:
        spaced = " ".join(sent["Digits"])
        groups = "".join(f"<Say>{spaced[at : at + 6]}</Say>" for at in range(0, len(spaced), 6))
        return twiml(f"{groups}<Say>You keyed {spaced}</Say><Redirect>/again?n={sent['Digits']}</Redirect>")

    async def work(lab: Lab) -> None:
        rosa = await lab.tab(number=ROSA, name="Rosa")
        tab = await lab.tab()
        await tab.send("call")
        await tab.until("timer", seconds=5.0)
        await tab.keys(number + "#")
        await rosa.until("rings")
        await rosa.send("pick_up")
        await rosa.until("phase", phase="bridged")
        await rosa.send("hang_up")
        await rosa.until("stop")
        await tab.until("stop")
        assert "•••••3852" in tab.told()
        for frame in (tab.told() + rosa.told()).splitlines():
            digits = "".join(one for one in frame if one.isdigit())
            assert not [at for at in range(5) if number[at : at + 5] in digits], frame
        assert not rosa.all("turn")
        assert "presses" not in rosa.told()
        assert not rosa.all("keyed")

    again = twiml(f"<Dial><Number>{ROSA}</Number></Dial>")
    run(work, {"/voice": ENTRY, "/entered": entered, "/again": again})
