"""How far it is to a node, over the Atlas: what is really said on the way, under the best of all circumstances.

A question counts with all of its words, since a walk does not press keys before they are said; a node is reached when its own words
are over. So these seconds are more than those over dialogs (distances.py), and between two versions they tell the same.
"""

from collections.abc import Callable, Iterable, Iterator

from ivr.dialog.grammar import DigitString
from ivr.dialog.program import Asking, Program
from ivr.dialog.prompts import Utterance
from ivr.dialog.world import Answered
from ivr.exploring.atlas import Atlas, Edge, Moved, walk
from ivr.exploring.distances import AMOUNT_KEYS, KEYING, PAYMENT, PERSON, Distance, Hop, shortest
from ivr.exploring.happenings import SILENCE
from ivr.exploring.passages import Passage
from ivr.line.reach import node_of

MILLISECONDS = 1000
_BEGIN = "-1"
_KEYS = frozenset({"0", "*", "#", "9"})
_MEANS = {"Ring": PERSON, "Hold": PERSON, "Pay": PAYMENT}

Said = Callable[[Iterable[Utterance]], float]


def distances_walked(program: Program, seconds: Said) -> dict[str, Distance]:
    """Raises KeyError for a program that leads to a dialog it does not have."""

    def said(moved: Moved) -> int:
        turn = moved.step.turn
        return 0 if turn is None else round(seconds(turn.said) * MILLISECONDS)

    return over(walk(program, said))


def over(atlas: Atlas) -> dict[str, Distance]:
    """Of an Atlas whose edges have the milliseconds of what was said as their bits."""
    reached = shortest(_BEGIN, lambda at: (_hop(atlas, one) for one in _leaving(atlas, int(at))))
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
    if at >= 0:
        return (atlas.edges[number] for number in atlas.leaving[at])
    begun = (atlas.edges[number] for number in atlas.begins)
    return (one for one in begun if isinstance(one.doing.event, Answered) and one.doing.event.at is None)


def _arrives(atlas: Atlas, edge: Edge) -> Iterator[str]:
    yield str(node_of(atlas.states[edge.target].at))
    yield from (str(node_of(one.to)) for one in edge.passages if one.to)
    if edge.wait in _MEANS:
        yield _MEANS[edge.wait]


def _hop(atlas: Atlas, edge: Edge) -> Hop:
    presses = _presses(atlas.program, edge.passages[0]) if edge.passages else 0
    waited = _waited(atlas, edge) if edge.doing.event == SILENCE.event else 0
    return Hop(str(edge.target), edge.bits / MILLISECONDS + presses * KEYING + waited, presses)


def _presses(program: Program, first: Passage) -> int:
    """By the name of the way, so that nothing that was keyed is looked at."""
    if first.way in _KEYS or first.way.startswith("key "):
        return 1
    dialog = program.dialogs.get(first.dialog)
    if first.way != "keyed" or not isinstance(dialog, Asking):
        return 0
    return dialog.grammar.low if isinstance(dialog.grammar, DigitString) else AMOUNT_KEYS


def _waited(atlas: Atlas, edge: Edge) -> int:
    dialog = atlas.program.dialogs.get(atlas.states[edge.source].at) if edge.source >= 0 else None
    return dialog.timing.timeout + dialog.timing.grace if isinstance(dialog, Asking) else 0
