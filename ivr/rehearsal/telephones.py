"""What a telephone does in a call file that is written for somebody, by how it rings."""

from collections.abc import Mapping

from ivr.telephony.outcomes import RingOutcome

ANSWERS = "answers after 4 s"
AWAY = "away"
TALKING = "on another call"
RINGS: Mapping[RingOutcome, str] = {
    RingOutcome.BRIDGED: ANSWERS,
    RingOutcome.NOANSWER: "does not answer",
    RingOutcome.BUSY: "busy",
    RingOutcome.FAILED: "fails",
}
