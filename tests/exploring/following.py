"""Real calls, held against the Atlas of their line: every state of a call must be a situation, and every move one of its edges.

Whatever a line's surroundings may report is drawn here, and nothing else: keys that a Gather can collect, answers that the
back office gives (a proof that is not good enough never verifies), ends of rings, of stays in a queue and of payments.
"""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from ivr.dialog.connecting import HAND_OFF
from ivr.dialog.fetching import LEARNED
from ivr.dialog.grammar import Amount, Checksum, DigitString, Grammar, LanguageKey, OneKey
from ivr.dialog.keeping import without
from ivr.dialog.program import (
    Asking,
    Connecting,
    Fetching,
    Holding,
    Inquiry,
    Paying,
    Program,
    Recording,
    RecordPayment,
    RequestCallback,
    SendText,
    SignIn,
    Taking,
    VerifyAccount,
)
from ivr.dialog.program_fetching import CheckNumber, SetPresence, TakeNext
from ivr.dialog.prompts import NEEDS_VERIFIED, VERIFIERS, Known
from ivr.dialog.state import CallState
from ivr.dialog.step import EndlessLineError, Step, begin, step
from ivr.dialog.turn import CallBack, Fetch, Ring
from ivr.dialog.world import Answered, Event, Fetched, Joined, Paid, RingEnded, World
from ivr.exploring.atlas import ARRIVES, Atlas
from ivr.exploring.passages import Passage, passages
from ivr.exploring.situations import Identity, Situations
from ivr.routing.roster import Line, Representative, Roster
from ivr.secret import Secret
from ivr.speech.money import format_money
from ivr.telephony.events import Dequeued, HungUp, Keyed, QueueResult, Recorded, Silent
from ivr.telephony.keys import KEYS, passes_luhn
from ivr.telephony.outcomes import FetchOutcome, PayOutcome, RingOutcome, TakeOutcome

CALLER = "+12025550143"
BEGINNING = -1

Way = tuple[tuple[Passage, ...], int]
"""The passages of a move, and the situation it comes to."""


class UnknownSituationError(AssertionError):
    """A call stands where the Atlas has no situation."""


class UnknownMoveError(AssertionError):
    """A call moved as no edge does."""


class Follower:
    """Looks calls up in an Atlas."""

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas
        self._situations = Situations(atlas.program, atlas.choices.moving.classes.only_said)
        self._numbers: dict[Identity, int] = {}
        for number, state in enumerate(atlas.states):
            if number not in atlas.arrivals:
                self._numbers[self._situations.of(state)[0]] = number
        self._ways: dict[int, frozenset[Way]] = {}

    def number(self, state: CallState) -> int:
        """Raises UnknownSituationError."""
        identity = self._situations.of(state)[0]
        if identity not in self._numbers:
            raise UnknownSituationError(identity)
        return self._numbers[identity]

    def ways(self, number: int) -> frozenset[Way]:
        if number not in self._ways:
            leaving = self.atlas.begins if number == BEGINNING else self.atlas.leaving[number]
            self._ways[number] = frozenset(self._all(leaving))
        return self._ways[number]

    def _all(self, leaving: list[int]) -> Iterator[Way]:
        for edge in (self.atlas.edges[one] for one in leaving):
            if edge.wait != ARRIVES:
                yield edge.passages, edge.target
            else:
                onward = (self.atlas.edges[one] for one in self.atlas.leaving[edge.target])
                yield from ((edge.passages + one.passages, one.target) for one in onward)

    def follow(self, before: CallState | None, moved: Step) -> None:
        """Raises UnknownSituationError and UnknownMoveError."""
        source = BEGINNING if before is None else self.number(before)
        way = tuple(passages(moved.journal)), self.number(moved.state)
        if way not in self.ways(source):
            raise UnknownMoveError(source, way, [one for one in self.ways(source) if one[0][:1] == way[0][:1]])


