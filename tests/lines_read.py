"""Lines that many tests call: each is read once in a process, and lowered once as well, since what a line comes to is kept
with it. Nothing changes a line that was read."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from ivr.line.company_changes import Value, with_company
from ivr.line.loading import Loaded, files_of_folder, files_of_text, load


def line_in(folder: Path, company: Mapping[str, Value] | None = None) -> Loaded:
    """The line in a folder, with what is otherwise in its company.yaml. Not for a folder that a test writes to."""
    return _in_folder(folder, tuple(sorted((company or {}).items())))


def line_written(texts: Mapping[str, str]) -> Loaded:
    """A line by the texts of its files."""
    return _of_texts(tuple(texts.items()))


@lru_cache(maxsize=64)
def _in_folder(folder: Path, company: tuple[tuple[str, Value], ...]) -> Loaded:
    files = files_of_folder(str(folder))
    return load(with_company(files, dict(company)) if company else files)


@lru_cache(maxsize=64)
def _of_texts(texts: tuple[tuple[str, str], ...]) -> Loaded:
    return load(files_of_text(dict(texts)))
