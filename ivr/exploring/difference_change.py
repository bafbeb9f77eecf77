"""One thing a caller would notice between two versions of a line, as a value: writers make sentences of it.

Seen the other way round, from the new version to the old one, every change is its mirror: what was new is gone, before and after
have changed places, and nothing else is different.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ivr.dialog.grammar import DialogId
from ivr.dialog.program import Dialog, Program
from ivr.dialog.prompts import Prompt
from ivr.line.line import Line
from ivr.line.reach import node_of


class Section(StrEnum):
    """What a change is about. In this order they matter to callers: whoever knows the line by heart first."""

    REACH = "reach"
    KEYS = "keys"
    WAYS = "ways"
    HOURS = "hours"
    PEOPLE = "people"
    MONEY = "money"
    PATHS = "paths"
    WORDS = "words"
    FACTS = "facts"
    LIMITS = "limits"


class Kind(StrEnum):
    NEW = "new"
    GONE = "gone"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """`what` names the part of `nodes` that is different, such as `first words` or `key 4`; a node is called by its name, or
    as one of its dialogs, such as `number.confirm`. With no nodes it is about the whole line. `seconds` are those it takes to hear, or the way to a node, before and after. `because` is the fact of company.yaml that
    made the change, where one did; `note` says what else is worth knowing, such as a translation that did not follow."""

    section: Section
    kind: Kind
    what: str
    before: str = ""
    after: str = ""
    nodes: tuple[str, ...] = ()
    language: str = ""
    seconds: tuple[float, float] | None = None
    because: str = ""
    note: str = field(default="", compare=False)


def kind_of(before: str, after: str) -> Kind:
    """Of something that was, or is, nothing."""
    return Kind.CHANGED if before and after else Kind.NEW if after else Kind.GONE


SecondsOf = Callable[[Program, Prompt, str], float]
"""How long a prompt takes in a language, with typical values in it."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two versions: what its authors wrote, and what came of it."""

    line: Line
    program: Program

    @property
    def language(self) -> str:
        return self.line.language

    def dialogs_of(self, node: str) -> Iterator[Dialog]:
        """The first of them bears the node's name."""
        return (one for at, one in self.program.dialogs.items() if node_of(at) == node)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two versions side by side: which node of the old one is which of the new one, and what callers reach in both."""

    old: Side
    new: Side
    names: Mapping[str, str]
    seconds: SecondsOf
    old_reached: frozenset[DialogId]
    new_reached: frozenset[DialogId]

    def now(self, dialog: DialogId) -> DialogId:
        """What a dialog of the old version is called in the new one, if it is there at all."""
        node, point, part = dialog.partition(".")
        return f"{self.names.get(node, node)}{point}{part}"

    def both(self) -> Iterator[tuple[Dialog, Dialog]]:
        """The dialogs that callers come to in either version, in the order of the new one."""
        were = {self.now(at): at for at in self.old.program.dialogs if at in self.old_reached}
        for at, new in self.new.program.dialogs.items():
            if at in self.new_reached and at in were:
                yield self.old.program.dialogs[were[at]], new
