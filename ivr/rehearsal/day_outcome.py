"""What a simulated day came to: where everybody was in the end, how long it took, and whatever must not happen and did."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median, quantiles

from ivr.rehearsal.day_callers import End
from ivr.rehearsal.day_watch import Choice

Talk = tuple[datetime, datetime]
"""From when the telephone rang until it was put down."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a day came to. `waits` are seconds until the talk, of those who talked on their first call, in order; `talks` are
    those of each person. Then what must not happen, each in a sentence: callers dropped, callers who waited while
    somebody who fits was free, people rung by two calls at a time, callers asked twice, whispers about somebody else,
    people and callers left behind on the floor when all was over."""

    ends: Mapping[End, int]
    waits: tuple[float, ...]
    talks: Mapping[str, tuple[Talk, ...]]
    rings: int
    requests: int
    most_waiting: int
    choices: tuple[Choice, ...] = field(repr=False)
    apologies: int = 0
    dropped: tuple[str, ...] = ()
    neglected: tuple[str, ...] = ()
    rung_twice: tuple[str, ...] = ()
    asked_twice: tuple[str, ...] = ()
    whispered_wrong: tuple[str, ...] = ()
    left_behind: tuple[str, ...] = ()

    @property
    def wrong(self) -> tuple[str, ...]:
        """Everything that must not happen and did."""
        return (
            *([f"the line apologised {self.apologies} times"] if self.apologies else []),
            *self.dropped,
            *self.neglected,
            *self.rung_twice,
            *self.asked_twice,
            *self.whispered_wrong,
            *self.left_behind,
        )

    def __str__(self) -> str:
        rows = [f"{count:5}  {end}" for end, count in sorted(self.ends.items(), key=lambda one: -one[1])]
        middle, late, longest = self.median_wait, self.late_wait, self.longest_wait
        rows.append(f"waited  median {middle:.0f} s, of twenty one over {late:.0f} s, longest {longest:.0f} s")
        rows.append(
            f"at most {self.most_waiting} in line; telephones rang {self.rings} times; {self.requests} requests"
        )
        rows.append("talks   " + ", ".join(f"{name} {share}" for name, share in self.shares.items()))
        return "\n".join((*rows, *self.wrong))

    @property
    def shares(self) -> dict[str, int]:
        """How many talks each person had."""
        return {name: len(talks) for name, talks in self.talks.items()}

    @property
    def median_wait(self) -> float:
        return median(self.waits) if self.waits else 0.0

    @property
    def late_wait(self) -> float:
        """What one in twenty waits longer than."""
        return quantiles(self.waits, n=20, method="inclusive")[-1] if len(self.waits) > 1 else self.median_wait

    @property
    def longest_wait(self) -> float:
        return max(self.waits, default=0.0)
