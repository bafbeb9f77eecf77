"""Waiting for something to be so, and the loop of the virtual clock, which does without asyncio's waiting."""

import asyncio
import socket
from typing import Never

import pytest

from ivr.carrier.bell import Bell
from ivr.carrier.clock import VirtualClock


def test_who_waits_until_something_is_so_sleeps_through_everything_else(virtual_clock: VirtualClock) -> None:
    async def work() -> tuple[bool, int]:
        bell, seen = Bell(), [0]

        def holds() -> bool:
            seen[0] += 1
            return seen[0] == 4

        waiting = asyncio.ensure_future(bell.until(holds))
        for _ in range(3):
            await asyncio.sleep(1)
            assert not waiting.done()
            bell.ring()
        return await waiting, seen[0]

    assert virtual_clock.run(work()) == (True, 4)


def test_what_is_so_already_is_not_waited_for(virtual_clock: VirtualClock) -> None:
    assert virtual_clock.run(Bell().until(lambda: True, 5)) is True


def test_what_never_comes_is_waited_for_no_longer_than_agreed(virtual_clock: VirtualClock) -> None:
    async def work() -> tuple[bool, float]:
        began = asyncio.get_running_loop().time()
        return await Bell().until(lambda: False, 5), asyncio.get_running_loop().time() - began

    assert virtual_clock.run(work()) == (False, pytest.approx(5))


def test_timers_that_are_due_together_all_run_and_cancelled_ones_never(virtual_clock: VirtualClock) -> None:
    async def work() -> list[int]:
        ran: list[int] = []
        loop = asyncio.get_running_loop()
        timers = [loop.call_later(1 + number % 3, ran.append, number) for number in range(900)]
        for timer in timers[::2]:
            timer.cancel()
        await asyncio.sleep(10)
        return ran

    ran = virtual_clock.run(work())
    assert sorted(ran) == list(range(1, 900, 2))
    assert [number % 3 for number in ran] == sorted(number % 3 for number in ran)


def test_sockets_are_watched_as_well() -> None:
    async def work() -> bytes:
        loop = asyncio.get_running_loop()
        here, there = socket.socketpair()
        with here, there:
            here.setblocking(False)
            loop.call_later(60, there.send, b"hello")
            return await loop.sock_recv(here, 5)

    with VirtualClock() as clock:
        assert clock.run(work()) == b"hello"


def test_an_interrupted_run_leaves_nobody_behind() -> None:
    left: list[str] = []

    async def bystander() -> None:
        try:
            await asyncio.sleep(3600)
        finally:
            left.append("cancelled")

    async def interrupted() -> Never:
        task = asyncio.ensure_future(bystander())
        await asyncio.sleep(1)
        assert not task.done()
        raise KeyboardInterrupt

    with VirtualClock() as clock:
        with pytest.raises(KeyboardInterrupt):
            clock.run(interrupted())
        assert left == ["cancelled"]
        assert clock.run(asyncio.sleep(1, "goes on")) == "goes on"
