"""A Line becomes a Program: every node lowered, every `back` found, nothing left to resolve.

What only lowering can see (hours that do not exist, a group without people) comes out as findings with a place.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ivr.diagnostics import Diagnostic
from ivr.dialog.grammar import DialogId, OneKey
from ivr.dialog.program import Asking, Branching, Connecting, Dialog, Ending, Fetching, Passing, Program, exits
from ivr.dialog.prompts import Grouping, Known, Voice
from ivr.line.line import Line, Placed
from ivr.line.lowering import Lowering
from ivr.line.mistakes import SECOND_LANGUAGE
from ivr.line.model import Path
from ivr.line.nodes.menu import Menu
from ivr.reading.mistakes import Mistake
from ivr.reading.tree import place_of


@dataclass(frozen=True, slots=True)
class Compiled:
    """The program, which may name dialogs that do not exist when the line's targets do not, and the findings."""

    program: Program
    findings: tuple[Diagnostic, ...]


def compile_line(line: Line) -> Compiled:
    """Lower every node twice at most: once to find where `*` leads by default, once knowing it."""
    findings: list[Diagnostic] = []
    backs = _backs(line, _lower_all(line, {}, []))
    dialogs = _lower_all(line, backs, findings)
    if len(line.file.languages) > 1:
        findings.append(
            SECOND_LANGUAGE.at(
                place_of(line.file_tree, ("languages",)),
                "A line speaks one language so far.",
                "Keep one entry below languages.",
            )
        )
    program = Program(
        line=str(line.file.line),
        digest=line.digest,
        start=line.file.start,
        person=line.file.person,
        voice=Voice(line.language, line.voice),
        dialogs=dialogs,
        calendars={str(name): hours.calendar() for name, hours in line.company.hours.items()},
        grouping=_grouping(line),
        limits=line.file.defaults.call.lower(),
    )
    return Compiled(program, tuple(findings))


def _grouping(line: Line) -> Grouping:
    shape = line.company.account_number
    groups = {Known.ACCOUNT_NUMBER: tuple(int(size) for size in shape.groups) if shape else ()}
    return Grouping({**groups, Known.CALLER_PHONE: (3, 3, 4)})


def _lower_all(line: Line, backs: Mapping[DialogId, DialogId], findings: list[Diagnostic]) -> dict[DialogId, Dialog]:
    dialogs: dict[DialogId, Dialog] = {}
    for name, placed in line.nodes.items():
        for dialog in placed.node.lower(_lowering(line, name, placed, backs, findings)):
            dialogs[dialog.id] = dialog
    return dialogs


def _lowering(
    line: Line, name: str, placed: Placed, backs: Mapping[DialogId, DialogId], findings: list[Diagnostic]
) -> Lowering:
    def report(mistake: Mistake, path: Path, message: str, remedy: str) -> None:
        findings.append(mistake.at(placed.place((placed.node.kind, *path)), message, remedy))

    return Lowering(
        id=name,
        company=line.company,
        defaults=line.file.defaults,
        language=line.language,
        person=line.file.person,
        groups=line.representatives.groups,
        back=backs.get(name),
        unread=line.unread,
        report=report,
    )


def _backs(line: Line, dialogs: Mapping[DialogId, Dialog]) -> dict[DialogId, DialogId]:
    """For each dialog the nearest menu whose option leads to it; among equals the one written first.

    A way goes on from a dialog by what it leads to when all goes well, and stops at menus, which are asked from
    themselves; a call has no history, so this is decided once for all callers. Nothing lies behind what a call begins
    with, up to its first question.
    """
    menus = [name for name, placed in line.nodes.items() if isinstance(placed.node, Menu)]
    nearest: dict[DialogId, tuple[int, int]] = {}
    for order, menu in enumerate(menus):
        for at, steps in _ways_from(menu, dialogs, frozenset(menus)).items():
            nearest[at] = min((steps, order), nearest.get(at, (steps, order)))
    beginning = _beginning(line.file.start, dialogs)
    return {at: menus[order] for at, (_, order) in nearest.items() if at not in beginning}


def _ways_from(menu: DialogId, dialogs: Mapping[DialogId, Dialog], menus: frozenset[DialogId]) -> dict[DialogId, int]:
    """Every dialog the choices of a menu lead to before another menu is asked, and in how many steps."""
    steps: dict[DialogId, int] = {}
    waiting = deque((target, 1) for target in _choices(dialogs[menu]))
    while waiting:
        at, count = waiting.popleft()
        if at in steps or at == menu or at not in dialogs:
            continue
        steps[at] = count
        if at not in menus:
            waiting.extend((following, count + 1) for following in _onwards(dialogs[at]))
    return steps


def _beginning(start: DialogId, dialogs: Mapping[DialogId, Dialog]) -> set[DialogId]:
    """What every call comes through before the caller has said anything, the first question included."""
    begun: set[DialogId] = set()
    waiting = [start]
    while waiting:
        at = waiting.pop()
        if at not in begun and at in dialogs:
            begun.add(at)
            waiting.extend(exits(dialogs[at]) if isinstance(dialogs[at], Passing | Branching) else ())
    return begun


def _choices(dialog: Dialog) -> list[DialogId]:
    if isinstance(dialog, Asking) and isinstance(dialog.grammar, OneKey):
        return list(dialog.grammar.choices.values())
    return []


def _onwards(dialog: Dialog) -> list[DialogId]:
    """Where a dialog leads when the caller does what it asks: not where errors and outcomes of transfers lead."""
    match dialog:
        case Asking():
            return sorted(exits(replace(dialog, back=None, exhausted=dialog.id)) - {dialog.id})
        case Fetching(outcomes=outcomes):
            return list(outcomes.values())
        case Connecting() | Ending():
            return []
        case _:
            return sorted(exits(dialog))
