"""IVR101."""

import difflib
from collections.abc import Iterator

from ivr.checking.rule import Subject, rule
from ivr.source import Place


@rule("IVR101", "dangling-target")
def dangling_target(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """A key, an outcome or `next` leads to a node that does not exist.

    Why: the caller who takes that way would hear an apology instead of the line.

    Caught:

        nodes:
          greeting:
            say: Hello.
            next: goodby
          goodbye:
            hangup: Goodbye.

    Instead:

        nodes:
          greeting:
            say: Hello.
            next: goodbye
          goodbye:
            hangup: Goodbye.
    """
    known = set(subject.line.nodes) | subject.line.broken
    for place, target in subject.line.targets():
        if target not in known:
            near = difflib.get_close_matches(target, sorted(known), n=1)
            yield (
                place,
                f"no node is named {target!r}",
                f"did you mean {near[0]!r}?" if near else "write the node, or lead elsewhere",
            )