@dataclass
class Calling:
    """One call after another on a program, drawn from `chance`; every move is shown to `watch`."""

    program: Program
    chance: random.Random
    watch: Callable[[CallState | None, Step], None]
    longest: int = 40
    begins: list[Answered] = field(default_factory=list)

    def call(self) -> None:
        """A call, and the legs it begins."""
        caller = self.chance.choice([Secret(CALLER), None])
        self.begins = [Answered(caller=caller)]
        for _ in range(4):
            if not self.begins:
                return
            self._leg(self.begins.pop())

    def _leg(self, answered: Answered) -> None:
        try:
            moved = begin(self.program, answered, self.world())
            self.watch(None, moved)
            for _ in range(self.longest):
                if moved.state.over:
                    return
                self._begun_by(moved)
                before = moved.state
                moved = step(self.program, before, self.event(before), self.world())
                if moved.turn is not None:
                    self.watch(before, moved)
        except EndlessLineError:
            return  # told of by the Atlas as such

    def _begun_by(self, moved: Step) -> None:
        wait, state = None if moved.turn is None else moved.turn.wait, moved.state
        if isinstance(wait, Ring):
            language = state.language or self.program.voice.language
            self.begins.append(Answered(wait.whisper, dict(wait.hand_off), language=language))
        if isinstance(wait, Fetch) and isinstance(wait.request, CallBack):
            known = without(state.values, LEARNED)
            begins = Answered(
                wait.request.begins,
                known,
                wait.request.to,
                dict(state.secrets),
                state.language or self.program.voice.language,
                state.patient,
            )
            self.begins.append(begins)

    def world(self) -> World:
        chance = self.chance
        days = chance.choice([chance.randrange(0, 365), 24 + 5 / 24, 26])
        now = datetime(2026, 11, 1, 10, tzinfo=UTC) + timedelta(days=days, minutes=chance.randrange(1440))
        groups = {
            (one.group, one.skills) for one in self.program.dialogs.values() if isinstance(one, Connecting | Holding)
        }
        ready = {group: self._somebody(group) for group, _ in groups}
        lines = {
            group: Line(
                chance.randrange(3), chance.choice([None, 600]), chance.random() < 0.7, full=chance.random() < 0.2
            )
            for group, _ in groups
        }
        return World(now, Roster(ready, lines), chance.random() < 0.05)

    def _somebody(self, group: str) -> tuple[Representative, ...]:
        wanted = [
            one.skills
            for one in self.program.dialogs.values()
            if isinstance(one, Connecting | Holding) and one.group == group
        ]
        people = self.chance.choices([*wanted, frozenset[str]()], k=self.chance.randrange(3))
        return tuple(
            Representative(f"r{place}", f"R{place}", f"+1555010010{place}", (group,), skills=skills)
            for place, skills in enumerate(people)
        )

    def event(self, state: CallState) -> Event:
        chance = self.chance
        if chance.random() < 0.02:
            return HungUp()
        match self.program.dialogs[state.at]:
            case Asking(grammar=grammar):
                return Silent() if chance.random() < 0.15 else Keyed(Secret(keyed(grammar, chance)))
            case Fetching(inquiry=inquiry):
                return answer(inquiry, state, chance)
            case Connecting():
                return RingEnded(chance.choice(list(RingOutcome)), "r1")
            case Holding(keys=keys):
                return _in_line(state, [*keys], chance)
            case Recording():
                said = Recorded("RE7", chance.choice([0, 3]), hung_up=chance.random() < 0.2)
                return Silent() if chance.random() < 0.2 else said
            case Taking():
                return Joined(chance.choice(list(TakeOutcome)))
            case Paying():
                return Paid(chance.choice([PayOutcome.PAID, *PayOutcome]), chance.choice(["", "AB-12", "9"]))
            case _:
                return Silent()


def _in_line(state: CallState, keys: list[str], chance: random.Random) -> Event:
    out = Dequeued(chance.choice([one for one in QueueResult if one is not QueueResult.HANGUP]), 9)
    if state.held is None or state.held.leads:
        return out
    said: list[Event] = [Silent(), out, *([Keyed(Secret(chance.choice([*keys, *KEYS])))] if keys else [])]
    return chance.choice(said)


def keyed(grammar: Grammar, chance: random.Random) -> str:
    """What a Gather of this grammar can collect; more often a right answer than blind chance would hit upon."""
    blind = "".join(chance.choices(KEYS[:-1], k=chance.randint(1, grammar.limit)))
    match grammar:
        case OneKey(choices=choices) | LanguageKey(choices=choices):
            return chance.choice([*choices, *choices, *KEYS])
        case DigitString():
            right = _right(grammar, chance)
            return chance.choice(
                [right, right, right, blind, "0", "*", blind + "#" if len(blind) < grammar.limit else blind]
            )
        case Amount(least=least, most=most):
            amounts = [least, most, chance.randint(least, most), chance.randint(least, most)]
            return chance.choice([*map(str, amounts), blind, "0", "*", "5*"])


