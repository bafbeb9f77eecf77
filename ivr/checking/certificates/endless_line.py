"""IVR204."""

from collections.abc import Iterator, Sequence

from ivr.checking.certificate import Broken, Proof, certificate
from ivr.checking.going_round import circles
from ivr.dialog.grammar import DialogId
from ivr.dialog.step import MOST_WITHOUT_WAIT
from ivr.exploring.moving import Doing
from ivr.line.scalars import NodeId
from ivr.reading.spelling import shown


@certificate("IVR204", "endless-line", "No call goes on for ever by itself")
def endless_line(proof: Proof) -> Iterator[Broken]:
    """A call goes on and on although the caller does nothing: nodes lead to one another in a circle, or never wait.

    Why: it ends only when somebody hangs up, and is paid for until then. Every single wait has a bound. A circle has one
    where something is counted in it: attempts at a question, refused proofs, declined payments, the telephones of a group, or
    the longest wait in a queue. A row of more than a hundred nodes that wait for nothing is caught as well: a call
    gives up at it.

    Caught:

        nodes:
          greeting:
            menu:
              options:
                1:
                  say: To hear our news
                  go: news
              exhausted: news
          news:
            say: There is no news.
            next: greeting

    Instead:

        nodes:
          greeting:
            menu:
              options:
                1:
                  say: To hear our news
                  go: news
              exhausted: representative
          news:
            say: There is no news.
            next: greeting
    """
    told: set[frozenset[NodeId]] = set()
    for through, row, way, then in (*_never_waits(proof), *_goes_round(proof)):
        names = list(dict.fromkeys(proof.subject.node(one) for one in through))
        if row or frozenset(names) not in told:
            told.add(frozenset(names))
            yield Broken(proof.place(through[0]), *_told(names, row=row), way, then)


_Found = tuple[Sequence[DialogId], bool, tuple[int, ...], Doing | None]
"""The dialogs of a circle, or of a row without one, the way to it, and the move into it where that is never over."""


def _told(names: Sequence[NodeId], *, row: bool) -> tuple[str, str]:
    if row:
        fact = f"From {shown(names[0])} on, more than {MOST_WITHOUT_WAIT} nodes in a row wait for nothing."
        return fact, "Put a menu between them, or say less."
    around = ", then ".join([*names, names[0]])
    fact = f"From {shown(names[0])} the call goes round in a circle while the caller does nothing: {around}."
    return fact, "Lead out of the circle after silence, to a person or a goodbye."


def _never_waits(proof: Proof) -> Iterator[_Found]:
    """One for each circle, from where it is come to first; of rows only the first, which has the others in it."""
    rows = False
    for source, doing, _chosen, through in proof.atlas.endless:
        if source >= 0 and source not in proof.came:
            continue
        way = proof.way_to(proof.came[source]) if source >= 0 else ()
        again = through.index(through[-1]) if through.count(through[-1]) > 1 else -1
        if again >= 0:
            yield tuple(dict.fromkeys(through[again:])), False, way, doing
        elif not rows:
            rows = True
            yield through, True, way, doing


def _goes_round(proof: Proof) -> Iterator[_Found]:
    for one in circles(proof):
        first = one.edges[0]
        came = proof.came.get(proof.atlas.edges[first].source)
        begin = proof.way_to(came) if came is not None else ()
        yield one.through, False, (*begin, *one.edges), None
