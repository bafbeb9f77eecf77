"""Work begun for somebody who does not wait for it: calls that go on, words being said. None is forgotten at the end."""

import asyncio
from collections.abc import Coroutine

import structlog

from ivr.service.trace import fault_of

_log = structlog.get_logger()


class Errands:
    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: "asyncio.Task[None]") -> None:
        """An error's own text is left out: it may hold what was keyed."""
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("phone_errand_failed", fault=fault_of(error))

    async def finish(self, seconds: float) -> None:
        """Whatever has not ended in that time is cancelled. Returns when all of it is really over."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        left = set(self._tasks)
        for task in left:
            task.cancel()
        if left:
            await asyncio.wait(left)
