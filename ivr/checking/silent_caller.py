"""How long a call lasts that nobody ever answers a word in: what a robot costs, or a telephone that was dialled in a pocket.

Made with the line's own `step` and a clock: silence after every question, telephones that ring in vain, a queue that
moves for nobody, and look-ups that do not answer.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from ivr.dialog.program import Program
from ivr.dialog.spoken_time import seconds_of
from ivr.dialog.step import Step, begin, step
from ivr.dialog.turn import Entertain, Fetch, Hold, Join, Leave, Listen, Pay, RecordMessage, Ring, Wait
from ivr.dialog.world import Answered, Event, Fetched, Joined, Paid, RingEnded, World
from ivr.exploring.situations import CALLER
from ivr.exploring.worlds import LINES, Hour, hours, standby
from ivr.routing.roster import Line, Representative, Roster
from ivr.telephony.events import Dequeued, QueueResult, Recorded, Silent
from ivr.telephony.outcomes import FetchOutcome, PayOutcome, RingOutcome, TakeOutcome

MOST_TURNS = 20_000
"""After which a call counts as endless."""
_ENDLESS = float("inf")


@dataclass(frozen=True, slots=True)
class SilentCall:
    """The longest call of somebody silent, in seconds, of which so many are spent in line."""

    seconds: float
    in_line: float


def silent_call(program: Program) -> SilentCall:
    """The longest there is, at any hour. Raises EndlessLineError."""
    return max((_call(program, hour, roster) for hour, roster in _worlds(program)), key=lambda one: one.seconds)


def _worlds(program: Program) -> Iterator[tuple[Hour, Roster]]:
    people = {group: ways[0] for group, ways in standby(program).items()}
    nobody: Mapping[str, tuple[Representative, ...]] = dict.fromkeys(people, ())
    for hour in hours(program):
        for line in LINES:
            lines: Mapping[str, Line] = dict.fromkeys(people, line)
            yield hour, Roster(nobody, lines)
        yield hour, Roster(people, {})


def _call(program: Program, hour: Hour, roster: Roster) -> SilentCall:
    world = World(hour.now, roster, hour.emergency)
    moved = begin(program, Answered(caller=CALLER), world)
    seconds = in_line = 0.0
    for _ in range(MOST_TURNS):
        if moved.turn is None:
            break
        took, event = _answer(moved.turn.wait)
        took += seconds_of(moved.turn.said)
        seconds += took
        in_line += took if isinstance(moved.turn.wait, Entertain) else 0
        if event is None:
            return SilentCall(seconds, in_line)
        world = replace(world, now=world.now + timedelta(seconds=took))
        moved = _moved(program, moved, event, world)
    return SilentCall(_ENDLESS, in_line)


def _moved(program: Program, moved: Step, event: Event, world: World) -> Step:
    return step(program, moved.state, event, world)


def _answer(wait: Wait) -> tuple[float, Event | None]:
    """How long it is waited, and what then comes; nothing at the end."""
    match wait:
        case Listen(timing=timing):
            return timing.silence, Silent()
        case Fetch():
            return 0, Fetched(FetchOutcome.DOWN)
        case Ring(seconds=seconds):
            return seconds, RingEnded(RingOutcome.NOANSWER)
        case Hold():
            return 0, Silent()
        case Entertain(seconds=seconds):
            return seconds, Silent()
        case Leave():
            return 0, Dequeued(QueueResult.LEAVE)
        case RecordMessage(silence=silence):
            return silence, Recorded("", 0)
        case Pay(terms=terms):
            return terms.timeout * terms.attempts, Paid(PayOutcome.CANCELLED)
        case Join():
            return 0, Joined(TakeOutcome.GONE)
        case _:
            return 0, None
