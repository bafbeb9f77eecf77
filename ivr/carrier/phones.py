"""Who answers which number, SIP address (`sip:rosa@example.com`) or client (`client:rosa`)."""

from dataclasses import dataclass, field
from enum import StrEnum

from ivr.carrier.handsets.handset import Handset

TALK_SECONDS = 60.0


class AnsweredBy(StrEnum):
    """What a machineDetection says (Twilio, Number)."""

    HUMAN = "human"
    MACHINE_START = "machine_start"
    MACHINE_END_BEEP = "machine_end_beep"
    MACHINE_END_SILENCE = "machine_end_silence"
    MACHINE_END_OTHER = "machine_end_other"
    FAX = "fax"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SipAnswer:
    """What the other side of a SIP call says: a response code in place of the usual one, headers (their names begin with
    X-), and the credentials it asks for."""

    response: int | None = None
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    username: str | None = None
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Phone:
    """What happens when a number is rung. `answers_after` is seconds of ringing, None for a telephone nobody picks up
    unless its handset does: `phone.pick_up()`.

    `handset` holds it once it rings; without one, somebody listens to any whisper in silence, talks for `talks_for`
    seconds once connected, and hangs up. `name` is what transcripts call it, the number where it is empty.
    `unsubscribed` is a telephone that asked for no more texts. A detector that listens takes `detected_after` seconds, and until `greeting` is over to hear a machine out.
    """

    answers_after: float | None = None
    busy: bool = False
    fails: bool = False
    handset: Handset | None = None
    talks_for: float = TALK_SECONDS
    name: str = ""
    answered_by: AnsweredBy = AnsweredBy.HUMAN
    detected_after: float = 2.0
    greeting: float = 8.0
    sip: SipAnswer = SipAnswer()
    unsubscribed: bool = False


NOBODY = Phone()
