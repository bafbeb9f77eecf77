"""Call files, found and played: what `ivr test` and the pytest plugin have in common.

A folder's line is loaded once, however many calls are tried on it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ivr.bootstrap import signing_token
from ivr.carrier.handsets.dialling import Dialling
from ivr.carrier.handsets.script import ScriptFailedError
from ivr.carrier.network import Call
from ivr.diagnostics import Diagnostic, in_order
from ivr.line.callfile import CallFile, read_call
from ivr.line.company_changes import with_company
from ivr.line.loading import LINE_FILE, Files, Loaded, files_of_folder, load
from ivr.reading.compose import read_source
from ivr.rehearsal.logs import overheard
from ivr.rehearsal.playing import play, play_elsewhere
from ivr.service.lines import BrokenLineError

CALL_SUFFIX = ".call.yaml"


class NotPlayableError(Exception):
    """A call that cannot be tried at all; `findings` say why, and are its text."""

    def __init__(self, findings: Sequence[Diagnostic]) -> None:
        super().__init__("\n".join(str(one) for one in in_order(tuple(findings))))
        self.findings = tuple(findings)


class NoLineError(LookupError):
    """A call file that stands beside no line."""


FAILURES = (ScriptFailedError, NotPlayableError, NoLineError, BrokenLineError)
"""What `attempt` raises when a call, its file or its line is at fault."""


@dataclass(slots=True)
class Lines:
    """Lines by folder, each read when it is first needed."""

    _loaded: dict[Path, Loaded] = field(default_factory=dict)

    def of(self, folder: Path) -> Loaded:
        if folder not in self._loaded:
            self._loaded[folder] = load(files_of_folder(str(folder)))
        return self._loaded[folder]

    def called_by(self, call: CallFile, folder: Path) -> Loaded:
        """The line in a folder, with what a call file says of its company."""
        return load(of_company(call, files_of_folder(str(folder)))) if call.company else self.of(folder)


def of_company(call: CallFile, files: Files) -> Files:
    """Files in which the company is as a call file says."""
    return with_company(files, call.company, call.company_places)


def call_files(paths: Sequence[Path]) -> Iterator[Path]:
    """The call files named, and those anywhere below the folders named, in order."""
    for path in paths:
        if path.is_dir():
            yield from sorted(path.rglob(f"*{CALL_SUFFIX}"))
        else:
            yield path


def line_folder(call_file: Path) -> Path:
    """The nearest folder above a call file that has a line.yaml. Raises NoLineError."""
    for folder in call_file.absolute().parents:
        if (folder / LINE_FILE).is_file():
            return _as_written(call_file, folder)
    raise NoLineError(f"{call_file}: no folder above it has a {LINE_FILE}, so there is no line to call")


def read(call_file: Path) -> CallFile:
    """Raises NotPlayableError for a file with mistakes."""
    source = read_source(call_file)
    if isinstance(source, Diagnostic):
        raise NotPlayableError([source])
    call, findings = read_call(source)
    if call is None:
        raise NotPlayableError(findings)
    return call


def attempt(
    call_file: Path,
    lines: Lines,
    database: Path | None = None,
    token: str | None = None,
    *,
    dialling: Dialling | None = None,
) -> Call:
    """Play one call file on its line, or at the address it names, where `token` signs what is sent: without one, that
    of the environment does. `dialling` is as in `play`. Raises ScriptFailedError where it fails, NotPlayableError, NoLineError, BrokenLineError,
    StoreError."""
    call = read(call_file)
    if call.heading.given.url is not None:
        return play_elsewhere(call, call.heading.given.url, token or signing_token(), dialling=dialling)
    loaded = lines.called_by(call, line_folder(call_file))
    with overheard() as errors:
        try:
            return play(call, loaded, database, dialling=dialling)
        except ScriptFailedError as failure:
            for error in errors:
                failure.add_note(error)
            raise


def _as_written(call_file: Path, folder: Path) -> Path:
    """The folder as the user would write it: relative where the call file was given so."""
    if call_file.is_absolute():
        return folder
    try:
        return folder.relative_to(Path.cwd())
    except ValueError:
        return folder
