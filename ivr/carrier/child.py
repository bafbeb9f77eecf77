"""One telephone that a Dial rings: its own leg with its own CallSid, its status callbacks, its whisper document.

Source: Twilio, Number, Sip, Client. Which SIP response stands for which end is not documented; the usual ones do.
"""

import secrets
from enum import Enum, auto

from ivr.carrier.audio import leg_of
from ivr.carrier.detecting import Detected, detect
from ivr.carrier.dialled import Display, address, can_ring, details
from ivr.carrier.handsets.silent import Talker
from ivr.carrier.happenings import TOLERANCE
from ivr.carrier.leg import LegGoneError, whole_seconds
from ivr.carrier.naming import name_in
from ivr.carrier.office import Extra, Stage, opening
from ivr.carrier.outcome import Fetch
from ivr.carrier.phones import NOBODY, Phone
from ivr.carrier.sound import send_tones
from ivr.carrier.textleg import TextLeg
from ivr.telephony.events import Leg, Silent
from ivr.telephony.outcomes import CallStatus
from ivr.twiml.nouns import Client, Detection, Sip
from ivr.twiml.verbs import Number, Target

REFUSED_AFTER = 1.0  # seconds until the network says busy or failed


class Rung(Enum):
    """How ringing one telephone ended."""

    ANSWERED = auto()
    BUSY = auto()
    FAILED = auto()
    NO_ANSWER = auto()


_RESPONSES = {Rung.ANSWERED: 200, Rung.BUSY: 486, Rung.FAILED: 503, Rung.NO_ANSWER: 487}
_STATUS = {Rung.BUSY: CallStatus.BUSY, Rung.FAILED: CallStatus.FAILED, Rung.NO_ANSWER: CallStatus.NO_ANSWER}
_REFUSED = {CallStatus.BUSY: Rung.BUSY, CallStatus.FAILED: Rung.FAILED}


def new_sid() -> str:
    """CA and 32 hexadecimal digits, as Twilio's are."""
    return f"CA{secrets.token_hex(16)}"


class Child:
    """A leg that is not there before `ring`, and is over after `drop`."""

    def __init__(self, target: Target, parent: Stage, caller_id: str, reason: str | None = None) -> None:
        self._target = target
        self._parent = parent
        self._office = parent.office
        self._events = 0
        self._final: CallStatus | None = None
        self._detected: Detected | None = None
        self._display = Display(caller_id, reason, details(target))
        self._rang: Rung | None = None
        self.number = address(target)
        self.phone: Phone = self._office.phones.get(self.number, NOBODY)
        self.name = name_in(self._office.room, self.phone.name, self.number)
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
        self._rang = rung = await self._rung(seconds)
        if rung is Rung.ANSWERED:
            self._tell("answered", CallStatus.IN_PROGRESS)
        else:
            await self.drop(_STATUS[rung])
        return rung

    async def prepare(self) -> bool:
        """Keys, a detector and a whisper before the parties are bridged; whether they may be."""
        leg, target = self._answered_leg(), self._target
        if isinstance(target, Number) and target.send_digits and not await self._keyed(target.send_digits, leg):
            return False
        if not isinstance(target, Client) and target.detection is not None:
            await self._detect(target.detection, leg)
        if target.url is None or leg.over:
            return not leg.over
        stage = Stage(self._office, leg, self.who, self._parent.base, child=True, says=self._says)
        return await self._office.whisper(stage, opening(target.url, target.method))

    async def _keyed(self, digits: str, leg: TextLeg) -> bool:
        """Whether it is still there after hearing these keys."""
        try:
            await send_tones(digits, leg)
        except LegGoneError:
            return False
        return True

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

    def sip(self) -> Extra:
        """What the action is told of a SIP call besides (Twilio, Sip)."""
        if not isinstance(self._target, Sip):
            return ()
        headers = tuple((f"DialSipHeader_{name}", value) for name, value in self.phone.sip.headers)
        response = ("DialSipResponseCode", str(self.phone.sip.response or self._response()))
        return (("DialSipCallId", f"{self.who.call[2:]}@0.0.0.0"), response, *headers)

    def _response(self) -> int:
        if self._refused():
            return 403
        return 487 if self._rang is None else _RESPONSES[self._rang]

    def _refused(self) -> bool:
        """Whether the other side asks for credentials that were not given."""
        asked = self.phone.sip
        target = self._target
        return (
            isinstance(target, Sip)
            and asked.username is not None
            and (target.username, target.password) != (asked.username, asked.password)
        )

    def _says(self) -> Extra:
        return () if self._detected is None else self._detected.pairs()

    async def _detect(self, detection: Detection, leg: TextLeg) -> None:
        """Until it is known who or what has answered, or the detector gives up."""
        detected = detect(self.phone, detection)
        if not await leg.stay(detected.seconds):
            return
        self._detected = detected
        if detection.callback is not None:
            stage = Stage(self._office, leg, self.who, self._parent.base, child=True)
            pairs = (("CallSid", self.who.call), ("AccountSid", self.who.account), *detected.timed_pairs())
            self._office.spawn(stage.report_pairs(detection.callback, detection.callback_method, pairs))

    async def _rung(self, seconds: float) -> Rung:
        if self.phone.fails or self._refused() or not can_ring(self._target, self.number):
            await self._office.room.sleep(REFUSED_AFTER)
            return Rung.FAILED
        if self.phone.busy:
            await self._office.room.sleep(REFUSED_AFTER)
            return Rung.BUSY
        return await self._rings(seconds)

    async def _rings(self, seconds: float) -> Rung:
        factor = self._office.speech_factor
        handset = self.phone.handset or Talker(self.phone.talks_for)
        self.name = name_in(self._office.room, self.phone.name, self.number)  # the others of this Dial ring by now
        self.leg = leg = leg_of(handset, self._office.room, self.name, self.number, factor, self._display)
        self._tell("ringing", CallStatus.RINGING)
        self._office.hold(handset, leg)
        if not await until_picked_up(leg, self.phone.answers_after, seconds):
            return refusal_of(leg)
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


def refusal_of(leg: TextLeg) -> Rung:
    """Why nobody picked up, as far as the telephone itself said."""
    return Rung.NO_ANSWER if leg.refused is None else _REFUSED.get(leg.refused, Rung.NO_ANSWER)


async def until_picked_up(leg: TextLeg, answers_after: float | None, seconds: float) -> bool:
    """Whether somebody picks up in that time: by hand, or because the telephone answers by itself."""
    deadline = leg.room.time() + seconds
    answers = None if answers_after is None or answers_after > seconds else leg.room.time() + answers_after
    while not leg.lifted:
        now = leg.room.time()
        if leg.over:
            return False
        if answers is not None and now >= answers - TOLERANCE:
            return True
        if now >= deadline - TOLERANCE:
            return False
        await leg.room.change((deadline if answers is None else answers) - now)
    return not leg.over
