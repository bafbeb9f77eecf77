"""A line as its authors wrote it: the models of its files, and where everything stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field

from ivr.line.budgets import Budgets
from ivr.line.catalogue import Catalogue
from ivr.line.checks import Checks
from ivr.line.company import Company
from ivr.line.coverage import CoverageWanted
from ivr.line.defaults import Defaults
from ivr.line.demonstration import Demonstration
from ivr.line.directory import DirectoryFile
from ivr.line.model import NotEmpty, Path, Unread, Written, walk
from ivr.line.node import Node
from ivr.line.overlay import is_folder_nearby
from ivr.line.representatives import Representatives
from ivr.line.scalars import NodeId, Target
from ivr.line.terms import Language
from ivr.reading.scalars import Text, UnfitError, scalar
from ivr.reading.spelling import shown
from ivr.reading.tree import YamlNode, place_of
from ivr.source import Place


def _file_name(text: str) -> str:
    parts = text.split("/")
    if not text or text.startswith("/") or "\\" in text or any(part in ("", ".", "..") for part in parts):
        raise UnfitError(
            f"{shown(text)} is not a file below the line's own folder.",
            "Write its name as seen from line.yaml, such as ways-to-pay.yaml.",
        )
    return text


def _folder_name(text: str) -> str:
    if not is_folder_nearby(text):
        raise UnfitError(
            f"{shown(text)} is not the folder of another line.",
            "Write the way from this folder to it, such as ../pay-my-bill.",
        )
    return text


FolderName = Annotated[str, scalar(_folder_name, {"type": "string"}, "../pay-my-bill")]
FileName = Annotated[str, scalar(_file_name, {"type": "string"}, "company.yaml")]


class LineFile(Written):
    """line.yaml: what the line is called, what it is made of, and where a call begins."""

    line: Text = Field(description="The name of the line.")
    company: FileName = Field(description="The file with the company's facts.")
    languages: Annotated[Mapping[Language, Text], NotEmpty] = Field(
        description="The languages spoken, and the carrier's voice for each. The first is the one the prompts are written in; the "
        "others stand in languages/<tag>.po."
    )
    representatives: FileName = Field(
        default="representatives.yaml", description="The file with the people who can be rung."
    )
    shares: FolderName | None = Field(
        default=None,
        description="The folder of another line; the files of company and representatives are read there, unless this line "
        "has its own.",
    )
    parts: tuple[FileName, ...] = Field(default=(), description="More files with nodes.")
    start: Target = Field(description="The node a call begins with.")
    person: Target = Field(default=NodeId("representative"), description="The node that 0 leads to, from everywhere.")
    demonstration: FileName | None = Field(
        default=None, description="The call that is played when nobody is on the phone."
    )
    accounts: FileName | None = Field(default=None, description="Demonstration accounts for the embedded directory.")
    directory: FileName | None = Field(
        default=None, description="How to ask a directory of accounts elsewhere, by HTTP."
    )
    defaults: Defaults = Field(default=Defaults(), description="What holds where a node does not say otherwise.")
    budgets: Budgets = Field(default=Budgets(), description="How long callers may be talked to, in each language.")
    coverage: CoverageWanted = Field(
        default=CoverageWanted(), description="How many of the ways there are the line's calls must take."
    )
    checks: Checks = Field(
        default_factory=dict,
        description="How a finding counts in this line, by the name of its rule: `error`, `warning`, or `off`, which only a warning "
        "can be.",
    )


@dataclass(frozen=True, slots=True)
class Placed:
    """A node, and the file and tree it stands in. `values` is everything inside of it, with the path by which it was written: a node
    never changes, and ten questions about a line each ask for all of them."""

    node: Node
    tree: YamlNode
    path: Path
    values: tuple[tuple[Path, object], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", tuple(walk(self.node)))

    def place(self, path: Path = (), *, key: bool = False) -> Place:
        """Where a path below the node stands; of the node itself, its name."""
        return place_of(self.tree, (*self.path, *path), key=key or not path)


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A line, as far as it could be read. `broken` names the nodes that stand in its files but could not be, and `loose`
    holds what those lead to; where `unread` is not empty, stand-ins take the place of whole files or keys. `catalogues`
    lacks a language that has no file; `company_tree` is company.yaml as it stands, for places in it."""

    file: LineFile
    file_tree: YamlNode
    company: Company
    representatives: Representatives
    nodes: Mapping[NodeId, Placed]
    digest: str
    demonstration: Demonstration | None = None
    broken: frozenset[str] = field(default_factory=frozenset)
    unread: frozenset[Unread] = field(default_factory=frozenset)
    loose: tuple[tuple[Place, NodeId], ...] = ()
    catalogues: Mapping[str, Catalogue] = field(default_factory=dict)
    company_tree: YamlNode | None = None
    directory: DirectoryFile | None = None

    @property
    def language(self) -> str:
        return str(next(iter(self.file.languages)))

    @property
    def voice(self) -> str:
        return str(self.file.languages[next(iter(self.file.languages))])

    def targets(self) -> Iterator[tuple[Place, NodeId]]:
        """Every place that names a node, and the name."""
        for key, target in (("start", self.file.start), ("person", self.file.person)):
            if Unread.HEADER not in self.unread or key in self.file.model_fields_set:
                yield place_of(self.file_tree, (key,)), target
        yield from self.loose
        for placed in self.nodes.values():
            for path, value in placed.values:
                if isinstance(value, NodeId):
                    yield placed.place(path), value
