"""Which of the calls a store holds are those of callers, and which are legs that representatives answered.

A leg that took or refused a call is known by its verdict. One that still hears its whisper is known by where it stands: no
caller ever stands at a whisper.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import TypeVar

from ivr.dialog.state import CallState
from ivr.service.ports import UnreadableStateError, Whisper

MOST = 500

InProgress = tuple[str, datetime, CallState]

_Kept = TypeVar("_Kept")
_Read = TypeVar("_Read")


def readable(read: Callable[[_Kept], _Read], kept: Iterable[_Kept]) -> Iterator[_Read]:
    """What can be read of it, one by one."""
    for one in kept:
        try:
            value = read(one)
        except UnreadableStateError:
            continue
        yield value


def callers(calls: Iterable[InProgress], undecided: Iterable[Whisper]) -> tuple[InProgress, ...]:
    """The first of these calls, without the legs that stand at one of these whispers."""
    rung = {(whisper.digest, whisper.dialog) for whisper in undecided}
    return tuple(islice((one for one in calls if (one[2].digest, one[2].at) not in rung), MOST))
