"""What a rule is: a function from a subject to findings, with a code that never changes its meaning.

A rule's name reads as "allow <name>": it names the pattern caught. Its docstring says why, and shows a line that is
caught and what to write instead; a test runs both.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ivr.diagnostics import Diagnostic, Fix, Severity
from ivr.dialog.grammar import DialogId
from ivr.dialog.program import Dialog, Program
from ivr.line.line import Line
from ivr.line.model import Unread
from ivr.line.reach import node_of, reached, waiting
from ivr.line.scalars import NodeId
from ivr.reading.tree import place_of
from ivr.source import Place


@dataclass(frozen=True, slots=True)
class Subject:
    """A line as far as it could be read, and its program. The program may lead to dialogs that do not exist: rules that
    walk it pass over those. A rule that would tell of something missing asks first whether it was merely unread. Without
    `today` nothing is too old."""

    line: Line
    program: Program
    today: date | None = None

    @property
    def dialogs(self) -> Mapping[DialogId, Dialog]:
        return self.program.dialogs

    @property
    def routed(self) -> bool:
        """Whether it is known where a call begins and where 0 leads."""
        return Unread.ROUTES not in self.line.unread

    @property
    def whole(self) -> bool:
        """Whether every file that holds nodes could be read; single nodes of it may be broken."""
        return Unread.NODES not in self.line.unread

    @property
    def complete(self) -> bool:
        """Whether no node and no target is missing, for whatever reason."""
        known = self.line.nodes
        return self.whole and not self.line.broken and all(target in known for _, target in self.line.targets())

    @property
    def reached(self) -> frozenset[DialogId]:
        """The dialogs callers can get to with the switches of company.yaml as they are."""
        return reached(self.program)

    @property
    def waiting(self) -> frozenset[NodeId]:
        """The nodes callers get to only with another company.yaml."""
        return waiting(self.line, self.reached)

    def place(self, dialog: DialogId) -> Place:
        """Where the node stands that a dialog came from; of the choice of a language, where the languages do."""
        placed = self.line.nodes.get(self.node(dialog))
        return placed.place() if placed else place_of(self.line.file_tree, ("languages",), key=True)

    def node(self, dialog: DialogId) -> NodeId:
        return node_of(dialog)


Found = tuple[Place, str, str] | tuple[Place, str, str, Fix | None]
"""A finding as place, fact and help, and how to mend it where that is certain; code, name and severity are the rule's."""

Check = Callable[[Subject], Iterator[tuple[Place, str, str]] | Iterator[Found]]


@dataclass(frozen=True, slots=True)
class Rule:
    code: str
    name: str
    severity: Severity
    check: Check

    @property
    def documentation(self) -> str:
        return self.check.__doc__ or ""

    def findings(self, subject: Subject) -> Iterator[Diagnostic]:
        for place, fact, remedy, *fix in self.check(subject):
            yield Diagnostic(self.code, self.name, place, fact, remedy, self.severity, fix[0] if fix else None)


def rule(code: str, name: str, severity: Severity = Severity.ERROR) -> Callable[[Check], Rule]:
    """Make a check a rule."""
    return lambda check: Rule(code, name, severity, check)
