"""Mistakes in numbers: how often, how long, how much."""

import re
from collections.abc import Callable, Iterator

from ivr.exploring.mutations.mutant import LineText, Mutant, mutant, scalars
from ivr.exploring.mutations.pages import Page
from ivr.reading.tree import Scalar, Table, YamlNode

_ATTEMPTS = frozenset({"noinput", "nomatch"})
_TIMEOUTS = frozenset({"timeout", "first_digit"})
_LIMITS = frozenset(
    {
        "least",
        "most",
        "min",
        "max",
        "exact",
        "limit",
        "silence",
        "every",
        "length",
        "days",
        "tries",
        "again_after",
        "per_call",
        "per_day",
        "ring",
        "wrap_up",
        "away_after",
        "most_waiting",
        "longest_wait",
        "hours",
        "errors",
        "turns",
    }
)
_NUMBER = re.compile(r"\d+")

_Found = Iterator[tuple[str, Page, tuple[str, ...], Scalar]]


def change_attempts(line: LineText) -> Iterator[Mutant]:
    """Callers are asked once more."""
    for node, page, path, number in _numbers(line, _ATTEMPTS):
        yield from _changed("change-attempts", node, page, path, number, _more)


def change_timeout(line: LineText) -> Iterator[Mutant]:
    """Callers are waited for twice as long."""
    for node, page, path, number in _numbers(line, _TIMEOUTS):
        yield from _changed("change-timeout", node, page, path, number, _more)


def raise_limit(line: LineText) -> Iterator[Mutant]:
    """More is allowed than should be."""
    for node, page, path, number in _numbers(line, _LIMITS):
        yield from _changed("raise-limit", node, page, path, number, _more)


def lower_limit(line: LineText) -> Iterator[Mutant]:
    """Less is allowed than should be."""
    for node, page, path, number in _numbers(line, _LIMITS):
        yield from _changed("lower-limit", node, page, path, number, lambda amount: amount // 2)


def _more(amount: int) -> int:
    return amount * 2 if amount > 4 else amount + 1


def _changed(
    operator: str, node: str, page: Page, path: tuple[str, ...], number: Scalar, change: Callable[[int], int]
) -> Iterator[Mutant]:
    instead = _NUMBER.sub(lambda found: str(change(int(found[0]))), number.text, count=1)
    if instead != number.text:
        what = ".".join(path)
        where = f"In {node}, {what}" if node else f"In {page.file.rpartition('/')[2]}, {what}"
        told = (what, f"{where} is {instead} instead of {number.text}.", page.replaced(number, instead))
        yield from mutant(operator, node, number.place, told)


def _numbers(line: LineText, keys: frozenset[str]) -> _Found:
    for node in line.nodes:
        yield from _below(node.name, node.page, node.body, keys)
    for name in (line.line.file.company, line.line.file.representatives):
        found = line.file(str(name))
        if found is not None:
            yield from _below("", *found, keys)
    defaults = line.line.file_tree.get("defaults") if isinstance(line.line.file_tree, Table) else None
    yield from _below("", line.pages[line.line.file_tree.place.file], defaults, keys)


def _below(node: str, page: Page, tree: YamlNode | None, keys: frozenset[str]) -> _Found:
    for path, scalar in scalars(tree) if tree else ():
        if path and path[-1] in keys and _NUMBER.match(scalar.text):
            yield node, page, path, scalar
