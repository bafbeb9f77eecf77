"""Waiting in a queue: who may be rung now, what is heard meanwhile, and how it ends.

Nobody stands in line here: the place in line comes in with the world. A stay in a queue has a turn number of its own,
`Held.key`, by which its end is reported once, while turns go on being counted for what is heard.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import ceil

from ivr.dialog.branching import doors
from ivr.dialog.connecting import handed_over, to_ring
from ivr.dialog.journal import Happening
from ivr.dialog.move import Move, Onward
from ivr.dialog.program import Holding
from ivr.dialog.prompts import Known, Prompt
from ivr.dialog.state import IN_LINE_SINCE, CallState, Held
from ivr.dialog.turn import Entertain, Hold, Leave
from ivr.telephony.events import Dequeued, Keyed, QueueResult, Silent
from ivr.telephony.hours import Doors
from ivr.telephony.outcomes import HoldOutcome

MINUTE = 60
WAITED = "turns in line"
"""The counter of turns that were spent in line: whoever waited for long has said nothing yet, and is no trouble."""
QUEUED = "queued"
"""The counter of calls that were put on hold: what is said first is not said again to whoever comes back."""


def hold(move: Move, dialog: Holding) -> Onward:
    """Whoever comes here a second time without having waited does wait: what leads here found nobody to ring. The longest
    wait is counted from the first time, so that telephones which ring in vain over and over do not go on for ever."""
    since = _in_line_since(move)
    out = _turned_away(move, dialog)
    if out in (None, HoldOutcome.FREE) and _too_long(move, dialog, since):
        return _given_up(move, dialog)
    if out is not None and not (out is HoldOutcome.FREE and dialog.id in move.held):
        move.held.add(dialog.id)
        return _decided(move, dialog, out)
    if out is None and move.world.roster.line(dialog.group).full and not dialog.workflow:
        return _decided(move, dialog, HoldOutcome.FULL)
    if not move.state.counts.get(QUEUED):
        move.say(dialog.prompt)
    state = move.state = replace(move.state, counts={**move.state.counts, QUEUED: 1})
    move.note(Happening.QUEUED, dialog.group)
    move.state = replace(state, held=Held(state.turn, since), turn=state.turn + 1)
    return Hold(dialog.group, state.turn, dialog.workflow, dialog.skills, handed_over(state))


def waited(move: Move, dialog: Holding, event: Keyed | Silent) -> Onward | None:
    """The words or the music are over, or a key was pressed in them."""
    held = move.state.held
    if held is None:
        return None
    key = event.keys.reveal() if isinstance(event, Keyed) else ""
    if key in dialog.keys:
        move.note(Happening.CHOSE, key)  # one key of a menu, never digits that were collected
        return _leave(move, held, dialog.keys[key])
    out = _turned_away(move, dialog)
    if out is HoldOutcome.FREE:
        return _leave(move, held, "")  # looked at again on the way out: whoever is free may be gone by then
    if out is not None:
        return _leave(move, held, _decided(move, dialog, out))
    if _too_long(move, dialog, held.since):
        return _leave(move, held, _given_up(move, dialog))
    return _entertained(move, dialog, held, asked=bool(key))


def dequeued(move: Move, dialog: Holding, event: Dequeued) -> Onward:
    """Out of the queue, whoever saw to it. Where nobody said where to, a representative is held for the caller, or was: then
    the line is joined again, at the place that was kept."""
    held, move.state = move.state.held, replace(move.state, held=None, counts=_waited(move.state))
    move.note(Happening.DEQUEUED, event.result)
    match event.result:
        case QueueResult.BRIDGED | QueueResult.REDIRECTED_FROM_BRIDGED:
            move.note(Happening.CONNECTED)
            return _decided(move, dialog, HoldOutcome.BRIDGED)
        case QueueResult.QUEUE_FULL:
            return _decided(move, dialog, HoldOutcome.FULL)
        case QueueResult.ERROR | QueueResult.SYSTEM_ERROR:
            return _decided(move, dialog, HoldOutcome.FAILED)
        case _ if held is not None and held.leads:
            return held.leads
        case _ if _turned_away(move, dialog) is HoldOutcome.FREE:
            move.held.add(dialog.id)
            return _decided(move, dialog, HoldOutcome.FREE)
        case _:
            return dialog.id


def _waited(state: CallState) -> dict[str, int]:
    turns = state.turn - state.held.key if state.held is not None else 0
    return {**state.counts, WAITED: state.counts.get(WAITED, 0) + turns}


def led(dialog: Holding, outcome: HoldOutcome) -> str:
    return dialog.outcomes.get(outcome, dialog.outcomes[HoldOutcome.FAILED])


def _decided(move: Move, dialog: Holding, outcome: HoldOutcome) -> str:
    move.note(Happening.DECIDED, outcome)
    return led(dialog, outcome)


def _turned_away(move: Move, dialog: Holding) -> HoldOutcome | None:
    """Why this caller need not wait, or need not wait any longer; None to wait on."""
    world, group = move.world, dialog.group
    if dialog.calendar is not None and doors(move.program, dialog.calendar, world) is not Doors.OPEN:
        return HoldOutcome.CLOSED
    if dialog.workflow:
        return None
    if to_ring(world.roster.of(group), dialog.skills):
        return HoldOutcome.FREE
    return None if world.roster.line(group).staffed else HoldOutcome.EMPTY


def _in_line_since(move: Move) -> datetime:
    """As Held.since: when this caller first came into the line."""
    counts = {IN_LINE_SINCE: int(move.world.now.timestamp()), **move.state.counts}
    move.state = replace(move.state, counts=counts)
    return datetime.fromtimestamp(counts[IN_LINE_SINCE], UTC)


def _too_long(move: Move, dialog: Holding, since: datetime) -> bool:
    return move.world.now - since >= timedelta(seconds=dialog.longest)


def _given_up(move: Move, dialog: Holding) -> str:
    """Whoever wants to go on waiting after that begins anew. The bounds of the call lead to a person, which has been tried."""
    counts = {name: count for name, count in move.state.counts.items() if name != IN_LINE_SINCE}
    move.state = replace(move.state, counts=counts, limited=True)
    return _decided(move, dialog, HoldOutcome.LONG)


def _leave(move: Move, held: Held, leads: str) -> Onward:
    move.state = replace(move.state, held=replace(held, leads=str(leads)))
    return Leave(held.key)


def _entertained(move: Move, dialog: Holding, held: Held, *, asked: bool) -> Onward:
    """Words at first, after a key that is no choice, and every so often; the place in line as soon as it is another.

    Whoever presses 0 or a wrong key hears that the line was not lost by it."""
    world = move.world
    line = world.roster.line(dialog.group)
    first = held.spoken is None
    due = held.spoken is None or world.now - held.spoken >= timedelta(seconds=dialog.every)
    nearer = line.position != held.position and line.position > 0 and not dialog.workflow
    if first or due or nearer or asked:
        _know(move, line.position, line.estimate)
        for prompt in _words(dialog, nearer=nearer, comforted=asked or (due and not first), offered=due or asked):
            move.say(prompt)
        held = replace(held, spoken=world.now if due or asked else held.spoken, position=line.position)
    move.state = replace(move.state, held=held)
    return Entertain(line.again, dialog.music, bool(dialog.keys))


def _words(dialog: Holding, *, nearer: bool, comforted: bool, offered: bool) -> Iterator[Prompt]:
    if nearer:
        yield dialog.place
    if comforted:
        yield dialog.comfort
    if offered:
        yield dialog.choices


def _know(move: Move, position: int, estimate: int | None) -> None:
    values = dict(move.state.values)
    told = {Known.QUEUE_POSITION: position or None, Known.QUEUE_MINUTES: estimate and ceil(estimate / MINUTE)}
    for name, number in told.items():
        values.pop(name.value, None)
        if number:
            values[name.value] = str(number)
    move.state = replace(move.state, values=values)
