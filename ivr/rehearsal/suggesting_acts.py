"""What the caller of a suggested call does: keys, silence, a message."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from ivr.dialog.grammar import DialogId, DigitString
from ivr.exploring.atlas import Atlas, Edge
from ivr.exploring.coverage_routes import Route, acts
from ivr.line.line import Line
from ivr.rehearsal.customers import NOBODY, Customer, asked, demonstrated, meant
from ivr.telephony.events import Keyed, Recorded


class Sort(Enum):
    KEYS = auto()
    SILENCE = auto()
    MESSAGE = auto()


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing done, at a dialog."""

    sort: Sort
    at: DialogId
    keys: str = field(default="", repr=False)


def callers(line: Line, atlas: Atlas, route: Route) -> Iterator[Customer]:
    """Whoever may be the caller; somebody without an account where nothing is asked that only a customer knows, or where nobody
    has one."""
    known = list(demonstrated(line)) if any(_asked(atlas, act.edge) for act in acts(atlas, route.edges)) else []
    yield from known or [NOBODY]


def deeds(atlas: Atlas, route: Route, customer: Customer) -> list[Deed]:
    """In order."""
    return [
        deed for act in acts(atlas, route.edges) for deed in [_deed(atlas, route.edges, act.edge, customer)] * act.times
    ]


def _deed(atlas: Atlas, edges: Sequence[Edge], edge: Edge, customer: Customer) -> Deed:
    at = atlas.states[edge.source].at
    match edge.doing.event:
        case Keyed():
            following = (one.doing.event for one in edges[edges.index(edge) + 1 :])
            return Deed(Sort.KEYS, at, meant(edge.doing, _asked(atlas, edge), following, customer))
        case Recorded(recording=recording) if recording:
            return Deed(Sort.MESSAGE, at)
        case _:
            return Deed(Sort.SILENCE, at)


def _asked(atlas: Atlas, edge: Edge) -> DigitString | None:
    return asked(atlas.program, atlas.states[edge.source].at, edge.doing)
