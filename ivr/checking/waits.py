"""The silences an author wrote: how long a caller is waited for, and where that stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from ivr.checking.rule import Subject
from ivr.line.line import Placed
from ivr.line.model import Path
from ivr.line.nodes.amount import PayAmount
from ivr.line.nodes.collect import Collect
from ivr.line.nodes.menu import Menu
from ivr.reading.tree import place_of
from ivr.source import Place


@dataclass(frozen=True, slots=True)
class Wait:
    """Whole seconds; `reprompts`: how often the caller is asked again after them."""

    place: Place
    seconds: int
    reprompts: int = 0


def menu_waits(subject: Subject) -> Iterator[Wait]:
    """Of menus with a timeout of their own, and of the whole line where it has one."""
    defaults = subject.line.file.defaults
    if "timeout" in defaults.menu.model_fields_set:
        yield Wait(_default(subject, "menu"), defaults.menu.timeout, defaults.menu.attempts.noinput)
    for placed in subject.line.nodes.values():
        if isinstance(placed.node, Menu) and placed.node.menu.timeout is not None:
            menu = placed.node.menu
            again = defaults.menu.attempts.lower(menu.attempts).noinput
            yield Wait(placed.place(("menu", "timeout")), menu.timeout or 0, again)


def digits_waits(subject: Subject) -> Iterator[Wait]:
    """The same of questions answered with digits: the silence between two of them. One Gather has one timeout, so the
    wait for the first digit is never shorter."""
    defaults = subject.line.file.defaults
    if "timeout" in defaults.collect.model_fields_set:
        yield Wait(_default(subject, "collect"), defaults.collect.timeout)
    for placed in subject.line.nodes.values():
        timeout = _of_digits(placed)
        if timeout is not None:
            path: Path = (placed.node.kind, "timeout")
            yield Wait(placed.place(path), timeout)


def _of_digits(placed: Placed) -> int | None:
    match placed.node:
        case Collect(collect=asked):
            return asked.timeout
        case PayAmount(amount=asked):
            return asked.timeout
        case _:
            return None


def _default(subject: Subject, kind: str) -> Place:
    return place_of(subject.line.file_tree, ("defaults", kind, "timeout"))
