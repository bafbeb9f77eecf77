"""IVR101."""

from collections import Counter
from collections.abc import Iterator, Mapping

from ivr.checking.rule import Found, Subject, rule
from ivr.diagnostics import Edit, Fix
from ivr.reading.misfits import nearest
from ivr.reading.slips import only_slip
from ivr.reading.spelling import shown
from ivr.source import Place


@rule("IVR101", "dangling-target")
def dangling_target(subject: Subject) -> Iterator[Found]:
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
    known = frozenset(map(str, (*subject.line.nodes, *subject.line.broken)))
    targets = list(subject.line.targets())
    named = Counter(str(target) for _, target in targets)
    for place, target in targets:
        if target not in known:
            near = [f"Did you mean {one}?" for one in nearest(target, sorted(known))]
            remedy = (near or [_otherwise(subject, target)])[0]
            yield place, f"No node is named {shown(target)}.", remedy, _slip(place, target, known, named)


def _slip(place: Place, target: str, known: frozenset[str], named: Mapping[str, int]) -> Fix | None:
    """Where several ways agree on a name, and none leads to the node that may be meant, its own name is the likelier slip."""
    meant = only_slip(target, known)
    if meant is None or (named[target] > 1 and meant not in named):
        return None
    return Fix(f"Write {meant}", (Edit(place, Place(place.file, place.line, place.column + len(target)), meant),))


def _otherwise(subject: Subject, target: str) -> str:
    if target == subject.line.file.person:
        return "0 leads there: write the node, or name another one in line.yaml, such as person: front_desk."
    return "Write the node, or lead somewhere else."
