"""Which node of the old version is which of the new one. A node that has another name and is otherwise the same is the same
to callers, who never hear a name.
"""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from ivr.dialog.program import Dialog
from ivr.exploring.difference_change import Side
from ivr.exploring.difference_settings import settings
from ivr.exploring.difference_ways import ways
from ivr.exploring.difference_wording import prompts
from ivr.exploring.in_writing import text_of
from ivr.line.reach import node_of

ALIKE = 0.6
"""How much of the words of two nodes must be the same for one to be the other under a new name; by difflib's ratio."""

_Shape = tuple[object, ...]


def names(old: Side, new: Side) -> Mapping[str, str]:
    """Of nodes of the old version that are in the new one, what they are called there."""
    return _Matching(_Nodes(old), _Nodes(new)).all()


@dataclass(slots=True)
class _Nodes:
    """The nodes of a version, with what they are but for the names in them."""

    side: Side
    dialogs: dict[str, dict[str, Dialog]] = field(default_factory=dict)
    shapes: dict[str, _Shape] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for at, dialog in self.side.program.dialogs.items():
            node, _, part = at.partition(".")
            self.dialogs.setdefault(node, {})[part] = dialog

    def shape(self, node: str) -> _Shape:
        if node not in self.shapes:
            self.shapes[node] = tuple(_shape(part, one) for part, one in sorted(self.dialogs[node].items()))
        return self.shapes[node]

    def words(self, node: str) -> str:
        return " ".join(text_of(one) for dialog in self.dialogs[node].values() for one in prompts(dialog).values())

    def kinds(self, node: str) -> list[tuple[str, str]]:
        return [(part, type(one).__name__) for part, one in sorted(self.dialogs[node].items())]

    def leads(self, node: str) -> dict[tuple[str, str], str]:
        """Where each way out of each part of a node leads."""
        parts = self.dialogs[node].items()
        return {(part, way): str(node_of(to)) for part, one in parts for way, to in ways(one).items()}


def _shape(part: str, dialog: Dialog) -> _Shape:
    words = tuple((when, text_of(one)) for when, one in prompts(dialog).items())
    return part, type(dialog).__name__, words, tuple(settings(dialog)), tuple(sorted(ways(dialog)))


@dataclass(slots=True)
class _Matching:
    old: _Nodes
    new: _Nodes
    found: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def all(self) -> Mapping[str, str]:
        for node in self.old.dialogs:
            if node in self.new.dialogs:
                self._same(node, node)
        self._follow(list(self.found))
        self._by_shape()
        return self.found

    def _same(self, old: str, new: str) -> None:
        self.found[old] = new
        self.taken.add(new)

    def _follow(self, ahead: list[str]) -> None:
        """What the same way out of the same node leads to is the same node, if it is enough like it."""
        for old in ahead:  # the list grows while it is read
            before, after = self.old.leads(old), self.new.leads(self.found[old])
            for way in before.keys() & after.keys():
                if self._free(before[way], after[way]) and self._alike(before[way], after[way]):
                    self._same(before[way], after[way])
                    ahead.append(before[way])

    def _by_shape(self) -> None:
        """Nodes that are the only ones of their kind among those that are left."""
        old, new = self._alone(self.old, self.found.keys()), self._alone(self.new, self.taken)
        for shape, nodes in old.items():
            if len(nodes) == 1 and len(new.get(shape, ())) == 1 and self._free(nodes[0], new[shape][0]):
                self._same(nodes[0], new[shape][0])
                self._follow([nodes[0]])

    def _alone(self, nodes: _Nodes, known: Container[str]) -> dict[_Shape, list[str]]:
        grouped: dict[_Shape, list[str]] = {}
        for node in nodes.dialogs:
            if node not in known and nodes.words(node):
                grouped.setdefault(nodes.shape(node), []).append(node)
        return grouped

    def _free(self, old: str, new: str) -> bool:
        there = old in self.old.dialogs and new in self.new.dialogs
        return there and old not in self.found and new not in self.taken

    def _alike(self, old: str, new: str) -> bool:
        if self.old.shape(old) == self.new.shape(new):
            return True
        if self.old.kinds(old) != self.new.kinds(new):
            return False
        before, after = self.old.words(old), self.new.words(new)
        return bool(before) and SequenceMatcher(None, before.split(), after.split()).ratio() >= ALIKE


def renamed(found: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    return ((old, new) for old, new in found.items() if old != new)
