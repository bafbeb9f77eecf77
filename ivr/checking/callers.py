"""What certificates about the flow of calls ask of the Atlas's moves: whose leg it is, whose doing it was, what it came to."""

from collections.abc import Iterator

from ivr.checking.certificate import Proof
from ivr.dialog.program import Connecting, Dialog, Ending, Fetching, Holding, How
from ivr.dialog.program_fetching import RequestCallback
from ivr.dialog.world import Answered, Fetched
from ivr.exploring.atlas import ARRIVES, Atlas, Edge
from ivr.telephony.events import HungUp, Keyed, Recorded
from ivr.telephony.outcomes import FetchOutcome

PERSON = frozenset({"Ring", "Hold"})
"""Waits in which a person is rung, or waited for."""
MESSAGE = "RecordMessage"
GOODBYE = "Disconnect"

_ASK_FOR_CALLBACK = "Fetch"


def own_calls(atlas: Atlas) -> Iterator[int]:
    """The edges by which callers' own calls begin."""
    return (one for one in atlas.begins if begun_by(atlas.edges[one]).at is None)


def calls(atlas: Atlas) -> Iterator[int]:
    """Those and the ones by which calls back begin; what a representative hears before a talk is nobody's call."""
    begun = ((one, begun_by(atlas.edges[one])) for one in atlas.begins)
    return (number for number, answered in begun if answered.at is None or answered.caller is not None)


def begun_by(edge: Edge) -> Answered:
    assert isinstance(edge.doing.event, Answered)  # noqa: S101 - nothing else begins a leg
    return edge.doing.event


def dialog_at(proof: Proof, situation: int) -> Dialog:
    return proof.atlas.program.dialogs[proof.atlas.states[situation].at]


def left_by_caller(edge: Edge) -> bool:
    """Whether the caller hung up. That is no way to anything, and nobody else's doing."""
    event = edge.doing.event
    return isinstance(event, HungUp) or (isinstance(event, Recorded) and event.hung_up)


def by_key(edge: Edge) -> bool:
    return isinstance(edge.doing.event, Keyed)


def asks_for_callback(proof: Proof, edge: Edge) -> bool:
    """Whether a move comes to asking for a call back; the answer may still be no."""
    return edge.wait == _ASK_FOR_CALLBACK and requests_callback(dialog_at(proof, edge.target))


def called_back(proof: Proof, edge: Edge) -> bool:
    """Whether a move is the answer that the caller will be called back."""
    event = edge.doing.event
    answered = isinstance(event, Fetched) and event.outcome is FetchOutcome.DONE
    return answered and edge.source >= 0 and requests_callback(dialog_at(proof, edge.source))


def requests_callback(dialog: Dialog) -> bool:
    return isinstance(dialog, Fetching) and isinstance(dialog.inquiry, RequestCallback)


def said_goodbye(proof: Proof, edge: Edge) -> bool:
    """Whether a move comes to an end of the call that the author wrote."""
    if edge.wait != GOODBYE or left_by_caller(edge):
        return False
    ending = dialog_at(proof, edge.target)
    return isinstance(ending, Ending) and ending.how is How.HANGUP


def helped(proof: Proof, edge: Edge) -> bool:
    """Whether a move comes to a person, a call back, a message, or a goodbye of the author's."""
    if edge.wait == ARRIVES or left_by_caller(edge):
        return False
    return edge.wait in PERSON or edge.wait == MESSAGE or called_back(proof, edge) or said_goodbye(proof, edge)


def rings(dialog: Dialog) -> bool:
    return isinstance(dialog, Connecting | Holding)
