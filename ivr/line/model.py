"""What every model of an author's file has in common."""

from collections.abc import Iterator, Mapping, Sized
from enum import Enum, auto
from functools import cache
from typing import TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict
from pydantic_core import PydanticKnownError

Path = tuple[str | int, ...]


class Written(BaseModel):
    """A mapping an author writes: nothing in it that is not declared, nothing in it changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


C = TypeVar("C", bound=Sized)


def _not_empty(value: C) -> C:
    if not value:
        raise PydanticKnownError("too_short", {"field_type": "Mapping", "min_length": 1, "actual_length": 0})
    return value


NotEmpty = AfterValidator(_not_empty)
"""At least one entry. pydantic's own min_length also complains of entries that are there and have mistakes."""


class Unread(Enum):
    """What of a line could not be read as a whole. What depends on it is not judged, so that no mistake is told twice."""

    HEADER = auto()
    ROUTES = auto()  # start or person
    NODES = auto()  # a whole part; single nodes are counted by name
    COMPANY = auto()
    REPRESENTATIVES = auto()
    ACCOUNTS = auto()
    DIRECTORY = auto()


@cache
def _fields(kind: type) -> tuple[tuple[str, str], ...] | None:
    """Of a model, its fields and what authors call them. Asked of the class once, because pydantic takes long to say what is a model."""
    if not issubclass(kind, Written):
        return None
    return tuple((name, field.alias or name) for name, field in kind.model_fields.items())


def walk(value: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """Every value inside a model with the path by which its author wrote it."""
    found: list[tuple[Path, object]] = []
    _walk(value, path, found)
    return iter(found)


def _walk(value: object, path: Path, found: list[tuple[Path, object]]) -> None:
    """Into a list: handed up from generator to generator, each value would be touched again at every level above it. Text comes first,
    because most values are text, and whether something is a mapping takes long to say."""
    if isinstance(value, str):
        found.append((path, value))
    elif (fields := _fields(type(value))) is not None:  # type: ignore[arg-type]  # mypy takes a class for something without a hash
        for name, written in fields:
            _walk(getattr(value, name), (*path, written), found)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            _walk(item, (*path, str(key)), found)
    elif isinstance(value, list | tuple):
        for place, item in enumerate(value):
            _walk(item, (*path, place), found)
    else:
        found.append((path, value))
