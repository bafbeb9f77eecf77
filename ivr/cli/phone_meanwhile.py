"""What goes on beside calls until somebody asks for the end."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import Never

from ivr.cli.phone_telling import tell
from ivr.service.trace import trace_of
from ivr.sound.workers import in_passing

TICK_SECONDS = 1.0


async def until(end: asyncio.Event, beside: Sequence[Coroutine[object, object, object]]) -> None:
    """Do what goes on beside, for as long as it does, until `end` is set. Raises what anything of it raises."""
    asked = asyncio.ensure_future(end.wait())
    going_on = {asyncio.ensure_future(one) for one in beside}
    try:
        while not asked.done() and going_on:
            done, _ = await asyncio.wait({asked, *going_on}, return_when=asyncio.FIRST_COMPLETED)
            going_on -= done
            for one in done:
                one.result()
        await asked
    finally:
        for one in (asked, *going_on):
            one.cancel()
        await asyncio.gather(asked, *going_on, return_exceptions=True)


async def every_second(tick: Callable[[], None], errors: list[str]) -> Never:
    """What happens in a line by itself, and at the terminal what it logged as errors."""
    while True:
        await asyncio.sleep(TICK_SECONDS)
        try:
            await in_passing(tick)
        except Exception as error:  # noqa: BLE001 - whatever it was, the next second must come
            errors.append(f"the line failed at what it does by itself: {trace_of(error)}")
        while errors:
            tell(errors.pop(0), err=True)
