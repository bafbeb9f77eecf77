"""A YAML text as values: scalars that are still text, lists and tables, each with its place.

Nothing is interpreted here: `+15550100000`, `12:30`, `no` and `0123` are the characters the author wrote.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

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

    items: "tuple[YamlNode, ...]"
    place: Place
    flow: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Keys with values in the author's order, no key twice; `flow` is the spelling with braces."""

    entries: "tuple[tuple[Scalar, YamlNode], ...]"
    place: Place
    flow: bool = False
    _at: Mapping[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_at", {key.text: number for number, (key, _) in enumerate(self.entries)})

    def get(self, name: str) -> "YamlNode | None":
        return self.entries[self._at[name]][1] if name in self._at else None

    def key(self, name: str) -> Scalar | None:
        return self.entries[self._at[name]][0] if name in self._at else None


YamlNode = Scalar | Listing | Table
Plain = str | list["Plain"] | dict[str, "Plain"]


def child(node: YamlNode, step: str | int) -> YamlNode | None:
    """One step down: a key of a table or a position in a list."""
    match node, step:
        case Table(), str():
            return node.get(step)
        case Listing(), int() if 0 <= step < len(node.items):
            return node.items[step]
        case _:
            return None


def find(node: YamlNode, path: Path) -> YamlNode | None:
    """The node at the end of `path`; None where the path leads nowhere."""
    found: YamlNode | None = node
    for step in path:
        if found is None:
            return None
        found = child(found, step)
    return found


def place_of(node: YamlNode, path: Path, *, key: bool = False) -> Place:
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


def plain(node: YamlNode) -> Plain:
    """The same without places: nothing but str, list and dict."""
    match node:
        case Scalar():
            return node.text
        case Listing():
            return [plain(item) for item in node.items]
        case Table():
            return {key.text: plain(value) for key, value in node.entries}
