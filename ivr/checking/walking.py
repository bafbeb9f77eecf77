"""Walks over a program's dialogs, for the rules that need one. They stand on `exits`, which `step` is held to."""

from collections.abc import Callable, Iterable

from ivr.dialog.grammar import DialogId
from ivr.dialog.program import Dialog, Program, exits

Onwards = Callable[[Dialog], Iterable[DialogId]]


def reachable(
    program: Program, starts: Iterable[DialogId], onwards: Onwards = exits
) -> dict[DialogId, DialogId | None]:
    """Every dialog that can be reached, with the one it was first reached from; the starts from nowhere."""
    came: dict[DialogId, DialogId | None] = {}
    waiting: list[tuple[DialogId, DialogId | None]] = [(start, None) for start in starts]
    for at, before in waiting:  # the list grows while it is read: breadth first
        if at in came or at not in program.dialogs:
            continue
        came[at] = before
        waiting.extend((following, at) for following in sorted(onwards(program.dialogs[at])))
    return came
