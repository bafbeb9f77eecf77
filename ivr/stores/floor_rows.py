"""The Floor as rows, and what of them a move has changed.

A row per representative, per waiter, one for the last talks and one for the emergency. What a board hands out after a
change is read back from the rows written, so that every process sees the same, and no one can change it by mistake.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from ivr.routing.floor import Floor, Standing, Waiter
from ivr.service.ports import UnreadableStateError
from ivr.stores import codec

Place = tuple[str, str]
"""Which part of the floor, and who."""

_One = TypeVar("_One", Standing, Waiter)


class Part(StrEnum):
    STANDING = "standing"
    WAITER = "waiter"
    TALKS = "talks"
    EMERGENCY = "emergency"


EMPTY = Floor(MappingProxyType({}), MappingProxyType({}))


def changes(before: Floor, after: Floor) -> dict[Place, bytes | None]:
    """The rows that differ, None for one that is gone. Raises StoreError for what cannot be kept."""
    if before is after:
        return {}
    return {
        **_of_mapping(Part.STANDING, before.standings, after.standings, codec.encode_standing),
        **_of_mapping(Part.WAITER, before.waiting, after.waiting, codec.encode_waiter),
        **dict(_of_rest(before, after)),
    }


def changed(floor: Floor, rows: Mapping[Place, bytes | None]) -> Floor:
    """The floor with these rows in it. Raises UnreadableStateError for a row that is none."""
    standings, waiting = dict(floor.standings), dict(floor.waiting)
    for (part, name), body in rows.items():
        match part:
            case Part.STANDING:
                _put(standings, name, None if body is None else codec.decode_standing(body))
            case Part.WAITER:
                _put(waiting, name, None if body is None else codec.decode_waiter(body))
            case Part.TALKS:
                floor = replace(floor, talks=() if body is None else codec.decode_talks(body))
            case Part.EMERGENCY:
                floor = replace(floor, emergency="" if body is None else codec.decode_text(body))
            case _:
                raise UnreadableStateError(f"the floor has a part this program does not know: {part}")
    return replace(floor, standings=MappingProxyType(standings), waiting=MappingProxyType(waiting))


def _of_mapping(
    part: Part, before: Mapping[str, _One], after: Mapping[str, _One], encode: Callable[[_One], bytes]
) -> dict[Place, bytes | None]:
    if before is after:
        return {}
    gone: dict[Place, bytes | None] = {(part, name): None for name in before.keys() - after.keys()}
    return gone | {(part, name): encode(one) for name, one in after.items() if _differ(before.get(name), one)}


def _of_rest(before: Floor, after: Floor) -> Iterator[tuple[Place, bytes | None]]:
    if before.talks != after.talks:
        yield (Part.TALKS, ""), codec.encode_talks(after.talks) if after.talks else None
    if before.emergency != after.emergency:
        yield (Part.EMERGENCY, ""), codec.encode_text(after.emergency) if after.emergency else None


def _differ(one: object, other: object) -> bool:
    """Most are the very same, and to compare their fields takes ten times as long."""
    return one is not other and one != other


def _put(kept: dict[str, _One], name: str, one: _One | None) -> None:
    if one is None:
        kept.pop(name, None)
    else:
        kept[name] = one
