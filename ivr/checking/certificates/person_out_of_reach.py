"""IVR201."""

from collections import deque
from collections.abc import Iterator

from ivr.checking.callers import by_key, calls, dialog_at, helped, left_by_caller
from ivr.checking.certificate import Broken, Proof, certificate
from ivr.dialog.program import Asking, Holding
from ivr.exploring.atlas import Edge
from ivr.exploring.moving import DECLINED, IN_LINE, REFUSED, UNKNOWN_END
from ivr.line.scalars import NodeId
from ivr.reading.spelling import shown
from ivr.telephony.events import Silent

_COUNTERS = frozenset({DECLINED, IN_LINE, REFUSED, UNKNOWN_END})

_Way = tuple[object, ...]
"""A way that is open or not: what a caller can do at a situation, or what the rest can make of it."""


@certificate("IVR201", "person-out-of-reach", "A way to a person, a message or the end is always left")
def person_out_of_reach(proof: Proof) -> Iterator[Broken]:
    """The line waits for a caller who has no way left: not to a person, a call back or a message, nor to the end of the call.

    Why: whoever is in such a place can only hang up. What counts as a way is what the caller can bring about alone,
    by keys or by silence, whatever look-ups answer, whoever is free and whatever the time. Waiting for a person is
    such a way; so is a goodbye that the author wrote.

    Caught:

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
          representative:
            menu:
              prompt: Nobody is here.
              options:
                1:
                  say: To hear this again
                  go: representative
              exhausted: representative

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
          representative:
            menu:
              prompt: Nobody is here.
              options:
                1:
                  say: To hear this again
                  go: representative
                2:
                  say: To leave a message
                  go: message
              exhausted: message
          message:
            voicemail:
              to: billing
              prompt: Please leave a message.
              left: goodbye
              empty: goodbye
          goodbye:
            hangup: We will call you tomorrow. Goodbye.
    """
    open_ = _open(proof)
    came = proof.walked(calls(proof.atlas))
    told: set[NodeId] = set()
    for situation, edge in came.items():
        node = proof.subject.node(proof.atlas.states[situation].at)
        if situation not in open_ and node not in told and _waits_for_caller(proof, situation):
            told.add(node)
            yield Broken(
                proof.subject.place(proof.atlas.states[situation].at),
                f"From {shown(node)} a caller comes to no person, call back, message or end, whatever the caller does.",
                "Lead from there to a person, to a message, or to a goodbye.",
                proof.way_to(edge, came),
            )


def _waits_for_caller(proof: Proof, situation: int) -> bool:
    state = proof.atlas.states[situation]
    return not state.over and situation not in proof.atlas.arrivals and isinstance(dialog_at(proof, situation), Asking)


def _open(proof: Proof) -> set[int]:
    """Backwards from where callers are helped: a situation is open when some doing of the caller is, or where the rest
    decides; a doing is, when all that can come of it is."""
    left: dict[_Way, int] = {}
    before: dict[int, list[tuple[int, _Way]]] = {}
    found: set[int] = {one for one in range(len(proof.atlas.states)) if _in_line(proof, one)}
    ahead = deque(found)
    for edge in proof.atlas.edges:
        if edge.source >= 0 and not left_by_caller(edge) and not _late(proof, edge):
            way = _way(proof, edge)
            helps = helped(proof, edge)
            left[way] = left.get(way, 0) + (not helps)
            if not helps:
                before.setdefault(edge.target, []).append((edge.source, way))
    ahead.extend(dict.fromkeys(_source(way) for way, count in left.items() if not count))
    found.update(ahead)
    while ahead:
        for source, way in before.get(ahead.popleft(), ()):
            left[way] -= 1
            if not left[way] and source not in found:
                found.add(source)
                ahead.append(source)
    return found


def _source(way: _Way) -> int:
    source = way[0]
    assert isinstance(source, int)  # noqa: S101 - as _way makes it
    return source


def _way(proof: Proof, edge: Edge) -> _Way:
    """Moves with the same way must all be open for it to be."""
    if edge.source in proof.atlas.arrivals or not (by_key(edge) or isinstance(edge.doing.event, Silent)):
        return (edge.source,)
    return (edge.source, edge.doing.label, edge.doing.noinput, edge.doing.nomatch)


def _late(proof: Proof, edge: Edge) -> bool:
    """What happens only after very many turns or errors, and what comes before a counter's bound: nobody goes round there for
    ever, so it is what comes of the bound that must be open."""
    at_bound = edge.source not in proof.atlas.arrivals and (edge.doing.errors or edge.doing.turns)
    return bool(at_bound) or any(what in _COUNTERS and not way for what, way in edge.chosen)


def _in_line(proof: Proof, situation: int) -> bool:
    """Whoever waits in a queue waits for a person."""
    held = proof.atlas.states[situation].held
    return held is not None and not held.leads and isinstance(dialog_at(proof, situation), Holding)
