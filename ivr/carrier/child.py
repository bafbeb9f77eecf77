"""One telephone that a Dial rings: its own leg with its own CallSid, its status callbacks, its whisper document.

Source: Twilio, Number.
"""

import secrets
from enum import Enum, auto

from ivr.carrier.handsets.silent import Talker
from ivr.carrier.leg import whole_seconds
from ivr.carrier.office import Stage, opening
from ivr.carrier.outcome import Fetch
from ivr.carrier.phones import NOBODY, Phone
from ivr.carrier.sound import seconds_of_tones
from ivr.carrier.textleg import TextLeg
from ivr.telephony.events import Leg, Silent
from ivr.telephony.numbers import BadNumberError, parse_number
from ivr.telephony.outcomes import CallStatus
from ivr.twiml.verbs import Number

REFUSED_AFTER = 1.0  # seconds until the network says busy or failed


class Rung(Enum):
    """How ringing one telephone ended."""

    ANSWERED = auto()
    BUSY = auto()
    FAILED = auto()
    NO_ANSWER = auto()


_STATUS = {Rung.BUSY: CallStatus.BUSY, Rung.FAILED: CallStatus.FAILED, Rung.NO_ANSWER: CallStatus.NO_ANSWER}


def new_sid() -> str:
    """CA and 32 hexadecimal digits, as Twilio's are."""
    return f"CA{secrets.token_hex(16)}"


class Child:
    """A leg that is not there before `ring`, and is over after `drop`."""

    def __init__(self, target: Number, parent: Stage, caller_id: str) -> None:
        self._target = target
        self._parent = parent
        self._office = parent.office
        self._events = 0
        self._final: CallStatus | None = None
        self.number = _dialled(target.number)
        self.phone: Phone = self._office.phones.get(self.number, NOBODY)
        self.name = self.phone.name or self.number
        self.who = Leg(
            new_sid(),
            parent.who.account,
            caller_id,
            self.number,
            CallStatus.INITIATED,
            "outbound-dial",
            parent.who.call,
        )
        self.leg: TextLeg | None = None

    async def ring(self, seconds: float) -> Rung:
        """Until somebody answers, the network refuses, or the seconds have passed."""
        self._tell("initiated", CallStatus.INITIATED)
        rung = await self._rung(seconds)
        if rung is Rung.ANSWERED:
            self._tell("answered", CallStatus.IN_PROGRESS)
        else:
            await self.drop(_STATUS[rung])
        return rung

    async def prepare(self) -> bool:
        """Keys and whisper before the parties are bridged; whether they may be."""
        leg = self._answered_leg()
        if self._target.send_digits:
            await leg.stay(seconds_of_tones(self._target.send_digits))
        if self._target.url is None or leg.over:
            return not leg.over
        stage = Stage(self._office, leg, self.who, self._parent.base, child=True)
        return await self._office.whisper(stage, opening(self._target.url, self._target.method))

    async def drop(self, status: CallStatus | None = None) -> None:
        """The leg is over, if it was not: completed when it was answered, otherwise `status`, or cancelled."""
        if self._final is not None:
            return
        answered = self.leg is not None and self.leg.answered
        self._final = CallStatus.COMPLETED if answered else status or CallStatus.CANCELED
        if self.leg is not None:
            await self.leg.hangup()
        self._tell("completed", self._final)

    @property
    def seconds(self) -> int:
        """Whole seconds since, or for which, it was answered."""
        return 0 if self.leg is None else whole_seconds(self.leg.seconds)

    def _answered_leg(self) -> TextLeg:
        if self.leg is None:
            raise AssertionError("a telephone that never rang cannot have been answered")
        return self.leg

    async def _rung(self, seconds: float) -> Rung:
        if self.phone.fails or not self.number.startswith("+"):
            await self._office.room.sleep(REFUSED_AFTER)
            return Rung.FAILED
        if self.phone.busy:
            await self._office.room.sleep(REFUSED_AFTER)
            return Rung.BUSY
        return await self._rings(seconds)

    async def _rings(self, seconds: float) -> Rung:
        self.leg = leg = TextLeg(self._office.room, self.name, self.number, self._office.speech_factor)
        self._tell("ringing", CallStatus.RINGING)
        handset = self.phone.handset or Talker(self.phone.talks_for)
        self._office.hold(handset, leg)
        after = self.phone.answers_after
        if after is None or after > seconds:
            await leg.stay(seconds)
            return Rung.NO_ANSWER
        if not await leg.stay(after):
            return Rung.NO_ANSWER
        await leg.answer()
        return Rung.ANSWERED

    def _tell(self, event: str, status: CallStatus) -> None:
        """A status callback, sent without waiting for it. SequenceNumber counts the events, asked for or not."""
        number = self._events
        self._events += 1
        if self._target.status_callback is not None and event in self._target.status_callback_event:
            self._office.spawn(self._report(number, status))

    async def _report(self, sequence: int, status: CallStatus) -> None:
        target = self._target
        extra = (
            ("CallbackSource", "call-progress-events"),
            ("SequenceNumber", str(sequence)),
            ("Timestamp", self._office.timestamp()),
        )
        leg = self.leg or self._parent.leg
        stage = Stage(self._office, leg, self.who, self._parent.base, child=True)
        url, method = target.status_callback or "", target.status_callback_method
        if status.over:
            await stage.report_over(url, method, status, self.seconds, extra)
        else:
            await stage.report(Fetch(url, method, Silent(), extra=extra), status)


def _dialled(number: str) -> str:
    """In E.164 where it is a number at all; what is not will fail to ring."""
    try:
        return parse_number(number)
    except BadNumberError:
        return number.strip()
