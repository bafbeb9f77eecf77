"""A company.yaml in which some facts are otherwise, as text: what reads it need not know that it was changed.

The text is laid out anew from its tree, each value on the line it stood on, so that a finding about the changed file
leads to the right line of the one that its author sees. What is added stands on the line before it.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, TypeGuard, Union, get_args, get_origin

from pydantic import BaseModel

from ivr.diagnostics import Diagnostic
from ivr.line import mistakes
from ivr.line.overlay import LINE_FILE
from ivr.reading.compose import compose
from ivr.reading.fields import known_keys
from ivr.reading.misfits import nearest
from ivr.reading.spelling import shown
from ivr.reading.tree import Listing, Scalar, Table, YamlNode, find
from ivr.source import Place, Source

Files = Callable[[str], Source | Diagnostic]
Value = str | Sequence[str]
_PLAIN = re.compile(r"[A-Za-z0-9_](?:[\w .-]*\w)?", re.ASCII)


def with_company(files: Files, changes: Mapping[str, Value], places: Mapping[str, Place] | None = None) -> Files:
    """The same files, but for the facts of the company: `changes` are values by their path, such as accepted.cards. A
    path that is not in the file yet is added. `places` say where each change is written, for a finding about one that
    cannot be made.
    """
    name = _company_file(files)
    if not changes or name is None:
        return files

    def read(asked: str) -> Source | Diagnostic:
        source = files(asked)
        return source if asked != name or isinstance(source, Diagnostic) else changed(source, changes, places or {})

    return read


def _company_file(files: Files) -> str | None:
    """As line.yaml calls it; None where that does not say."""
    source = files(LINE_FILE)
    tree = None if isinstance(source, Diagnostic) else compose(source).tree
    named = None if tree is None else find(tree, ("company",))
    return named.text if isinstance(named, Scalar) else None


class _BlockedError(Exception):
    """On the way to a fact stands something that is no mapping."""


def changed(source: Source, changes: Mapping[str, Value], places: Mapping[str, Place]) -> Source | Diagnostic:
    """A text with mistakes of its own is left as it is: they are told first."""
    composed = compose(source)
    tree = composed.tree
    if composed.findings or tree is None:
        return source
    for path, value in changes.items():
        try:
            tree = _set(tree, path.split("."), value)
        except _BlockedError:
            return mistakes.COMPANY_FACT_BLOCKED.at(
                places.get(path, tree.place),
                f"{shown(path)} cannot be changed: on the way to it {source.name} has a text or a list.",
                "Change what stands there as a whole, or name another fact.",
            )
    return Source(source.name, _Layout().text(tree))


def _set(node: YamlNode, keys: Sequence[str], value: Value) -> YamlNode:
    if not keys:
        return _written(value, node.place)
    if not isinstance(node, Table):
        raise _BlockedError
    name, *rest = keys
    if node.get(name) is not None:
        entries = [(key, _set(below, rest, value) if key.text == name else below) for key, below in node.entries]
        return Table(tuple(entries), node.place)
    place = _last_place(node)
    below = _set(Table((), place) if rest else Scalar("", place), rest, value)
    return Table((*node.entries, (Scalar(name, place), below)), node.place)


def _written(value: Value, place: Place) -> YamlNode:
    if isinstance(value, str):
        return Scalar(value, place, quoted=True)
    return Listing(tuple(Scalar(one, place, quoted=True) for one in value), place)


def _last_place(node: YamlNode) -> Place:
    """Of the last thing inside a node."""
    match node:
        case Table(entries=[*_, (_, below)]) | Listing(items=[*_, below]):
            return _last_place(below)
        case _:
            return node.place


class _Layout:
    """YAML in braces and brackets, which may begin a new line and be indented anywhere."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._line = self._column = 1

    def text(self, tree: YamlNode) -> str:
        self._node(tree)
        return "".join(self._parts) + "\n"

    def _node(self, node: YamlNode) -> None:
        match node:
            case Scalar():
                self._move(node.place)
                self._put(_spelled(node))
            case Listing():
                self._inside("[]", ((None, item) for item in node.items))
            case Table():
                self._inside("{}", node.entries)

    def _inside(self, brackets: str, entries: "Sequence[_Entry] | Iterator[_Entry]") -> None:
        self._put(brackets[0])
        for number, (key, value) in enumerate(entries):
            self._put("," if number else "")
            if key is not None:
                self._node(key)
                self._put(": ")
            self._node(value)
        self._put(brackets[1])

    def _move(self, place: Place) -> None:
        """To the line and, where nothing is in the way, the column of a place."""
        while self._line < place.line:
            self._parts.append("\n")
            self._line, self._column = self._line + 1, 1
        self._put(" " * max(place.column - self._column, 0))

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._column += len(text)


_Entry = tuple[Scalar | None, YamlNode]


def _spelled(scalar: Scalar) -> str:
    """In quotes unless it was written without and may stay so between braces."""
    plain = not scalar.quoted and _PLAIN.fullmatch(scalar.text)
    return scalar.text if plain else json.dumps(scalar.text, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Stranger:
    """A path that leads nowhere in a model; `near` is what may have been meant, or nothing."""

    path: str
    near: str


def stranger_in(model: type[BaseModel], path: str) -> Stranger | None:
    """None for a path that leads somewhere."""
    keys = path.split(".")
    options: list[object] = [model]
    for number, key in enumerate(keys):
        below = [inner for one in options for inner in _below(one, key)]
        if not below:
            known = [name for one in options for name in _names(one)]
            near = [".".join([*keys[:number], found]) for found in nearest(key, known)]
            return Stranger(path, near[0] if near else "")
        options = below
    return None


def _names(annotation: object) -> list[str]:
    return list(known_keys([annotation])) if _is_model(annotation) else []


def _below(annotation: object, key: str) -> Iterator[object]:
    if _is_model(annotation):
        field = known_keys([annotation]).get(key)
        if field is not None:
            yield from _members(field.annotation)
    elif get_origin(annotation) is not tuple and len(arguments := get_args(annotation)) == 2:
        yield from _members(arguments[1])  # of a mapping, whose keys are the author's


def _members(annotation: object) -> Iterator[object]:
    """The members of a union, one by one; anything else as it is."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _members(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        for member in get_args(annotation):
            yield from _members(member)
    else:
        yield annotation


def _is_model(annotation: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
