"""Time that may begin at another instant, and work that nobody waits for at the end."""

import asyncio
import threading
from datetime import UTC, datetime, timedelta

import pytest

from ivr.phone.clock import PhoneClock
from ivr.sound.workers import in_passing

PATIENCE = 10.0


def test_a_call_may_take_place_at_another_time_which_goes_on_from_there() -> None:
    at = datetime(2026, 11, 28, 22, 0, tzinfo=UTC)
    with PhoneClock(at) as clock:
        assert at <= clock.now() < at + timedelta(seconds=PATIENCE)


def test_what_blocks_is_done_outside_and_its_result_comes_back() -> None:
    with PhoneClock() as clock:
        mine = threading.get_ident()
        assert clock.run(clock.outside(threading.get_ident)) != mine


def test_what_it_raises_is_raised_where_it_was_asked_for() -> None:
    with PhoneClock() as clock, pytest.raises(ZeroDivisionError):
        clock.run(clock.outside(lambda: 1 // 0))


def test_what_never_ends_holds_up_neither_the_clock_nor_the_process() -> None:
    never = threading.Event()

    async def wait() -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.01):
                await in_passing(lambda: never.wait(PATIENCE))

    before = set(threading.enumerate())  # of other tests, perhaps
    with PhoneClock() as clock:
        clock.run(wait())
    (left,) = [one for one in threading.enumerate() if one.name == "in passing" and one not in before]
    assert left.daemon
    never.set()
    left.join(PATIENCE)
    assert not left.is_alive()
