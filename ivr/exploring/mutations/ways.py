"""Mistakes in where a call goes: outcomes, branches, groups."""

from collections.abc import Iterator
from itertools import pairwise

from ivr.exploring.mutations.choices import OPTIONS, options
from ivr.exploring.mutations.mutant import LineText, Mutant, NodeText, mutant
from ivr.exploring.mutations.pages import Cut, Page
from ivr.line.model import walk
from ivr.line.scalars import NodeId
from ivr.reading.tree import Listing, Scalar, Table, find

_COMPARED = ("is", "above", "below")
_NEGATED = {
    "is": "is_not",
    "is_not": "is",
    "above": "at_least",
    "at_least": "above",
    "below": "at_most",
    "at_most": "below",
}


def redirect(line: LineText) -> Iterator[Mutant]:
    """An outcome leads to another node: one the same node leads to, or the person, or where calls begin."""
    for node in line.nodes:
        ways = dict(_ways(node))
        for path, target in ways.items():
            choice = len(path) > 2 and path[1] == OPTIONS
            if choice and len(options(node)) > 1:
                continue  # what swapped targets are for
            others = [*(one.text for one in ways.values()), line.person, line.line.file.start]
            instead = next((one for one in others if one not in (target.text, node.name)), None)
            if instead is not None:
                what = ".".join(path[1:] if path[0] == node.kind else path)
                sentence = f"In {node.name}, {what} leads to {instead} instead of {target.text}."
                told = (what, sentence, node.page.replaced(target, str(instead)))
                yield from mutant("redirect", node.name, target.place, told)


def _ways(node: NodeText) -> Iterator[tuple[tuple[str, ...], Scalar]]:
    for path, value in walk(node.placed.node):
        found = find(node.tree, path)
        if isinstance(value, NodeId) and isinstance(found, Scalar):
            yield tuple(str(one + 1 if isinstance(one, int) else one) for one in path), found


def _cases(node: NodeText) -> list[Table]:
    table = node.table()
    found = None if table is None else table.get("cases")
    return [one for one in found.items if isinstance(one, Table) and not one.flow] if isinstance(found, Listing) else []


def negate_case(line: LineText) -> Iterator[Mutant]:
    """A case holds where it should not: is for is_not, above for at_least, not known for known, a switch turned round."""
    for node in line.nodes:
        for number, case in enumerate(_cases(node), 1):
            for key, value in case.entries:
                if key.text in _NEGATED:
                    instead, cuts = _NEGATED[key.text], node.page.replaced(key, _NEGATED[key.text])
                elif key.text in ("known", "if") and isinstance(value, Scalar):
                    instead = _turned(value.text)
                    cuts = node.page.replaced(value, instead)
                else:
                    continue
                sentence = f"In {node.name}, case {number} says {instead} instead of {_said(key, value)}."
                yield from mutant("negate-case", node.name, key.place, (str(number), sentence, cuts))


def _said(key: Scalar, value: object) -> str:
    return value.text if key.text in ("known", "if") and isinstance(value, Scalar) else key.text


def _turned(text: str) -> str:
    if text in ("true", "false"):
        return "false" if text == "true" else "true"
    if " is not " in text:
        return text.replace(" is not ", " is ", 1)
    return text.removeprefix("not ") if text.startswith("not ") else f"not {text}"


def swap_cases(line: LineText) -> Iterator[Mutant]:
    """Two cases of a branch stand in the wrong order."""
    for node in line.nodes:
        for number, (one, other) in enumerate(pairwise(_cases(node)), 1):
            if _exclusive(one, other):
                continue
            sentence = f"In {node.name}, cases {number} and {number + 1} stand in the wrong order."
            told = (f"{number}-{number + 1}", sentence, _exchanged(node.page, one, other))
            yield from mutant("swap-cases", node.name, one.place, told)


def _exclusive(one: Table, other: Table) -> bool:
    """Whether no value can be both, so that the order says nothing: two words, or two sides of one amount."""
    (first, here), (second, there) = (
        next(((key.text, value) for key, value in case.entries if key.text in _COMPARED), ("", None))
        for case in (one, other)
    )
    same = isinstance(here, Scalar) and isinstance(there, Scalar) and here.text == there.text
    if first == second == "is":
        return not same
    return same and {first, second} <= {"is", "above", "below"} and first != second


def _exchanged(page: Page, one: Table, other: Table) -> tuple[Cut, ...]:
    """The rows of two tables, each in the place of the other; nothing where one has more rows."""
    rows = [[key.place.line for key, _ in table.entries] for table in (one, other)]
    if len(rows[0]) != len(rows[1]):
        return ()
    both = zip(rows[0] + rows[1], rows[1] + rows[0], strict=True)
    return tuple(cut for row, instead in both for cut in page.row_replaced(row, page.content(instead)[1]))


def change_group(line: LineText) -> Iterator[Mutant]:
    """Another group of representatives is rung, waited for, or left a message."""
    groups = sorted(line.line.representatives.groups)
    for node in line.nodes:
        to = node.body.get("to") if isinstance(node.body, Table) else None
        instead = next((one for one in groups if isinstance(to, Scalar) and one != to.text), None)
        if isinstance(to, Scalar) and instead is not None:
            sentence = f"In {node.name}, the group is {instead} instead of {to.text}."
            yield from mutant("change-group", node.name, to.place, ("", sentence, node.page.replaced(to, instead)))
