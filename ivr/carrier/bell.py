"""A bell that everybody who waits listens to: it says that something happened, not what. Who hears it looks again."""

import asyncio
from collections.abc import Callable
from math import inf


class Bell:
    """It may be made before there is an event loop, and is rung and heard on one."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[bool]] = set()
        self._watching: dict[asyncio.Future[bool], Callable[[], bool]] = {}
        self._alarms: dict[object, tuple[Callable[[], bool], Callable[[], object]]] = {}

    def ring(self) -> None:
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            _settle(future, happened=True)
        for future, holds in self._watching.items():
            if holds():
                _settle(future, happened=True)
        for key, (due, act) in list(self._alarms.items()):
            if due():
                del self._alarms[key]
                act()

    def alarm(self, key: object, holds: Callable[[], bool], act: Callable[[], object]) -> None:
        """Do `act` once, at the first ring at which `holds`; `key` is what the alarm is taken off by."""
        self._alarms[key] = (holds, act)

    def unalarm(self, key: object) -> None:
        self._alarms.pop(key, None)

    async def change(self, seconds: float | None) -> bool:
        """Wait until anything happens (True) or so many seconds have passed (False)."""
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        self._waiting.add(future)
        timer = None if seconds is None else loop.call_later(seconds, _settle, future, False)
        try:
            happened: bool = await future
        finally:
            self._waiting.discard(future)
            if timer is not None:
                timer.cancel()
        return happened

    async def until(self, holds: Callable[[], bool], seconds: float | None = None) -> bool:
        """Wait until `holds` does (True) or so many seconds, perhaps `inf`, have passed (False). It is asked at each ring, and costs less
        than waking up to look; whoever is woken should look again, since others may have been woken before."""
        if holds():
            return True
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        self._watching[future] = holds
        timer = None if seconds is None or seconds == inf else loop.call_later(seconds, _settle, future, False)
        try:
            happened: bool = await future
        finally:
            del self._watching[future]
            if timer is not None:
                timer.cancel()
        return happened


def _settle(future: "asyncio.Future[bool]", happened: bool) -> None:
    if not future.done():
        future.set_result(happened)
