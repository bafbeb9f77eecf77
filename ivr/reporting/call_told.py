"""A call out of a proof, told in plain words: what the caller does, what others do, how the world is, and what is heard.

What was keyed is an example and nobody's; it is shown as in every transcript all the same, by its last four digits.
"""

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from ivr.dialog.prompts import Rest, Utterance
from ivr.dialog.spoken_time import seconds_of
from ivr.dialog.turn import (
    CallBack,
    CheckNumber,
    Disconnect,
    Fetch,
    Hold,
    Listen,
    Pay,
    Record,
    RecordMessage,
    Ring,
    Text,
    Turn,
    Verify,
    Wait,
)
from ivr.dialog.world import Answered, Event, Fetched, Joined, Paid, RingEnded
from ivr.exploring.atlas import Atlas
from ivr.exploring.calls import Moment
from ivr.exploring.happenings import PRESSES
from ivr.exploring.moving import IN_LINE, Doing
from ivr.exploring.worlds import GROUP, HOURS, LINE
from ivr.secret import Secret
from ivr.speech.money import money_words, parse_money
from ivr.telephony.events import Dequeued, HungUp, Keyed, QueueResult, Recorded, Silent
from ivr.telephony.hours import Doors
from ivr.telephony.keys import DOT, SHOWN, mask_keys
from ivr.telephony.outcomes import FetchOutcome, PayOutcome, RingOutcome

WIDTH = 80
_LANGUAGE = "en-US"
"""Of the report; what callers hear is told in theirs."""
CALLER, LINE_ITSELF, WORLD = "caller", "line", "meanwhile"
_BEGINS = {
    "calls": (CALLER, "calls"),
    "calls, without a number": (CALLER, "calls, and withholds the number"),
    "a representative answers": ("person", "a representative answers the ring"),
    "the caller is called back": (CALLER, "is called back, and answers"),
}
_RUNG = {
    RingOutcome.BRIDGED: "a representative takes the call",
    RingOutcome.NOANSWER: "nobody answers",
    RingOutcome.BUSY: "the telephone is busy",
    RingOutcome.FAILED: "the telephone cannot be reached",
}
_PAID = {
    PayOutcome.PAID: "the payment is made",
    PayOutcome.DECLINED: "the card is declined",
    PayOutcome.CANCELLED: "the caller stops the payment",
    PayOutcome.FAILED: "the payment company cannot be reached",
    PayOutcome.UNKNOWN: "nobody knows whether the payment was made",
}
_FOUND = {
    FetchOutcome.VERIFIED: "the account is found, and the proof is right",
    FetchOutcome.RECOGNISED: "the account is found, and the proof is good enough to pay",
    FetchOutcome.REFUSED: "no account goes with what was keyed",
    FetchOutcome.DOWN: "the accounts are down",
}
_DONE = {
    FetchOutcome.VERIFIED: "{} goes well",
    FetchOutcome.RECOGNISED: "{} goes well",
    FetchOutcome.DONE: "{} goes well",
    FetchOutcome.REFUSED: "{} is refused",
    FetchOutcome.DOWN: "{} fails: the back office is down",
    FetchOutcome.UNKNOWN: "nobody knows how {} went",
}
_WAYS_OF_A_LINE = ("there is a place in line for {}", "nobody of {} is at work", "no place is left in line for {}")


def told(atlas: Atlas, call: Sequence[Moment], then: Doing | None = None) -> Iterator[str]:
    """Rows of at most 80 columns. Seconds count from the beginning, for a caller who hears everything out. `then` is a move that
    is never over."""
    at = 0.0
    asked: Turn | None = None
    known: dict[str, int] = {}
    for moment in call:
        for sentence in _world(atlas, moment, known):
            yield from _row(at, WORLD, sentence)
        at += _waited(moment.doing.event, asked)
        yield from _row(at, *_happened(moment.doing.label, moment.doing.event, asked))
        asked = moment.turn
        if words := words_told(asked.said):
            yield from _row(at, CALLER, f"hears: {words}")
        at += seconds_of(asked.said)
        if (waits := _waits(asked.wait)) and not isinstance(moment.doing.event, HungUp):
            yield from _row(at, LINE_ITSELF, waits)
    if then is not None:
        at += _waited(then.event, asked)
        yield from _row(at, *_happened(then.label, then.event, asked))
        yield from _row(at, LINE_ITSELF, "goes from node to node and never waits, until it gives up and apologises")


