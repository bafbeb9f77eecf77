"""A YAML text as values: scalars that are still text, lists and tables, each with its place.

Nothing is interpreted here: `+15550100000`, `12:30`, `no` and `0123` are the characters the author wrote.
"""

from dataclasses import dataclass

from ivr.source import Place

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Scalar:
    """A piece of text; a value that is left out is "". `quoted` is true of quotes and of | and > blocks."""

    text: str
    place: Place
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """Items in order; `flow` is the spelling with brackets."""

    items: "tuple[Node, ...]"
    place: Place
    flow: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Keys with values in the author's order, no key twice; `flow` is the spelling with braces."""

    entries: "tuple[tuple[Scalar, Node], ...]"
    place: Place
    flow: bool = False

    def get(self, name: str) -> "Node | None":
        return next((value for key, value in self.entries if key.text == name), None)

    def key(self, name: str) -> Scalar | None:
        return next((key for key, _ in self.entries if key.text == name), None)


Node = Scalar | Listing | Table
Plain = str | list["Plain"] | dict[str, "Plain"]


def child(node: Node, step: str | int) -> Node | None:
    """One step down: a key of a table or a position in a list."""
    match node, step:
        case Table(), str():
            return node.get(step)
        case Listing(), int() if 0 <= step < len(node.items):
            return node.items[step]
        case _:
            return None


def find(node: Node, path: Path) -> Node | None:
    """The node at the end of `path`; None where the path leads nowhere."""
    found: Node | None = node
    for step in path:
        if found is None:
            return None
        found = child(found, step)
    return found


def place_of(node: Node, path: Path, *, key: bool = False) -> Place:
    """Where the node at `path` stands, or its nearest ancestor when the path leads nowhere.

    With `key` the place of the key that leads to the node, if one does.
    """
    place = node.place
    for step in path:
        below = child(node, step)
        if below is None:
            break
        name = node.key(step) if key and isinstance(node, Table) and isinstance(step, str) else None
        place = name.place if name else below.place
        node = below
    return place


def plain(node: Node) -> Plain:
    """The same without places: nothing but str, list and dict."""
    match node:
        case Scalar():
            return node.text
        case Listing():
            return [plain(item) for item in node.items]
        case Table():
            return {key.text: plain(value) for key, value in node.entries}
