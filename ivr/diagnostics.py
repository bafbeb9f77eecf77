"""What is wrong with an author's text, as values: the fact, where it stands and what helps."""

from dataclasses import dataclass, field
from enum import StrEnum

from ivr.source import Place


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Edit:
    """What stands from `start` up to `end`, both of one file, becomes `text`. Rows of `text` end in a bare line feed,
    whatever those of the file end in."""

    start: Place
    end: Place
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that do away with a finding, none overlapping another; `title` says what they do, as an order."""

    title: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    `code` never changes its meaning (IVR0xx reading, IVR1xx rules); `name` reads as "allow <name>".
    `message` is one sentence that states the fact, `help` one that says what to write instead (it may be empty).
    `fix` is there only where nobody could mean anything else; two findings that say the same are one, with or without.
    """

    code: str
    name: str
    place: Place
    message: str
    help: str = ""
    severity: Severity = Severity.ERROR
    fix: Fix | None = field(default=None, compare=False)

    def __str__(self) -> str:
        first = f"{self.place} {self.code} {self.severity} [{self.name}] {self.message}"
        return f"{first}\n    help: {self.help}" if self.help else first


def in_order(findings: "list[Diagnostic] | tuple[Diagnostic, ...]") -> list[Diagnostic]:
    """By file, line and column, each finding once."""
    return sorted(dict.fromkeys(findings), key=lambda found: (found.place, found.code, found.message))
