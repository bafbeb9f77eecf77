"""Two or more things at once, of which the first to end decides."""

import asyncio
from collections.abc import Coroutine
from typing import Never, TypeVar

from ivr.carrier.leg import Leg, LegGoneError

T = TypeVar("T")


async def first_of(*works: Coroutine[object, object, T]) -> T:
    """What the first to end returned or raised; of several that ended at one instant, the leftmost. The others are
    cancelled, and are really over when this returns."""
    if len(works) == 1:
        return await works[0]
    loop = asyncio.get_running_loop()
    ended = loop.create_future()
    tasks = [loop.create_task(work) for work in works]

    def settle(task: "asyncio.Task[T]") -> None:
        if not task.cancelled():
            task.exception()  # looked at, or asyncio would complain of what a loser raised
        if not ended.done():
            ended.set_result(None)

    for task in tasks:
        task.add_done_callback(settle)
    try:
        await ended
        first = next(task for task in tasks if task.done())
    finally:
        await _cancel(tasks)
    return first.result()


async def _cancel(tasks: "list[asyncio.Task[T]]") -> None:
    """Until all are really over; what they raised in the meantime is nobody's business any more."""
    running = [task for task in tasks if not task.done()]
    for task in running:
        task.cancel()
    if running:
        await asyncio.wait(running)


async def unless_gone(leg: Leg, work: Coroutine[object, object, T]) -> T:
    """What `work` returns; when the far end of `leg` goes first, `work` is cancelled and LegGoneError raised."""
    return await first_of(_until_gone(leg), work)


async def _until_gone(leg: Leg) -> Never:
    await leg.until_gone()
    raise LegGoneError
