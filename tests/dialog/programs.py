"""Hypothesis strategies: small well-formed programs, and anything that may happen to a call on one.

Well-formed means what the checker proves of a line: every target exists, and nothing goes round without a wait. So
what does not wait leads only to dialogs further down, and the last dialog is an ending. Every program can ask for a
number and a PIN and look them up, because chance alone would hardly ever write that.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cast import BEN, BILLING, MIA, NIGHT, ROSA, THANKSGIVING, TUESDAY
from hypothesis import strategies as st

from ivr.dialog.grammar import Checksum, DialogId, DigitString, OneKey
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
)
from ivr.dialog.prompts import Grouping, Known, Prompt, Rest, Sentence, Voice
from ivr.dialog.world import Event, Fetched, RingEnded, World
from ivr.routing.roster import Roster
from ivr.secret import Secret
from ivr.telephony.events import HungUp, Keyed, Silent
from ivr.telephony.keys import KEYS
from ivr.telephony.outcomes import FetchOutcome, RingOutcome

INTO = ("account.number", "account.pin", "caller.reference")
FACTS = {
    "account.verified": "yes",
    "account.last4": "2917",
    "account.balance": "1345 USD",
    "account.past_due": "-1 USD",
    "account.due": "2026-12-05",
}
"""No run of more than four digits, so that a longer one anywhere is a secret that got out."""

_pieces = st.one_of(st.sampled_from(["Hello.", "Press one."]), st.sampled_from(Known), st.just(Rest(250)))
prompts: st.SearchStrategy[Prompt] = st.lists(
    st.lists(_pieces, max_size=3).map(lambda pieces: Sentence(tuple(pieces))), max_size=2
).map(tuple)
outcomes = st.none() | st.sampled_from(["paid", "helped"])


@dataclass(frozen=True)
class _Targets:
    """Where a dialog may lead: anywhere after a wait, only further down without one."""

    anywhere: st.SearchStrategy[DialogId]
    further: st.SearchStrategy[DialogId]


def _passings(name: DialogId, to: _Targets) -> st.SearchStrategy[Dialog]:
    return st.builds(Passing, st.just(name), prompts, to.further, st.booleans(), outcomes)


_cases = st.sampled_from(
    [
        (Known.ACCOUNT_VERIFIED, Comparison.IS, "yes"),
        (Known.ACCOUNT_BALANCE, Comparison.ABOVE, "0 USD"),
        (Known.ACCOUNT_DUE, Comparison.AT_MOST, "2026-12-05"),
        (Known.ACCOUNT_NUMBER, Comparison.KNOWN, "no"),
        (OfHours("billing"), Comparison.IS, "open"),
        (OfHours("billing"), Comparison.IS_NOT, "holiday"),
    ]
)


@st.composite
def _branchings(draw: st.DrawFn, name: DialogId, to: _Targets) -> Dialog:
    of, comparison, operand = draw(_cases)
    case = Case(comparison, operand, draw(to.further))
    return Branching(name, of, (case,), draw(to.further), draw(outcomes))


@st.composite
def _digit_strings(draw: st.DrawFn, to: _Targets) -> DigitString:
    low = draw(st.integers(1, 6))
    high = draw(st.integers(low, 9))
    prefix = draw(st.sampled_from(["", "8"]))
    return DigitString(
        draw(st.sampled_from(INTO)), low, high, draw(to.anywhere), prefix, draw(st.sampled_from(Checksum))
    )


def _askings(name: DialogId, to: _Targets) -> st.SearchStrategy[Asking]:
    wordings = st.lists(prompts, max_size=2).map(tuple)
    grammars = st.builds(
        OneKey, st.dictionaries(st.sampled_from(KEYS), to.anywhere, max_size=3), st.booleans()
    ) | _digit_strings(to)
    return st.builds(
        Asking,
        st.just(name),
        grammars,
        prompts,
        wordings,
        wordings,
        to.anywhere,
        st.builds(Attempts, st.integers(0, 2), st.integers(0, 2)),
        st.just(Timing(7)),
        st.none() | to.anywhere,
        outcomes,
    )


@st.composite
def _fetchings(draw: st.DrawFn, name: DialogId, to: _Targets) -> Dialog:
    """`down` is where one without a number leads at once."""
    leads = {FetchOutcome.VERIFIED: draw(to.anywhere), FetchOutcome.REFUSED: draw(to.anywhere)}
    leads[FetchOutcome.DOWN] = draw(to.further)
    if draw(st.booleans()):
        leads[FetchOutcome.UNKNOWN] = draw(to.anywhere)
    tries = draw(st.integers(1, 3))
    return Fetching(name, INTO[0], INTO[1], draw(prompts), leads, draw(to.anywhere), tries, draw(outcomes))


@st.composite
def _connectings(draw: st.DrawFn, name: DialogId, to: _Targets) -> Dialog:
    """`busy` is where one with nobody to ring leads at once."""
    leads = {one: draw(to.anywhere) for one in RingOutcome}
    leads[RingOutcome.BUSY] = draw(to.further)
    group = draw(st.sampled_from(["billing", "nobody"]))
    order = draw(st.sampled_from(Order))
    return Connecting(name, group, order, 20, draw(prompts), draw(to.anywhere), leads, draw(outcomes))


_KINDS = (_passings, _branchings, _askings, _askings, _fetchings, _connectings)


@st.composite
def _identifying(draw: st.DrawFn, to: _Targets) -> list[Dialog]:
    """A number, then a PIN, then the look-up of both."""
    asked = [
        replace(draw(_askings(name, to)), grammar=DigitString(into, 5, 7, then))
        for name, into, then in (("number", INTO[0], "pin"), ("pin", INTO[1], "identify"))
    ]
    return [*asked, draw(_fetchings("identify", to))]


@st.composite
def programs(draw: st.DrawFn) -> Program:
    names = [f"d{place}" for place in range(draw(st.integers(2, 6)))]
    anywhere = st.sampled_from([*names, "number"])
    dialogs: list[Dialog] = []
    for place, name in enumerate(names):
        to = _Targets(anywhere, st.sampled_from([*names[place + 1 :], "number", "end"]))
        dialogs.append(draw(draw(st.sampled_from(_KINDS))(name, to)))
    dialogs.extend(draw(_identifying(_Targets(anywhere, st.just("end")))))
    dialogs.append(draw(st.builds(Ending, st.just("end"), prompts, st.sampled_from(How), outcomes)))
    return Program(
        line="drawn",
        digest="digest",
        start=names[0],
        person=draw(anywhere),
        voice=Voice("en-US", "Polly.Joanna-Neural"),
        dialogs={dialog.id: dialog for dialog in dialogs},
        calendars={"billing": BILLING},
        grouping=Grouping({Known.ACCOUNT_NUMBER: (4, 4)}),
        limits=draw(st.builds(Limits, st.integers(0, 6), st.integers(0, 30))),
    )


Happened = Sequence[tuple[Event | int, World]]
"""What happens to one call, each event in a world of its own. A number is an event that fits what the call waits for."""

LONGEST = 40
WORLDS = tuple(
    World(now, Roster({"billing": ready}))
    for now in (TUESDAY, NIGHT, THANKSGIVING)
    for ready in ((), (ROSA,), (ROSA, BEN, MIA), (MIA, ROSA))
)


@st.composite
def happenings(draw: st.DrawFn) -> Happened:
    """Long calls, from a seed: drawn one by one the events would be few, and most calls over before they began."""
    chance = random.Random(draw(st.integers(0, 2**32)))
    return [(_anything(chance), chance.choice(WORLDS)) for _ in range(LONGEST)]


def _anything(chance: random.Random) -> Event | int:
    match chance.randrange(12):
        case 0:
            return Silent()
        case 1:
            return Keyed(Secret(chance.choice(KEYS)))
        case 2:
            return Keyed(Secret("".join(chance.choices(KEYS, k=chance.randint(2, 14)))))
        case 3:
            return Fetched(chance.choice(list(FetchOutcome)), chance.choice([FACTS, {}, {"nonsense": "x"}]))
        case 4:
            return RingEnded(chance.choice(list(RingOutcome)), chance.choice(["", "rosa"]))
        case 5 if chance.randrange(20) == 0:
            return HungUp()
        case _:
            return chance.randrange(1000)


worlds = st.sampled_from(WORLDS)


def fitting(dialog: Dialog, pick: int) -> Event:
    """An event the dialog waits for, and more often a right answer than blind chance would hit upon."""
    match dialog:
        case Asking(grammar=OneKey(choices=choices)) if choices:
            return Keyed(Secret(list(choices)[pick % len(choices)]))
        case Asking(grammar=DigitString() as grammar):
            return Keyed(Secret(_right(grammar, pick)))
        case Fetching():
            outcome = list(FetchOutcome)[pick % 4]
            return Fetched(outcome, FACTS if outcome is FetchOutcome.VERIFIED else {})
        case Connecting():
            return RingEnded(list(RingOutcome)[pick % 4], "rosa")
        case _:
            return Silent()


def _right(grammar: DigitString, pick: int) -> str:
    """Digits the grammar accepts where there are any: too few for a prefix and a check digit, and there may be none."""
    stem = (grammar.prefix + f"{pick:03}" * 4)[: grammar.low - 1]
    return next((stem + digit for digit in "0123456789" if grammar.accepts(stem + digit)), stem + "1")
