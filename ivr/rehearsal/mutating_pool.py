"""Many mutants, tried by several processes at once, each with a line of its own."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from ivr.exploring.fates import Fate
from ivr.exploring.mutants import Mutant
from ivr.line.callfile import CallFile
from ivr.rehearsal.journeys import Journey
from ivr.rehearsal.mutating import Court, Judge
from ivr.rehearsal.still import Still


@dataclass(frozen=True, slots=True)
class Assize:
    """What every process needs to try mutants. `seconds` is for how long the calls of one are played, by the wall's clock;
    `needless` is as in Court."""

    files: Still
    calls: Mapping[Path, CallFile]
    journeys: Sequence[Journey]
    judges: Sequence[Judge] = ()
    seconds: float = 600
    needless: bool = False

    def court(self) -> Court:
        return Court(self.files, self.calls, self.journeys, self.judges, needless=self.needless)


def fates(assize: Assize, mutants: Sequence[Mutant], jobs: int) -> Iterator[Fate]:
    """In the order of the mutants."""
    if jobs == 1:
        court = assize.court()
        yield from (court.fate(one, assize.seconds) for one in mutants)
        return
    with ProcessPoolExecutor(jobs, initializer=_begin, initargs=(assize,)) as pool:
        yield from pool.map(_fate, mutants, chunksize=4)


_here: list[tuple[Court, float]] = []
"""Of a process of the pool: its own court, and the time for each mutant."""


def _begin(assize: Assize) -> None:
    _here[:] = [(assize.court(), assize.seconds)]


def _fate(mutant: Mutant) -> Fate:
    court, seconds = _here[0]
    return court.fate(mutant, seconds)
