"""What a network remembers of calls that are over. All of it, for a test to look at; or, where it stays open for days, the
last ones alone, so that a day of calls takes no more room than an hour of them.

A call that goes on is never forgotten, and nothing that belongs to one.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from ivr.carrier.premises import Premises
from ivr.carrier.recordings import Recording
from ivr.carrier.rest.holdings import Holdings

MOST_SOUND = 64 * 1024 * 1024  # bytes of recordings: two hours and twenty minutes
MOST_QUEUES = 200  # of which those that are idle are forgotten
MOST_TEXTS = 1000  # messages, and notes of the debugger outside of calls


@dataclass(frozen=True, slots=True)
class _Over:
    call: str
    recordings: tuple[str, ...]
    size: int


@dataclass(slots=True)
class Memory:
    """`most` are calls. Where it is None nothing is added, and nothing forgotten."""

    premises: Premises
    holdings: Holdings
    most: int | None = None
    _over: deque[_Over] = field(default_factory=deque, init=False, repr=False)
    _size: int = field(default=0, init=False)

    def add(self, call: str, recordings: Sequence[Recording]) -> None:
        """This call is over. What it recorded stays until it is forgotten itself, however long that was."""
        size = sum(len(one.sound) for one in recordings)
        self._over.append(_Over(call, tuple(one.url for one in recordings), size))
        self._size += size
        while len(self._over) > (self.most or 0) or (self._size > MOST_SOUND and len(self._over) > 1):
            self._forget(self._over.popleft())
        self.premises.queues.forget(MOST_QUEUES)
        del self.holdings.messages[:-MOST_TEXTS]
        del self.holdings.debugger[:-MOST_TEXTS]

    def _forget(self, over: _Over) -> None:
        self._size -= over.size
        self.holdings.calls.pop(over.call, None)
        for url in over.recordings:
            self.premises.recordings.pop(url, None)
        self.premises.tasks.forget(over.call)
