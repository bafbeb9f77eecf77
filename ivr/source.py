"""Where a text came from, and places in it. Knows nothing of YAML or of phones."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """One text an author wrote: `name` is what messages call it, usually the path as it was given."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A point in a source; lines and columns count from 1, as editors do."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"
