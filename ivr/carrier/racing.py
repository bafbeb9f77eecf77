"""Two or more things at once, of which the first to end decides."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from types import TracebackType
from typing import Never, TypeVar

from ivr.carrier.bell import Bell
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


class CutShort:
    """What stands inside is cut short when `holds` does, looked at whenever the bell rings.

    No task of its own: the one that runs is cancelled and goes on behind the block, in the way of `asyncio.timeout`.
    """

    def __init__(self, bell: Bell, holds: Callable[[], bool]) -> None:
        self._bell = bell
        self._holds = holds
        self._cut = False

    async def __aenter__(self) -> None:
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("nothing to cut short outside of a task")
        self._task = task
        self._before = task.cancelling()
        self._bell.alarm(self, self._holds, self._now)

    def _now(self) -> None:
        self._cut = True
        self._task.cancel()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        self._bell.unalarm(self)
        if not self._cut:
            return False
        cancelled = kind is not None and issubclass(kind, asyncio.CancelledError)
        if not cancelled:  # it ended at that very instant, and the cancelling is still to come
            with suppress(asyncio.CancelledError):
                await asyncio.sleep(0)
        others = self._task.uncancel() > self._before
        return cancelled and not others


async def unless_gone(leg: Leg, work: Coroutine[object, object, T]) -> T:
    """What `work` returns; when the far end of `leg` goes first, `work` is cancelled and LegGoneError raised."""
    return await first_of(_until_gone(leg), work)


async def _until_gone(leg: Leg) -> Never:
    await leg.until_gone()
    raise LegGoneError