def _waits(wait: Wait) -> str:
    """What the line does then; empty where it only listens, or plays something."""
    match wait:
        case Disconnect():
            return "ends the call"
        case Ring():
            return "rings a representative"
        case Hold():
            return "puts the caller in line"
        case Pay(amount=amount):
            return f"has the carrier take {money_words(*parse_money(amount), _LANGUAGE)} from a card"
        case RecordMessage():
            return "records a message"
        case Fetch(request=Text()):
            return "sends a text"
        case Fetch(request=CallBack()):
            return "arranges a call back"
        case _:
            return ""


def _row(at: float, who: str, text: str) -> list[str]:
    first = f"{int(at) // 60:>5}:{int(at) % 60:02d}  {who:<10} "
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=" " * len(first), break_on_hyphens=False)


def _waited(event: Event | Answered, asked: Turn | None) -> float:
    if isinstance(event, Silent) and asked is not None and isinstance(asked.wait, Listen):
        return float(asked.wait.timing.silence)
    return 0.0


def words_told(said: Sequence[Utterance]) -> str:
    """In writing; what is secret is a row of dots."""
    return " ".join(" ".join("".join(map(_part, one.parts)) for one in said).replace(f"{DOT}, {DOT}", DOT).split())


def _part(part: str | Secret | Rest) -> str:
    if isinstance(part, Secret):
        return DOT * SHOWN
    return "" if isinstance(part, Rest) else part


def _happened(label: str, event: Event | Answered, asked: Turn | None) -> tuple[str, str]:  # noqa: C901 - a table
    match event:
        case Answered():
            return _BEGINS.get(label, (CALLER, label))
        case Keyed():
            return CALLER, f"presses {mask_keys(label.removeprefix(PRESSES))}"
        case Silent():
            return CALLER, "keeps silent"
        case HungUp():
            return CALLER, "hangs up"
        case Fetched(outcome=outcome):
            return LINE_ITSELF, _fetched(outcome, asked)
        case RingEnded(outcome=rung):
            return "person", _RUNG[rung]
        case Paid(outcome=paid):
            return "payment", _PAID[paid]
        case Recorded(hung_up=gone):
            return CALLER, "leaves a message, and hangs up" if gone else _message(label)
        case Dequeued(result=result):
            return "queue", _left(result)
        case Joined():
            return "person", label


def _message(label: str) -> str:
    return "says nothing" if label == "no message" else "leaves a message"


def _left(result: QueueResult) -> str:
    return f"the wait ends: {result.value}"


def _fetched(outcome: FetchOutcome, asked: Turn | None) -> str:
    request = asked.wait.request if asked is not None and isinstance(asked.wait, Fetch) else None
    match request:
        case Verify() if outcome in _FOUND:
            return _FOUND[outcome]
        case Text():
            what = "sending the text"
        case Record():
            what = "writing the payment down"
        case CallBack():
            what = "arranging the call back"
        case CheckNumber():
            what = "looking whether that number can be called back"
        case _:
            what = "asking the back office"
    return _DONE[outcome].format(what)


def _world(atlas: Atlas, moment: Moment, known: dict[str, int]) -> Iterator[str]:
    """What the move looked at of the world, where it is not as usual, or not as it was."""
    for what, way in moment.chosen:
        if known.get(what, 0) == way:
            continue
        known[what] = way
        if what == HOURS:
            yield _hour(atlas, way)
        elif what.startswith(GROUP):
            group = what.removeprefix(GROUP)
            yield f"nobody of {group} is free" if way else f"somebody of {group} is free"
        elif what.startswith(LINE):
            yield _WAYS_OF_A_LINE[way].format(what.removeprefix(LINE))
        elif what == IN_LINE:
            yield "the caller has waited too long"


def _hour(atlas: Atlas, way: int) -> str:
    hour = atlas.choices.moving.hours[way]
    if hour.emergency:
        return "the office is closed for an emergency"
    doors: Mapping[str, Doors] = {name: one.at(hour.now) for name, one in atlas.program.calendars.items()}
    if len(set(doors.values())) > 1:
        return ", ".join(f"{name} is {_door(one)}" for name, one in doors.items())
    return f"the office is {_door(next(iter(doors.values()), Doors.OPEN))}"


def _door(doors: Doors) -> str:
    return "closed for a holiday" if doors is Doors.HOLIDAY else doors.value
