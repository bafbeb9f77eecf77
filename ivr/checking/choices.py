"""The choices of menus and queues as their authors wrote them, for the rules about their number and their keys."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ivr.checking.rule import Subject
from ivr.checking.said import is_on
from ivr.line.line import Placed
from ivr.line.model import Path
from ivr.line.nodes.menu import Menu, Option
from ivr.line.nodes.queue import Queue, WaitingOption
from ivr.line.scalars import NodeId
from ivr.source import Place
from ivr.telephony.keys import LANGUAGE, Key


@dataclass(frozen=True, slots=True)
class Choices:
    """`options` are all that is written, `offered` the keys whose switch is on, both without 9, which is `reserved`
    in the whole line; `broad`: many are meant."""

    node: NodeId
    placed: Placed
    path: Path
    options: tuple[Key, ...]
    offered: tuple[Key, ...]
    broad: bool = False
    reserved: bool = False

    def place(self, key: Key) -> Place:
        """Of a key, where it stands."""
        return self.placed.place((*self.path, key), key=True)


def choices_of(subject: Subject) -> Iterator[Choices]:
    """One for each node that has any. The keys of the whole line, such as 0, are no choices."""
    for name, placed in subject.line.nodes.items():
        match placed.node:
            case Menu(menu=menu):
                yield _choices(subject, placed, name, ("menu", "options"), menu.options, broad=menu.broad is not None)
            case Queue(queue=queue) if queue.options:
                yield _choices(subject, placed, name, ("queue", "options"), queue.options)
            case _:
                pass


def _choices(
    subject: Subject,
    placed: Placed,
    node: NodeId,
    path: Path,
    options: Mapping[Key, Option] | Mapping[Key, WaitingOption],
    *,
    broad: bool = False,
) -> Choices:
    own = tuple(key for key in options if key != LANGUAGE)
    offered = tuple(key for key in own if is_on(subject, options[key].if_))
    return Choices(node, placed, path, own, offered, broad, LANGUAGE in options)
