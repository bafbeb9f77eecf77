"""The time that telephones with sound live in: the wall's, perhaps begun at another instant.

What blocks is done in a thread of its own that nobody waits for at the end: an application that never answers must keep
neither Ctrl-C nor this process waiting, as the threads of a pool would.
"""

import asyncio
import contextvars
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TypeVar

from ivr.carrier.clock import WallClock

T = TypeVar("T")


class PhoneClock(WallClock):
    async def outside(self, work: Callable[[], T]) -> T:
        return await in_passing(work)


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


def _unless_given_up(result: "asyncio.Future[T]", settle: Callable[[], None]) -> None:
    if not result.done():
        settle()
