"""How a ring really ended: from what the whispered legs recorded and DialBridged, never from DialCallStatus alone.

A telephone that answers and refuses, or whose voicemail answers, is `completed` to a carrier; to the caller nobody came.
"""

from collections.abc import Sequence

from ivr.dialog.world import RingEnded
from ivr.service.ports import Whisper
from ivr.telephony.events import DialEnded
from ivr.telephony.outcomes import DialStatus, RingOutcome

_UNREACHED = {
    DialStatus.BUSY: RingOutcome.BUSY,
    DialStatus.FAILED: RingOutcome.FAILED,
}


def outcome_of(ended: DialEnded | None, legs: Sequence[Whisper]) -> RingEnded:
    """`ended` is None when the carrier went on without reporting the Dial; then only the legs' own record speaks."""
    taken = next((leg.representative for leg in legs if leg.accepted), "")
    if _bridged(ended, taken):
        return RingEnded(RingOutcome.BRIDGED, taken)
    if any(leg.accepted is not None for leg in legs):
        return RingEnded(RingOutcome.NOANSWER)
    return RingEnded(RingOutcome.FAILED if ended is None else _UNREACHED.get(ended.status, RingOutcome.NOANSWER))


def _bridged(ended: DialEnded | None, taken: str) -> bool:
    """A key that took the call is needed, and nothing the carrier says may contradict it."""
    if not taken or ended is None:
        return bool(taken)
    if ended.bridged is None:
        return ended.status in (DialStatus.COMPLETED, DialStatus.ANSWERED)
    return ended.bridged
