"""The folder of a line, as a command is given it."""

from pathlib import Path

from ivr.cli.trouble import CannotRunError
from ivr.line.loading import LINE_FILE, Loaded, files_of_folder, load


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
