"""What somebody did on a telephone and the carrier has not looked at yet, in order."""

from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

from ivr.carrier.room import Room

T = TypeVar("T")


class Inbox(Generic[T]):
    """`require` raises when the leg is `over`; it is asked before, while and after anything is waited for."""

    def __init__(self, room: Room, require: Callable[[], None], over: Callable[[], bool]) -> None:
        self._room = room
        self._require = require
        self._over = over
        self._waiting: deque[T] = deque()

    def put(self, one: T) -> None:
        self._waiting.append(one)

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def clear(self) -> None:
        self._waiting.clear()

    async def next(self, seconds: float | None) -> T | None:
        """The next that nobody has had yet; None when none came in that time. With None it waits for ever."""
        deadline = None if seconds is None else self._room.time() + seconds
        self._require()
        while not self._waiting:
            left = None if deadline is None else deadline - self._room.time()
            happened = await self._room.until(self._is_due, left)
            self._require()
            if not happened and not self._waiting:
                return None
        return self._waiting.popleft()

    def _is_due(self) -> bool:
        return bool(self._waiting) or self._over()
