"""A tree against a model: the value, or everything that does not fit, each finding with its place.

pydantic does the validating; its words never reach an author. The path in each of its errors leads back to the place.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from pydantic_core.core_schema import ErrorType

from ivr.diagnostics import Diagnostic, in_order
from ivr.reading.fields import Step, known_keys, models_at, spelled
from ivr.reading.misfits import MAPPING, SHAPES, Misfit, nearest, say
from ivr.reading.tree import Path, YamlNode, child, find, place_of, plain

__all__ = ["Validated", "place_of", "validate"]

M = TypeVar("M", bound=BaseModel)
_OF_A_KEY = "[key]"
_KINDS: frozenset[str] = frozenset(get_args(ErrorType))


@dataclass(frozen=True, slots=True)
class Validated(Generic[M]):
    """A value, or the reasons why there is none."""

    value: M | None
    findings: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class _Located:
    """One of pydantic's errors. `branch` is the place of the union it was found in and the member that was tried."""

    misfit: Misfit
    branch: tuple[Path, Step] | None


def validate(model: type[M], tree: YamlNode, path: Path = ()) -> Validated[M]:
    """The part of `tree` at `path` as a `model`; places and names in the findings are those of the whole tree.

    Raises LookupError when the path leads nowhere: that is a mistake of the caller, not of the author.
    """
    part = find(tree, path)
    if part is None:
        raise LookupError(path)
    try:
        return Validated(model.model_validate(plain(part)))
    except ValidationError as error:
        details = error.errors(include_url=False)
    located = [_located(model, tree, path, one) for one in details]
    misfits = _without_echoes([found for group in _grouped(located) for found in group])
    return Validated(None, tuple(in_order([say(misfit) for misfit in misfits])))


def _located(model: type[BaseModel], tree: YamlNode, base: Path, error: ErrorDetails) -> _Located:
    kind, steps = error["type"], error["loc"]
    if kind == "union_tag_not_found":
        kind, steps = "missing", (*steps, str(error["ctx"]["discriminator"]).strip("'"))
    on_key = steps[-1:] == (_OF_A_KEY,)
    steps = steps[:-1] if on_key else steps
    absent = steps[-1:] if kind == "missing" else ()
    part = find(tree, base) or tree
    walked, branch = _walk(part, steps[: len(steps) - len(absent)])
    path = (*base, *walked, *absent)
    around = steps if kind in MAPPING else steps[:-1]
    fields = known_keys(models_at(model, around))
    wanted = steps[-1] if kind == "missing" else next((key for key, one in fields.items() if one.is_required()), "")
    misfit = Misfit(
        kinds=frozenset({kind}),
        path=path,
        node=find(tree, path) or part,
        place=place_of(tree, path, key=on_key or kind in ("missing", "extra_forbidden")),
        context=error.get("ctx", {}),
        keys=tuple(fields),
        spelling=spelled(str(wanted), fields.get(str(wanted))) if wanted else "",
        custom="" if kind in _KINDS else error["msg"],
    )
    return _Located(misfit, ((*base, *branch[0]), branch[1]) if branch else None)


def _walk(node: YamlNode, steps: Sequence[Step]) -> tuple[Path, tuple[Path, Step] | None]:
    """The path through the author's text, and the first step that is none: the name of a union's member."""
    path: Path = ()
    branch: tuple[Path, Step] | None = None
    for step in steps:
        below = child(node, step)
        if below is not None:
            path, node = (*path, step), below
        elif branch is None and isinstance(step, str):
            branch = (path, step)
    return path, branch


def _grouped(located: Sequence[_Located]) -> Iterator[list[Misfit]]:
    """The errors outside unions as they are; of each union one account."""
    unions: dict[Path, dict[Step, list[Misfit]]] = {}
    for one in located:
        if one.branch is None:
            yield [one.misfit]
        else:
            root, member = one.branch
            unions.setdefault(root, {}).setdefault(member, []).append(one.misfit)
    for root, members in unions.items():
        yield _of_union(root, members)


def _of_union(root: Path, members: Mapping[Step, list[Misfit]]) -> list[Misfit]:
    """Of the members whose shape is right the one with the fewest errors; if none is, all the shapes in one."""
    right = [errors for errors in members.values() if not any(_wrong_at(root, one) for one in errors)]
    if right:
        return min(right, key=len)
    shapes = [one for errors in members.values() for one in errors if _wrong_at(root, one)]
    return [replace(shapes[0], kinds=frozenset().union(*(one.kinds for one in shapes)))]


def _wrong_at(root: Path, misfit: Misfit) -> bool:
    return misfit.path == root and bool(misfit.kinds & SHAPES)


def _without_echoes(misfits: list[Misfit]) -> list[Misfit]:
    """A misspelt key is not also reported as missing under its right name."""
    meant = {
        (*one.path[:-1], near)
        for one in misfits
        if one.kind == "extra_forbidden"
        for near in nearest(str(one.path[-1]), one.keys)
    }
    return [one for one in misfits if not (one.kind == "missing" and one.path in meant)]
