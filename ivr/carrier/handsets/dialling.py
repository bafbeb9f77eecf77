"""How long somebody takes from hearing words to pressing a key.

Seconds: a slow caller looks for the keys; a relay caller reads what an operator types, at 60 words a minute, and
answers through the operator. Neither presses a key while the line talks.
"""

from dataclasses import dataclass
from enum import StrEnum


class Dialling(StrEnum):
    """`QUICK` presses keys as soon as the words were heard that a script waits for."""

    QUICK = "quick"
    SLOW = "slow"
    RELAY = "relay"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """In seconds: `key` and `number` are from the last word to the first key of an entry of one key or of several,
    `between` from one key to the next. With `word`, the words heard are typed out first, each in so many seconds from
    the moment the first was begun, and `key` and `number` count from the last one typed."""

    key: float
    number: float
    between: float
    word: float | None = None

    def first(self, keys: int) -> float:
        return self.key if keys == 1 else self.number


RHYTHMS = {
    Dialling.SLOW: Rhythm(key=6.0, number=10.0, between=4.0),
    Dialling.RELAY: Rhythm(key=15.0, number=15.0, between=1.0, word=1.0),
}
AGAIN = 3  # times an entry that came too late is keyed once more
