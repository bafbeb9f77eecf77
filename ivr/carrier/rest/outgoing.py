"""A call the account places: its telephone rings, somebody or something answers, and then its document is heard.

Source: Twilio, "Call resource": status callbacks (none for a call cancelled before it was begun), timeout, machine
detection. That the ringing lasts five seconds longer than asked is what Twilio says of "some call flows", as of Dial.
"""

from ivr.carrier.child import REFUSED_AFTER, Rung, refusal_of, until_picked_up
from ivr.carrier.handsets.handset import Handset
from ivr.carrier.handsets.silent import Talker
from ivr.carrier.interpreter import End, Interpreter
from ivr.carrier.interruption import Instead
from ivr.carrier.leg import LegGoneError
from ivr.carrier.office import Extra, Stage
from ivr.carrier.outcome import Fetch
from ivr.carrier.phones import AnsweredBy, Phone
from ivr.carrier.racing import first_of
from ivr.carrier.rest.orders import Outgoing, Place
from ivr.carrier.sound import send_tones
from ivr.carrier.textleg import TextLeg
from ivr.telephony.events import Silent
from ivr.telephony.outcomes import CallStatus

MORE_SECONDS = 5
DETECTION_SECONDS = 30.0  # Twilio, MachineDetectionTimeout
_STATUS = {Rung.BUSY: CallStatus.BUSY, Rung.FAILED: CallStatus.FAILED, Rung.NO_ANSWER: CallStatus.NO_ANSWER}


def handset_of(phone: Phone) -> Handset:
    return phone.handset or Talker(phone.talks_for)


class Outward:
    """The callee's side of one such call, on the call's own stage."""

    def __init__(self, place: Place, stage: Stage, leg: TextLeg, phone: Phone) -> None:
        self._place = place
        self._asked: Outgoing = place.outgoing
        self._stage = stage
        self._leg = leg
        self._phone = phone
        self._events = 0

    async def converse(self, interpreter: Interpreter) -> End:
        """From the first ring to the end. Raises LegGoneError when the callee hangs up."""
        self._tell("initiated", CallStatus.INITIATED)
        interruption = self._asked.record.interruption
        rung: Rung | Instead = await first_of(self._rung(), interruption.told())
        if rung is not Rung.ANSWERED:
            return End(_STATUS[rung] if isinstance(rung, Rung) else CallStatus.CANCELED)
        self._tell("answered", CallStatus.IN_PROGRESS)
        await self._prepare()
        return await interpreter.run(self._asked.first)

    def wants(self, event: str) -> bool:
        return self._place.status_url is not None and event in self._asked.events

    def progress(self) -> Extra:
        """What a status callback of the next event carries. SequenceNumber counts events, asked for or not."""
        sequence, self._events = self._events, self._events + 1
        return progress(sequence, self._stage.office.timestamp())

    async def _rung(self) -> Rung:
        phone, room = self._phone, self._leg.room
        if phone.fails or phone.busy:
            await room.sleep(REFUSED_AFTER)
            return Rung.FAILED if phone.fails else Rung.BUSY
        self._tell("ringing", CallStatus.RINGING)
        if not await until_picked_up(self._leg, phone.answers_after, self._asked.ring_for + MORE_SECONDS):
            return refusal_of(self._leg)
        await self._leg.answer()
        return Rung.ANSWERED

    async def _prepare(self) -> None:
        if self._asked.send_digits:
            await send_tones(self._asked.send_digits, self._leg)
        if self._asked.detection:
            await self._detect()
        if self._leg.over:
            raise LegGoneError

    async def _detect(self) -> None:
        """The document waits until it is known who or what has answered, or the detector gives up."""
        who, seconds = self._phone.answered_by, self._phone.detected_after
        if self._asked.detection == "DetectMessageEnd" and who is AnsweredBy.MACHINE_START:
            who, seconds = AnsweredBy.MACHINE_END_BEEP, self._phone.greeting
        if seconds > DETECTION_SECONDS:
            who, seconds = AnsweredBy.UNKNOWN, DETECTION_SECONDS
        await self._leg.stay(seconds)
        self._asked.record.answered_by = who.value
        self._stage.says = lambda: (("AnsweredBy", who.value),)

    def _tell(self, event: str, status: CallStatus) -> None:
        """Sent without waiting for it."""
        extra = self.progress()
        if self.wants(event):
            fetch = Fetch(self._place.status_url, self._place.status_method, Silent(), extra=extra)
            self._stage.office.spawn(self._stage.report(fetch, status))


def progress(sequence: int, timestamp: str) -> Extra:
    """What status callbacks carry besides the standard parameters (Twilio, Number, statusCallback)."""
    return (
        ("CallbackSource", "call-progress-events"),
        ("SequenceNumber", str(sequence)),
        ("Timestamp", timestamp),
    )
