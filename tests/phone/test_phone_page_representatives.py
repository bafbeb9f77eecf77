"""Two tabs: whoever calls, and whoever is rung."""

import asyncio

from page_laboratory import CALLER, ROSA, Lab, run, tone_of, twiml

from ivr.carrier import Phone

HERS, HIS = b"\x90" * 1600, b"\xa0" * 1600
DIAL = twiml(f'<Dial action="/after"><Number url="/whisper">{ROSA}</Number></Dial>')
WHISPER = twiml('<Gather numDigits="1" timeout="5" action="/taken"><Say>Press one to talk</Say></Gather><Hangup/>')
LINE = {"/voice": DIAL, "/whisper": WHISPER, "/taken": twiml(""), "/after": twiml("<Say>Goodbye</Say>")}


def test_caller_and_representative_hear_each_other() -> None:
    async def work(lab: Lab) -> None:
        rosa, tab = await lab.tab(number=ROSA, name="Rosa"), await lab.tab()
        await tab.send("call")
        rings = await rosa.until("rings")
        assert (rings["number"], rings["from"]) == (ROSA, CALLER)
        assert not rosa.all("start")
        await rosa.send("pick_up")
        await rosa.until("timer", seconds=5.0)
        assert tone_of("Press one to talk")[:160] in rosa.heard
        assert rosa.words() == "Press one to talk"
        await rosa.key("1")
        await rosa.until("microphone", wanted=True, why="bridged")
        await tab.until("microphone", wanted=True, why="bridged")
        await rosa.speak(HERS)
        await tab.speak(HIS)
        await lab.until(lambda: HERS[:160] in tab.heard and HIS[:160] in rosa.heard)
        assert HIS[:160] not in tab.heard
        assert HERS[:160] not in rosa.heard
        await rosa.send("hang_up")
        await rosa.until("stop")
        await tab.until("ended")
        assert "Goodbye" in tab.words()
        assert "Goodbye" not in rosa.told()
        assert not rosa.all("turn")
        assert not rosa.all("ended")
        assert "Rosa" in tab.told()

    run(work, LINE)


def test_a_telephone_that_is_free_again_is_rung_again() -> None:
    async def work(lab: Lab) -> None:
        rosa, tab = await lab.tab(number=ROSA, name="Rosa"), await lab.tab()
        for _ in range(2):
            await tab.send("call")
            await rosa.until("rings")
            await rosa.send("hang_up")
            await rosa.until("stop")
            await tab.until("ended")
        assert [one["text"] for one in rosa.all("note")] == ["(you hang up)", "(you hang up)"]

    run(work, LINE)


def test_who_has_given_no_number_answers_what_nobody_else_does() -> None:
    async def work(lab: Lab) -> None:
        anybody, tab = await lab.tab(number=None, name="Mia"), await lab.tab()
        await tab.send("call")
        assert (await anybody.until("rings"))["number"] == ROSA
        await tab.send("hang_up")
        await anybody.until("stop")

    run(work, LINE)


def test_a_representative_whose_socket_goes_away_is_let_go_of_and_the_next_call_goes_past_her() -> None:
    async def work(lab: Lab) -> None:
        rosa, tab = await lab.tab(number=ROSA, name="Rosa"), await lab.tab()
        await tab.send("call")
        await rosa.until("rings")
        await rosa.send("pick_up")
        await rosa.until("start")
        await rosa.socket.close()
        await tab.until("ended")
        assert lab.house.switchboard[ROSA].talks_for == 0.1

    run(work, LINE, others={ROSA: Phone(answers_after=0.0, talks_for=0.1)})


def test_two_numbers_rung_at_once_at_one_telephone_ring_it_once() -> None:
    both = twiml(f"<Dial><Number>{ROSA}</Number><Number>+15550100202</Number></Dial>")

    async def work(lab: Lab) -> None:
        anybody, tab = await lab.tab(number=None, name=""), await lab.tab()
        await tab.send("call")
        await anybody.until("rings")
        await anybody.send("pick_up")
        await anybody.until("phase", phase="bridged")
        assert len(anybody.all("rings")) == 1
        await tab.send("hang_up")
        await anybody.until("stop")

    run(work, {"/voice": both})


def test_nobody_can_be_called_what_transcripts_call_others() -> None:
    async def work(lab: Lab) -> None:
        rosa, tab = await lab.tab(number=ROSA, name="Caller"), await lab.tab()
        await tab.send("call")
        await rosa.until("rings")
        await rosa.send("pick_up")
        await rosa.until("timer")
        await tab.send("hang_up")
        await tab.until("ended")
        assert {leg.name for leg in lab.house.exchange.done[0].legs} == {"caller", ROSA}

    run(work, LINE)


def test_a_call_back_rings_the_tab_that_is_idle() -> None:
    async def work(lab: Lab) -> None:
        tab = await lab.tab()
        network = lab.house.exchange.network
        said = twiml("<Say>We call you back</Say><Hangup/>")
        await asyncio.to_thread(network.client().calls.create, to=CALLER, from_="+15550100000", twiml=said)
        assert (await tab.until("rings"))["from"] == "+15550100000"
        await tab.send("pick_up")
        await tab.until("start")
        await tab.until("stop")
        assert tab.words() == "We call you back"
        assert tone_of("We call you back")[:160] in tab.heard

    run(work, {})


def test_other_keys_of_a_representative_are_not_told_to_the_caller() -> None:
    async def work(lab: Lab) -> None:
        rosa, tab = await lab.tab(number=ROSA, name="Rosa"), await lab.tab()
        await tab.send("call")
        await rosa.until("rings")
        await rosa.send("pick_up")
        await rosa.until("timer")
        await rosa.key("1")
        await rosa.until("phase", phase="bridged")
        await rosa.keys("2789")
        await rosa.send("hang_up")
        await tab.until("ended")
        pressed = [one["text"] for one in tab.all("note") if "presses" in one["text"]]
        assert pressed == ["(Rosa presses 1)", "(Rosa presses 2)"]

    run(work, LINE)
