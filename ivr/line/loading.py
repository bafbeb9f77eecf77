"""A folder of YAML, or the saved text of one, becomes a Line and every finding about its text.

One mistake never hides another: each file and each node is read on its own, and what could be read is returned.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from ivr.diagnostics import Diagnostic, in_order
from ivr.line import mistakes
from ivr.line.catalogue import Catalogue, file_of, read_catalogue
from ivr.line.company import Company
from ivr.line.demonstration import Demonstration
from ivr.line.directory import DirectoryFile
from ivr.line.header import file_names, read_header
from ivr.line.line import Line, LineFile
from ivr.line.model import Path, Unread, Written
from ivr.line.nodefile import NODES, NodeReader, looks_like_a_node
from ivr.line.overlay import layered
from ivr.line.representatives import Representatives
from ivr.reading.compose import compose
from ivr.reading.misfits import nearest
from ivr.reading.mistakes import MISSING_FILE, UNKNOWN_KEY
from ivr.reading.model import validate
from ivr.reading.spelling import shown
from ivr.reading.tree import Scalar, Table, YamlNode, find, place_of
from ivr.reading.uncollected import uncollected
from ivr.source import Place, Source

LINE_FILE = "line.yaml"
DEFAULT_LINE = "menus/pay-my-bill"

Files = Callable[[str], Source | Diagnostic]
M = TypeVar("M", bound=Written)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What could be read, everything wrong with the text, and the text itself by file name.

    `line` is None when one of its files could not be read as a whole. `rest` is then what is left of it, with
    stand-ins for what is missing: good for finding more mistakes, not for calls. `texts` is every text that was read,
    by what the places in findings call its file.
    """

    line: Line | None
    findings: tuple[Diagnostic, ...]
    sources: Mapping[str, str]
    rest: Line | None = None
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)


def files_of_folder(folder: str) -> Files:
    """The files below a folder, and those of a line it is like; messages call them by the path as given."""
    return layered(folder)


def files_of_text(texts: Mapping[str, str]) -> Files:
    """Files kept elsewhere, such as the source a call in flight began on."""

    def read(name: str) -> Source | Diagnostic:
        if name in texts:
            return Source(name, texts[name])
        return MISSING_FILE.at(Place(name, 1, 1), "This file is not among those kept.")

    return read


@uncollected()
def load(files: Files, *, demonstration: bool = True) -> Loaded:
    """Read line.yaml and every file it names; without the demonstration accounts where no directory is to be filled.

    Those accounts are no part of a line's version: the text of a version is kept beside its calls, and account numbers
    and PINs, invented or not, have no place there.
    """
    reader = _Reader(files, demonstration=demonstration)
    tree = reader.tree(LINE_FILE)
    if tree is None:
        return Loaded(None, tuple(in_order(reader.findings)), reader.sources, texts=reader.texts)
    line = reader.line(tree)
    findings = tuple(in_order(reader.findings))
    return Loaded(None if line.unread else line, findings, reader.sources, line, reader.texts)


