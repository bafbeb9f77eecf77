"""Ringing representatives: who is next, what they may be told, and what several rings come to.

Nobody is reserved here. The roster is fresh with every event, so somebody who went away meanwhile is not rung.
"""

from collections.abc import Iterable
from dataclasses import replace

from ivr.dialog.journal import Happening
from ivr.dialog.move import Move, Onward
from ivr.dialog.program import Connecting, Order
from ivr.dialog.prompts import Known
from ivr.dialog.state import IN_LINE_SINCE, CallState
from ivr.dialog.turn import HandOff, Ring
from ivr.dialog.world import RingEnded
from ivr.routing.roster import Representative
from ivr.telephony.outcomes import RingOutcome

MOST_TARGETS = 10
"""Numbers rung together in one Dial (Twilio, Dial: up to ten)."""

HAND_OFF = (
    Known.ACCOUNT_LAST4,
    Known.ACCOUNT_VERIFIED,
    Known.CALLER_LANGUAGE,
    Known.CALLER_REASON,
    Known.CALLER_REFERENCE_LAST4,
)
"""What a representative's whisper may say of the caller."""


def ring(move: Move, dialog: Connecting) -> Onward:
    """Ring whoever is next; with nobody left, where the outcome of all the rings leads."""
    state = move.state
    able = to_ring(move.world.roster.of(dialog.group), dialog.skills)
    waiting = [one for one in able if one.id not in state.rung]
    most = 1 if dialog.order is Order.IN_ORDER else MOST_TARGETS
    targets = tuple(waiting[:most])
    if not targets:
        outcome = _sum_of(state.rings)
        move.note(Happening.DECIDED, outcome)
        return dialog.outcomes[outcome]
    move.state = replace(state, rung=(*state.rung, *(one.id for one in targets)))
    for one in targets:
        move.note(Happening.RANG, one.id)
    return Ring(targets, dialog.seconds, dialog.whisper, handed_over(state))


def to_ring(people: Iterable[Representative], skills: frozenset[str]) -> tuple[Representative, ...]:
    """Those of them who have all of the skills."""
    return tuple(one for one in people if skills <= one.skills)


def handed_over(state: CallState) -> HandOff:
    """What a representative may be told of a call before taking it."""
    return tuple((name.value, state.values[name]) for name in HAND_OFF if name in state.values)


def ring_ended(move: Move, dialog: Connecting, event: RingEnded) -> Onward:
    move.note(Happening.RING_ENDED, event.outcome)
    if event.outcome is RingOutcome.BRIDGED:
        move.note(Happening.DECIDED, event.outcome)
        move.note(Happening.CONNECTED, event.representative)
        counts = {name: count for name, count in move.state.counts.items() if name != IN_LINE_SINCE}
        move.state = replace(move.state, counts=counts)
        if dialog.outcome:
            move.note(Happening.OUTCOME, dialog.outcome)
        return dialog.outcomes[RingOutcome.BRIDGED]
    move.state = replace(move.state, rings=(*move.state.rings, event.outcome.value))
    return ring(move, dialog)


def _sum_of(rings: tuple[str, ...]) -> RingOutcome:
    """One word for several rings that reached nobody: somebody who did not answer outweighs busy, busy outweighs
    failed. A group with nobody to ring is busy."""
    for outcome in (RingOutcome.NOANSWER, RingOutcome.BUSY, RingOutcome.FAILED):
        if outcome.value in rings:
            return outcome
    return RingOutcome.BUSY
