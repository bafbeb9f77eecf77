"""What the API can order of the network."""

from dataclasses import dataclass, field

from ivr.carrier.interruption import Inline, Instead, Interruption
from ivr.carrier.outcome import Fetch
from ivr.carrier.rest.holdings import CallRecord, Message

EVENTS = ("initiated", "ringing", "answered", "completed")


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A call the account places. `first` is what the callee hears; `ring_for` and `time_limit` are seconds; `detection`
    is the MachineDetection asked for, empty for none."""

    record: CallRecord
    first: Fetch | Inline
    events: tuple[str, ...] = ("completed",)
    ring_for: int = 60
    time_limit: int = 4 * 3600
    detection: str = ""
    send_digits: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Place:
    """Place a call."""

    outgoing: Outgoing
    fallback_url: str | None
    fallback_method: str
    status_url: str | None
    status_method: str


@dataclass(frozen=True, slots=True)
class Deliver:
    """Bring a message to its telephone, and report so to `status_url`."""

    message: Message
    status_url: str | None


@dataclass(frozen=True, slots=True)
class Interrupt:
    """Do something else in a call that goes on."""

    interruption: Interruption
    instead: Instead


Order = Place | Deliver | Interrupt
