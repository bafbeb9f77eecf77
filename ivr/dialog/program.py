"""THE WAIST: dialogs, what a line is made of once every node is lowered and nothing is left to resolve.

Node kinds above lower to these; carriers below present them. Nothing crosses. What the author decided stands here
("ring the group billing"); what is settled for one caller stands in turn.py ("ring Ann for 20 seconds").
Fetching, Paying and those of waiting (Holding, Recording, Taking) stand in files beside this one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ivr.dialog.bounds import Limits, Patience
from ivr.dialog.grammar import Amount, DialogId, DigitString, Grammar, LanguageKey, OneKey, universal
from ivr.dialog.program_fetching import (
    CheckNumber,
    Fetching,
    Inquiry,
    RecordPayment,
    RequestCallback,
    SendText,
    SetPresence,
    SignIn,
    TakeNext,
    VerifyAccount,
)
from ivr.dialog.program_paying import Captured, Paying, PayPrompt, PayTerms
from ivr.dialog.program_waiting import Holding, Recording, Taking
from ivr.dialog.prompts import Grouping, Known, Prompt, Tier, Utterance, Voice
from ivr.telephony.hours import Calendar
from ivr.telephony.outcomes import RingOutcome

__all__ = [  # handed on; the rest is defined here
    "Captured",
    "CheckNumber",
    "Fetching",
    "Holding",
    "Inquiry",
    "Limits",
    "Patience",
    "PayPrompt",
    "PayTerms",
    "Paying",
    "RecordPayment",
    "Recording",
    "RequestCallback",
    "SendText",
    "SetPresence",
    "SignIn",
    "TakeNext",
    "Taking",
    "VerifyAccount",
]


@dataclass(frozen=True, slots=True)
class Passing:
    """Say something and go on. `keeps` first copies values: what stands at the right is kept under the name at the left;
    `forgets` then drops values and what was keyed under these names."""

    id: DialogId
    prompt: Prompt
    then: DialogId
    bargein: bool = True
    keeps: tuple[tuple[Known, Known], ...] = ()
    outcome: str | None = None
    forgets: frozenset[Known] = frozenset()


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
    """One test of a branch. `operand` is canonical text of the value's type (cents, an ISO date, digits, yes or no), or
    another value of that type; a value that is not known holds no comparison."""

    comparison: Comparison
    operand: str | Known
    then: DialogId


@dataclass(frozen=True, slots=True)
class OfHours:
    """A branch on what a calendar says now: open, closed or holiday; or emergency, while the office is closed for one."""

    calendar: str


@dataclass(frozen=True, slots=True)
class Branching:
    """Go where the first case that holds says. A value that is not known holds no case but `known: no`;
    only whoever was never verified counts as not verified, and as of tier T0."""

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

    @property
    def silence(self) -> int:
        """How long somebody who keys nothing is waited for, once the words are over."""
        return self.timeout + self.grace


@dataclass(frozen=True, slots=True)
class Asking:
    """Say something, listen, follow. The n-th reprompt is the n-th wording, or the last one there is. `guard`: a second of
    deafness first, where a key pressed twice must not answer what was not heard yet. `card` is said instead of a
    wording for nomatch when what was keyed looks like a payment card. `terms` are said first whenever the whole
    question is, in another language too, and no key cuts them short."""

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
    guard: bool = False
    card: Prompt = ()
    terms: Prompt = ()


class Order(StrEnum):
    IN_ORDER = "in_order"
    TOGETHER = "together"


@dataclass(frozen=True, slots=True)
class Connecting:
    """Ring representatives of a group who have all of `skills`, `seconds` each. `whisper` is where the answering leg's own
    dialogs begin."""

    id: DialogId
    group: str
    order: Order
    seconds: int
    prompt: Prompt
    whisper: DialogId
    outcomes: Mapping[RingOutcome, DialogId]
    outcome: str | None = None
    skills: frozenset[str] = field(default_factory=frozenset)


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


Dialog = Passing | Branching | Asking | Fetching | Connecting | Holding | Recording | Taking | Paying | Ending


@dataclass(frozen=True, slots=True)
class Program:
    """A line, ready to run. `digest` names its source text; `person` is where 0 leads; `voice` speaks, and `others` do in
    the other languages, whose dialogs are the same but for their words. `languages` is where 9 leads when there are
    more than two; `needs` holds how well a caller must be known to come to a dialog,
    `reasons` what a caller who comes to one is calling about."""

    line: str
    digest: str
    start: DialogId
    person: DialogId
    voice: Voice
    dialogs: Mapping[DialogId, Dialog]
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    grouping: Grouping = field(default_factory=Grouping)
    limits: Limits = field(default_factory=Limits)
    others: tuple[Voice, ...] = ()
    translated: Mapping[str, Mapping[DialogId, Dialog]] = field(default_factory=dict)
    languages: DialogId | None = None
    patience: Patience = field(default_factory=Patience)
    needs: Mapping[DialogId, Tier] = field(default_factory=dict)
    reasons: Mapping[DialogId, str] = field(default_factory=dict)
    spoken: dict[tuple[int, str, bool, bool], tuple[Prompt, tuple[Utterance, ...]]] = field(
        init=False, default_factory=dict, compare=False, repr=False
    )
    """What prompts without a value came to (see speaking.py)."""

    def dialog(self, at: DialogId, language: str) -> Dialog:
        """A dialog with its words in a language; in the first one where the line does not speak it."""
        return self.translated.get(language, self.dialogs)[at]

    def voice_of(self, language: str) -> Voice:
        """Who speaks a language; the first voice where the line does not speak it."""
        return next((voice for voice in self.others if voice.language == language), self.voice)

    def next_language(self, language: str) -> str:
        """The other one of two."""
        return self.voice.language if language != self.voice.language else self.others[0].language


def prompts_of(dialog: Dialog) -> tuple[Prompt, ...]:
    """Everything a dialog may say to a caller; the body of a text is not said."""
    match dialog:
        case Passing(prompt=prompt) | Connecting(prompt=prompt) | Ending(prompt=prompt):
            return (prompt,)
        case Recording(prompt=prompt) | Taking(prompt=prompt):
            return (prompt,)
        case Holding(prompt=prompt, place=place, comfort=comfort, choices=choices):
            return (prompt, place, comfort, choices)
        case Asking(prompt=prompt, noinput=noinput, nomatch=nomatch, card=card, terms=terms):
            return (terms, prompt, *noinput, *nomatch, card)
        case Fetching(comfort=comfort):
            return (comfort,)
        case Paying(prompts=prompts):
            return tuple(one.prompt for one in prompts)
        case Branching():
            return ()


def exits(dialog: Dialog) -> frozenset[DialogId]:  # noqa: C901 - a table, one case for each kind
    """Everywhere a dialog can lead by its own word. The line-wide 0 (Program.person) comes on top for an Asking that
    has the universal keys, and so do the call's limits; see `leads_to`."""
    match dialog:
        case Passing(then=then):
            return frozenset({then})
        case Branching(cases=cases, otherwise=otherwise):
            return frozenset({otherwise, *(case.then for case in cases)})
        case Asking(grammar=grammar, exhausted=exhausted, back=back):
            return frozenset({exhausted, *_answers(grammar), *((back,) if back else ())})
        case Fetching(outcomes=outcomes, exhausted=exhausted):
            return frozenset({exhausted, *outcomes.values()})
        case Connecting(outcomes=targets):
            return frozenset(targets.values())
        case Paying(outcomes=ends, exhausted=exhausted):
            return frozenset({exhausted, *ends.values()})
        case Holding(keys=keys, outcomes=left):
            return frozenset({*keys.values(), *left.values()})
        case Recording(outcomes=after):
            return frozenset(after.values())
        case Taking(outcomes=done):
            return frozenset(done.values())
        case Ending():
            return frozenset()


def _answers(grammar: Grammar) -> set[DialogId]:
    match grammar:
        case OneKey(choices=choices):
            return set(choices.values())
        case DigitString(then=then) | Amount(then=then):
            return {then}
        case LanguageKey():
            return set()


def leads_to(program: Program, dialog: Dialog) -> frozenset[DialogId]:
    """Everywhere `step` may go from a dialog: its exits, the person that 0, the call's limits and a tier not reached
    lead to, and from the choice of a language back to any question, or to the start if none was left for it."""
    also = {program.person} if program.needs.keys() & exits(dialog) else set()
    if isinstance(dialog, Holding):
        also.add(dialog.id)  # a representative who was held for the caller is lost again
    if isinstance(dialog, Asking) and universal(dialog.grammar):
        also |= {program.person, program.languages or program.person}
    if isinstance(dialog, Asking) and isinstance(dialog.grammar, LanguageKey):
        also |= {one.id for one in program.dialogs.values() if isinstance(one, Asking) and universal(one.grammar)}
        also.add(program.start)
    return exits(dialog) | also
