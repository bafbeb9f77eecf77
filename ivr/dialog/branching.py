"""Which way a branch goes. Comparisons are closed: a value of a known type against a constant."""

import operator
from collections.abc import Callable, Mapping

from ivr.dialog.grammar import DialogId
from ivr.dialog.journal import Happening
from ivr.dialog.move import Move
from ivr.dialog.program import Branching, Case, Comparison, OfHours, Program
from ivr.dialog.prompts import TYPES, Known, Spoken, Tier
from ivr.dialog.state import CallState
from ivr.dialog.world import World
from ivr.speech.money import parse_money
from ivr.telephony.hours import Doors

OTHERWISE = "otherwise"
"""In the journal: no case held."""

_UNLESS_KNOWN: Mapping[Known | OfHours, str] = {Known.ACCOUNT_VERIFIED: "no", Known.ACCOUNT_TIER: Tier.T0.value}
"""Whoever was never verified is not verified. Any other value that is not known holds no comparison."""

_COMPARES: Mapping[Comparison, Callable[[tuple[int, str], tuple[int, str]], bool]] = {
    Comparison.IS: operator.eq,
    Comparison.IS_NOT: operator.ne,
    Comparison.BELOW: operator.lt,
    Comparison.ABOVE: operator.gt,
    Comparison.AT_LEAST: operator.ge,
    Comparison.AT_MOST: operator.le,
}


def choose(move: Move, dialog: Branching) -> DialogId:
    """The first case that holds, or `otherwise`. The journal has which one, and of hours what they were: no value."""
    state = move.state
    value = _subject(move.program, state, dialog, move.world)
    for number, case in enumerate(dialog.cases, 1):
        if _holds(case, value, dialog.of, state):
            move.note(Happening.DECIDED, str(value) if isinstance(dialog.of, OfHours) else str(number))
            return case.then
    move.note(Happening.DECIDED, str(value) if isinstance(dialog.of, OfHours) else OTHERWISE)
    return dialog.otherwise


def doors(program: Program, calendar: str, world: World) -> Doors:
    """Whether people answer now."""
    return Doors.EMERGENCY if world.emergency else program.calendars[calendar].at(world.now)


def _subject(program: Program, state: CallState, dialog: Branching, world: World) -> str | None:
    if isinstance(dialog.of, OfHours):
        return doors(program, dialog.of.calendar, world).value
    if TYPES[dialog.of] is Spoken.SECRET_DIGITS:
        return "yes" if dialog.of in state.secrets else None
    return state.values.get(dialog.of)


def _holds(case: Case, value: str | None, of: Known | OfHours, state: CallState) -> bool:
    if case.comparison is Comparison.KNOWN:
        return (value is not None) == (case.operand == "yes")
    left = _UNLESS_KNOWN.get(of) if value is None else value
    right = state.values.get(case.operand) if isinstance(case.operand, Known) else case.operand
    if left is None or right is None:
        return False
    return _COMPARES[case.comparison](_comparable(left, of), _comparable(right, of))


def _comparable(text: str, of: Known | OfHours) -> tuple[int, str]:
    """Something with an order: money by its minor units, counts by size, dates and words as they are written."""
    if isinstance(of, OfHours):
        return (0, text)
    match TYPES[of]:
        case Spoken.MONEY:
            return (parse_money(text)[0], "")
        case Spoken.COUNT:
            return (int(text), "")
        case _:
            return (0, text)
