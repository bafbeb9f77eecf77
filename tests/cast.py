"""The cast of the tests: Rosa is ready, Ben is on another call, Mia is away; a caller; one tiny line, twice.

`PROGRAM` is the tiny line as dialogs, for tests of the conversation. `tiny_line.py` has one as an author writes it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ivr.dialog.grammar import DialogId, DigitString, OneKey
from ivr.dialog.journal import Entry, Happening
from ivr.dialog.program import (
    Asking,
    Attempts,
    Branching,
    Case,
    Comparison,
    Connecting,
    Dialog,
    Ending,
    Fetching,
    How,
    Limits,
    OfHours,
    Order,
    Passing,
    Program,
    Timing,
    VerifyAccount,
)
from ivr.dialog.prompts import Grouping, Known, Prompt, Sentence, Utterance, Voice
from ivr.dialog.state import CallState
from ivr.dialog.step import Step, begin, step
from ivr.dialog.turn import Turn, Wait
from ivr.dialog.world import Answered, Event, Fetched, RingEnded, World
from ivr.routing.roster import Representative, Roster, Staff
from ivr.secret import Secret
from ivr.telephony.events import Keyed, Silent
from ivr.telephony.hours import Calendar, Span
from ivr.telephony.outcomes import FetchOutcome, RingOutcome

TUESDAY = datetime(2026, 11, 24, 15, 5, tzinfo=UTC)
"""Five past ten in New York: the doors are open."""
NIGHT = TUESDAY + timedelta(hours=12)
THANKSGIVING = TUESDAY + timedelta(days=2)

NUMBER = "84482917"
OTHER_NUMBER = "84486053"
PIN = "2580"
WRONG_PIN = "1379"
CALLER = "+15550100001"

ROSA = Representative("rosa", "Rosa", "+15550100101", ("billing",))
BEN = Representative("ben", "Ben", "+15550100102", ("billing",))
MIA = Representative("mia", "Mia", "+15550100103")
STAFF = Staff((ROSA, BEN, MIA), language="en-US")
ROSTER = Roster({"billing": (ROSA, BEN), "night": ()})
WORLD = World(TUESDAY, ROSTER)

FACTS = {
    "account.verified": "yes",
    "account.last4": "2917",
    "account.balance": "13450 USD",
    "account.past_due": "0 USD",
    "account.due": "2026-12-05",
}
VERIFIED = Fetched(FetchOutcome.VERIFIED, FACTS)
REFUSED = Fetched(FetchOutcome.REFUSED)
SILENT = Silent()


@dataclass
class SetClock:
    """A clock that stands where it is set."""

    at: datetime = TUESDAY

    def now(self) -> datetime:
        return self.at

    def advance(self, **by: float) -> None:
        self.at += timedelta(**by)


def keyed(keys: str) -> Keyed:
    return Keyed(Secret(keys))


def rang(outcome: RingOutcome, who: str = "") -> RingEnded:
    return RingEnded(outcome, who)


def said(*texts: str | Known) -> Prompt:
    """One sentence."""
    return (Sentence(texts),)


def menu(name: DialogId, choices: Mapping[str, DialogId], **other: object) -> Asking:
    """`other` replaces what a menu of the tiny line usually has."""
    usual = Asking(
        id=name,
        grammar=OneKey(choices),  # type: ignore[arg-type]  # keys, written as text
        prompt=said(f"{name}?"),
        noinput=(said(f"{name}: take your time."), said(f"{name}: no hurry at all.")),
        nomatch=(said(f"{name}: not a choice."), said(f"{name}: still not a choice.")),
        exhausted="person",
        attempts=Attempts(2, 2),
        timing=Timing(7),
    )
    return replace(usual, **other)  # type: ignore[arg-type]


def question(name: DialogId, into: str, digits: tuple[int, int], then: DialogId, **other: object) -> Asking:
    return menu(name, {}, grammar=DigitString(into, *digits, then), timing=Timing(8, 7), back="main", **other)


def connecting(name: DialogId, order: Order, group: str = "billing") -> Connecting:
    return Connecting(
        id=name,
        group=group,
        order=order,
        seconds=20,
        prompt=said("I am connecting you."),
        whisper="whisper",
        outcomes={
            RingOutcome.BRIDGED: "goodbye",
            RingOutcome.NOANSWER: "noanswer",
            RingOutcome.BUSY: "busy",
            RingOutcome.FAILED: "failed",
        },
        outcome="reached_representative",
    )


DIALOGS: tuple[Dialog, ...] = (
    Passing("greeting", said("Welcome."), "main"),
    menu("main", {"1": "number", "2": "doors", "3": "everybody", "4": "owed", "5": "deep"}, exhausted="lost"),
    menu("deep", {"1": "main"}, back="main"),
    question("number", "account.number", (8, 8), "confirm", nomatch=(said("I heard ", Known.HEARD_COUNT, " digits."),)),
    menu("confirm", {"1": "pin", "2": "number"}, prompt=said("I heard ", Known.ACCOUNT_NUMBER, "."), back="number"),
    question("pin", "account.pin", (4, 6), "identify"),
    Fetching(
        id="identify",
        inquiry=VerifyAccount(),
        comfort=said("One moment."),
        outcomes={
            FetchOutcome.VERIFIED: "balance",
            FetchOutcome.REFUSED: "no_match",
            FetchOutcome.DOWN: "down",
        },
        exhausted="third",
    ),
    Passing("no_match", said("I found no match."), "number", outcome="no_match"),
    Passing("balance", said("You owe ", Known.ACCOUNT_BALANCE, "."), "main", bargein=False, outcome="heard_balance"),
    Passing("down", said("I cannot reach your account."), "person"),
    Passing("third", said("A person will help."), "person"),
    Passing("lost", said("You seem lost."), "person"),
    Branching("owed", Known.ACCOUNT_VERIFIED, (Case(Comparison.IS, "yes", "balance"),), "number"),
    Branching(
        "doors",
        OfHours("billing"),
        (Case(Comparison.IS, "open", "person"), Case(Comparison.IS, "holiday", "holiday")),
        "closed",
    ),
    Ending("closed", said("We are closed.")),
    Ending("holiday", said("Happy Thanksgiving.")),
    connecting("person", Order.IN_ORDER),
    connecting("everybody", Order.TOGETHER),
    menu("noanswer", {"1": "person"}, exhausted="goodbye"),
    menu("busy", {"1": "person"}, exhausted="goodbye"),
    menu("failed", {"1": "person"}, exhausted="goodbye"),
    Ending("goodbye", said("Goodbye."), outcome="ended_well"),
    menu(
        "whisper",
        {},
        grammar=OneKey({"1": "accepted"}, universal=False),
        prompt=(Sentence(("Account ending ", Known.ACCOUNT_LAST4, ".")), Sentence(("To take the call, press one.",))),
        noinput=(),
        nomatch=(),
        exhausted="refused",
        attempts=Attempts(1, 0),
    ),
    Ending("accepted", (), How.BRIDGE),
    Ending("refused", ()),
)

WEEK = {day: (Span(time(8), time(20)),) for day in range(5)}
BILLING = Calendar(ZoneInfo("America/New_York"), WEEK, {THANKSGIVING.date(): "Thanksgiving Day"})

PROGRAM = Program(
    line="tiny",
    digest="d" * 64,
    start="greeting",
    person="person",
    voice=Voice("en-US", "Polly.Joanna-Neural"),
    dialogs={dialog.id: dialog for dialog in DIALOGS},
    calendars={"billing": BILLING},
    grouping=Grouping({Known.ACCOUNT_NUMBER: (4, 4)}),
    limits=Limits(errors=4, turns=60),
)


def with_dialogs(*dialogs: Dialog, **other: object) -> Program:
    """The tiny line with some dialogs replaced or added."""
    return replace(PROGRAM, dialogs={**PROGRAM.dialogs, **{one.id: one for one in dialogs}}, **other)  # type: ignore[arg-type]


@dataclass
class Played:
    """A conversation so far: the last Step, and the journal of all."""

    program: Program
    step: Step
    journal: tuple[Entry, ...]

    @property
    def state(self) -> CallState:
        return self.step.state

    @property
    def at(self) -> DialogId:
        return self.step.state.at

    @property
    def turn(self) -> Turn:
        assert self.step.turn is not None, "the last event answered nothing"
        return self.step.turn

    @property
    def wait(self) -> Wait:
        return self.turn.wait

    @property
    def words(self) -> str:
        return " ".join(text_of(one) for one in self.turn.said)

    def then(self, *events: Event, world: World = WORLD) -> "Played":
        played = self
        for event in events:
            moved = step(played.program, played.state, event, world)
            played = Played(played.program, moved, (*played.journal, *moved.journal))
        return played

    def noted(self, kind: Happening) -> list[Entry]:
        return [entry for entry in self.journal if entry.kind is kind]


def play(*events: Event, program: Program = PROGRAM, world: World = WORLD, at: DialogId | None = None) -> Played:
    """Begin a call, at a dialog if need be, and let these events happen."""
    moved = begin(program, Answered(at), world)
    return Played(program, moved, moved.journal).then(*events, world=world)


def text_of(utterance: Utterance) -> str:
    """What is heard, read-backs included: these tests are a place where a number may be seen, because it is invented."""
    parts = (part.reveal() if isinstance(part, Secret) else part for part in utterance.parts)
    return "".join(part for part in parts if isinstance(part, str))


IDENTIFIED = (keyed("1"), keyed(NUMBER), keyed("1"), keyed(PIN))
"""From the main menu to the look-up."""
