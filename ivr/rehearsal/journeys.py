"""The calls of a line, and which dialogs each comes to: whoever changes one of those knows which calls could notice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from ivr.carrier.clock import VirtualClock
from ivr.carrier.network import Call
from ivr.dialog.grammar import DialogId
from ivr.dialog.journal import Entry, Happening
from ivr.line.callfile import CallFile
from ivr.line.loading import Loaded
from ivr.rehearsal.finding import call_files, read
from ivr.rehearsal.floor_before import before
from ivr.rehearsal.logs import overheard
from ivr.rehearsal.playing import Directory, phones_of, placed, script
from ivr.rehearsal.stage import Stage, stage
from ivr.rehearsal.trying import Lines


@dataclass(frozen=True, slots=True)
class Journey:
    """A call file, and what it came by when the line was as it should be: the dialogs on all of its legs, and whether the
    language was changed."""

    file: Path
    dialogs: frozenset[DialogId]
    other_language: bool


def calls_of(folder: Path) -> Mapping[Path, CallFile]:
    """The call files of a line that are played on the line itself. Raises NotPlayableError."""
    calls = {file: read(file) for file in call_files([folder])}
    return {file: call for file, call in calls.items() if call.heading.given.url is None}


def journeys(calls: Mapping[Path, CallFile], folder: Path) -> list[Journey]:
    """Raises ScriptFailedError for a call that fails as it is, BrokenLineError."""
    lines = Lines()
    with overheard():
        return [journey(file, call, lines.called_by(call, folder)) for file, call in calls.items()]


def journey(file: Path, call: CallFile, loaded: Loaded) -> Journey:
    """Plays a call. Raises ScriptFailedError, BrokenLineError."""
    directory = Directory.of(loaded)
    given, phones = call.heading.given, phones_of(call, directory)
    with (
        VirtualClock(given.at.astimezone(UTC)) as clock,
        stage(loaded, clock, phones, down=given.accounts, floor=before(call, loaded)) as put_up,
    ):
        done = placed(put_up, script(call, directory), given.caller)
        entries = [entry for leg in _legs(done) for entry in _journal(put_up, leg)]
    changed = {Happening.CHOSE_LANGUAGE, Happening.ASKED_FOR_LANGUAGE}
    return Journey(
        file,
        frozenset(entry.dialog for entry in entries if entry.dialog),
        any(entry.kind in changed for entry in entries),
    )


def _legs(call: Call) -> Sequence[str]:
    return [call.sid, *(made.call for made in call.made)]


def _journal(put_up: Stage, leg: str) -> Sequence[Entry]:
    return put_up.store.journal(leg) if put_up.store else ()
