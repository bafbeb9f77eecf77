"""What a Fetching (see program.py) can ask of the back office and of the floor."""

from collections.abc import Mapping
from dataclasses import dataclass

from ivr.dialog.grammar import DialogId
from ivr.dialog.prompts import Prompt
from ivr.routing.roster import Chosen
from ivr.telephony.outcomes import FetchOutcome


@dataclass(frozen=True, slots=True)
class VerifyAccount:
    """Whether the account number keyed and the proof keyed belong together."""


@dataclass(frozen=True, slots=True)
class SendText:
    """A text to the caller's number. `consent` is what was asked before, and is recorded as it was heard."""

    topic: str
    body: Prompt
    consent: Prompt


@dataclass(frozen=True, slots=True)
class RecordPayment:
    """Tell the back office of the payment just taken."""


@dataclass(frozen=True, slots=True)
class RequestCallback:
    """Call the number that was keyed, or else the caller's own, as soon as a representative of the group is free. The call
    back begins at `begins`. After two tries in vain the text `body` is sent, to which `consent` is what was asked."""

    group: str
    begins: DialogId
    body: Prompt = ()
    consent: Prompt = ()
    skills: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CheckNumber:
    """Whether the number keyed is one that may be called back: verified or refused."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """Whether the code and the PIN keyed are those of a representative: verified or refused."""


@dataclass(frozen=True, slots=True)
class SetPresence:
    """The representative who signed in chooses: done."""

    chosen: Chosen


@dataclass(frozen=True, slots=True)
class TakeNext:
    """The next caller for the representative who signed in: done, and the call's hand-off is known; or refused, since nobody
    waits."""


Inquiry = VerifyAccount | SendText | RecordPayment | RequestCallback | CheckNumber | SignIn | SetPresence | TakeNext


@dataclass(frozen=True, slots=True)
class Fetching:
    """Ask something of the back office, or of the floor.

    A refused proof is counted over the whole call; at `tries` the caller goes where `exhausted` says. `comfort` is said
    when the answer will not come at once. An outcome without a target leads where DOWN does.
    """

    id: DialogId
    inquiry: Inquiry
    comfort: Prompt
    outcomes: Mapping[FetchOutcome, DialogId]
    exhausted: DialogId
    tries: int = 3
    outcome: str | None = None
