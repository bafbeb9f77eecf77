"""Models as JSON Schema, for editors. Nothing is said here that a model does not say: types, keys, words about them.

The draft is 7, because that is what the YAML language server and the IDEs that do without it understand in full.
"""

import re
from collections.abc import Mapping, Sequence
from types import NoneType, UnionType
from typing import Annotated, Union, get_args, get_origin

from pydantic import BeforeValidator
from pydantic.fields import FieldInfo

from ivr.line.model import NotEmpty, Written
from ivr.line.reference import summary_of
from ivr.line.usual import usual
from ivr.reading.editors import Schema, choices_of, schema_of, schema_of_key, seen
from ivr.reading.scalars import ScalarType

DRAFT = "http://json-schema.org/draft-07/schema#"
_DEFINITIONS = "definitions"


class Definitions:
    """The models met so far, each once, by the name others refer to it by."""

    def __init__(self) -> None:
        self._schemas: dict[str, Schema] = {}
        self._names: dict[type[Written], str] = {}

    def document(self, title: str, schema: Schema) -> Schema:
        """A whole schema, with everything it refers to."""
        return {"$schema": DRAFT, "title": title, **schema, _DEFINITIONS: dict(sorted(self._schemas.items()))}

    def named(self, name: str, schema: Schema) -> Schema:
        """A reference to a schema that is kept under a name."""
        self._schemas[name] = schema
        return _reference(name)

    def model(self, model: type[Written]) -> Schema:
        """A reference to a model. Editors show the name it has there."""
        if model not in self._names:
            name = _in_words(model.__name__)
            if name in self._schemas:
                name = f"{name}-of-{_in_words(model.__module__.rpartition('.')[2])}"
            self._names[model] = name
            self._schemas[name] = {}  # taken, while it is made
            self._schemas[name] = self.mapping(model)
        return _reference(self._names[model])

    def mapping(self, model: type[Written], more: Mapping[str, Schema] | None = None) -> Schema:
        """A model with its keys, `more` of them where a file has some that its model does not read."""
        fields = keys_of(model)
        needed = [key for key, field in fields.items() if field.is_required()]
        return {
            "type": "object",
            "description": summary_of(model),
            "properties": {**{key: self._field(field) for key, field in fields.items()}, **(more or {})},
            **({"required": needed} if needed else {}),
            "additionalProperties": False,
        }

    def _field(self, field: FieldInfo) -> Schema:
        schema = self._of(field.annotation, field.metadata)
        default = _default(field)
        held = {} if default is None else {"default": default}
        return {**schema, **told(field.description or "", default), **held}

    def _of(self, annotation: object, about: Sequence[object]) -> Schema:
        kind = next((one for one in about if isinstance(one, ScalarType)), None)
        if kind is not None:
            return schema_of(kind)
        origin, inner = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            return self._of(inner[0], [*inner[1:], *about])
        if origin in (Union, UnionType):
            return _any_of([self._of(one, ()) for one in inner if one is not NoneType])
        if origin is tuple:
            return self._list(inner[0], about)
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return self._entries(inner[0], inner[1], about)
        if isinstance(annotation, type) and issubclass(annotation, Written):
            return self.model(annotation)
        raise TypeError(f"{annotation} is no type of an author's file")

    def _list(self, item: object, about: Sequence[object]) -> Schema:
        one = self._of(item, ())
        several: Schema = {"type": "array", "items": one, **({"minItems": 1} if NotEmpty in about else {})}
        return _any_of([one, several]) if _may_stand_alone(about) else several

    def _entries(self, key: object, value: object, about: Sequence[object]) -> Schema:
        kind, inside = _scalar(key), self._of(value, ())
        words = choices_of(kind)
        keys = self._keyed(words, inside) if words else _free(schema_of_key(kind), inside)
        return {"type": "object", **keys, **({"minProperties": 1} if NotEmpty in about else {})}

    def _keyed(self, words: Sequence[str], inside: Schema) -> Schema:
        """Keys of a closed list. Those that are digits an editor reads as numbers: it finds them by a pattern only, and
        proposes what it is told to."""
        named = {word: inside for word in words if isinstance(seen(word), str)}
        digits = [word for word in words if word not in named]
        if not digits:
            return {"properties": named, "additionalProperties": False}
        return {
            "properties": named,
            "patternProperties": {f"^({'|'.join(digits)})$": inside},
            "additionalProperties": False,
            "defaultSnippets": [{"label": word, "body": {word: self._blank(inside)}} for word in digits],
        }

    def _blank(self, schema: Schema) -> Schema:
        """The keys of a model that must be there, to be filled in."""
        needed = self._schemas.get(str(schema.get("$ref", "")).rpartition("/")[2], {}).get("required")
        keys = needed if isinstance(needed, list) else []
        return {key: f"${number}" for number, key in enumerate(keys, 1)}


def _reference(name: str) -> Schema:
    return {"$ref": f"#/{_DEFINITIONS}/{name}"}


def keys_of(model: type[Written]) -> dict[str, FieldInfo]:
    """By the names authors write."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _any_of(schemas: list[Schema]) -> Schema:
    flat = [part for one in schemas for part in _members(one)]
    return flat[0] if len(flat) == 1 else {"anyOf": flat}


def _members(schema: Schema) -> list[Schema]:
    """Of a schema that is nothing but a choice, what there is to choose from."""
    members = schema.get("anyOf")
    return list(members) if isinstance(members, list) and len(schema) == 1 else [schema]


def _free(keys: Schema, inside: Schema) -> Schema:
    return {"propertyNames": keys, "additionalProperties": inside}


def _scalar(annotation: object) -> ScalarType:
    return next(part for part in get_args(annotation) if isinstance(part, ScalarType))


def _may_stand_alone(about: Sequence[object]) -> bool:
    """Whether one text is read as a list of one: what stands before the validation is asked."""
    before = [one.func for one in about if isinstance(one, BeforeValidator)]
    return any(func("x") == ["x"] for func in before)  # type: ignore[call-arg] # ours take no info


def _in_words(name: str) -> str:
    """A class as a file names it: AttemptsWritten is attempts."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name.removesuffix("Written")).replace("_", "-").lower()


def told(text: str, default: object = None) -> Schema:
    """Words about a key. Editors show a plain description with its backticks, and a default not at all."""
    held = str(default).lower() if isinstance(default, bool) else default
    whole = text if default is None or "left out" in text else f"{text} If left out: {held}."
    return {"description": whole, **({"markdownDescription": whole} if "`" in whole else {})}


def _default(field: FieldInfo) -> object:
    """As an editor would put it into a file: what is a number without quotes as one, 1.00 in quotes."""
    text = usual(field)
    value = None if text is None else seen(text)
    return value if isinstance(value, int) else text
