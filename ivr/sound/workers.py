"""Threads for what takes longer than a frame. They are not those that requests wait in: an application that answers slowly
must not keep others' prompts from being heard.
"""

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

T = TypeVar("T")


async def off_the_loop(work: Callable[[bytes], T], content: bytes) -> T:
    """What `work` makes of the content."""
    return await asyncio.get_running_loop().run_in_executor(_threads(), work, content)


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="sound")
