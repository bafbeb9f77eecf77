"""Orders of the REST API: taken at any moment and from any thread, carried out when the carrier runs.

On the virtual clock a line that orders something inside its webhook is in the carrier's own thread, and everything
stands still until its reply is there. On the wall clock webhooks run in other threads.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import assert_never

from ivr.carrier.interruption import Instead, Interruption
from ivr.carrier.rest.orders import Deliver, Interrupt, Order, Place

MOST_ORDERS = 1000  # while the carrier runs once: a line that calls itself back for ever must come to an end
HOUR = 3600.0


class TooManyOrdersError(Exception):
    """The API answers 429."""


@dataclass(frozen=True, slots=True)
class _Open:
    loop: asyncio.AbstractEventLoop
    carry_out: Callable[[Place | Deliver], Coroutine[object, object, None]]


class Desk:
    """One that `stays_open` counts orders by the hour: the carrier runs once, and that may last for days."""

    def __init__(self) -> None:
        self.stays_open = False
        self._waiting: deque[Order] = deque()
        self._open: _Open | None = None
        self._taken = 0
        self._openings = 0
        self._since = 0.0
        self._work: set[asyncio.Task[None]] = set()

    def take(self, order: Order) -> None:
        """Raises TooManyOrdersError."""
        self._begin_hour()
        self._taken += 1
        if self._taken > MOST_ORDERS:
            raise TooManyOrdersError
        self._waiting.append(order)
        if self._open is None:
            return
        if _running() is self._open.loop:
            self._begin()
        else:
            self._open.loop.call_soon_threadsafe(self._begin)

    def _begin_hour(self) -> None:
        if self.stays_open and self._open is not None and self._open.loop.time() - self._since > HOUR:
            self._since, self._taken = self._open.loop.time(), 0

    @contextmanager
    def opened(self, carry_out: Callable[[Place | Deliver], Coroutine[object, object, None]]) -> Iterator[None]:
        """Orders are begun as they come, and those that waited now. Opened while it is open it changes nothing, but it is
        closed when the last who opened it is done: of several calls at once the first may be the first to end."""
        loop = asyncio.get_running_loop()
        if self._open is None or self._open.loop is not loop:
            self._open, self._taken, self._openings = _Open(loop, carry_out), 0, 0
            self._begin()
        mine = self._open
        self._openings += 1
        try:
            yield
        finally:
            self._leave(mine)

    def _leave(self, opened: _Open) -> None:
        """Who opened it on a loop that is gone has nothing to close any more."""
        if self._open is opened:
            self._openings -= 1
            self._open = opened if self._openings else None

    async def settled(self) -> None:
        """Until nothing ordered is going on any more. Raises what an ordered call raises."""
        while self._work:
            done, _ = await asyncio.wait(self._work, return_when=asyncio.FIRST_COMPLETED)
            self._work -= done
            for task in done:
                task.result()

    async def abandoned(self) -> None:
        """Whatever goes on is broken off."""
        work, self._work = self._work, set()
        for task in work:
            task.cancel()
        await asyncio.gather(*work, return_exceptions=True)

    def _begin(self) -> None:
        while self._open is not None and self._waiting:
            order = self._waiting.popleft()
            match order:
                case Interrupt(interruption=interruption, instead=instead):
                    _interrupt(interruption, instead)
                case Place() | Deliver():
                    task = self._open.loop.create_task(self._open.carry_out(order))
                    self._work.add(task)
                    task.add_done_callback(self._done)
                case _:
                    assert_never(order)

    def _done(self, task: asyncio.Task[None]) -> None:
        """What failed is kept for whoever waits until all is `settled`."""
        if not task.cancelled() and task.exception() is None:
            self._work.discard(task)


def _interrupt(interruption: Interruption, instead: Instead) -> None:
    interruption.tell(instead)


def _running() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
