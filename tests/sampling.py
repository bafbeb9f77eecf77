"""A part of many, where all of them take long: `make test` tries a part, `make long` all."""

import os
import zlib
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


def sampled(every: Iterable[T], one_in: int, name: Callable[[T], str] = str, *, part: int = 0) -> list[T]:
    """One in so many, by what each is called, so that it is the same ones today and tomorrow; all of them in a long run.
    Different `part`s (from 0) of one `one_in` have none in common."""
    found = list(every)
    if os.environ.get("IVR_EXAMPLES") == "long":
        return found
    return [one for one in found if zlib.crc32(name(one).encode()) % one_in == part]
