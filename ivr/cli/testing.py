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
from ivr.rehearsal.logs import in_short
from ivr.rehearsal.playing import Noted
from ivr.rehearsal.trying import FAILURES, Lines, attempt
from ivr.reporting.calls_junit import Tried, as_junit
from ivr.service.trace import trace_of

if TYPE_CHECKING:
    from ivr.rehearsal.covering import Notebook

_MORE = "The traceback is shown with --trace."


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
    trace: bool = False
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
            return self._failed(file, _told(error, trace=self.trace))
        except Exception as error:  # noqa: BLE001 - the other calls are played all the same, and --trace tells the rest
            return self._failed(file, _fault(error, trace=self.trace))
        print(f"ok      {file}  ({done.seconds:.0f} s of talk)")
        if self.show:
            print(f"{done.transcript}\n")
        return ""

    def _failed(self, file: Path, failure: str) -> str:
        print(f"failed  {file}")
        print("\n".join(f"    {line}" for line in failure.splitlines()))
        return failure

    def _noted(self, file: Path) -> Noted:
        from ivr.rehearsal.covering import Notebook  # noqa: PLC0415 - see the module's docstring

        return lambda loaded, journals: self.notebooks.setdefault(line_folder(file), Notebook()).note(
            file.as_posix(), loaded, journals
        )

    def told(self) -> bool:
        """Write what was asked for; whether enough was tried."""
        if self.wanted.junit is not None:
            write(self.wanted.junit, as_junit(self.tried), folders=True)
            print(f"{self.wanted.junit}: {counted(len(self.tried), 'call')}.")
        if not self.wanted.any_coverage:
            return True
        from ivr.cli.testing_coverage import Covering  # noqa: PLC0415 - see the module's docstring

        covering = Covering(self.wanted, self.lines, kept())
        return covering.told(self.notebooks, sorted(self._elsewhere()))

    def _elsewhere(self) -> Iterator[str]:
        """Calls that passed and of which nothing is known: they were made at an address."""
        noted = {one.call for notebook in self.notebooks.values() for one in notebook.taken}
        return (one.file for one in self.tried if not one.failure and one.file not in noted)


def counted(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"


def kept() -> Path | None:
    """The folder for what takes long to find and is found again at any time. https://specifications.freedesktop.org/basedir-spec"""
    named = os.environ.get("XDG_CACHE_HOME", "")
    try:
        return (Path(named) if Path(named).is_absolute() else Path.home() / ".cache") / "ivr"
    except RuntimeError:  # nobody's home is known
        return None


def _told(error: Exception, *, trace: bool) -> str:
    """With what the line logged, of which `trace` shows all and otherwise the first line is enough."""
    notes = getattr(error, "__notes__", ())
    hidden = not trace and any("\n" in note for note in notes)
    shown = [str(error), *(note if trace else note.partition("\n")[0] for note in notes)]
    return "\n".join([*shown, _MORE] if hidden else shown)


def _fault(error: Exception, *, trace: bool) -> str:
    """Of what is neither the call's fault nor that of the line's author."""
    whole = trace_of(error)
    return f"This call came to a fault of the program itself: {in_short(whole)}\n{whole if trace else _MORE}"
