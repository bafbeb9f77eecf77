"""What the calls of a line have tried: journals become ways, and the ways there are come from the Atlas, or from where they were kept.

A walk takes seconds, so its ways are kept in a file, named after the text of the line and of the program that walked it: what
is kept can be of no other line, and never out of date.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from ivr.dialog.journal import Happening
from ivr.exploring.atlas import walk
from ivr.exploring.coverage import Taken, Ways, ways_there_are
from ivr.exploring.coverage_naming import Naming, Way
from ivr.exploring.passages import Passage, passages
from ivr.line.compile import compile_line
from ivr.line.line import Line
from ivr.line.loading import Loaded
from ivr.rehearsal.playing import Journals

_WALKS = ("dialog", "exploring", "line", "reading", "routing", "speech", "telephony")
"""What of this program decides which ways there are."""
_PACKAGE = Path(__file__).parents[1]


@dataclass(slots=True)
class Notebook:
    """What the calls of one line came through, by the name of their file. `elsewhere` are calls at an address, of which nothing is
    written down here."""

    taken: list[Taken] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def note(self, call: str, loaded: Loaded, journals: Journals) -> None:
        if loaded.line is not None:
            self.taken.append(taken(call, loaded.line, journals))


def taken(call: str, line: Line, journals: Journals) -> Taken:
    """`line` is the one that was called, with the company as it was then."""
    naming = Naming.of(line)
    entries = [one for journal in journals.values() for one in journal]
    dialogs = frozenset(one.dialog for one in entries if one.kind is Happening.ENTERED)
    ways = (naming.way(one) for journal in journals.values() for one in passages(journal))
    return Taken(call, dialogs, frozenset(way for way in ways if way))


def ways(line: Line, folder: Path | None) -> Ways:
    """`folder` is where they are kept; what cannot be read or written there is found again."""
    file = None if folder is None else folder / f"{_name(line)}.json"
    kept = None if file is None else _read(file)
    if kept is not None:
        return kept
    found = ways_there_are(line, _walked(line))
    if file is not None:
        _write(file, found)
    return found


def _walked(line: Line) -> Iterable[Passage]:
    return {one for edge in walk(compile_line(line).program).edges for one in edge.passages}


def _name(line: Line) -> str:
    return hashlib.sha256(f"{line.digest} {_code()}".encode()).hexdigest()


@cache
def _code() -> str:
    """Names the text of the program, as far as it decides which ways there are."""
    whole = hashlib.sha256()
    for file in sorted(one for floor in _WALKS for one in (_PACKAGE / floor).rglob("*.py")):
        whole.update(hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()


def _read(file: Path) -> Ways | None:
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        return Ways(frozenset(kept["dialogs"]), frozenset(Way(dialog, name) for dialog, name in kept["ways"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(file: Path, found: Ways) -> None:
    rows = {"dialogs": sorted(found.dialogs), "ways": sorted([one.dialog, one.name] for one in found.ways)}
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_suffix(".new")
        fresh.write_text(json.dumps(rows), encoding="utf-8")
        fresh.replace(file)
    except OSError:
        return
