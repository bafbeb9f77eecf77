"""Where a verb leads: to the next verb, to another document, or to the end of the call."""

from dataclasses import dataclass, field

from ivr.telephony.events import Silent, WireEvent
from ivr.telephony.outcomes import CallStatus


@dataclass(frozen=True, slots=True)
class Onward:
    """To the next verb."""


@dataclass(frozen=True, slots=True)
class Fetch:
    """To the document behind a URL; None is the document being performed. The rest of this one is never reached."""

    url: str | None = field(repr=False)
    method: str = "POST"
    event: WireEvent = field(default_factory=Silent)
    finished_on: str = field(default="", repr=False)
    extra: tuple[tuple[str, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Finished:
    """The leg is over, with this CallStatus."""

    status: CallStatus = CallStatus.COMPLETED


@dataclass(frozen=True, slots=True)
class Left:
    """Out of the queue, in whose wait document the leg was."""


Ending = Onward | Finished | Left
Outcome = Ending | Fetch
ONWARD = Onward()
