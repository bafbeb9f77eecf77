"""What a model knows at a path: the keys a mapping may hold, and how a missing one would be written.

pydantic's errors name a path but not the model that stands there, so the annotations are walked once more.
"""

import types
from collections.abc import Iterator
from typing import Annotated, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ivr.reading.scalars import ScalarType

Step = str | int
Annotation = object


def models_at(annotation: Annotation, path: tuple[Step, ...]) -> list[type[BaseModel]]:
    """The models that may stand at the end of pydantic's `path`, whose steps include the names of union members."""
    candidates = list(_members(annotation))
    for step in path:
        named: list[Annotation] = [one for one in candidates if _is_called(one, step)]
        candidates = named or [below for one in candidates for below in _below(one, step)] or candidates
    return [one for one in candidates if isinstance(one, type) and issubclass(one, BaseModel)]


def _is_called(annotation: Annotation, step: Step) -> bool:
    """Whether a step is the name of this member of a union, or the word it is told apart by."""
    if not isinstance(annotation, type):
        return False
    if annotation.__name__ == step:
        return True
    if not issubclass(annotation, BaseModel) or step in known_keys([annotation]):
        return False
    literals = (one.annotation for one in annotation.model_fields.values() if get_origin(one.annotation) is Literal)
    return any(step in get_args(one) for one in literals)


def known_keys(models: list[type[BaseModel]]) -> dict[str, FieldInfo]:
    """By the name authors write."""
    return {field.alias or name: field for model in models for name, field in model.model_fields.items()}


def spelled(key: str, field: FieldInfo | None) -> str:
    """How the key would be written: with an example of its type where there is one."""
    return f"{key}: {_example(field) if field else '...'}"


def _example(field: FieldInfo) -> str:
    if field.examples:
        return str(field.examples[0])
    for part in (*field.metadata, *get_args(field.annotation)):
        if isinstance(part, ScalarType):
            return part.example
    if get_origin(field.annotation) is Literal:
        return str(get_args(field.annotation)[0])
    return "..."


def _members(annotation: Annotation) -> Iterator[Annotation]:
    """The members of a union, one by one; anything else as it is."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _members(get_args(annotation)[0])
    elif origin in (Union, types.UnionType):
        for member in get_args(annotation):
            yield from _members(member)
    else:
        yield annotation


def _below(annotation: Annotation, step: Step) -> Iterator[Annotation]:
    """What stands one step below: a field's type, the values of a mapping, the items of a list."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        field = known_keys([annotation]).get(str(step))
        if field:
            yield from _members(field.annotation)
        return
    arguments = [part for part in get_args(annotation) if part is not Ellipsis]
    if arguments:
        yield from _members(arguments[-1])
