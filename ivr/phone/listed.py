"""Recordings that a page lists can be played for as long as it lists them, however many calls there were since."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from ivr.carrier.recordings import Recording

MOST_GONE = 20  # pages whose connection broke, and which show their last call still


@dataclass(slots=True)
class Listed:
    """By the telephone whose last call they are of."""

    _now: dict[object, tuple[Recording, ...]] = field(default_factory=dict, repr=False)
    _gone: deque[tuple[Recording, ...]] = field(default_factory=lambda: deque(maxlen=MOST_GONE), repr=False)

    def show(self, telephone: object, recordings: Sequence[Recording]) -> None:
        """In the place of those of its call before."""
        self._now[telephone] = tuple(recordings)

    def vanished(self, telephone: object) -> None:
        """Its page may be there again in a moment, with another telephone and the same list."""
        if shown := self._now.pop(telephone, ()):
            self._gone.append(shown)

    def find(self, sid: str) -> Recording | None:
        rows = (*self._now.values(), *self._gone)
        return next((one for row in rows for one in row if one.sid == sid), None)
