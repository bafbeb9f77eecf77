"""What a node promises and no longer keeps: keys that may be left out, left out."""

from collections.abc import Iterator

from ivr.exploring.mutations.mutant import LineText, Mutant, NodeText, mutant
from ivr.reading.tree import Listing, Scalar, Table


def _without(operator: str, line: LineText, key: str, value: str | None = None) -> Iterator[Mutant]:
    for node in line.nodes:
        for table in node.tables():
            found, written = table.key(key), table.get(key)
            said = written.text if isinstance(written, Scalar) else ""
            if found is not None and (value is None or said == value):
                sentence = f"In {node.name}, {f'{key}: {said}' if said else key} is missing."
                yield from mutant(operator, node.name, found.place, ("", sentence, node.page.without(found)))


def drop_confirm(line: LineText) -> Iterator[Mutant]:
    """What was keyed is not read back."""
    yield from _without("drop-confirm", line, "confirm", "true")


def drop_bargein(line: LineText) -> Iterator[Mutant]:
    """A key cuts short what everybody was to hear."""
    yield from _without("drop-bargein", line, "bargein", "false")


def drop_needs(line: LineText) -> Iterator[Mutant]:
    """A node tells anybody what it was to tell callers who are known."""
    yield from _without("drop-needs", line, "needs")


def drop_reason(line: LineText) -> Iterator[Mutant]:
    """What a caller calls about is forgotten."""
    yield from _without("drop-reason", line, "reason")


def drop_outcome(line: LineText) -> Iterator[Mutant]:
    """What a call came to is not counted."""
    yield from _without("drop-outcome", line, "outcome")


def drop_skill(line: LineText) -> Iterator[Mutant]:
    """Somebody is rung who cannot do what the call needs."""
    for node in line.nodes:
        yield from _without_skills(node)


def _without_skills(node: NodeText) -> Iterator[Mutant]:
    if isinstance(node.body, Table) and isinstance(node.body.get("skills"), Listing):
        key = node.body.key("skills")
        if key is not None:
            sentence = f"In {node.name}, no skill is asked for."
            yield from mutant("drop-skill", node.name, key.place, ("", sentence, node.page.without(key)))
