"""Three dialogs of the waist (see program.py): waiting for a representative, leaving a message, and, on a representative's
own telephone, taking a caller out of the queue."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ivr.dialog.grammar import DialogId
from ivr.dialog.prompts import Prompt
from ivr.telephony.outcomes import HoldOutcome, MessageOutcome, TakeOutcome


@dataclass(frozen=True, slots=True)
class Holding:
    """Wait in the queue of a group until a representative can be rung, which is what FREE leads to.

    `prompt` is said once, `place` at first and whenever the place in line is another, `comfort` every `every` seconds with
    `choices` behind it; between them there is `music`, an address, or silence. `keys` leave the queue, and the place in it
    is kept until the call ends. While the doors of `calendar` are closed nobody waits. With a `workflow`, a TaskRouter sid, the
    carrier decides who gets the call, and nothing is known of the place in line. Outcomes without a target lead where FAILED
    does.
    """

    id: DialogId
    group: str
    prompt: Prompt
    place: Prompt
    comfort: Prompt
    choices: Prompt
    keys: Mapping[str, DialogId]
    outcomes: Mapping[HoldOutcome, DialogId]
    every: int = 30
    music: str = ""
    calendar: str | None = None
    workflow: str = ""
    skills: frozenset[str] = field(default_factory=frozenset)
    longest: int = 3600
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Recording:
    """Leave a message for a group, `limit` seconds at most; `silence` seconds of nothing, # or hanging up end it."""

    id: DialogId
    group: str
    prompt: Prompt
    limit: int
    silence: int
    outcomes: Mapping[MessageOutcome, DialogId]
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Taking:
    """On a representative's own leg: be connected with the caller who was taken just before (see TakeNext)."""

    id: DialogId
    prompt: Prompt
    outcomes: Mapping[TakeOutcome, DialogId]
    outcome: str | None = None
