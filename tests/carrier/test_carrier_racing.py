"""Cutting short what runs, without a task of its own."""

import asyncio

import pytest

from ivr.carrier.bell import Bell
from ivr.carrier.clock import VirtualClock
from ivr.carrier.racing import CutShort


class Door:
    """Rings when it is opened."""

    def __init__(self) -> None:
        self.bell = Bell()
        self.open = False

    def is_open(self) -> bool:
        return self.open

    def unlock(self) -> None:
        self.open = True
        self.bell.ring()

    def short(self) -> CutShort:
        return CutShort(self.bell, self.is_open)


def test_what_runs_is_cut_short_at_the_ring_and_the_task_goes_on(virtual_clock: VirtualClock) -> None:
    async def work() -> tuple[float, int]:
        door, loop = Door(), asyncio.get_running_loop()
        began = loop.time()
        loop.call_later(3, door.unlock)
        async with door.short():
            await asyncio.sleep(10)
        await asyncio.sleep(1)
        task = asyncio.current_task()
        assert task is not None
        return loop.time() - began, task.cancelling()

    assert virtual_clock.run(work()) == (pytest.approx(4), 0)


def test_what_ends_by_itself_is_not_cut_by_a_later_ring(virtual_clock: VirtualClock) -> None:
    async def work() -> float:
        door, loop = Door(), asyncio.get_running_loop()
        began = loop.time()
        async with door.short():
            await asyncio.sleep(2)
        door.unlock()
        await asyncio.sleep(3)
        return loop.time() - began

    assert virtual_clock.run(work()) == pytest.approx(5)


def test_a_ring_for_something_else_cuts_nothing(virtual_clock: VirtualClock) -> None:
    async def work() -> float:
        door, loop = Door(), asyncio.get_running_loop()
        began = loop.time()
        loop.call_later(1, door.bell.ring)
        async with door.short():
            await asyncio.sleep(2)
        return loop.time() - began

    assert virtual_clock.run(work()) == pytest.approx(2)


def test_both_at_one_instant_leave_no_cancelling_behind(virtual_clock: VirtualClock) -> None:
    async def work() -> str:
        door, loop = Door(), asyncio.get_running_loop()
        loop.call_later(2, door.unlock)
        async with door.short():
            await asyncio.sleep(2)
        door = Door()
        async with door.short():
            door.unlock()
        await asyncio.sleep(1)
        return "went on"

    assert virtual_clock.run(work()) == "went on"


def test_whoever_cancels_the_task_itself_is_not_swallowed(virtual_clock: VirtualClock) -> None:
    async def inside(door: Door) -> None:
        async with door.short():
            await asyncio.sleep(10)

    async def work() -> bool:
        door, loop = Door(), asyncio.get_running_loop()
        task = asyncio.ensure_future(inside(door))
        loop.call_later(2, task.cancel)
        loop.call_later(2, door.unlock)
        await asyncio.wait({task})
        return task.cancelled()

    assert virtual_clock.run(work())


def test_an_error_inside_comes_out_though_it_is_cut_at_that_instant(virtual_clock: VirtualClock) -> None:
    async def inside() -> None:
        door = Door()
        async with door.short():
            door.unlock()
            raise LookupError("inside")

    async def work() -> str:
        with pytest.raises(LookupError, match="inside"):
            await inside()
        await asyncio.sleep(1)
        return "went on"

    assert virtual_clock.run(work()) == "went on"
