"""What comes in from outside: how a call begins, what may happen next, and how the world is at that moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ivr.dialog.grammar import DialogId
from ivr.dialog.prompts import Utterance
from ivr.routing.roster import Roster
from ivr.secret import Secret
from ivr.telephony.events import Dequeued, HungUp, Keyed, Recorded, Silent
from ivr.telephony.outcomes import FetchOutcome, PayOutcome, RingOutcome, TakeOutcome


@dataclass(frozen=True, slots=True)
class World:
    """`now` is aware; `roster` is fresh, so a lost race for a representative means calling `step` again with a new one.
    `emergency`: somebody closed the office."""

    now: datetime
    roster: Roster = field(default_factory=Roster)
    emergency: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """A leg was answered. A caller begins where the program starts, with the number they call from if it is one; a
    whispered leg at a dialog of its own and with the values it was handed; whoever is called back where that call
    goes on, knowing what was known then. `language` is empty for the line's first."""

    at: DialogId | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    caller: Secret | None = None
    secrets: Mapping[str, Secret] = field(default_factory=dict)
    language: str = ""
    patient: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """The back office answered. `facts` are canonical text by name, empty unless verified or recognised. `said` and
    `guard` are those of the turn it answers, when that turn was never presented: what follows is heard behind them."""

    outcome: FetchOutcome
    facts: Mapping[str, str] = field(default_factory=dict)
    said: tuple[Utterance, ...] = ()
    guard: bool = False


@dataclass(frozen=True, slots=True)
class RingEnded:
    """The representatives of one Ring were rung, and this is how it ended; who took the call, where somebody did."""

    outcome: RingOutcome
    representative: str = ""


@dataclass(frozen=True, slots=True)
class Paid:
    """The carrier is done with a payment. `confirmation` is the payment company's, of a payment that was taken."""

    outcome: PayOutcome
    confirmation: str = ""


@dataclass(frozen=True, slots=True)
class Joined:
    """A representative who took a caller out of the queue is done."""

    outcome: TakeOutcome


Event = Keyed | Silent | Fetched | RingEnded | Paid | Dequeued | Recorded | Joined | HungUp
