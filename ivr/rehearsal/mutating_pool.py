"""Many mutants, tried by several processes at once, each with its own line and a limit on its time."""

import signal
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from types import FrameType

from ivr.exploring.fates import Fate, Verdict
from ivr.exploring.mutants import Mutant
from ivr.line.callfile import CallFile
from ivr.rehearsal.journeys import Journey
from ivr.rehearsal.mutating import Court, Judge

TOO_LONG = "the calls did not end in time"


@dataclass(frozen=True, slots=True)
class Assize:
    """What every process needs to try mutants. `seconds` is how long one may take, by the wall's clock."""

    folder: Path
    calls: Mapping[Path, CallFile]
    journeys: Sequence[Journey]
    judges: Sequence[Judge] = ()
    seconds: float = 60

    def court(self) -> Court:
        return Court(self.folder, self.calls, self.journeys, self.judges)


class _TooLongError(BaseException):
    """No Exception: nobody is to take it for a fault of the line."""


def fates(assize: Assize, mutants: Sequence[Mutant], jobs: int) -> Iterator[Fate]:
    """In the order of the mutants. What takes too long counts as noticed: a test run would not have ended either."""
    if jobs == 1:
        court = assize.court()
        yield from (_in_time(court, one, assize.seconds) for one in mutants)
        return
    with ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (assize,)) as pool:
        yield from pool.map(_fate, mutants, chunksize=4)


_here: list[tuple[Court, float]] = []
"""Of a process of the pool: its own court, and the time for each mutant."""


def _begin(assize: Assize) -> None:
    _here[:] = [(assize.court(), assize.seconds)]


def _fate(mutant: Mutant) -> Fate:
    court, seconds = _here[0]
    return _in_time(court, mutant, seconds)


def _in_time(court: Court, mutant: Mutant, seconds: float) -> Fate:
    try:
        with _limited(seconds):
            return court.fate(mutant)
    except _TooLongError:
        return Fate(mutant, Verdict.KILLED, TOO_LONG)


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Only the main thread of a process can be interrupted, and only where there is a signal for it."""

    def stop(number: int, frame: FrameType | None) -> None:
        del number, frame
        raise _TooLongError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
