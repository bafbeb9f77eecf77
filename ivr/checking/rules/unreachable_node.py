"""IVR102."""

from collections.abc import Iterator

from ivr.checking.rule import Subject, rule
from ivr.diagnostics import Severity
from ivr.line.reach import reached_as_written
from ivr.reading.spelling import shown
from ivr.source import Place


@rule("IVR102", "unreachable-node", Severity.WARNING)
def unreachable_node(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """No caller can get to a node.

    Why: text nobody hears still gets translated, recorded and reviewed. Where 0 leads is never unreachable,
    and neither is a node that only waits for another company.yaml, behind an option or a case that is switched off.

    Caught:

        nodes:
          greeting:
            say: Hello.
            next: goodbye
          goodbye:
            hangup: Goodbye.
          forgotten:
            hangup: Nobody hears this.

    Instead:

        nodes:
          greeting:
            say: Hello.
            next: goodbye
          goodbye:
            hangup: Goodbye.
    """
    if not (subject.routed and subject.complete):  # what is missing may be the way to it
        return
    reached = reached_as_written(subject.line)
    for name, placed in subject.line.nodes.items():
        if name not in reached:
            yield (
                placed.place(),
                f"No caller can get to the node {shown(name)}.",
                "Lead an option or a next to it, or delete it.",
            )
