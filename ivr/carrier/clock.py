"""Whose time a simulated call runs on.

On the virtual clock nothing waits: when every task of the call sleeps, time jumps to the next timer, so a call of four
minutes takes milliseconds and the same call always takes the same seconds. On the wall clock a call takes as long as it
takes. Interpreter, legs and handsets are the same on both; they ask asyncio alone.
"""

import asyncio
import selectors
import weakref
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Protocol, Self, TypeVar

T = TypeVar("T")

DEFAULT_START = datetime(2026, 11, 24, 15, 5, tzinfo=UTC)


class DeadlockError(Exception):
    """Everybody waits, and no timer will ever wake anybody."""


class Clock(Protocol):
    """What a network needs of time."""

    def now(self) -> datetime:
        """This instant, aware, in UTC."""
        ...

    def run(self, work: Coroutine[object, object, T]) -> T:
        """Run to the end, on this clock's own event loop. Not to be called from inside a running loop."""
        ...

    async def outside(self, work: Callable[[], T]) -> T:
        """Do something that blocks, a request for instance, without holding up anybody else on this clock."""
        ...

    async def spend(self, seconds: float) -> None:
        """Let the time pass that something outside claims to have used. Where it passes by itself this is nothing."""
        ...


class _JumpingSelector(selectors.DefaultSelector):
    """A selector that never waits: with nothing ready it moves `elapsed` to where the wait would have ended."""

    def __init__(self) -> None:
        super().__init__()
        self.elapsed = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        # one is the loop's own pipe, which only says that something is ready already
        ready = super().select(0) if len(self.get_map()) > 1 else []
        if ready or timeout == 0:
            return ready
        if timeout is None:
            raise DeadlockError("every task of the call waits for another one, and no timer is set")
        self.elapsed += timeout
        return ready


class _VirtualLoop(asyncio.SelectorEventLoop):
    """asyncio's loop, by its public parts alone: its time is the selector's."""

    def __init__(self, selector: _JumpingSelector) -> None:
        self._jumping = selector
        super().__init__(selector)

    def time(self) -> float:
        return self._jumping.elapsed


class _OwnLoop:
    """One event loop for as many calls as there are; closed by `close()`, by `with`, or with its clock."""

    def __init__(self, loop_factory: Callable[[], asyncio.AbstractEventLoop] | None) -> None:
        self._runner = asyncio.Runner(loop_factory=loop_factory)
        self._close = weakref.finalize(self, _let_go, self._runner)

    def run(self, work: Coroutine[object, object, T]) -> T:
        try:
            return self._runner.run(work)
        except DeadlockError:
            self._runner.run(_cancel_the_others())
            raise

    def close(self) -> None:
        self._close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _let_go(runner: asyncio.Runner) -> None:
    """The collector may find a clock that nobody closed while another loop runs in this thread. No loop can be run then, which the
    runner would do to end what was left half done; that goes with the loop."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        runner.close()
    else:
        runner.get_loop().close()


async def _cancel_the_others() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


class VirtualClock(_OwnLoop):
    """Time that passes only when everybody waits. It starts at `start` and goes on from call to call."""

    def __init__(self, start: datetime = DEFAULT_START) -> None:
        self._start = start.astimezone(UTC)
        self._selector = _JumpingSelector()
        selector = self._selector  # the factory must not hold the clock, or the clock would never be collected
        super().__init__(lambda: _VirtualLoop(selector))

    def run(self, work: Coroutine[object, object, T]) -> T:
        """Without the runner's care for signals, which takes longer than some calls: whoever interrupts a call of some
        milliseconds interrupts the program."""
        loop = self._runner.get_loop()
        try:
            return loop.run_until_complete(work)
        except (DeadlockError, KeyboardInterrupt):
            loop.run_until_complete(_cancel_the_others())
            raise

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self._selector.elapsed)

    def advance(self, seconds: float) -> None:
        """Let time pass between two calls."""
        self._selector.elapsed += max(0.0, seconds)

    async def outside(self, work: Callable[[], T]) -> T:
        """In place: time stands still meanwhile, and the application may read this very clock."""
        return work()

    async def spend(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class WallClock(_OwnLoop):
    """Real time, which may begin at another instant: `at` is now then, and time goes on from there."""

    def __init__(self, at: datetime | None = None) -> None:
        super().__init__(None)
        self._ahead = timedelta() if at is None else at - datetime.now(UTC)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    async def outside(self, work: Callable[[], T]) -> T:
        return await asyncio.to_thread(work)

    async def spend(self, seconds: float) -> None:
        """It has passed already."""
