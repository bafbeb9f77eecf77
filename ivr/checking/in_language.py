"""Where the words of a node stand in one language: in its YAML, or in that language's catalogue."""

from collections.abc import Iterable, Iterator, Mapping

from ivr.checking.rule import Subject
from ivr.checking.said import wordings
from ivr.dialog.grammar import DialogId
from ivr.dialog.program import Dialog
from ivr.line.model import Path
from ivr.line.scalars import NodeId
from ivr.source import Place


def tables(subject: Subject) -> Iterator[tuple[str, Mapping[DialogId, Dialog]]]:
    """Each language of the line, the first one first, and its dialogs."""
    program = subject.program
    yield subject.line.language, program.dialogs
    yield from program.translated.items()


def place_in(subject: Subject, node: NodeId, path: Path, languages: Iterable[str]) -> Place:
    """Where the words below a path are written in the first of `languages`: those of a translation in its catalogue,
    as long as it has them."""
    placed = subject.line.nodes[node]
    catalogue = subject.line.catalogues.get(next(iter(languages), ""))
    if catalogue is not None:
        for at, wording in wordings(subject, node):
            entry = catalogue.find(wording.text, node) if at[: len(path)] == path else None
            if entry is not None and entry.usable:
                return Place(catalogue.file, entry.line, 1)
    return placed.place(path)


def listed(languages: Iterable[str]) -> str:
    *first, last = languages
    return f"{', '.join(first)} and {last}" if first else last