@dataclass(slots=True)
class _Reader:
    """Reads files one by one and keeps what it finds. Lives as long as one `load`."""

    files: Files
    demonstration: bool = True
    findings: list[Diagnostic] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    unread: set[Unread] = field(default_factory=set)
    trees: dict[str, YamlNode] = field(default_factory=dict)
    named: dict[str, Place] = field(default_factory=dict)
    """Where line.yaml names a file; those it has without a word are not here."""

    def line(self, tree: YamlNode) -> Line:
        key, table = self.nodes_of(tree)
        read = read_header(tree, key)
        header = read.file
        self.findings += read.findings
        self.unread |= read.unread
        nodes = NodeReader(self.findings)
        if table is not None:
            nodes.read(tree, (key,), table)
        names = self.each_once(header, tree)
        self.named = {name: place_of(tree, path) for path, name in names.items() if find(tree, path) is not None}
        for path, name in names.items():
            if path[0] == "parts":
                self.part(name, nodes)
        company = self.file(Company, names.get(("company",)), Unread.COMPANY)
        people = self.file(Representatives, names.get(("representatives",)), Unread.REPRESENTATIVES)
        accounts = self.customers(names.get(("accounts",))) if header.accounts else None
        catalogues = {str(tag): self.catalogue(str(tag)) for tag in list(header.languages)[1:]}
        directory = self.file(DirectoryFile, names.get(("directory",)), Unread.DIRECTORY) if header.directory else None
        return Line(
            header,
            tree,
            company or Company.stand_in(),
            people or Representatives.stand_in(),
            nodes.nodes,
            self.digest(),
            accounts,
            frozenset(nodes.broken),
            frozenset(self.unread),
            tuple(nodes.loose),
            {tag: one for tag, one in catalogues.items() if one is not None},
            self.trees.get(names.get(("company",), "")),
            directory,
        )

    def catalogue(self, language: str) -> Catalogue | None:
        """The translations beside the line, None without any. What has none is said in the first language's words."""
        source = self.files(file_of(language))
        if isinstance(source, Diagnostic):
            if source.code == MISSING_FILE.code:
                return None
            self.findings.append(source)
            return Catalogue(language, source.place.file, {}, whole=False)
        self.sources[file_of(language)] = self.texts[source.name] = source.text
        catalogue, findings = read_catalogue(source, language)
        self.findings.extend(findings)
        return catalogue

    def customers(self, name: str | None) -> Demonstration | None:
        """The accounts are no part of what a line is: they are not kept with its text, and do not change its digest."""
        if not self.demonstration:
            return None
        accounts = self.file(Demonstration, name, Unread.ACCOUNTS)
        self.sources.pop(name or "", None)
        return accounts

    def each_once(self, header: LineFile, tree: YamlNode) -> dict[Path, str]:
        """The files to be read, by where they are named. Each has one part to play, so nothing is read twice."""
        names: dict[Path, str] = {}
        for path, name in file_names(header, tree):
            if name == LINE_FILE or name in names.values():
                self.findings.append(
                    mistakes.FILE_NAMED_TWICE.at(
                        place_of(tree, path),
                        f"The file {shown(name)} is part of this line already.",
                        "Name each file once, and in one place.",
                    )
                )
            else:
                names[path] = name
        return names

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
            self.findings.append(_with_who_names_it(source, self.named.get(name)))
            return None
        self.sources[name] = self.texts[source.name] = source.text
        composed = compose(source)
        self.findings.extend(composed.findings)
        if composed.tree is not None:
            self.trees[name] = composed.tree
        return composed.tree

    def file(self, model: type[M], name: str | None, what: Unread) -> M | None:
        """A file with one model; None, and noted as unread, when it has mistakes or no name."""
        tree = None if name is None else self.tree(name)
        validated = None if tree is None else validate(model, tree)
        self.findings.extend(validated.findings if validated else ())
        if validated is None or validated.value is None:
            self.unread.add(what)
            return None
        return validated.value

    def part(self, name: str, nodes: NodeReader) -> None:
        """A part holds nodes, and nothing else."""
        tree = self.tree(name)
        if tree is None:
            self.unread.add(Unread.NODES)
            return
        key, table = self.nodes_of(tree)
        if table is not None:
            self.findings.extend(_strangers(tree, key))
            nodes.read(tree, (key,), table)
            return
        start = tree.entries[0][0].place if isinstance(tree, Table) and tree.entries else tree.place
        self.findings.append(
            mistakes.NODES_KEY_MISSING.at(
                start,
                "The nodes of a part stand below the key nodes, which is missing here.",
                "Write nodes: in a line of its own, and begin the lines below it two spaces further in.",
            )
        )
        nodes.read(tree, (), tree if _holds_nodes(tree) else Table((), tree.place))
        if not _holds_nodes(tree):
            self.unread.add(Unread.NODES)

    def nodes_of(self, tree: YamlNode) -> tuple[str, YamlNode | None]:
        """The key with the nodes, however it is spelled, and what stands there."""
        if not isinstance(tree, Table):
            return NODES, None
        if tree.get(NODES) is None:
            for key, table in tree.entries:
                if _means_nodes(key, table):
                    place = key.place
                    self.findings.append(
                        UNKNOWN_KEY.at(place, f"This file has no key {shown(key.text)}.", f"Did you mean {NODES}?")
                    )
                    return key.text, table
        return NODES, tree.get(NODES)


def _with_who_names_it(found: Diagnostic, place: Place | None) -> Diagnostic:
    """Whoever is told that a file is missing looks for the place that asks for it."""
    if found.code != MISSING_FILE.code or place is None:
        return found
    return replace(found, help=f"{place.file} names it in line {place.line}. {found.help}".rstrip())


def _means_nodes(key: Scalar, written: YamlNode) -> bool:
    return key.text not in LineFile.model_fields and bool(nearest(key.text, [NODES])) and _holds_nodes(written)


def _holds_nodes(written: YamlNode) -> bool:
    return isinstance(written, Table) and any(looks_like_a_node(value) for _, value in written.entries)


def _strangers(tree: YamlNode, nodes_key: str) -> Iterator[Diagnostic]:
    for key, written in tree.entries if isinstance(tree, Table) else ():
        if key.text != nodes_key:
            remedy = "Take it out."
            if key.text in LineFile.model_fields:
                remedy = "Move it to line.yaml."
            elif looks_like_a_node(written):
                remedy = "Begin this line and those below it two spaces further in."
            yield mistakes.KEY_OUTSIDE_NODES.at(
                key.place, f"A part holds nodes and nothing else, so {shown(key.text)} does nothing here.", remedy
            )
