"""What an account has at this carrier: numbers, calls, messages. The REST API reads and writes it, the network too."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ivr.carrier.debugger import Entry
from ivr.carrier.dialled import dialled
from ivr.carrier.interruption import Interruption
from ivr.carrier.leg import whole_seconds
from ivr.carrier.textleg import TextLeg
from ivr.telephony.outcomes import CallStatus


def new_sid(kind: str) -> str:
    """Two letters and 32 hexadecimal digits, as Twilio's are."""
    return f"{kind}{secrets.token_hex(16)}"


@dataclass(slots=True)
class OwnNumber:
    """A telephone number of the account, and what it calls. An application or a trunk outranks the URLs."""

    phone_number: str
    voice_url: str = ""
    voice_method: str = "POST"
    voice_fallback_url: str = ""
    voice_fallback_method: str = "POST"
    status_callback: str = ""
    status_callback_method: str = "POST"
    voice_application_sid: str = ""
    trunk_sid: str = ""
    friendly_name: str = ""
    sid: str = field(default_factory=lambda: new_sid("PN"))


@dataclass(slots=True)
class Message:
    """A text the account sent. `body` is not part of the repr: it may say what a caller keyed."""

    to: str
    from_: str
    body: str = field(repr=False)
    sent: datetime
    media: tuple[str, ...] = ()
    service: str = ""
    status: str = "queued"
    error_code: int | None = None
    sid: str = field(default_factory=lambda: new_sid("SM"))


@dataclass(slots=True)
class CallRecord:
    """A call as the API shows it. `leg` is its first leg while there is one; `seconds` are whole seconds it was
    answered, None until it is over."""

    sid: str
    to: str
    from_: str
    direction: str
    created: datetime
    leg: TextLeg | None = field(default=None, repr=False)
    started: datetime | None = None
    ended: datetime | None = None
    seconds: int | None = None
    final: CallStatus | None = None
    answered_by: str | None = None
    interruption: Interruption = field(default_factory=Interruption, repr=False)

    @property
    def status(self) -> CallStatus:
        if self.final is not None:
            return self.final
        if self.leg is None:
            return CallStatus.QUEUED
        return CallStatus.IN_PROGRESS if self.leg.answered else CallStatus.RINGING

    def finish(self, status: CallStatus, now: datetime) -> None:
        """The leg is let go of, so that a network of many calls stays small."""
        answered = 0.0 if self.leg is None else self.leg.seconds
        self.seconds = whole_seconds(answered)
        self.started = now - timedelta(seconds=answered) if self.leg is not None and self.leg.answered else None
        self.final, self.ended, self.leg = status, now, None


@dataclass(slots=True)
class Holdings:
    """`numbers` by the number itself, in E.164 where it is one; `calls` by their sid. Without any numbers of its own the
    account may call and write from every number. `debugger` notes what went wrong outside of calls."""

    numbers: dict[str, OwnNumber] = field(default_factory=dict)
    calls: dict[str, CallRecord] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    debugger: list[Entry] = field(default_factory=list)

    def own(self, number: OwnNumber) -> OwnNumber:
        number.phone_number = dialled(number.phone_number)
        self.numbers[number.phone_number] = number
        return number

    def number(self, number: str) -> OwnNumber | None:
        return self.numbers.get(dialled(number))

    def owns(self, number: str) -> bool:
        return not self.numbers or dialled(number) in self.numbers
