"""THE WAIST: dialogs, what a line is made of once every node is lowered and nothing is left to resolve.

Node kinds above lower to these; carriers below present them. Nothing crosses. What the author decided stands here
("ring the group billing"); what is settled for one caller stands in turn.py ("ring Ann for 20 seconds").
Six of the nine dialogs of the design stand here; Holding, Recording and Paying come with the nodes that need them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ivr.dialog.grammar import DialogId, Grammar, OneKey
from ivr.dialog.prompts import Grouping, Known, Prompt, Voice
from ivr.telephony.hours import Calendar
from ivr.telephony.outcomes import FetchOutcome, RingOutcome


@dataclass(frozen=True, slots=True)
class Passing:
    """Say something and go on."""

    id: DialogId
    prompt: Prompt
    then: DialogId
    bargein: bool = True
    outcome: str | None = None


class Comparison(StrEnum):
    IS = "is"
    IS_NOT = "is_not"
    BELOW = "below"
    ABOVE = "above"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Case:
    """One test of a branch. `operand` is canonical text of the value's type: cents, an ISO date, digits, yes or no."""

    comparison: Comparison
    operand: str
    then: DialogId


@dataclass(frozen=True, slots=True)
class OfHours:
    """A branch on what a calendar says now: open, closed or holiday."""

    calendar: str


@dataclass(frozen=True, slots=True)
class Branching:
    """Go where the first case that holds says. A value that is not known holds no case but `known: no`."""

    id: DialogId
    of: Known | OfHours
    cases: tuple[Case, ...]
    otherwise: DialogId
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Attempts:
    """How often a caller is asked again after silence, and after a wrong answer. The next failure is exhausted."""

    noinput: int = 2
    nomatch: int = 2


@dataclass(frozen=True, slots=True)
class Timing:
    """Whole seconds: `timeout` is both the wait for a key and the gap between keys (Twilio has one number for both);
    `grace` is silence after the words before that timeout starts."""

    timeout: int
    grace: int = 0


@dataclass(frozen=True, slots=True)
class Asking:
    """Say something, listen, follow. The n-th reprompt is the n-th wording, or the last one there is."""

    id: DialogId
    grammar: Grammar
    prompt: Prompt
    noinput: tuple[Prompt, ...]
    nomatch: tuple[Prompt, ...]
    exhausted: DialogId
    attempts: Attempts
    timing: Timing
    back: DialogId | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Fetching:
    """Ask the back office whether number and verifier belong together.

    A refusal is counted over the whole call; at `tries` the caller goes where `exhausted` says. `comfort` is said
    when the answer will not come at once.
    """

    id: DialogId
    number: str
    verifier: str
    comfort: Prompt
    outcomes: Mapping[FetchOutcome, DialogId]
    exhausted: DialogId
    tries: int = 3
    outcome: str | None = None


class Order(StrEnum):
    IN_ORDER = "in_order"
    TOGETHER = "together"


@dataclass(frozen=True, slots=True)
class Connecting:
    """Ring representatives of a group, `seconds` each. `whisper` is where the answering leg's own dialogs begin."""

    id: DialogId
    group: str
    order: Order
    seconds: int
    prompt: Prompt
    whisper: DialogId
    outcomes: Mapping[RingOutcome, DialogId]
    outcome: str | None = None


class How(StrEnum):
    """How a leg is let go: the call ends, or (a whispered leg) it is bridged to the caller."""

    HANGUP = "hangup"
    BRIDGE = "bridge"


@dataclass(frozen=True, slots=True)
class Ending:
    """Last words."""

    id: DialogId
    prompt: Prompt
    how: How = How.HANGUP
    outcome: str | None = None


Dialog = Passing | Branching | Asking | Fetching | Connecting | Ending


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on a whole call: after `errors` silences and wrong answers, or `turns`, the caller goes to a person."""

    errors: int = 4
    turns: int = 60


@dataclass(frozen=True, slots=True)
class Program:
    """A line, ready to run. `digest` names its source text; `person` is where 0 leads; `voice` speaks."""

    line: str
    digest: str
    start: DialogId
    person: DialogId
    voice: Voice
    dialogs: Mapping[DialogId, Dialog]
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    grouping: Grouping = field(default_factory=Grouping)
    limits: Limits = field(default_factory=Limits)


def exits(dialog: Dialog) -> frozenset[DialogId]:
    """Everywhere a dialog can lead by its own word. The line-wide 0 (Program.person) comes on top for an Asking that
    has the universal keys, and so do the call's limits; see `leads_to`."""
    match dialog:
        case Passing(then=then):
            return frozenset({then})
        case Branching(cases=cases, otherwise=otherwise):
            return frozenset({otherwise, *(case.then for case in cases)})
        case Asking():
            return _exits_of_asking(dialog)
        case Fetching(outcomes=outcomes, exhausted=exhausted):
            return frozenset({exhausted, *outcomes.values()})
        case Connecting(outcomes=targets):
            return frozenset(targets.values())
        case Ending():
            return frozenset()


def _exits_of_asking(dialog: Asking) -> frozenset[DialogId]:
    grammar = dialog.grammar
    answers = set(grammar.choices.values()) if isinstance(grammar, OneKey) else {grammar.then}
    return frozenset(answers | {dialog.exhausted} | ({dialog.back} if dialog.back else set()))


def leads_to(program: Program, dialog: Dialog) -> frozenset[DialogId]:
    """Everywhere `step` may go from a dialog: its exits, and the person that 0 and the call's limits lead to."""
    if isinstance(dialog, Asking) and (not isinstance(dialog.grammar, OneKey) or dialog.grammar.universal):
        return exits(dialog) | {program.person}
    return exits(dialog)
