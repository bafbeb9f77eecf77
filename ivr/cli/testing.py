"""What `ivr test` does with each call, and what it tells when all were played. What only coverage needs is imported when it is
asked for."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ivr.cli.writing import write
from ivr.rehearsal.finding import line_folder
from ivr.rehearsal.playing import Noted
from ivr.rehearsal.trying import FAILURES, Lines, attempt
from ivr.reporting.calls_junit import Tried, as_junit

if TYPE_CHECKING:
    from ivr.rehearsal.covering import Notebook


@dataclass(frozen=True, slots=True)
class Wanted:
    """What else is to be told of the calls."""

    coverage: bool = False
    html: Path | None = None
    lcov: Path | None = None
    suggest: Path | None = None
    junit: Path | None = None

    @property
    def any_coverage(self) -> bool:
        return self.coverage or self.html is not None or self.lcov is not None or self.suggest is not None


@dataclass(slots=True)
class Wishes:
    """The calls of one run, and what became of them. `notebooks` are by the folder of the line that was called."""

    wanted: Wanted
    show: bool = False
    lines: Lines = field(default_factory=Lines)
    tried: list[Tried] = field(default_factory=list)
    notebooks: "dict[Path, Notebook]" = field(default_factory=dict)

    def passes(self, file: Path) -> bool:
        """Play a call file and say how it went."""
        began = time.perf_counter()
        failure = self._failure(file)
        self.tried.append(Tried(file.as_posix(), time.perf_counter() - began, failure))
        return not failure

    def _failure(self, file: Path) -> str:
        """Nothing when it went as written."""
        try:
            done = attempt(file, self.lines, noted=self._noted(file) if self.wanted.any_coverage else None)
        except FAILURES as error:
            failure = _told(error)
            print(f"failed  {file}")
            print("\n".join(f"    {line}" for line in failure.splitlines()))
            return failure
        print(f"ok      {file}  ({done.seconds:.0f} s of talk)")
        if self.show:
            print(f"{done.transcript}\n")
        return ""

    def _noted(self, file: Path) -> Noted:
        from ivr.rehearsal.covering import Notebook  # noqa: PLC0415 - see the module's docstring

        return lambda loaded, journals: self.notebooks.setdefault(line_folder(file), Notebook()).note(
            file.as_posix(), loaded, journals
        )

    def told(self) -> bool:
        """Write what was asked for; whether enough was tried."""
        if self.wanted.junit is not None:
            write(self.wanted.junit, as_junit(self.tried), folders=True)
        if not self.wanted.any_coverage:
            return True
        from ivr.cli.testing_coverage import Covering  # noqa: PLC0415 - see the module's docstring

        covering = Covering(self.wanted, self.lines, kept())
        return covering.told(self.notebooks, sorted(self._elsewhere()))

    def _elsewhere(self) -> Iterator[str]:
        """Calls that passed and of which nothing is known: they were made at an address."""
        noted = {one.call for notebook in self.notebooks.values() for one in notebook.taken}
        return (one.file for one in self.tried if not one.failure and one.file not in noted)


def kept() -> Path | None:
    """The folder for what takes long to find and is found again at any time. https://specifications.freedesktop.org/basedir-spec"""
    named = os.environ.get("XDG_CACHE_HOME", "")
    try:
        return (Path(named) if Path(named).is_absolute() else Path.home() / ".cache") / "ivr"
    except RuntimeError:  # nobody's home is known
        return None


def _told(error: Exception) -> str:
    """With the first line of what the line logged; pytest shows all of it."""
    return "\n".join([str(error), *(note.partition("\n")[0] for note in getattr(error, "__notes__", ()))])
