import asyncio
from collections import Counter

import pytest

from ivr.carrier import VirtualClock, WallClock
from ivr.phone.ticker import Ticker
from ivr.sound.g711 import FRAME_SECONDS


async def _ticking(ticker: Ticker, seconds: float) -> None:
    running = asyncio.create_task(ticker.run())
    await asyncio.sleep(seconds)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


@pytest.fixture
def virtual() -> VirtualClock:
    return VirtualClock()


def test_everybody_ticks_fifty_times_a_second(virtual: VirtualClock) -> None:
    ticks: Counter[str] = Counter()
    ticker = Ticker()
    for name in ("one", "two"):
        ticker.start(name, lambda name=name: ticks.update([name]))
    with virtual:
        virtual.run(_ticking(ticker, 10.01))
    assert ticks == {"one": 500, "two": 500}


def test_who_has_stopped_ticks_no_more_even_when_another_one_stopped_it_in_the_same_moment(
    virtual: VirtualClock,
) -> None:
    ticks: list[str] = []
    ticker = Ticker()
    ticker.start("one", lambda: (ticks.append("one"), ticker.stop("two"), ticker.stop("two")))
    ticker.start("two", lambda: ticks.append("two"))
    with virtual:
        virtual.run(_ticking(ticker, 0.05))
    assert ticks == ["one", "one"]


def test_one_that_raises_ticks_no_more_and_nobody_else_is_disturbed(virtual: VirtualClock) -> None:
    ticks: Counter[str] = Counter()
    ticker = Ticker()

    def broken() -> None:
        ticks.update(["broken"])
        raise RuntimeError("427193852")

    ticker.start("broken", broken)
    ticker.start("whole", lambda: ticks.update(["whole"]))
    with virtual:
        virtual.run(_ticking(ticker, 1.01))
    assert ticks == {"broken": 1, "whole": 50}


@pytest.mark.parametrize(("late", "made_up"), [(0.05, True), (0.2, False), (1.3, False)])
def test_ticks_that_were_missed_are_made_up_for_unless_it_was_too_long(
    late: float, made_up: bool, virtual: VirtualClock
) -> None:
    ticks: list[float] = []
    ticker = Ticker()

    def tick() -> None:
        ticks.append(virtual.now().timestamp())
        if len(ticks) == 10:
            virtual.advance(late)  # something held the loop up

    ticker.start("one", tick)
    with virtual:
        virtual.run(_ticking(ticker, 3.01))
    assert len(ticks) == (150 if made_up else 150 - round(late * 50) + 1)


def test_on_the_wall_clock_frames_do_not_drift() -> None:
    """However late single ticks are on a busy machine, the best of the last are no later than the best of the first."""
    ticks: list[float] = []
    ticker = Ticker()
    ticker.start("one", lambda: ticks.append(asyncio.get_running_loop().time()))
    with WallClock() as clock:
        clock.run(_ticking(ticker, 0.6))
    late = [at - place * FRAME_SECONDS for place, at in enumerate(ticks)]
    assert len(ticks) >= 20
    assert min(late[-10:]) == pytest.approx(min(late[:10]), abs=0.01)
