"""Call files: where they are, which line they stand beside, and what is wrong with their text."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from ivr.diagnostics import Diagnostic, in_order
from ivr.line.callfile import CallFile, read_call
from ivr.line.loading import LINE_FILE
from ivr.reading.compose import read_source

CALL_SUFFIX = ".call.yaml"


class NotPlayableError(Exception):
    """A call that cannot be tried at all; `findings` say why, and are its text."""

    def __init__(self, findings: Sequence[Diagnostic]) -> None:
        super().__init__("\n".join(str(one) for one in in_order(tuple(findings))))
        self.findings = tuple(findings)


class NoLineError(LookupError):
    """A call file that stands beside no line."""


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


def _as_written(call_file: Path, folder: Path) -> Path:
    """The folder as the user would write it: relative where the call file was given so."""
    if call_file.is_absolute():
        return folder
    try:
        return folder.relative_to(Path.cwd())
    except ValueError:
        return folder
