"""What ways are called in a report: as passages call them, but cases by their number in YAML, and `exhausted` for one way however it
came to that.

A branch whose switches company.yaml decides has fewer cases when it runs than its author wrote; by the numbers in YAML its ways are
the same with every company.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ivr.dialog.grammar import DialogId
from ivr.dialog.program import Branching
from ivr.exploring.passages import EXHAUSTED, HUNG_UP, NEXT, Passage
from ivr.line.compile import compile_line
from ivr.line.line import Line
from ivr.line.nodes.branch import Branch
from ivr.telephony.events import QueueResult
from ivr.telephony.outcomes import HoldOutcome

OTHERWISE = "otherwise"
_OF_THE_CARRIER = frozenset(map(str, QueueResult)) - frozenset(map(str, HoldOutcome))
"""How the carrier says that somebody left a queue; where the line leads them has a name of its own."""


@dataclass(frozen=True, slots=True, order=True)
class Way:
    """A way out of a dialog, by the name a report has for it."""

    dialog: DialogId
    name: str

    @property
    def in_node(self) -> str:
        """What tells it from the other ways of its node."""
        part = self.dialog.partition(".")[2]
        return f"{part} {self.name}" if part else self.name


@dataclass(frozen=True, slots=True)
class _Fork:
    """A branch as it runs: by the number each case has then, the one it has in YAML; and where the rest goes."""

    cases: Sequence[str]
    otherwise: str


@dataclass(frozen=True, slots=True)
class Naming:
    """The names of one line's ways. `branches` are the dialogs whose ways are cases; a number is a key elsewhere."""

    branches: frozenset[DialogId]
    forks: Mapping[DialogId, _Fork] = field(default_factory=dict)

    @classmethod
    def of(cls, line: Line) -> "Naming":
        nodes = {str(name): placed.node for name, placed in line.nodes.items()}
        dialogs = compile_line(line).program.dialogs
        return cls(
            frozenset(name for name, one in dialogs.items() if isinstance(one, Branching)),
            {name: _fork(line, node) for name, node in nodes.items() if isinstance(node, Branch)},
        )

    def way(self, passage: Passage) -> Way | None:
        """None where it is no way of the line's."""
        name = str(passage.way)
        if name == HUNG_UP or name in _OF_THE_CARRIER:
            return None
        if name.endswith(f", {EXHAUSTED}"):
            name = EXHAUSTED
        return Way(passage.dialog, self._case(passage.dialog, name))

    def _case(self, dialog: DialogId, name: str) -> str:
        fork = self.forks.get(dialog)
        if dialog in self.branches and name.isdigit():
            return fork.cases[int(name) - 1] if fork else f"case {name}"
        return fork.otherwise if fork and name in (OTHERWISE, NEXT) else name


def _fork(line: Line, node: Branch) -> _Fork:
    """As Branch lowers itself: a switch that is on ends the list, one that is off is no case."""
    cases: list[str] = []
    for number, test in enumerate(node.branch.cases, 1):
        if test.if_ is None:
            cases.append(f"case {number}")
        elif line.company.allows(test.if_):
            return _Fork(cases, f"case {number}")
    return _Fork(cases, OTHERWISE)
