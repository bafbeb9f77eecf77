"""Two clocks, one behaviour."""

import asyncio
import gc
from datetime import UTC, datetime, timedelta

import pytest

from ivr.carrier.clock import DeadlockError, VirtualClock, WallClock

START = datetime(2026, 11, 24, 15, 5, tzinfo=UTC)


async def sleep_twice() -> str:
    await asyncio.sleep(3600)
    await asyncio.sleep(0.5)
    return "done"


def test_hours_pass_at_once_on_the_virtual_clock() -> None:
    with VirtualClock(START) as clock:
        assert clock.run(sleep_twice()) == "done"  # an hour; the run of the tests would show it
        assert clock.now() == START + timedelta(seconds=3600.5)


def test_timers_fire_in_their_order_and_time_never_runs_backwards() -> None:
    seen = []

    async def note(seconds: float) -> None:
        await asyncio.sleep(seconds)
        seen.append((seconds, asyncio.get_running_loop().time()))

    async def all_of_them() -> None:
        await asyncio.gather(*(note(seconds) for seconds in (3, 1, 2, 0.5, 1)))

    with VirtualClock() as clock:
        clock.run(all_of_them())
    assert seen == [(0.5, 0.5), (1, 1), (1, 1), (2, 2), (3, 3)]


def test_the_clock_goes_on_from_one_run_to_the_next() -> None:
    with VirtualClock(START) as clock:
        clock.run(sleep_twice())
        clock.advance(86_400)
        clock.run(sleep_twice())
        assert clock.now() == START + timedelta(seconds=7201, days=1)


def test_a_deadlock_is_an_error_and_the_clock_stays_usable() -> None:
    ended = []

    async def waits_for_ever() -> None:
        try:
            await asyncio.get_running_loop().create_future()
        finally:
            ended.append("cancelled")

    with VirtualClock() as clock:
        with pytest.raises(DeadlockError, match="no timer is set"):
            clock.run(waits_for_ever())
        assert ended == ["cancelled"]
        assert clock.run(sleep_twice()) == "done"


def test_what_is_done_outside_takes_no_virtual_time_but_what_it_says() -> None:
    async def outside() -> int:
        value = await clock.outside(lambda: 42)
        await clock.spend(7)
        return value

    with VirtualClock(START) as clock:
        assert clock.run(outside()) == 42
        assert clock.now() == START + timedelta(seconds=7)


def test_a_clock_nobody_closed_is_closed_when_it_is_collected() -> None:
    clock = VirtualClock()
    clock.run(sleep_twice())
    del clock
    gc.collect()  # an event loop left open would be a ResourceWarning, which is an error here


@pytest.mark.parametrize("kind", [VirtualClock, WallClock])
def test_a_clock_nobody_closed_is_closed_also_while_another_one_runs(
    kind: type[VirtualClock | WallClock], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The collector comes when it likes, and what it finds is said nowhere but here."""
    complained: list[object] = []
    monkeypatch.setattr("sys.unraisablehook", complained.append)

    async def loop() -> asyncio.AbstractEventLoop:
        return asyncio.get_running_loop()

    async def forget() -> None:
        clocks.clear()
        gc.collect()

    clocks = [kind()]
    its = clocks[0].run(loop())
    with VirtualClock() as another:
        another.run(forget())
    assert its.is_closed()
    assert complained == []


def test_the_wall_clock_takes_its_time_and_spends_none() -> None:
    async def outside() -> int:
        await clock.spend(3600)
        return await clock.outside(lambda: 42)

    with WallClock() as clock:
        before = datetime.now(UTC)
        assert clock.run(outside()) == 42
        assert before <= clock.now() <= datetime.now(UTC)
