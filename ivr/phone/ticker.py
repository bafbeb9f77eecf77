"""Fifty times a second, for everybody who sends sound: one timer for all calls, since a timer each would cost more than
the sound.

Ticks keep to a timetable. Those that were missed by a little are made up for at once: the far end had that much sound in
hand, nobody heard a gap, and it has as much in hand again. After a stop of more than MOST_BEHIND seconds the timetable
begins anew and sound goes on where it stopped. To send at once what should have been heard meanwhile would fill the gap
for nobody, and what a softphone has been sent no key can take back.
"""

import asyncio
from collections.abc import Callable
from typing import Never

import structlog

from ivr.service.trace import fault_of
from ivr.sound.g711 import FRAME_SECONDS

MOST_BEHIND = 0.06  # three frames: what a page has in hand, and the least a softphone has

_log = structlog.get_logger()


class Ticker:
    def __init__(self) -> None:
        self._ticking: dict[object, Callable[[], None]] = {}
        self._wanted = asyncio.Event()

    def start(self, key: object, tick: Callable[[], None]) -> None:
        """From now on `tick` is called once for each frame. It must not wait; one that raises ticks no more."""
        self._ticking[key] = tick
        self._wanted.set()

    def stop(self, key: object) -> None:
        """Whoever has stopped already may stop again."""
        self._ticking.pop(key, None)

    async def run(self) -> Never:
        """Until cancelled. While nobody ticks it sleeps, and the timetable begins anew after that."""
        loop = asyncio.get_running_loop()
        due = loop.time()
        while True:
            if not self._ticking:
                self._wanted.clear()
                await self._wanted.wait()
                due = loop.time()
            due += FRAME_SECONDS
            left = due - loop.time()
            if left < -MOST_BEHIND:
                due = loop.time()
            await asyncio.sleep(max(0.0, left))
            for key, tick in list(self._ticking.items()):
                self._tick(key, tick)

    def _tick(self, key: object, tick: Callable[[], None]) -> None:
        if self._ticking.get(key) is not tick:
            return  # stopped by another one of this very moment
        try:
            tick()
        except Exception as error:  # noqa: BLE001 - one call's trouble is not everybody's silence
            _log.error("phone_tick_failed", fault=fault_of(error))
            self.stop(key)
