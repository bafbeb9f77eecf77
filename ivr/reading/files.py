"""From a path to a text: everything that can be wrong with a file before its first character is understood."""

import codecs
from pathlib import Path

from ivr.diagnostics import Diagnostic
from ivr.reading.mistakes import CLOSED_FILE, FOLDER_FOR_FILE, HUGE_FILE, MISSING_FILE, NOT_UTF8
from ivr.reading.spelling import shown
from ivr.source import Place, Source

LARGEST = 4 * 1024 * 1024
"""Bytes. The largest line known has a hundredth of this; what is larger is not a phone menu."""


def read_source(path: Path | str, name: str | None = None) -> Source | Diagnostic:
    """The text of a file; a byte order mark at its start is dropped. `name` is what messages call it, else the path."""
    name = str(path) if name is None else name
    try:
        if Path(path).is_fifo():  # to open one is to wait for whoever writes into it
            return _refused(name, OSError())
        with Path(path).open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        return _refused(name, error)
    if len(data) > LARGEST:
        return too_large(name)
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return Source(name, data.decode())
    except UnicodeDecodeError as error:
        return _not_utf8(name, data, error.start)


def too_large(name: str) -> Diagnostic:
    return HUGE_FILE.at(
        Place(name, 1, 1),
        "The file is larger than 4 megabytes; no phone menu is.",
        "Check that this is the file you meant, or split the line into parts.",
    )


def _refused(name: str, error: OSError | ValueError) -> Diagnostic:
    start = Place(name, 1, 1)
    match error:
        case FileNotFoundError() | NotADirectoryError():
            return MISSING_FILE.at(start, "There is no such file.", "Check the spelling of its name and its folder.")
        case IsADirectoryError():
            return FOLDER_FOR_FILE.at(start, "This is a folder, not a file.", "Name a file inside it.")
        case PermissionError():
            return CLOSED_FILE.at(
                start, "The file may not be read by this user.", "Ask its owner for permission to read it."
            )
        case _:
            return CLOSED_FILE.at(
                start, "The file cannot be read.", "Check that the name is right and that the disk is well."
            )


def _not_utf8(name: str, data: bytes, offset: int) -> Diagnostic:
    before = data[:offset].decode().replace("\r\n", "\n").replace("\r", "\n")
    row = before.rpartition("\n")[2]
    after = f" after {shown(row[-20:])}" if row.strip() else ""
    return NOT_UTF8.at(
        Place(name, before.count("\n") + 1, len(row) + 1),
        f"The character{after} is not saved as UTF-8, so it could be read as the wrong letter.",
        "Save the file again and choose UTF-8 as its encoding.",
    )
