"""One press, one key, however many ways a softphone tells of it.

Some send a key as an event and in an INFO as well, and its tone besides. The first to tell counts; the same key by
another way shortly after is the same press. Once a softphone has told in so many words, its tones are not listened to.
"""

from dataclasses import dataclass, field
from enum import Enum, auto

SAME_PRESS = 0.5  # seconds between two ways to tell of one press; nobody changes the way within that time


class Way(Enum):
    EVENT = auto()  # RFC 4733
    INFO = auto()
    TONE = auto()


@dataclass(slots=True)
class Presses:
    """Of one call. It keeps no key longer than SAME_PRESS."""

    _told: list[tuple[float, Way, str]] = field(default_factory=list, init=False, repr=False)
    _in_words: bool = field(default=False, init=False)

    @property
    def deaf(self) -> bool:
        """Whether tones are not worth listening to any more."""
        return self._in_words

    def counts(self, key: str, way: Way, now: float) -> bool:
        """Whether this is a press nobody has told of yet. `now` is in seconds and never goes back."""
        self._told = [told for told in self._told if now - told[0] < SAME_PRESS]
        if way is Way.TONE and self._in_words:
            return False
        self._in_words = self._in_words or way is not Way.TONE
        twin = next((told for told in self._told if told[2] == key and told[1] is not way), None)
        if twin is not None:
            self._told.remove(twin)
            return False
        self._told.append((now, way, key))
        return True
