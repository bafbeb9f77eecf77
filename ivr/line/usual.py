"""What holds where a key is left out, spelled as an author would write it: 7 s and 1.00, not 7 and 100."""

from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from ivr.line import durations
from ivr.reading.editors import choices_of
from ivr.reading.scalars import ScalarType


def usual(field: FieldInfo) -> str | None:
    """None where nothing holds then, or something that is not one word."""
    kind = next(_scalars_of(field), None)
    if field.is_required() or kind is None:
        return None
    value = field.get_default(call_default_factory=True)
    return next((text for text in _spellings(kind, value) if _means(kind, text, value)), None)


def _scalars_of(field: FieldInfo) -> Iterator[ScalarType]:
    """Of a single value, not of the items of a list."""
    options = get_args(field.annotation) if get_origin(field.annotation) in (Union, UnionType) else ()
    inside = [part for one in options if get_origin(one) is Annotated for part in get_args(one)]
    yield from (part for part in (*field.metadata, *inside) if isinstance(part, ScalarType))


def _spellings(kind: ScalarType, value: object) -> Iterator[str]:
    """How a value might be written; amounts are kept in cents, lengths of time in seconds."""
    yield from choices_of(kind)
    if isinstance(value, int):
        yield durations.written(value)
        yield str(value)
        yield f"{value / 100:.2f}"
    if isinstance(value, str) and value:
        yield value


def _means(kind: ScalarType, text: str, value: object) -> bool:
    """A secret, or nothing at all, is spelled by no text."""
    try:
        return value is not None and kind.parse(text) == value
    except ValueError:
        return False
