"""What the caller of a suggested call does: keys, silence, a message. For what the Atlas keyed an example of, a demonstration account
has something the directory knows.

The numbers and PINs of demonstration accounts are invented, and stand in call files anyway.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from ivr.dialog.grammar import DialogId, DigitString
from ivr.dialog.program import Asking
from ivr.dialog.prompts import VERIFIERS, Known
from ivr.dialog.world import Fetched
from ivr.exploring.atlas import Atlas, Edge
from ivr.exploring.coverage_routes import Route, acts
from ivr.exploring.entries import example
from ivr.line.line import Line
from ivr.telephony.events import Keyed, Recorded
from ivr.telephony.outcomes import FetchOutcome

Customer = Mapping[str, str]
"""By the name a line keeps it under, what one customer can key."""
_PRESS = "press "
_PHONE_KEYED = 4


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


def customers(line: Line, atlas: Atlas, route: Route) -> Iterator[Customer]:
    """Whoever may be the caller; somebody without an account where nothing is asked that only a customer knows."""
    accounts = () if line.demonstration is None else line.demonstration.accounts
    if not accounts or not any(_asked(atlas, act.edge) for act in acts(atlas, route.edges)):
        yield {}
        return
    for one in accounts:
        known = {
            Known.ACCOUNT_NUMBER: one.number.reveal(),
            Known.ACCOUNT_PIN: one.pin.reveal(),
            Known.ACCOUNT_BILL_CODE: one.bill_code.reveal(),
            Known.ACCOUNT_ZIP: one.zip.reveal(),
            Known.ACCOUNT_PHONE_LAST4: one.phone.reveal()[-_PHONE_KEYED:],
        }
        yield {name.value: text for name, text in known.items() if text}


def _asked(atlas: Atlas, edge: Edge) -> DigitString | None:
    """What a move answers, where it answers a question for digits as it should be."""
    dialog = atlas.program.dialogs[atlas.states[edge.source].at]
    if not isinstance(dialog, Asking) or not isinstance(dialog.grammar, DigitString):
        return None
    return dialog.grammar if edge.doing.label == f"{_PRESS}{example(dialog.grammar)}" else None


def deeds(atlas: Atlas, route: Route, customer: Customer) -> list[Deed]:
    """In order. A proof that the next look-up refuses is a wrong one."""
    return [
        deed for act in acts(atlas, route.edges) for deed in [_deed(atlas, route.edges, act.edge, customer)] * act.times
    ]


def _deed(atlas: Atlas, edges: Sequence[Edge], edge: Edge, customer: Customer) -> Deed:
    at = atlas.states[edge.source].at
    match edge.doing.event:
        case Keyed():
            return Deed(Sort.KEYS, at, _keys(atlas, edges, edge, customer))
        case Recorded(recording=recording) if recording:
            return Deed(Sort.MESSAGE, at)
        case _:
            return Deed(Sort.SILENCE, at)


def _keys(atlas: Atlas, edges: Sequence[Edge], edge: Edge, customer: Customer) -> str:
    as_walked = edge.doing.label.removeprefix(_PRESS)
    grammar = _asked(atlas, edge)
    if grammar is None or (Known(grammar.into) in VERIFIERS and _refused(edges[edges.index(edge) + 1 :])):
        return as_walked
    return customer.get(grammar.into, as_walked)


def _refused(following: Sequence[Edge]) -> bool:
    """How the look-up ends that comes next."""
    outcomes = (edge.doing.event.outcome for edge in following if isinstance(edge.doing.event, Fetched))
    return next(outcomes, None) is FetchOutcome.REFUSED
