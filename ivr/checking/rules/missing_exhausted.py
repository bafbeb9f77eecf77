"""IVR103."""

from collections.abc import Iterator

from ivr.checking.rule import Found, Subject, rule
from ivr.diagnostics import Edit, Fix
from ivr.line.line import Placed
from ivr.line.model import Written
from ivr.reading.spelling import shown
from ivr.reading.tree import Table, find

EXHAUSTED = "exhausted"


@rule("IVR103", "missing-exhausted")
def missing_exhausted(subject: Subject) -> Iterator[Found]:
    """A node that asks does not say where a caller goes after the last attempt.

    Why: errors are never forgotten. Somebody who cannot answer is led on to a person, not left in silence.

    Caught:

        nodes:
          greeting:
            menu:
              options:
                1:
                  say: To end the call
                  go: goodbye
          goodbye:
            hangup: Goodbye.

    Instead:

        nodes:
          greeting:
            menu:
              options:
                1:
                  say: To end the call
                  go: goodbye
              exhausted: representative
          goodbye:
            hangup: Goodbye.
    """
    for name, placed in subject.line.nodes.items():
        body: object = getattr(placed.node, placed.node.kind)
        if isinstance(body, Written) and _left_out(body):
            yield (
                placed.place((placed.node.kind,), key=True),
                f"The node {shown(name)} does not say where a caller goes after the last attempt.",
                f"Below {placed.node.kind}, write: exhausted: {subject.line.file.person}",
                _written(placed, f"{EXHAUSTED}: {subject.line.file.person}"),
            )


def _written(placed: Placed, entry: str) -> Fix | None:
    """Before the first key of the body. The caller goes to the person already where nothing is written."""
    body = find(placed.tree, (*placed.path, placed.node.kind))
    if not isinstance(body, Table) or not body.entries:
        return None
    place = body.entries[0][0].place
    behind = ", " if body.flow else "\n" + " " * (place.column - 1)
    return Fix(f"Write {entry}", (Edit(place, place, entry + behind),))


def _left_out(body: Written) -> bool:
    return dict(body).get(EXHAUSTED, "") is None
