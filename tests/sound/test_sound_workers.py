"""Reading sound beside the loop: not more of it at once than there are processors, and nobody waits for it at the end."""

import asyncio
import os
import threading

from ivr.sound.workers import off_the_loop

PATIENCE = 10.0


def test_no_more_is_read_at_once_than_there_are_processors() -> None:
    most, reading, lock = [0], [0], threading.Lock()
    go_on = threading.Event()

    def read(content: bytes) -> bytes:
        with lock:
            reading[0] += 1
            most[0] = max(most[0], reading[0])
            if reading[0] == (os.cpu_count() or 1):
                go_on.set()
        assert go_on.wait(PATIENCE)
        with lock:
            reading[0] -= 1
        return content[::-1]

    async def all_of_them() -> list[bytes]:
        return await asyncio.gather(*(off_the_loop(read, bytes((1, number))) for number in range(20)))

    assert asyncio.run(all_of_them()) == [bytes((number, 1)) for number in range(20)]
    assert most[0] == (os.cpu_count() or 1)


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
