"""Threads for what blocks the loop that sound runs on.

Nobody waits for them at the end: an application that never answers, or a sound file that takes long to read, must keep
neither Ctrl-C nor the process waiting, as the threads of a pool would.
"""

import asyncio
import contextvars
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TypeVar

T = TypeVar("T")

_READERS = threading.BoundedSemaphore(os.cpu_count() or 1)


async def in_passing(work: Callable[[], T]) -> T:
    """Blocking work, done in a thread that ends with this process at the latest. Whoever is cancelled waits no more, while
    the work goes on. Raises what the work raises."""
    loop = asyncio.get_running_loop()
    result: asyncio.Future[T] = loop.create_future()
    context = contextvars.copy_context()

    def run() -> None:
        try:
            settle = partial(result.set_result, context.run(work))
        except BaseException as error:  # noqa: BLE001 - it is raised again where the result is awaited
            settle = partial(result.set_exception, error)
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(_unless_given_up, result, settle)

    threading.Thread(target=run, name="in passing", daemon=True).start()
    return await result


async def off_the_loop(work: Callable[[bytes], T], content: bytes) -> T:
    """What `work` makes of the content, where that is computing and takes longer than a frame: no more of it at once than
    there are processors, so that requests get their turn."""
    return await in_passing(partial(_in_turn, work, content))


def _in_turn(work: Callable[[bytes], T], content: bytes) -> T:
    with _READERS:
        return work(content)


def _unless_given_up(result: "asyncio.Future[T]", settle: Callable[[], None]) -> None:
    if not result.done():
        settle()
