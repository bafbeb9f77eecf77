"""The folder of a line, as a command is given it."""

from pathlib import Path

from ivr.cli.trouble import CannotRunError
from ivr.line.line import Line
from ivr.line.loading import LINE_FILE, Loaded, files_of_folder, load
from ivr.service.lines import BrokenLineError, program_of


def load_folder(folder: str) -> Loaded:
    """Raises CannotRunError where there is no line at all; a line with mistakes is loaded as far as it goes."""
    path = Path(folder)
    if not path.exists():
        raise CannotRunError(f"there is no folder {folder}")
    if not path.is_dir():
        raise CannotRunError(f"{folder} is a file; name the folder that has the {LINE_FILE}")
    if not (path / LINE_FILE).exists():
        raise CannotRunError(f"there is no {LINE_FILE} in {folder}, so it is not the folder of a line")
    return load(files_of_folder(folder))


def sound_line(folder: str) -> tuple[Loaded, Line]:
    """A line that can be called. Raises CannotRunError, and BrokenLineError for one with mistakes."""
    loaded = load_folder(folder)
    program_of(loaded)
    if loaded.line is None:
        raise BrokenLineError(loaded.findings)
    return loaded, loaded.line
