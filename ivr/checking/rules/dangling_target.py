"""IVR101."""

from collections.abc import Iterator

from ivr.checking.rule import Subject, rule
from ivr.reading.misfits import nearest
from ivr.reading.spelling import shown
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
    if not subject.whole:  # the node may stand in the part that could not be read
        return
    known = sorted(set(subject.line.nodes) | subject.line.broken)
    for place, target in subject.line.targets():
        if target not in known:
            near = [f"Did you mean {one}?" for one in nearest(target, known)]
            yield place, f"No node is named {shown(target)}.", (near or [_otherwise(subject, target)])[0]


def _otherwise(subject: Subject, target: str) -> str:
    if target == subject.line.file.person:
        return "0 leads there: write the node, or name another one in line.yaml, such as person: front_desk."
    return "Write the node, or lead somewhere else."
