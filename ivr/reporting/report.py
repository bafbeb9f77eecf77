"""What every format of a check is made from."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ivr.diagnostics import Diagnostic, Severity
from ivr.reading.lines import Lines
from ivr.source import Place, Source


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in a line. `line` is what its user calls it; `texts` are those that were read, by what places call
    their file, so that what is wrong can be shown where it stands."""

    line: str
    findings: Sequence[Diagnostic]
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)

    def row(self, place: Place) -> str | None:
        """The row a place is in; None where it is not known."""
        if place.file not in self.texts:
            return None
        rows = _rows(self.texts[place.file])
        return rows[place.line - 1] if place.line <= len(rows) else None

    @property
    def files(self) -> list[str]:
        """Every file that was read or should have been."""
        return sorted({*self.texts, *(one.place.file for one in self.findings)})


@lru_cache(maxsize=64)
def _rows(text: str) -> tuple[str, ...]:
    return Lines.of(Source("", text)).rows


def counted(found: Sequence[Diagnostic]) -> str:
    """How many of each severity, in words: 2 errors and 1 warning."""
    counts = Counter(one.severity for one in found)
    return " and ".join(f"{counts[one]} {one}{'s' * (counts[one] > 1)}" for one in Severity if counts[one])


def conclusion(report: Report) -> str:
    """The last line of what a person reads."""
    return f"{report.line}: {counted(report.findings)}." if report.findings else f"{report.line}: nothing is wrong."
