"""A mutant before the calls of its line: whether any of them notices.

Calls that came by what the mutant changed are played first, the short ones before the long. A call that comes by nothing of
it would go as it went before, and is not played. What no call notices, the check of the line and further judges may.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ivr.checking.check import check
from ivr.diagnostics import Severity
from ivr.dialog.program import Program
from ivr.exploring.fates import Fate, Verdict
from ivr.exploring.mutants import Difference, Mutant, difference, with_mutant
from ivr.line.callfile import CallFile
from ivr.line.line import Line
from ivr.line.loading import Files, Loaded, load
from ivr.line.reach import node_of
from ivr.rehearsal.journeys import Journey
from ivr.rehearsal.logs import overheard
from ivr.rehearsal.playing import play
from ivr.rehearsal.trying import FAILURES, of_company
from ivr.service.lines import BrokenLineError, program_of

Judge = Callable[[Loaded], str | None]
"""What somebody who reads a line without calling it has against it; None for nothing. One sentence, or a name."""

Company = tuple[tuple[str, str | tuple[str, ...]], ...]
"""What a call file says of the company."""

AS_IT_IS: Company = ()
OUT_OF_TIME = "not every call was played: the time was over"


@dataclass(frozen=True, slots=True)
class _Sound:
    """A line that can be called."""

    loaded: Loaded
    line: Line
    program: Program


class _Readings:
    """The files of a line, read once for each company that calls speak of."""

    def __init__(self, files: Files, calls: Iterable[CallFile]) -> None:
        self._files = files
        self._calls = {company_of(call): call for call in calls}
        self._read: dict[Company, _Sound | BrokenLineError] = {}

    @property
    def companies(self) -> list[Company]:
        """Its own first."""
        return list(dict.fromkeys((AS_IT_IS, *self._calls)))

    def of(self, company: Company) -> _Sound:
        """Raises BrokenLineError."""
        if company not in self._read:
            self._read[company] = self._sound(company)
        found = self._read[company]
        if isinstance(found, BrokenLineError):
            raise found
        return found

    def _sound(self, company: Company) -> _Sound | BrokenLineError:
        loaded = load(of_company(self._calls[company], self._files) if company else self._files)
        try:
            program = program_of(loaded)[0]
        except BrokenLineError as error:
            return error
        return _Sound(loaded, loaded.line, program) if loaded.line else BrokenLineError(loaded.findings)


def company_of(call: CallFile) -> Company:
    return tuple(sorted(call.company.items()))


def errors_of(loaded: Loaded) -> frozenset[tuple[str, str]]:
    """What the check calls an error, by code and file."""
    return frozenset((one.code, one.place.file) for one in check(loaded) if one.severity is Severity.ERROR)


class Court:
    """A line, its calls, and where each of them came by. Nothing of it changes while mutants are tried.

    `needless`: it is proven that nobody comes to what is for callers who are known without being known that well. Then
    `needs` turns nobody back, and a line without it is no other line.
    """

    def __init__(
        self,
        files: Files,
        calls: Mapping[Path, CallFile],
        journeys: Sequence[Journey],
        judges: Sequence[Judge] = (),
        *,
        needless: bool = False,
    ) -> None:
        self._needless = needless
        self._files = files
        self._calls = calls
        self._journeys = journeys
        self._judges = judges
        self._original = _Readings(self._files, calls.values())

    @cached_property
    def _errors(self) -> frozenset[tuple[str, str]]:
        return errors_of(self._original.of(AS_IT_IS).loaded)

    def fate(self, mutant: Mutant, seconds: float) -> Fate:
        """Plays until somebody notices, or so much time is over: then the mutant lives on, since a slow computer proves
        nothing. No call goes on without end. Raises BrokenLineError where the line itself is broken."""
        ends = time.monotonic() + seconds
        files = with_mutant(self._files, self._original.of(AS_IT_IS).loaded, mutant)
        trial = _Trial(mutant, self._original, _Readings(files, self._calls.values()))
        try:
            near = trial.difference(AS_IT_IS)
        except BrokenLineError:
            return Fate(mutant, Verdict.BROKEN)
        came_by: list[str] = []
        for journey in self._in_order(mutant, near):
            if time.monotonic() >= ends:
                return Fate(mutant, Verdict.ALIVE, OUT_OF_TIME, tuple(came_by))
            noticed = trial.notices(journey, self._calls[journey.file])
            if noticed:
                return Fate(mutant, Verdict.KILLED, journey.file.name)
            came_by += [journey.file.name] if noticed is False else []
        if not trial.differs() or (self._needless and trial.only_needs()):
            return Fate(mutant, Verdict.EQUAL)
        said = self._judged(trial.mutated.of(AS_IT_IS).loaded)
        return Fate(mutant, Verdict.KILLED if said else Verdict.ALIVE, said, tuple(came_by))

    def _judged(self, loaded: Loaded) -> str:
        """What is first said against a line, "" for nothing."""
        new = sorted(errors_of(loaded) - self._errors)
        if new:
            return f"check {new[0][0]}"
        return next((said for judge in self._judges if (said := judge(loaded))), "")

    def _in_order(self, mutant: Mutant, near: Difference) -> list[Journey]:
        """Those that came by the mutant before those that did not, and those with the line's own company before others."""

        def rank(journey: Journey) -> tuple[bool, Company, int]:
            return (not near_to(mutant, near, journey), company_of(self._calls[journey.file]), len(journey.came_by))

        return sorted(self._journeys, key=rank)


def near_to(mutant: Mutant, near: Difference, journey: Journey) -> bool:
    return journey.meets(near.dialogs) or mutant.node in {node_of(at) for at in journey.dialogs}


class _Trial:
    """A line as it is, and with one mistake more."""

    def __init__(self, mutant: Mutant, original: _Readings, mutated: _Readings) -> None:
        self._mutant = mutant
        self._original = original
        self.mutated = mutated
        self._differences: dict[Company, Difference] = {}

    def difference(self, company: Company) -> Difference:
        """Raises BrokenLineError."""
        if company not in self._differences:
            before, after = self._original.of(company), self.mutated.of(company)
            self._differences[company] = difference((before.line, before.program), (after.line, after.program))
        return self._differences[company]

    def differs(self) -> bool:
        """For whatever company a call speaks of."""
        return any(self.difference(company) for company in self._original.companies)

    def only_needs(self) -> bool:
        """Whether all that differs, for whatever company, is who may come to a dialog."""
        found = [self.difference(company) for company in self._original.companies]
        return all(one.only_needs for one in found if one)

    def notices(self, journey: Journey, call: CallFile) -> bool | None:
        """Whether a call goes wrong; None for one that comes by nothing that differs, which is not played.

        A line is not read for another company where its calls are not near to the mutant. It could differ there in what
        they do come by, and then lives on in our eyes: what is told of a mutant errs on the side of its living.
        """
        company = company_of(call)
        near = self.difference(AS_IT_IS)
        if company and not near.elsewhere and not near_to(self._mutant, near, journey):
            return None
        try:
            found = self.difference(company)
            if not found.elsewhere and not journey.meets(found.dialogs):
                return None
            with overheard():
                play(call, self.mutated.of(company).loaded)
        except FAILURES:
            return True
        return False
