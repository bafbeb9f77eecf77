"""A call out of a proof becomes a call file that plays to the very place, and then states what should be true there: so it fails
on the line as it is, and passes once the line is mended. It is played before it is given to anybody.

Everybody is heard out, so nothing but the place itself is stated. What was keyed as an example becomes what a demonstration
account has; those accounts are invented, and stand in the line's call files already.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from ivr.carrier.handsets.script import ScriptFailedError
from ivr.checking.certificate import Proof
from ivr.checking.proving import Break
from ivr.dialog.world import Answered, Fetched, Paid, RingEnded
from ivr.exploring.calls import Moment
from ivr.exploring.worlds import GROUP, HOURS, LINE
from ivr.line.callfile import read_call
from ivr.line.line import Line
from ivr.line.loading import Loaded
from ivr.rehearsal.customers import Customer
from ivr.rehearsal.logs import overheard
from ivr.rehearsal.playing import play
from ivr.rehearsal.realising_end import quoted, stated
from ivr.rehearsal.realising_keys import callers, keys_of
from ivr.rehearsal.staff import accepting_keys
from ivr.rehearsal.telephones import ANSWERS, AWAY, RINGS, TALKING
from ivr.source import Source
from ivr.telephony.events import HungUp, Keyed, Recorded, Silent
from ivr.telephony.outcomes import FetchOutcome, PayOutcome, RingOutcome

Changes = Mapping[str, str | tuple[str, ...]]
_A_CARD = ("  - pay:", '      card: "4111111111111111"', '      expires: "0130"', '      code: "123"')
_A_MESSAGE = ("  - say: Please call me about my bill.", "    after: prompt")


class _UnsayableError(Exception):
    """A call file has no words for this."""


@dataclass(frozen=True, slots=True)
class Realised:
    """The text of a file that fails at its last step."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NotRealised:
    why: str


def realised(one: Break, proof: Proof, loaded: Loaded, changes: Changes) -> Realised | NotRealised:
    """`changes` are the facts of the company that the line was proved with. Raises BrokenLineError, StoreError."""
    line = loaded.line
    if line is None or not (one.confirmed.call or one.broken.then):
        return NotRealised("no call was found")
    why = "no demonstration account makes the call go that way"
    try:
        for customer in callers(proof, line, one.confirmed.call):
            text, last = _written(one, proof, line, customer, changes)
            if _fails_at(text, loaded) == last:
                return Realised(text)
    except _UnsayableError as error:
        why = str(error)
    return NotRealised(why)


def _fails_at(text: str, loaded: Loaded) -> int:
    """The row at which a call stops being what it says; 0 where it does not."""
    call, findings = read_call(Source("broken.call.yaml", text))
    assert call is not None, findings  # noqa: S101 - what it is made of is all ours
    try:
        with overheard():
            play(call, loaded)
    except ScriptFailedError as failure:
        return failure.place.line
    return 0


def _written(one: Break, proof: Proof, line: Line, customer: Customer, changes: Changes) -> tuple[str, int]:
    """The file, and the row of what it states."""
    call = _with_what_is_never_over(one)
    rows = [f"call: {quoted(one.finding.message)}", *_given(proof, line, call, changes), "steps:"]
    rows += [row for place in range(len(call)) for row in _step(proof, line, call, place, customer)]
    last = len(rows) + 1
    rows += stated(one, proof, line)
    return "\n".join(rows) + "\n", last


def _with_what_is_never_over(one: Break) -> tuple[Moment, ...]:
    """The call, and behind it a move that comes to no turn of its own. Where that is the very first, there is nothing to do."""
    call, then = one.confirmed.call, one.broken.then
    if then is None or not call:
        return call
    last = call[-1]
    return (*call, Moment(last.after, then, (), last.step, last.turn))


# -- how the world is -------------------------------------------------------------------------------------------------


def _given(proof: Proof, line: Line, call: Sequence[Moment], changes: Changes) -> list[str]:
    rows = [*_hour(proof, call), *_accounts(call), *_people(line, call), *_company(changes)]
    return ["given:", *rows] if rows else []


def _hour(proof: Proof, call: Sequence[Moment]) -> Iterator[str]:
    ways = {way for moment in call for what, way in moment.chosen if what == HOURS}
    if len(ways) > 1:
        raise _UnsayableError("the office opens or closes while the call lasts")
    if ways:
        hour = proof.atlas.choices.moving.hours[ways.pop()]
        zone = next(iter(proof.atlas.program.calendars.values())).zone.key
        yield f"  at: {hour.now.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M} {zone}"
        yield from ("  emergency: yes",) if hour.emergency else ()


def _accounts(call: Sequence[Moment]) -> Iterator[str]:
    outcomes = {one.doing.event.outcome for one in call if isinstance(one.doing.event, Fetched)}
    if FetchOutcome.UNKNOWN in outcomes or (FetchOutcome.DOWN in outcomes and len(outcomes) > 1):
        raise _UnsayableError("the back office answers once and is down once")
    yield from ("  accounts: down",) if FetchOutcome.DOWN in outcomes else ()


def _people(line: Line, call: Sequence[Moment]) -> Iterator[str]:
    ends = {one.doing.event.outcome for one in call if isinstance(one.doing.event, RingEnded)}
    chosen = {
        (what.startswith(LINE), way) for one in call for what, way in one.chosen if what.startswith((GROUP, LINE))
    }
    if len(ends) > 1 or (ends and (False, 1) in chosen):
        raise _UnsayableError("telephones do one thing first and another later")
    does = RINGS[ends.pop()] if ends else TALKING if (False, 1) in chosen else ANSWERS
    does = AWAY if (True, 1) in chosen else does
    yield "  representatives:"
    yield from (f"    {quoted(str(one.name))}: {does}" for one in line.representatives.representatives.values())


def _company(changes: Changes) -> Iterator[str]:
    yield from ("  company:",) if changes else ()
    for path, value in changes.items():
        listed = value if isinstance(value, str) else f"[{', '.join(value)}]"
        yield f"    {path}: {quoted(listed) if isinstance(value, str) else listed}"


# -- what is done -----------------------------------------------------------------------------------------------------


def _step(proof: Proof, line: Line, call: Sequence[Moment], place: int, customer: Customer) -> Iterator[str]:
    moment = call[place]
    match moment.doing.event:
        case Answered(at=at) if at is not None:
            raise _UnsayableError("it happens on another leg than the caller's own call")
        case Keyed():
            yield f'  - press: "{keys_of(proof, call, place, customer)}"'
            yield "    after: prompt"
        case Silent():
            yield "  - wait: noinput"
        case HungUp():
            yield "  - hang_up: true"
        case RingEnded(outcome=RingOutcome.BRIDGED):
            who = next(iter(line.representatives.representatives.values()))
            yield f"  - ring: {quoted(str(who.name))}"
            yield f'    press: "{accepting_keys(line)[who.address]}"'
        case Recorded(seconds=0) | Paid(outcome=PayOutcome.DECLINED | PayOutcome.FAILED | PayOutcome.UNKNOWN):
            raise _UnsayableError("a call file cannot make that happen")
        case Recorded():
            yield from _A_MESSAGE
        case Paid(outcome=PayOutcome.PAID):
            yield from _A_CARD
        case Paid():
            yield '  - press: "*"'
        case _:
            return
