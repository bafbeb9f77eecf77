"""Two or more things at once, of which the first to end decides."""

import asyncio
from collections.abc import Coroutine
from typing import Never, TypeVar

from ivr.carrier.leg import Leg, LegGoneError

T = TypeVar("T")


async def first_of(*works: Coroutine[object, object, T]) -> T:
    """What the first to end returned or raised; of several that ended at one instant, the leftmost. The others are
    cancelled, and are really over when this returns."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return next(task for task in tasks if task in done).result()


async def unless_gone(leg: Leg, work: Coroutine[object, object, T]) -> T:
    """What `work` returns; when the far end of `leg` goes first, `work` is cancelled and LegGoneError raised."""
    return await first_of(_until_gone(leg), work)


async def _until_gone(leg: Leg) -> Never:
    await leg.until_gone()
    raise LegGoneError
