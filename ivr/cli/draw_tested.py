"""The calls of a line, played, so that a picture can say which of them come to a node."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from ivr.cli.trouble import CannotRunError
from ivr.line.reach import node_of
from ivr.rehearsal.covering import Notebook
from ivr.rehearsal.finding import call_files
from ivr.rehearsal.trying import FAILURES, Lines, attempt


def calls_by_node(folder: Path) -> Mapping[str, list[str]]:
    """The call files below a line's folder, by the nodes they come to. Raises CannotRunError for a call that fails: a picture must
    not say that something is tested that is not."""
    lines, notebook = Lines(), Notebook()
    for file in call_files([folder]):
        name = file.relative_to(folder).as_posix()
        try:
            attempt(file, lines, noted=partial(notebook.note, name))
        except FAILURES as error:
            raise CannotRunError(f"{file} fails, see `ivr test`: {str(error).partition(chr(10))[0]}") from None
    found: dict[str, list[str]] = {}
    for one in notebook.taken:
        for node in {node_of(dialog) for dialog in one.dialogs}:
            found.setdefault(str(node), []).append(one.call)
    return found
