"""IVR103."""

from collections.abc import Iterator

from ivr.checking.rule import Subject, rule
from ivr.line.model import Written
from ivr.reading.spelling import shown
from ivr.source import Place

EXHAUSTED = "exhausted"


@rule("IVR103", "missing-exhausted")
def missing_exhausted(subject: Subject) -> Iterator[tuple[Place, str, str]]:
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
            )


def _left_out(body: Written) -> bool:
    return dict(body).get(EXHAUSTED, "") is None
