"""Everything an author and the translators of a line wrote to be said or sent, with the switches as they are: one walk for
all the rules about words.

What is said by the language itself (", press one.") is not among it; tests hold those words to the same rules.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import lru_cache

from ivr.checking.phrasebook import Phrases, words_in
from ivr.checking.rule import Subject
from ivr.checking.said import switched
from ivr.dialog.prompts import Known
from ivr.line.catalogue import Catalogue
from ivr.line.compile import compile_line
from ivr.line.line import Line, Placed
from ivr.line.model import Path, Unread
from ivr.line.reach import node_of, reached
from ivr.line.scalars import NodeId
from ivr.line.wording import Fact, Piece, Wording, parse_wording
from ivr.reading.scalars import UnfitError
from ivr.reading.tree import Scalar, find
from ivr.source import Place


class Ear(Enum):
    """Whom a text is for."""

    CALLER = auto()
    REPRESENTATIVE = auto()
    NOBODY = auto()  # it is sent, and read


_OTHERS: dict[Path, Ear] = {
    ("text", "body"): Ear.NOBODY,
    ("callback", "text"): Ear.NOBODY,
    ("transfer", "whisper"): Ear.REPRESENTATIVE,
}


@dataclass(frozen=True, slots=True)
class Worded:
    """A text in one language. `text` has blanks where values are said, `words` are those of it; `translation` is where
    it stands in a catalogue, when it does."""

    text: str
    wording: Wording
    language: str
    node: NodeId
    path: Path
    ear: Ear
    placed: Placed = field(repr=False)
    translation: Place | None = None
    words: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", words_in(self.text))

    @property
    def place(self) -> Place:
        return self.translation or self.placed.place(self.path)

    @property
    def plain(self) -> bool:
        """Whether it stands in YAML without quotes, where a sign may have been told of by whoever read it."""
        if self.translation:
            return False
        path = (*self.placed.path, *self.path)
        scalar = find(self.placed.tree, path) or find(self.placed.tree, path[:-1])  # one text, or the first of a list
        return isinstance(scalar, Scalar) and not scalar.quoted

    @property
    def heard(self) -> bool:
        return self.ear is not Ear.NOBODY

    def first_of(self, phrases: Phrases) -> str:
        return phrases.first_in(self.text, self.words)

    def in_sentence(self, phrases: Phrases, denials: frozenset[str]) -> str:
        """The first phrase in a sentence that denies nothing."""
        if phrases.cues.isdisjoint(self.words):
            return ""
        sentences = [one for one in map(_plain, self.wording.sentences) if not denials & words_in(one)]
        return next((found for one in sentences if (found := phrases.within(one))), "")


def worded(subject: Subject) -> tuple[Worded, ...]:
    """Every text of the nodes that callers get to, in the order of the line, each language after the other; of all nodes
    where nobody can say who gets where."""
    return _worded(subject.line)


@lru_cache(maxsize=4)
def _worded(line: Line) -> tuple[Worded, ...]:
    came = {node_of(at) for at in reached(compile_line(line).program)}
    met = line.nodes.keys() if Unread.ROUTES in line.unread else came
    return tuple(one for name, placed in line.nodes.items() if name in met for one in _of_node(line, name, placed))


def _of_node(line: Line, name: NodeId, placed: Placed) -> Iterator[Worded]:
    for path, value in switched(placed, line.company.allows):
        if isinstance(value, Wording) and value.text:
            ear = _OTHERS.get(path, Ear.CALLER)
            yield Worded(_plain_text(value), value, line.language, name, path, ear, placed)
            for catalogue in line.catalogues.values():
                yield from _translated(catalogue, value, name, path, ear, placed)


def _translated(
    catalogue: Catalogue, value: Wording, name: NodeId, path: Path, ear: Ear, placed: Placed
) -> Iterator[Worded]:
    """Where a node's own entry is no use, the general one is; a text without any is said as it was written."""
    for node in (name, None):
        entry = catalogue.find(value.text, node)
        if entry is not None and entry.usable:
            try:
                wording = parse_wording(entry.translation)
            except UnfitError:
                continue
            place = Place(catalogue.file, entry.line, 1)
            yield Worded(_plain_text(wording), wording, catalogue.language, name, path, ear, placed, place)
            return


def _plain(pieces: Iterable[Piece]) -> str:
    """Words with a blank for each value."""
    return " ".join("".join(" " if isinstance(one, Known | Fact) else one for one in pieces).split())


def _plain_text(wording: Wording) -> str:
    return " ".join(map(_plain, wording.sentences))
