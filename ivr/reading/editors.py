"""What an editor makes of a scalar, and the JSON Schema it holds it against.

We read every scalar as text; an editor has resolved it before it looks into a schema: to a number, a truth value,
nothing. So of each type it is asked which of these its texts may become.
"""

import re
from collections.abc import Iterator, Sequence

from ivr.reading.scalars import ScalarType
from ivr.reading.tree import Listing, Scalar, Table, YamlNode

Seen = str | int | float | bool | None
Schema = dict[str, object]

_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_TRUTH = {f(word): word == "true" for word in ("true", "false") for f in (str.lower, str.upper, str.title)}
_INTEGER = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")

_TRIED = (
    *("", "true", "false", "0", "1", "7", "20", "100", "404", "1227", "8448200012345678", "+15550100101"),
    *("0.50", "134.50", "-12.50"),
)
"""Texts without quotes that are none to an editor: what of these a type takes tells which kinds it must let pass."""


def seen(text: str) -> Seen:
    """A scalar without quotes, as editors resolve it. Source: YAML 1.2.2, 10.3.2 (core schema)."""
    if text in _NOTHING:
        return None
    if text in _TRUTH:
        return _TRUTH[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _BASED.fullmatch(text):
        return int(text, 0)
    return float(text) if _FLOAT.fullmatch(text) else text


def schema_of(kind: ScalarType) -> Schema:
    """Of a value. Numbers and the like are let pass where a text of their spelling is, in quotes as well as without."""
    words = _closed(kind)
    if words:
        return _choice(words)
    tried = [_named(seen(text)) for text in (*_TRIED, kind.example) if _takes(kind, text)]
    types = dict.fromkeys((*_stated(kind), "string", *tried))
    if "number" in types:
        types.pop("integer", None)
    return {**kind.json_schema, "type": list(types)}


def schema_of_key(kind: ScalarType) -> Schema:
    """Of a key, which is text to an editor too."""
    words = _closed(kind)
    return {"enum": list(words)} if words else {**kind.json_schema, "type": "string"}


def choices_of(kind: ScalarType) -> Sequence[str]:
    """The words of a closed list, as they are written; none where any text of a pattern will do."""
    return _closed(kind)


def _closed(kind: ScalarType) -> tuple[str, ...]:
    listed = kind.json_schema.get("enum", ())
    return tuple(dict.fromkeys(str(one).lower() if isinstance(one, bool) else str(one) for one in listed))


def _choice(words: Sequence[str]) -> Schema:
    """Words that are no text without quotes are proposed in that spelling, and taken in quotes besides."""
    told = [seen(word) for word in words]
    quoted = [re.escape(word) for word, value in zip(words, told, strict=True) if not isinstance(value, str)]
    if not quoted:
        return {"type": "string", "enum": told}
    return {"anyOf": [{"enum": told}, {"type": "string", "pattern": f"^({'|'.join(quoted)})$"}]}


def _stated(kind: ScalarType) -> Iterator[str]:
    declared = kind.json_schema.get("type", ())
    yield from [declared] if isinstance(declared, str) else declared


def _takes(kind: ScalarType, text: str) -> bool:
    try:
        kind.parse(text)
    except ValueError:
        return False
    return True


def _named(value: Seen) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case str():
            return "string"


def value_seen(node: YamlNode) -> object:
    """A tree as an editor holds it against a schema."""
    match node:
        case Scalar():
            return node.text if node.quoted else seen(node.text)
        case Listing():
            return [value_seen(item) for item in node.items]
        case Table():
            return {key.text: value_seen(value) for key, value in node.entries}
