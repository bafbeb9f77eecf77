"""Call files, played: what `ivr test` and the pytest plugin have in common.

A folder's line is loaded once for each company it is called as, however many calls are tried on it.
"""

from dataclasses import dataclass, field
from pathlib import Path

from ivr.bootstrap import signing_token
from ivr.carrier.handsets.dialling import Dialling
from ivr.carrier.handsets.script import ScriptFailedError
from ivr.carrier.network import Call
from ivr.line.callfile import CallFile
from ivr.line.company_changes import with_company
from ivr.line.loading import Files, Loaded, files_of_folder, load
from ivr.rehearsal.finding import NoLineError, NotPlayableError, line_folder, read
from ivr.rehearsal.logs import overheard
from ivr.rehearsal.playing import Noted, play, play_elsewhere
from ivr.service.lines import BrokenLineError

_Changes = tuple[tuple[str, str | tuple[str, ...]], ...]
"""What is otherwise in a company.yaml, by its path."""

FAILURES = (ScriptFailedError, NotPlayableError, NoLineError, BrokenLineError)
"""What `attempt` raises when a call, its file or its line is at fault."""


@dataclass(slots=True)
class Lines:
    """Lines by folder, each read when it is first needed."""

    _loaded: dict[Path, Loaded] = field(default_factory=dict)
    _companies: dict[tuple[Path, _Changes], Loaded] = field(default_factory=dict)

    def of(self, folder: Path) -> Loaded:
        if folder not in self._loaded:
            self._loaded[folder] = load(files_of_folder(str(folder)))
        return self._loaded[folder]

    def called_by(self, call: CallFile, folder: Path) -> Loaded:
        """The line in a folder, with what a call file says of its company."""
        if not call.company:
            return self.of(folder)
        changes = tuple(sorted(call.company.items()))
        known = self._companies.get((folder, changes))
        if known is not None:
            return known
        loaded = load(of_company(call, files_of_folder(str(folder))))
        if not loaded.findings:  # those would name the places of the first call file
            self._companies[folder, changes] = loaded
        return loaded


def of_company(call: CallFile, files: Files) -> Files:
    """Files in which the company is as a call file says."""
    return with_company(files, call.company, call.company_places)


def attempt(
    call_file: Path,
    lines: Lines,
    database: Path | None = None,
    token: str | None = None,
    *,
    dialling: Dialling | None = None,
    noted: Noted | None = None,
) -> Call:
    """Play one call file on its line, or at the address it names, where `token` signs what is sent: without one, that
    of the environment does. `dialling` and `noted` are as in `play`; of a line elsewhere nobody can note anything. Raises
    ScriptFailedError where it fails, NotPlayableError, NoLineError, BrokenLineError, StoreError."""
    call = read(call_file)
    if call.heading.given.url is not None:
        return play_elsewhere(call, call.heading.given.url, token or signing_token(), dialling=dialling)
    loaded = lines.called_by(call, line_folder(call_file))
    with overheard() as errors:
        try:
            return play(call, loaded, database, dialling=dialling, noted=noted)
        except ScriptFailedError as failure:
            for error in errors:
                failure.add_note(error)
            raise
