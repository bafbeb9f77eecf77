"""line.yaml without its nodes. With mistakes in it, what is right is kept, so that the rest of the line is still read."""

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import ValidationError

from ivr.diagnostics import Diagnostic
from ivr.line.line import LineFile
from ivr.line.model import Path, Unread
from ivr.reading.model import validate
from ivr.reading.tree import Plain, Table, YamlNode, find, plain

_NEEDED = {"line": "unread", "company": "company.yaml", "languages": {"en-US": "unread"}, "start": "unread"}
_STAND_IN = LineFile.model_validate(_NEEDED)
_ROUTES = ("start", "person")
_FILES = ("company", "representatives", "accounts", "directory")


@dataclass(frozen=True, slots=True)
class Header:
    """With findings, `file` holds stand-ins where a key is missing or wrong; `model_fields_set` names what is right."""

    file: LineFile
    findings: tuple[Diagnostic, ...] = ()
    unread: frozenset[Unread] = frozenset()


def read_header(tree: YamlNode, nodes_key: str) -> Header:
    if not isinstance(tree, Table):
        return _what_is_right(Table((), tree.place), validate(LineFile, tree).findings)
    written = Table(tuple(entry for entry in tree.entries if entry[0].text != nodes_key), tree.place, tree.flow)
    validated = validate(LineFile, written)
    if validated.value is None:
        return _what_is_right(written, validated.findings)
    return Header(validated.value)


def _what_is_right(tree: Table, findings: tuple[Diagnostic, ...]) -> Header:
    kept: dict[str, object] = {}
    for key, written in tree.entries:
        alone = _alone(key.text, plain(written))
        if alone is not None:
            kept[key.text] = getattr(alone, key.text)
    unread = {Unread.HEADER}
    if "start" not in kept or any(tree.get(key) is not None and key not in kept for key in _ROUTES):
        unread.add(Unread.ROUTES)
    if tree.get("parts") is not None and "parts" not in kept:
        unread.add(Unread.NODES)
    whole = {name: getattr(_STAND_IN, name) for name in LineFile.model_fields} | kept
    return Header(LineFile.model_construct(set(kept), **whole), findings, frozenset(unread))


def _alone(name: str, written: Plain) -> LineFile | None:
    """A header in which nothing but one key is the author's; of the parts, those whose names are right."""
    if name not in LineFile.model_fields:
        return None
    if name == "parts" and isinstance(written, list) and len(written) > 1:
        written = [one for one in written if _alone(name, [one])]
    try:
        return LineFile.model_validate({**_NEEDED, name: written})
    except ValidationError:
        return None


def file_names(header: LineFile, tree: YamlNode) -> Iterator[tuple[Path, str]]:
    """The files the author names, in the order they are read, and where; a name that could not be read is left out."""
    for number, part in enumerate(header.parts):
        yield ("parts", number), part
    for key in _FILES:
        name = getattr(header, key)
        left_out = key == "representatives" and find(tree, (key,)) is None  # which has a usual name
        if name is not None and (left_out or key in header.model_fields_set):
            yield (key,), str(name)
