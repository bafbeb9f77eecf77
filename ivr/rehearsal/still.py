"""The files of a line as they were at one moment: whoever edits them while a long run goes on changes nothing of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from ivr.diagnostics import Diagnostic
from ivr.line.loading import Files, load
from ivr.reading.mistakes import MISSING_FILE
from ivr.source import Place, Source


@dataclass(frozen=True, slots=True)
class Still:
    """What a line was read from, by the names it asked for. It can be handed to another process."""

    read: Mapping[str, Source | Diagnostic]

    def __call__(self, name: str) -> Source | Diagnostic:
        missing = MISSING_FILE.at(Place(name, 1, 1), "This file was not there when the run began.")
        return self.read.get(name, missing)


def still(files: Files) -> Still:
    """Reads a line once, and keeps all it asked for."""
    read: dict[str, Source | Diagnostic] = {}

    def asked(name: str) -> Source | Diagnostic:
        if name not in read:
            read[name] = files(name)
        return read[name]

    load(asked)
    return Still(read)
