"""The nodes of a line's files. Each is read on its own, so that a mistake in one never hides one in another."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import get_args

from ivr.diagnostics import Diagnostic
from ivr.line import mistakes
from ivr.line.line import Placed
from ivr.line.model import Path, Written
from ivr.line.node import Node
from ivr.line.nodes import KINDS
from ivr.line.scalars import NodeId
from ivr.reading.misfits import nearest
from ivr.reading.model import validate
from ivr.reading.scalars import UnfitError, parse_name
from ivr.reading.spelling import shown
from ivr.reading.tree import Listing, Scalar, Table, YamlNode
from ivr.source import Place

NODES = "nodes"
NAME = re.compile("[a-z][a-z0-9_]*")

_COMMON = frozenset(key for kind in KINDS.values() for key in kind.model_fields) - KINDS.keys()
_KINDS_HELP = f"Give it one of the keys {', '.join(KINDS)}."


@dataclass(slots=True)
class NodeReader:
    """Collects the nodes of one file after the other. `broken` names those that stand there but could not be read, and
    `loose` holds what those lead to, so that one mistake in a node does not hide another."""

    findings: list[Diagnostic]
    nodes: dict[NodeId, Placed] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    loose: list[tuple[Place, NodeId]] = field(default_factory=list)
    _first: dict[str, Place] = field(default_factory=dict)

    def read(self, tree: YamlNode, path: Path, table: YamlNode) -> None:
        """Take the nodes in `table`, which stands in `tree` at `path`."""
        if not isinstance(table, Table):
            self.findings.append(
                mistakes.NODES_NOT_A_MAPPING.at(
                    table.place,
                    "Here stand no nodes.",
                    "Write the name of a node, and below it, two spaces further in, what it does.",
                )
            )
            return
        for key, written in table.entries:
            self._take(tree, path, key, written)

    def _take(self, tree: YamlNode, path: Path, key: Scalar, written: YamlNode) -> None:
        first = self._first.setdefault(key.text, key.place)
        if first is not key.place:
            self.findings.append(
                mistakes.NODE_WRITTEN_TWICE.at(
                    key.place,
                    f"A node named {shown(key.text)} stands at {first} already.",
                    "Give one of the two another name.",
                )
            )
            return
        node = self._node(tree, (*path, key.text), key, written)
        if node is None:
            self.broken.add(key.text)
            self.loose += _targets_in(written)
        else:
            self.nodes[NodeId(key.text)] = Placed(node, tree, (*path, key.text))

    def _node(self, tree: YamlNode, path: Path, key: Scalar, written: YamlNode) -> Node | None:
        try:
            parse_name(key.text)
        except UnfitError as error:
            self.findings.append(mistakes.BAD_NODE_NAME.at(key.place, str(error), error.help))
            return None
        kind = self._kind(key, written)
        if kind is None:
            return None
        validated = validate(kind, tree, path=path)
        self.findings.extend(validated.findings)
        return validated.value

    def _kind(self, name: Scalar, written: YamlNode) -> type[Node] | None:
        """The one kind key is found by name first, so that errors speak of one kind."""
        keys = [key for key, _ in written.entries if key.text in KINDS] if isinstance(written, Table) else []
        if len(keys) == 1:
            return KINDS[keys[0].text]
        self.findings.append(_two_kinds(name, keys) if keys else _no_kind(name, written))
        return None


def _targets_in(written: YamlNode) -> Iterator[tuple[Place, NodeId]]:
    """What a node that could not be read leads to, as far as its keys tell."""
    match written:
        case Table(entries=entries):
            for key, value in entries:
                if key.text in _TARGETS and isinstance(value, Scalar) and NAME.fullmatch(value.text):
                    yield value.place, NodeId(value.text)
                yield from _targets_in(value)
        case Listing(items=items):
            for item in items:
                yield from _targets_in(item)
        case Scalar():
            return


def _target_keys(model: type[Written]) -> frozenset[str]:
    """The keys of a model, and of those inside it, whose values name nodes."""
    keys: set[str] = set()
    for name, one in model.model_fields.items():
        parts = list(_parts(one.annotation))
        keys |= {one.alias or name} if NodeId in parts else set()
        for part in parts:
            keys |= _target_keys(part) if isinstance(part, type) and issubclass(part, Written) else frozenset()
    return frozenset(keys)


def _parts(annotation: object) -> Iterator[object]:
    """An annotation and everything inside it."""
    yield annotation
    for inside in get_args(annotation):
        yield from _parts(inside)


_TARGETS = frozenset().union(*(_target_keys(kind) for kind in KINDS.values()))


def looks_like_a_node(written: YamlNode) -> bool:
    """Whether a mapping has a kind key, wherever it stands."""
    return isinstance(written, Table) and any(key.text in KINDS for key, _ in written.entries)


def _two_kinds(name: Scalar, keys: list[Scalar]) -> Diagnostic:
    both = " and ".join(shown(key.text) for key in keys)
    return mistakes.NODE_OF_TWO_KINDS.at(
        keys[1].place,
        f"The node {shown(name.text)} has {both}, but a node does one thing.",
        "Write a node for each, and lead from one to the next.",
    )


def _no_kind(name: Scalar, written: YamlNode) -> Diagnostic:
    strange = [key for key, _ in written.entries if key.text not in _COMMON] if isinstance(written, Table) else []
    for key in strange:
        for near in nearest(key.text.lower(), tuple(KINDS)):
            return _unknown_kind(key, f"Did you mean {near}?")
    if len(strange) == 1:
        return _unknown_kind(strange[0], f"The kinds of node are {', '.join(KINDS)}.")
    return mistakes.NODE_WITHOUT_KIND.at(
        name.place, f"The node {shown(name.text)} does not say what it does.", _KINDS_HELP
    )


def _unknown_kind(key: Scalar, remedy: str) -> Diagnostic:
    return mistakes.UNKNOWN_KIND.at(key.place, f"{shown(key.text)} is not a kind of node.", remedy)
