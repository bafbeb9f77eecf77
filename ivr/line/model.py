"""What every model of an author's file has in common."""

from collections.abc import Iterator, Mapping
from enum import Enum, auto

from pydantic import BaseModel, ConfigDict

Path = tuple[str | int, ...]


class Written(BaseModel):
    """A mapping an author writes: nothing in it that is not declared, nothing in it changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Unread(Enum):
    """What of a line could not be read as a whole. What depends on it is not judged, so that no mistake is told twice."""

    HEADER = auto()
    ROUTES = auto()  # start or person
    NODES = auto()  # a whole part; single nodes are counted by name
    COMPANY = auto()
    REPRESENTATIVES = auto()
    ACCOUNTS = auto()


def walk(value: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """Every value inside a model with the path by which its author wrote it."""
    if isinstance(value, Written):
        for name, field in type(value).model_fields.items():
            yield from walk(getattr(value, name), (*path, field.alias or name))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from walk(item, (*path, str(key)))
    elif isinstance(value, list | tuple):
        for place, item in enumerate(value):
            yield from walk(item, (*path, place))
    else:
        yield path, value
