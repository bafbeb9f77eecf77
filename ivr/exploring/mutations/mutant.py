"""A mutant: a line with one mistake more than its authors made; and a line as the operators look at it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ivr.exploring.mutations.pages import Cut, Page
from ivr.line.line import Line, Placed
from ivr.line.loading import Loaded
from ivr.line.scalars import NodeId
from ivr.reading.compose import compose
from ivr.reading.tree import Listing, Scalar, Table, YamlNode, find
from ivr.source import Place, Source


@dataclass(frozen=True, slots=True)
class Mutant:
    """`id` is the same tomorrow, wherever the rows have moved; `node` is "" where the mistake is in no node. `sentence` says
    what was changed, `cuts` how."""

    id: str
    operator: str
    node: str
    place: Place
    sentence: str
    cuts: tuple[Cut, ...]


@dataclass(frozen=True, slots=True)
class NodeText:
    """A node as it stands on its page."""

    name: str
    placed: Placed
    tree: Table
    page: Page

    @property
    def kind(self) -> str:
        return self.placed.node.kind

    @property
    def body(self) -> YamlNode | None:
        """What stands below the kind's key."""
        return self.tree.get(self.kind)

    def table(self, *path: str) -> Table | None:
        """A table below the kind's key, written in rows."""
        found = None if self.body is None else find(self.body, path)
        return found if isinstance(found, Table) and not found.flow else None

    def tables(self) -> Iterator[Table]:
        """The node's own table and that of its kind: what has keys an author may leave out."""
        yield from (one for one in (self.tree, self.body) if isinstance(one, Table) and not one.flow)


Told = tuple[str, str, tuple[Cut, ...]]
"""What a mutant does, in a word or two and as a sentence, and the cuts."""


class LineText:
    """A line with the texts it was read from."""

    def __init__(self, loaded: Loaded, line: Line) -> None:
        self.line = line
        self._texts = loaded.texts

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        return {file: Page.of(file, text) for file, text in self._texts.items()}

    @cached_property
    def nodes(self) -> tuple[NodeText, ...]:
        """In the order they are written."""
        found = []
        for name, placed in self.line.nodes.items():
            tree = find(placed.tree, placed.path)
            if isinstance(tree, Table) and not tree.flow:
                found.append(NodeText(str(name), placed, tree, self.pages[placed.tree.place.file]))
        return tuple(found)

    def file(self, name: str) -> tuple[Page, Table] | None:
        """A file of the line's header, such as company.yaml, and what it holds."""
        at = next((one for one in self._texts if one == name or one.endswith(f"/{name}")), None)
        tree = None if at is None else compose(Source(at, self._texts[at])).tree
        return None if at is None or not isinstance(tree, Table) else (self.pages[at], tree)

    @property
    def person(self) -> NodeId:
        return self.line.file.person


Operator = Callable[[LineText], Iterator[Mutant]]


def mutant(operator: str, node: str, place: Place, told: Told) -> Iterator[Mutant]:
    """One mutant; none where nothing can be cut."""
    what, sentence, cuts = told
    if cuts:
        yield Mutant(" ".join(filter(None, (operator, node, what))), operator, node, place, sentence, cuts)


def scalars(node: YamlNode, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Scalar]]:
    """Every scalar below a node that is no key, with the keys and positions (from 1) that lead to it."""
    match node:
        case Scalar():
            yield path, node
        case Listing():
            for number, item in enumerate(node.items, 1):
                yield from scalars(item, (*path, str(number)))
        case Table():
            for key, value in node.entries:
                yield from scalars(value, (*path, key.text))


def pairs(items: Iterable[tuple[Scalar, Table]]) -> Iterator[tuple[tuple[Scalar, Table], tuple[Scalar, Table]]]:
    """Each with the one behind it."""
    yield from pairwise(items)
