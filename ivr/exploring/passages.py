"""The ways a call took, read out of its journal. This is the one place that names them: what the Atlas finds, what a
test covers, what a picture draws and what a difference tells are the same ways by the same names.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ivr.dialog.grammar import DialogId
from ivr.dialog.journal import Entry, Happening
from ivr.telephony.hours import Doors
from ivr.telephony.keys import BACK
from ivr.telephony.outcomes import FetchOutcome, HoldOutcome, MessageOutcome, PayOutcome, RingOutcome, TakeOutcome

NEXT = "next"
"""The way on from a dialog that asks nothing and decides nothing."""

HUNG_UP = "hung up"
EXHAUSTED = "exhausted"
HELD_BACK = "held back"
WAITS = "waits"
_AGAIN = ("noinput", "nomatch")
_LINE_WIDE = frozenset({"0", "#", "9", "limit", "begun again"})
_WELL: frozenset[str] = frozenset(
    {
        Doors.OPEN,
        RingOutcome.BRIDGED,
        *(FetchOutcome.VERIFIED, FetchOutcome.RECOGNISED, FetchOutcome.DONE),
        PayOutcome.PAID,
        *(HoldOutcome.FREE, HoldOutcome.BRIDGED),
        MessageOutcome.LEFT,
        TakeOutcome.TALKED,
    }
)
_OUTCOMES = (Doors, RingOutcome, FetchOutcome, PayOutcome, HoldOutcome, MessageOutcome, TakeOutcome)
_ERRORS = frozenset({"card", EXHAUSTED, "limit", HELD_BACK, *(one.value for kind in _OUTCOMES for one in kind)}) - _WELL


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """One way out of a dialog, and the dialog it leads to: the same one where the question is asked again, none where the call
    is over. Names of ways: `key 1`, `keyed`, `noinput 2`, `nomatch 1`, `card`, `0`, `*`, `#`, `9`, `limit`, `exhausted`,
    an outcome of a look-up, a transfer, a queue or a payment, open, closed, holiday, emergency, the number of the case
    of a branch, otherwise, next."""

    dialog: DialogId
    way: str
    to: DialogId


def is_error(way: str) -> bool:
    """Whether a way is what happens when something is not as a caller would have it: silence, a wrong key, nobody there."""
    return way.startswith(_AGAIN) or way.rpartition(", ")[2] in _ERRORS


def is_line_wide(way: str) -> bool:
    """Whether a way leads away from every question alike, wherever the author led it: 0, #, 9 and a language, the call's bounds."""
    return way in _LINE_WIDE or way.startswith("9 ")


_NAMED = {
    Happening.KEYED: "keyed",
    Happening.KEYED_A_CARD: "card",
    Happening.REPEATED: "#",
    Happening.STARTED_OVER: "begun again",
    Happening.WENT_BACK: BACK,
    Happening.ASKED_FOR_PERSON: "0",
    Happening.LIMITED: "limit",
    Happening.ASKED_FOR_LANGUAGE: "9",
    Happening.EXHAUSTED: EXHAUSTED,
    Happening.HELD_BACK: HELD_BACK,
    Happening.QUEUED: WAITS,
    Happening.HUNG_UP: HUNG_UP,
}


def passages(journal: Iterable[Entry]) -> Iterator[Passage]:
    """In the order they were taken. A journal may be one move's, or a whole leg's: each move has turn numbers of its own, and begins
    anew, so that a move has the same ways in either."""
    here, way, turn = "", "", 0
    for entry in journal:
        if entry.turn != turn:
            if way:
                yield _stayed(here, way)
            here, way = "", ""
        turn = entry.turn
        if entry.kind is Happening.ENTERED:
            if here:
                yield Passage(here, way or NEXT, entry.dialog)
            here, way = entry.dialog, ""
        elif named := _way(entry):
            here, way = entry.dialog, _both(way, named)
    if way:
        yield _stayed(here, way)


def _stayed(here: DialogId, way: str) -> Passage:
    """A way that came to no other dialog. A call that is over may have entries still, such as that it was closed."""
    return Passage(here, way, "" if way == HUNG_UP else here)


def _both(before: str, named: str) -> str:
    """What was noted last names the way; that attempts were exhausted is added to what exhausted them. Nothing comes after the
    end, such as a payment nobody knows the end of."""
    if before == HUNG_UP:
        return HUNG_UP
    return f"{before}, {EXHAUSTED}" if named == EXHAUSTED and before else named


def _way(entry: Entry) -> str:
    match entry.kind:
        case Happening.CHOSE:
            return f"key {entry.detail}"
        case Happening.NOINPUT | Happening.NOMATCH:
            return f"{entry.kind} {entry.count}"
        case Happening.CHOSE_LANGUAGE:
            return f"9 {entry.detail}"
        case Happening.DECIDED | Happening.RING_ENDED | Happening.PAID | Happening.DEQUEUED:
            return entry.detail
        case _:
            return _NAMED.get(entry.kind, "")
