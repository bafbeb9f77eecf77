"""A telephone in a browser that rings and is refused: what the line is told of it, and what a saved call says."""

from page_laboratory import ROSA, Lab, run, twiml

from ivr.rehearsal.observing import observed

BEN = "+15550100202"
LINE = {"/voice": twiml(f'<Dial action="/after"><Number>{ROSA}</Number></Dial>')}


def _told(lab: Lab) -> str:
    return next(form["DialCallStatus"] for form in lab.asked if form["path"] == "/after")


def test_who_refuses_a_call_is_told_of_as_busy() -> None:
    async def work(lab: Lab) -> None:
        rosa, tab = await lab.tab(number=ROSA, name="Rosa"), await lab.tab()
        await tab.send("call")
        await rosa.until("rings")
        await rosa.send("hang_up")
        await tab.until("ended")
        assert _told(lab) == "busy"
        assert observed(lab.house.exchange.done[0])[ROSA].busy

    run(work, LINE)


def test_a_tab_that_two_numbers_ring_at_once_rings_for_the_first_and_is_busy_for_the_second() -> None:
    called = "".join(
        f'<Number statusCallback="/of/{each}">{number}</Number>' for each, number in enumerate((ROSA, BEN))
    )

    async def work(lab: Lab) -> None:
        anybody, tab = await lab.tab(number=None, name="Mia"), await lab.tab()
        await tab.send("call")
        assert (await anybody.until("rings"))["number"] == ROSA
        await lab.until(lambda: any(form["path"] == "/of/1" for form in lab.asked))
        await anybody.send("pick_up")
        await anybody.until("start")
        await tab.until("phase", phase="bridged")
        await anybody.send("hang_up")
        await tab.until("ended")
        assert [form["CallStatus"] for form in lab.asked if form["path"] == "/of/1"] == ["busy"]
        assert len(anybody.all("rings")) == 1

    run(work, {"/voice": twiml(f"<Dial>{called}</Dial>")})


def test_a_tab_that_is_closed_while_it_rings_did_not_answer() -> None:
    async def work(lab: Lab) -> None:
        rosa, tab = await lab.tab(number=ROSA, name="Rosa"), await lab.tab()
        await tab.send("call")
        await rosa.until("rings")
        await rosa.socket.close()
        await tab.until("ended")
        assert _told(lab) == "no-answer"
        phone = observed(lab.house.exchange.done[0])[ROSA]
        assert (phone.busy, phone.fails, phone.answers_after) == (False, False, None)

    run(work, LINE)


def test_who_hangs_up_a_call_of_their_own_before_it_is_answered_refuses_nobody() -> None:
    """While the line is being rung, and nobody is told of a busy telephone."""
    both = {"/voice": twiml(f'<Dial answerOnBridge="true" action="/after"><Number>{ROSA}</Number></Dial>')}

    async def work(lab: Lab) -> None:
        rosa, tab = await lab.tab(number=ROSA, name="Rosa"), await lab.tab()
        await tab.send("call")
        await rosa.until("rings")
        await tab.send("hang_up")
        await rosa.until("stop")
        await tab.until("ended")
        call = lab.house.exchange.done[0]
        assert call.legs[0].refused is None
        assert not observed(call)[ROSA].busy

    run(work, both)
