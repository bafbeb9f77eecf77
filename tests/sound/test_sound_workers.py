"""Reading sound beside the loop: not more of it at once than there are processors, and nobody waits for it at the end."""

import asyncio
import os
import threading
from contextvars import ContextVar

from ivr.sound.workers import in_passing, off_the_loop

PATIENCE = 10.0
CALL: ContextVar[str] = ContextVar("call", default="nobody's")


def test_no_more_is_read_at_once_than_there_are_processors() -> None:
    most, reading, lock, processors = [0], [0], threading.Lock(), os.cpu_count() or 1
    go_on = threading.Event()

    def read(content: bytes) -> bytes:
        with lock:
            reading[0] += 1
            most[0] = max(most[0], reading[0])
        assert go_on.wait(PATIENCE)
        with lock:
            reading[0] -= 1
        return content[::-1]

    async def all_of_them() -> list[bytes]:
        works = [asyncio.ensure_future(off_the_loop(read, bytes((1, number)))) for number in range(20)]
        await asyncio.sleep(0)  # each has a thread now
        async with asyncio.timeout(PATIENCE):
            while reading[0] < processors:  # noqa: ASYNC110 - threads ring no bell
                await asyncio.sleep(0.001)
        go_on.set()
        return await asyncio.gather(*works)

    assert asyncio.run(all_of_them()) == [bytes((number, 1)) for number in range(20)]
    assert most[0] == processors


def test_what_is_done_in_passing_knows_on_whose_behalf() -> None:
    """A log line of it bears the call's name."""

    async def ask() -> str:
        CALL.set("CA1")
        return await in_passing(CALL.get)

    assert asyncio.run(ask()) == "CA1"


def test_a_file_that_is_never_read_to_its_end_holds_up_no_process() -> None:
    never = threading.Event()

    async def give_up() -> None:
        reading = asyncio.ensure_future(off_the_loop(lambda _: never.wait(PATIENCE), b""))
        await asyncio.sleep(0)
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)
        assert reading.cancelled()

    before = set(threading.enumerate())
    asyncio.run(give_up())
    (left,) = set(threading.enumerate()) - before
    assert left.daemon  # such a thread ends with the process
    never.set()
    left.join(PATIENCE)
    assert not left.is_alive()
