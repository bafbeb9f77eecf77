"""What became of mutants, and what is to be thought of a line whose calls did so."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ivr.exploring.mutants import Mutant


class Verdict(StrEnum):
    """The last two are no mutants at all: nobody could notice them, or nobody could call them."""

    KILLED = "killed"
    ALIVE = "alive"
    EQUAL = "equal"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Fate:
    """`by` is what noticed: the name of a call file, or what a judge said. `came_by` are the calls that came by what was
    changed and noticed nothing."""

    mutant: Mutant
    verdict: Verdict
    by: str = ""
    came_by: tuple[str, ...] = ()


def alive(fates: Iterable[Fate]) -> list[Fate]:
    return [one for one in fates if one.verdict is Verdict.ALIVE]


def percent_alive(fates: Iterable[Fate]) -> float:
    """Of those that somebody could have noticed; 0 where there are none."""
    made = [one for one in fates if one.verdict in (Verdict.KILLED, Verdict.ALIVE)]
    return 100 * len(alive(made)) / len(made) if made else 0.0
