"""How far it is to a node, over the Atlas: what is really said on the way, under the best of all circumstances.

A question counts with all of its words, since a walk does not press keys before they are said. So these seconds are more than those
over dialogs (distances.py), and tell the same of two versions.
"""

from collections.abc import Iterator

from ivr.dialog.program import Asking
from ivr.dialog.world import Answered
from ivr.exploring.atlas import Atlas, Edge
from ivr.exploring.distances import KEYING, PAYMENT, PERSON, Distance, Hop, shortest
from ivr.exploring.happenings import SILENCE
from ivr.line.reach import node_of

_BEGIN = -1
_MEANS = {"Ring": PERSON, "Hold": PERSON, "Pay": PAYMENT}
"""By the wait that a move ends in."""


def distances_walked(atlas: Atlas) -> dict[str, Distance]:
    reached = shortest(str(_BEGIN), lambda at: (_hop(atlas, one) for one in _leaving(atlas, int(at))))
    found: dict[str, Distance] = {}
    for source, far in reached.items():
        for edge in _leaving(atlas, int(source)):
            hop = _hop(atlas, edge)
            there = Distance(far.seconds + hop.seconds, far.presses + hop.presses)
            for name in _arrives(atlas, edge):
                found[name] = min(found.get(name, there), there)
    return found


def _leaving(atlas: Atlas, at: int) -> Iterator[Edge]:
    """A call begins with the caller: where other legs begin is on nobody's way."""
    if at != _BEGIN:
        return (atlas.edges[number] for number in atlas.leaving[at])
    begun = (atlas.edges[number] for number in atlas.begins)
    return (one for one in begun if isinstance(one.doing.event, Answered) and one.doing.event.at is None)


def _arrives(atlas: Atlas, edge: Edge) -> Iterator[str]:
    yield str(node_of(atlas.states[edge.target].at))
    yield from (str(node_of(one.to)) for one in edge.passages if one.to)
    if edge.wait in _MEANS:
        yield _MEANS[edge.wait]


def _hop(atlas: Atlas, edge: Edge) -> Hop:
    """What happened was done before a call arrived where it goes on from."""
    if edge.source in atlas.arrivals:
        return Hop(str(edge.target), edge.seconds)
    return Hop(str(edge.target), edge.seconds + edge.keys * KEYING + _waited(atlas, edge), edge.keys)


def _waited(atlas: Atlas, edge: Edge) -> float:
    """Silence, and what went before where a counter is at its bound: the walk leaves that out, so it counts as a wait each."""
    doing = edge.doing
    waits = int(doing.event == SILENCE.event) + doing.before
    dialog = atlas.program.dialogs.get(atlas.states[edge.source].at) if edge.source != _BEGIN else None
    return float(waits * dialog.timing.silence) if isinstance(dialog, Asking) else 0.0
