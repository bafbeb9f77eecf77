"""JSON Schemas on the disk, and which files of a line each of them is for."""

import json
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

from ivr.cli.trouble import CannotRunError
from ivr.line.loading import LINE_FILE
from ivr.line.overlay import SHARED
from ivr.line.schema import SCHEMAS, schema_for
from ivr.reading.compose import compose, read_source
from ivr.reading.tree import Listing, Scalar, Table, YamlNode
from ivr.rehearsal.finding import CALL_SUFFIX
from ivr.source import Source

FOLDER = ".ivr"
"""Beside the files of a line that `ivr new` makes; their first lines name the schemas in it."""

USUAL = {
    "line": (LINE_FILE,),
    "company": (SHARED["company"],),
    "representatives": (SHARED["representatives"],),
    "call": (f"*{CALL_SUFFIX}",),
    "accounts": ("demo-accounts.yaml",),
    "directory": ("directory.yaml",),
    "part": (),
}
"""What files of each kind are called; parts have names of their own."""

_NAMED_BY = {
    "parts": "part",
    "company": "company",
    "representatives": "representatives",
    "demonstration": "call",
    "accounts": "accounts",
    "directory": "directory",
}
"""The keys of line.yaml that name files, and the kind of each."""

_NOT_OURS = frozenset({"node_modules", "venv", "build", "dist"})


def text_of(kind: str) -> str:
    return json.dumps(schema_for(kind), indent=2, ensure_ascii=False)


def file_of(kind: str) -> str:
    return f"{kind}.schema.json"


def write_schemas(folder: Path) -> int:
    """How many were written. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind in SCHEMAS:
        (folder / file_of(kind)).write_text(f"{text_of(kind)}\n", encoding="utf-8")
    return len(SCHEMAS)


def written_to(folder: Path) -> int:
    """How many schemas were written. Raises CannotRunError."""
    try:
        return write_schemas(folder)
    except OSError as error:
        raise CannotRunError(f"the schemas cannot be written to {folder} ({error.strerror})") from None


def files_below(folder: Path) -> dict[str, list[str]]:
    """For each kind of file its usual names, and the files of other names that the lines below a folder have."""
    found = {kind: list(names) for kind, names in USUAL.items()}
    for line in _lines_below(folder):
        for kind, name in _named_in(line):
            file = (line.parent / name).relative_to(folder).as_posix()
            if file not in found[kind] and not any(fnmatch(name.rpartition("/")[2], usual) for usual in USUAL[kind]):
                found[kind].append(file)
    return {kind: names for kind, names in found.items() if names}


def _lines_below(folder: Path) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:  # a folder nobody may look into has no line of theirs
        return
    for here in entries:
        if here.name == LINE_FILE:
            yield here
        elif here.is_dir() and not here.is_symlink() and not here.name.startswith(".") and here.name not in _NOT_OURS:
            yield from _lines_below(here)


def _named_in(line: Path) -> Iterator[tuple[str, str]]:
    """The files that a line.yaml names, as far as it can be read."""
    source = read_source(line)
    tree = compose(source).tree if isinstance(source, Source) else None
    for key, kind in _NAMED_BY.items():
        written = tree.get(key) if isinstance(tree, Table) else None
        yield from ((kind, name) for name in _texts(written) if (line.parent / name).is_file() and ".." not in name)


def _texts(written: YamlNode | None) -> Iterator[str]:
    match written:
        case Scalar(text=text) if text:
            yield text
        case Listing(items=items):
            for item in items:
                yield from _texts(item)
        case _:
            return
