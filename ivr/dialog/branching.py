"""Which way a branch goes. Comparisons are closed: a value of a known type against a constant."""

from ivr.dialog.grammar import DialogId
from ivr.dialog.program import Branching, Case, Comparison, OfHours, Program
from ivr.dialog.prompts import TYPES, Known, Spoken, Tier
from ivr.dialog.state import CallState
from ivr.dialog.world import World
from ivr.speech.money import parse_money


def choose(program: Program, state: CallState, dialog: Branching, world: World) -> DialogId:
    """The first case that holds, or `otherwise`."""
    value = _subject(program, state, dialog, world)
    for case in dialog.cases:
        if _holds(case, value, dialog.of, state):
            return case.then
    return dialog.otherwise


def _subject(program: Program, state: CallState, dialog: Branching, world: World) -> str | None:
    if isinstance(dialog.of, OfHours):
        return program.calendars[dialog.of.calendar].at(world.now).value
    if TYPES[dialog.of] is Spoken.SECRET_DIGITS:
        return "yes" if dialog.of in state.secrets else None
    return state.values.get(dialog.of)


def _holds(case: Case, value: str | None, of: Known | OfHours, state: CallState) -> bool:
    if case.comparison is Comparison.KNOWN:
        return (value is not None) == (case.operand == "yes")
    if value is None and _is_yes_or_no(of):
        value = "no"  # whoever was never verified is not verified
    if value is None and of is Known.ACCOUNT_TIER:
        value = Tier.T0
    if value is None:
        return False
    operand = state.values.get(case.operand) if isinstance(case.operand, Known) else case.operand
    if operand is None:
        return False
    left, right = _comparable(value, of), _comparable(operand, of)
    match case.comparison:
        case Comparison.IS:
            return left == right
        case Comparison.IS_NOT:
            return left != right
        case Comparison.BELOW:
            return left < right
        case Comparison.ABOVE:
            return left > right
        case Comparison.AT_LEAST:
            return left >= right
        case Comparison.AT_MOST:
            return left <= right


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


def _is_yes_or_no(of: Known | OfHours) -> bool:
    return not isinstance(of, OfHours) and TYPES[of] is Spoken.YES_NO
