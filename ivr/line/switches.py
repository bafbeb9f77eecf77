"""Which switches company.yaml has, and what is wrong with a condition that no company.yaml could ever make true or false:
a name that does not exist, a word that a switch never is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import NoneType, UnionType
from typing import Annotated, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from ivr.line.condition import Condition
from ivr.line.model import Written
from ivr.reading.misfits import nearest
from ivr.reading.scalars import ScalarType
from ivr.reading.spelling import shown

_OFF = "none"
_SUCH_AS = "Write one such as channels.mail, pay.mode is person, or services has mobile."


@dataclass(frozen=True, slots=True)
class Switch:
    """`words` are all it can be, where that is a closed list; a `plain` one is on or off and compared with nothing."""

    path: str
    words: tuple[str, ...]
    plain: bool


def switches(model: type[Written], before: str = "") -> Iterator[Switch]:
    """Single values, lists, and mappings that may be left out. Hours are none: a company gives them names of its own."""
    for name, field in model.model_fields.items():
        path, options = before + name, _options(field.annotation)
        inner = [one for one in options if isinstance(one, type) and issubclass(one, Written)]
        if any(get_origin(one) is Mapping for one in options):
            continue
        if not inner or NoneType in options:
            plain = bool(inner) or _is_plain(options)
            yield Switch(path, () if plain else _words(field), plain)
        for one in inner:
            yield from switches(one, f"{path}.")


def _options(annotation: object) -> list[object]:
    """The members of a union such as `X | None`, without what is said about them."""
    members = get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)
    return [get_args(one)[0] if get_origin(one) is Annotated else one for one in members]


def _is_plain(options: list[object]) -> bool:
    return any(isinstance(one, type) and issubclass(one, int | date) for one in options)


def _words(field: FieldInfo) -> tuple[str, ...]:
    about = [*field.metadata, *_said_of(field.annotation)]
    closed = (one.json_schema.get("enum", ()) for one in about if isinstance(one, ScalarType))
    return tuple(str(word) for words in closed for word in words)


def _said_of(annotation: object) -> Iterator[object]:
    """What stands in every Annotated inside an annotation."""
    if get_origin(annotation) is Annotated:
        yield from get_args(annotation)[1:]
    for inner in get_args(annotation):
        yield from _said_of(inner)


def trouble_with(condition: Condition, known: Mapping[str, Switch]) -> tuple[str, str] | None:
    """The fact and the help where no company.yaml could decide a condition, or where every one decides it alike."""
    path = ".".join(condition.path)
    switch = known.get(path)
    if switch is None:
        near = [f"Did you mean {one}?" for one in nearest(path, list(known))]
        return f"company.yaml has no switch {shown(path)}.", (near or [_SUCH_AS])[0]
    if not condition.words:
        return _always(switch)
    if switch.plain:
        return f"{path} is on or off, and is compared with nothing.", f"Write {path}, or not {path}."
    return next((_never(switch, word) for word in condition.words if switch.words and word not in switch.words), None)


def _always(switch: Switch) -> tuple[str, str] | None:
    if not switch.words or _OFF in switch.words:
        return None
    return (
        f"{switch.path} is always one of its words, so this is never off.",
        f"Write {switch.path} is {switch.words[0]}",
    )


def _never(switch: Switch, word: str) -> tuple[str, str]:
    near = [f"Did you mean {one}?" for one in nearest(word, list(switch.words))]
    return f"{switch.path} is never {shown(word)}.", (near or [f"It is {' or '.join(switch.words)}."])[0]
