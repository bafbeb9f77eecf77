"""Mistakes in what a key does: the choices of menus and of those who wait."""

from collections.abc import Iterator

from ivr.exploring.mutations.mutant import LineText, Mutant, NodeText, mutant, pairs
from ivr.reading.tree import Scalar, Table

OPTIONS = "options"


def options(node: NodeText) -> list[tuple[Scalar, Table]]:
    table = node.table(OPTIONS)
    entries = table.entries if table else ()
    return [(key, value) for key, value in entries if isinstance(value, Table) and not value.flow]


def swap_targets(line: LineText) -> Iterator[Mutant]:
    """Two keys lead where the other should."""
    for node in line.nodes:
        for (one, first), (other, second) in pairs(options(node)):
            here, there = first.get("go"), second.get("go")
            if isinstance(here, Scalar) and isinstance(there, Scalar):
                sentence = f"In {node.name}, keys {one.text} and {other.text} lead where the other should."
                told = (f"{one.text}-{other.text}", sentence, node.page.swapped(here, there))
                yield from mutant("swap-targets", node.name, here.place, told)


def swap_keys(line: LineText) -> Iterator[Mutant]:
    """Two choices have each other's key."""
    for node in line.nodes:
        for (one, _), (other, _) in pairs(options(node)):
            sentence = f"In {node.name}, keys {one.text} and {other.text} are swapped."
            told = (f"{one.text}-{other.text}", sentence, node.page.swapped(one, other))
            yield from mutant("swap-keys", node.name, one.place, told)


def drop_option(line: LineText) -> Iterator[Mutant]:
    """A choice is missing."""
    for node in line.nodes:
        for key, _ in options(node):
            told = (key.text, f"In {node.name}, the choice with key {key.text} is missing.", node.page.without(key))
            yield from mutant("drop-option", node.name, key.place, told)