def _right(grammar: DigitString, chance: random.Random) -> str:
    for _ in range(20):
        length = chance.randint(grammar.low, grammar.high)
        digits = (grammar.prefix + "".join(chance.choices("0123456789", k=length)))[:length]
        if grammar.checksum is Checksum.LUHN:
            digits = next(digits[:-1] + one for one in "0123456789" if passes_luhn(digits[:-1] + one))
        if grammar.accepts(digits):
            return digits
    return "1"


FACTS: Mapping[Known, tuple[str, ...]] = {
    Known.ACCOUNT_BALANCE: ("0 USD", "-250 USD", "1 USD", "4510 USD", "99 USD", "123456 USD"),
    Known.ACCOUNT_PAST_DUE: ("0 USD", "-1 USD", "900 USD"),
    Known.ACCOUNT_DUE: ("2026-12-05", "2026-12-06", "2025-01-01", "2026-12-20"),
    Known.ACCOUNT_STATUS: ("active", "suspended", "closed"),
    Known.ACCOUNT_AUTOPAY: ("yes", "no"),
    Known.ACCOUNT_DISCOUNT: ("yes", "no"),
}


def answer(inquiry: Inquiry, state: CallState, chance: random.Random) -> Fetched:
    """What the back office can say. Any request may also come to an end that nobody knows."""
    if chance.random() < 0.2:
        return Fetched(chance.choice([FetchOutcome.DOWN, FetchOutcome.UNKNOWN]))
    match inquiry:
        case VerifyAccount():
            return Fetched(FetchOutcome.REFUSED) if chance.random() < 0.2 else _proven(state, chance)
        case SignIn():
            who = {Known.REPRESENTATIVE_ID.value: "rosa", Known.REPRESENTATIVE_NAME.value: "Rosa"}
            return chance.choice([Fetched(FetchOutcome.VERIFIED, who), Fetched(FetchOutcome.REFUSED)])
        case CheckNumber():
            return Fetched(chance.choice([FetchOutcome.VERIFIED, FetchOutcome.REFUSED]))
        case TakeNext():
            told = {Known.QUEUE_NAME.value: "billing.1", **_handed_over(chance)}
            return chance.choice([Fetched(FetchOutcome.DONE, told), Fetched(FetchOutcome.REFUSED)])
        case SetPresence():
            return Fetched(FetchOutcome.DONE)
        case SendText() | RecordPayment() | RequestCallback():
            return Fetched(chance.choice([FetchOutcome.DONE, FetchOutcome.DONE, FetchOutcome.REFUSED]))


def _handed_over(chance: random.Random) -> Mapping[str, str]:
    told = {
        Known.ACCOUNT_LAST4: "2917",
        Known.ACCOUNT_VERIFIED: chance.choice(["yes", "no"]),
        Known.CALLER_REASON: "paying",
        Known.CALLER_REFERENCE_LAST4: "8841",
    }
    assert told.keys() <= {*HAND_OFF}
    return {name.value: text for name, text in told.items() if chance.random() < 0.5}


def _proven(state: CallState, chance: random.Random) -> Fetched:
    by = next((one for one in VERIFIERS if one in state.secrets), None)
    number = state.secrets.get(Known.ACCOUNT_NUMBER, Secret(""))
    told = {Known.ACCOUNT_LAST4.value: number.reveal()[-4:], Known.ACCOUNT_TIER.value: "T1"}
    if chance.random() < 0.8:
        told[Known.ACCOUNT_HELD.value] = chance.choice(["yes", "no"])
    if by not in (Known.ACCOUNT_PIN, Known.ACCOUNT_BILL_CODE):
        return Fetched(FetchOutcome.RECOGNISED, told)
    assert FACTS.keys() == NEEDS_VERIFIED
    owed = {name.value: chance.choice(texts) for name, texts in FACTS.items() if chance.random() < 0.85}
    if Known.ACCOUNT_BALANCE.value in owed and chance.random() < 0.3:
        owed[Known.ACCOUNT_BALANCE.value] = format_money(chance.randrange(0, 100000), "USD")
    return Fetched(FetchOutcome.VERIFIED, told | owed | {Known.ACCOUNT_VERIFIED.value: "yes"})


def usual(state: CallState) -> CallState:
    """The state without its counters."""
    return replace(state, counts={}, errors=0)
