"""A folder of YAML, or the saved text of one, becomes a Line and every finding about its text.

One mistake never hides another: each file and each node is read on its own, and what could be read is returned.
"""

import difflib
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import TypeVar

from ivr.diagnostics import Diagnostic
from ivr.line.company import Company
from ivr.line.demonstration import Demonstration
from ivr.line.line import Line, LineFile, Placed
from ivr.line.model import Written
from ivr.line.node import Node
from ivr.line.nodes import KINDS
from ivr.line.representatives import Representatives
from ivr.line.scalars import NodeId
from ivr.reading.compose import compose, read_source
from ivr.reading.model import validate
from ivr.reading.scalars import parse_name
from ivr.reading.tree import Scalar, Table, YamlNode
from ivr.source import Place, Source

LINE_FILE = "line.yaml"
NODES = "nodes"

Files = Callable[[str], Source | Diagnostic]
M = TypeVar("M", bound=Written)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What could be read, everything wrong with the text, and the text itself by file name."""

    line: Line | None
    findings: tuple[Diagnostic, ...]
    sources: Mapping[str, str]


def files_of_folder(folder: str) -> Files:
    """The files below a folder; messages call them by the path as given."""
    return lambda name: read_source(FilePath(folder) / name)


def files_of_text(texts: Mapping[str, str]) -> Files:
    """Files kept elsewhere, such as the source a call in flight began on."""

    def read(name: str) -> Source | Diagnostic:
        if name in texts:
            return Source(name, texts[name])
        return Diagnostic("IVR001", "missing-file", Place(name, 1, 1), "this file is not among those kept")

    return read


def load(files: Files) -> Loaded:
    """Read line.yaml and every file it names."""
    reader = _Reader(files)
    tree = reader.tree(LINE_FILE)
    if tree is None:
        return reader.loaded(None)
    header = reader.model(LineFile, _without_nodes(tree))
    nodes = reader.nodes(tree)
    if header is None:
        return reader.loaded(None)
    for part in header.parts:
        nodes.update(reader.part(part, nodes))
    company = reader.file(Company, header.company)
    people = reader.file(Representatives, header.representatives)
    accounts = reader.file(Demonstration, header.accounts) if header.accounts else None
    if company is None or people is None:
        return reader.loaded(None)
    return reader.loaded(
        Line(header, tree, company, people, nodes, reader.digest(), accounts, frozenset(reader.broken))
    )


def _without_nodes(tree: YamlNode) -> YamlNode:
    if not isinstance(tree, Table):
        return tree
    return Table(tuple(entry for entry in tree.entries if entry[0].text != NODES), tree.place, tree.flow)


@dataclass(slots=True)
class _Reader:
    """Reads files one by one and keeps what it finds. Lives as long as one `load`."""

    files: Files
    findings: list[Diagnostic] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)

    def loaded(self, line: Line | None) -> Loaded:
        return Loaded(line, tuple(self.findings), dict(self.sources))

    def digest(self) -> str:
        """Names the text: SHA-256 over names and contents of all files read."""
        whole = hashlib.sha256()
        for name, text in sorted(self.sources.items()):
            for part in (name, text):
                raw = part.encode()
                whole.update(len(raw).to_bytes(8, "big") + raw)
        return whole.hexdigest()

    def tree(self, name: str) -> YamlNode | None:
        source = self.files(name)
        if isinstance(source, Diagnostic):
            self.findings.append(source)
            return None
        self.sources[name] = source.text
        composed = compose(source)
        self.findings.extend(composed.findings)
        return composed.tree

    def model(self, model: type[M], tree: YamlNode) -> M | None:
        validated = validate(model, tree)
        self.findings.extend(validated.findings)
        return validated.value

    def file(self, model: type[M], name: str) -> M | None:
        tree = self.tree(name)
        return None if tree is None else self.model(model, tree)

    def part(self, name: str, known: Mapping[NodeId, Placed]) -> dict[NodeId, Placed]:
        """The nodes of a part, which holds nothing else."""
        tree = self.tree(name)
        if tree is None:
            return {}
        if not isinstance(tree, Table):
            self.complain("IVR030", "part-without-nodes", tree.place, "a part is a mapping with the key nodes", "")
            return {}
        for key, _ in tree.entries:
            if key.text != NODES:
                self.complain(
                    "IVR031",
                    "key-outside-nodes",
                    key.place,
                    f"a part holds nodes only, not {key.text!r}",
                    "move it to line.yaml",
                )
        found = self.nodes(tree)
        for twice in found.keys() & known.keys():
            first = known[twice].place()
            self.complain(
                "IVR032",
                "node-written-twice",
                found[twice].place(),
                f"the node {twice!r} stands at {first} already",
                "give one of them another name",
            )
        return found

    def nodes(self, tree: YamlNode) -> dict[NodeId, Placed]:
        table = (
            next((value for key, value in tree.entries if key.text == NODES), None) if isinstance(tree, Table) else None
        )
        if table is None:
            return {}
        if not isinstance(table, Table):
            self.complain(
                "IVR033",
                "nodes-not-a-mapping",
                table.place,
                "nodes is a mapping: a name, and below it what the node does",
                "",
            )
            return {}
        found: dict[NodeId, Placed] = {}
        for key, written in table.entries:
            node = self.node(tree, key, written)
            if node is None:
                self.broken.add(key.text)
            else:
                found[NodeId(key.text)] = Placed(node, tree, (NODES, key.text))
        return found

    def node(self, tree: YamlNode, key: Scalar, written: YamlNode) -> Node | None:
        try:
            parse_name(key.text)
        except ValueError as error:
            self.complain("IVR034", "bad-node-name", key.place, str(error), "")
            return None
        kind = self.kind(key, written)
        if kind is None:
            return None
        validated = validate(kind, tree, path=(NODES, key.text))
        self.findings.extend(validated.findings)
        return validated.value

    def kind(self, name: Scalar, written: YamlNode) -> type[Node] | None:
        """The one kind key is found by name first, so that errors speak of one kind."""
        if not isinstance(written, Table):
            self.complain(
                "IVR035",
                "node-without-kind",
                name.place,
                f"the node {name.text!r} does not say what it does",
                _KINDS_HELP,
            )
            return None
        keys = [key for key, _ in written.entries if key.text in KINDS]
        if len(keys) == 1:
            return KINDS[keys[0].text]
        if keys:
            both = " and ".join(key.text for key in keys)
            self.complain(
                "IVR036",
                "node-of-two-kinds",
                keys[1].place,
                f"the node {name.text!r} is both {both}",
                "write two nodes, and lead from one to the other",
            )
            return None
        self._no_kind(name, written)
        return None

    def _no_kind(self, name: Scalar, written: Table) -> None:
        for key, _ in written.entries:
            near = difflib.get_close_matches(key.text, KINDS, n=1)
            if near:
                self.complain(
                    "IVR037",
                    "unknown-kind",
                    key.place,
                    f"{key.text!r} is not a kind of node",
                    f"did you mean {near[0]!r}?",
                )
                return
        self.complain(
            "IVR035", "node-without-kind", name.place, f"the node {name.text!r} does not say what it does", _KINDS_HELP
        )

    def complain(self, code: str, name: str, place: Place, message: str, remedy: str) -> None:
        self.findings.append(Diagnostic(code, name, place, message, remedy))


_KINDS_HELP = f"a node has one of the keys {', '.join(KINDS)}"
