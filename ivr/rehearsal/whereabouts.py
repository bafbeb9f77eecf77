"""Where a caller was in the end, after a fault: with a person, at the author's goodbye, or dropped."""

from collections.abc import Sequence
from enum import StrEnum

from ivr.carrier.happenings import Bridged, Ended, Happening, Over, Queued, RangOut, Unqueued
from ivr.carrier.network import Call

CALLER = "caller"


class Where(StrEnum):
    """PERSON: somebody was rung for the caller, whoever picked up. GOODBYE: the line's author had the last word. HUNG_UP: the caller
    did, who lost patience in line for somebody for instance.
    DROPPED: everything else that was not the caller's own doing, a call without an end among it."""

    PERSON = "person"
    GOODBYE = "goodbye"
    HUNG_UP = "hung up"
    DROPPED = "dropped"


def where(call: Call, log: Sequence[Happening], mark: int, *, gave_up: bool, author_ended: bool) -> Where:
    """`mark` is how much of the log was there when the fault struck; `author_ended`: the line came to a node that ends
    calls; `gave_up`: the caller lost patience."""
    if any(isinstance(what, RangOut | Bridged) for what in _after(log, mark)):
        return Where.PERSON
    if gave_up and _waited(log):
        return Where.HUNG_UP
    if gave_up or call.ended is Ended.ERROR:
        return Where.DROPPED
    if call.legs[0].gone:
        return Where.HUNG_UP
    return Where.GOODBYE if author_ended else Where.DROPPED


def _waited(log: Sequence[Happening]) -> bool:
    """Whether the caller stood in a queue when the call was over."""
    waits = False
    for what in (one.what for one in log if one.leg == CALLER):
        if isinstance(what, Over):
            return waits
        if isinstance(what, Queued | Unqueued):
            waits = isinstance(what, Queued)
    return waits


def _after(log: Sequence[Happening], mark: int) -> list[object]:
    """Somebody rung before the fault is no help to a caller who is dropped by it; a caller whose call was over by then
    was not dropped by it."""
    own = [(place, one.what) for place, one in enumerate(log) if one.leg == CALLER]
    over = any(isinstance(what, Over) for place, what in own if place < mark)
    return [what for place, what in own if over or place >= mark]
