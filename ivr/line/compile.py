"""A Line becomes a Program: every node lowered, every `back` found, nothing left to resolve.

What only lowering can see (hours that do not exist, a group without people) comes out as findings with a place.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ivr.diagnostics import Diagnostic
from ivr.dialog.grammar import DialogId, OneKey
from ivr.dialog.program import Asking, Connecting, Dialog, Ending, Fetching, Program, exits
from ivr.dialog.prompts import Grouping, Known, Voice
from ivr.line.line import Line, Placed
from ivr.line.lowering import Lowering
from ivr.line.nodes.menu import Menu


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
        place = line.file_tree.place
        findings.append(
            Diagnostic(
                "IVR120",
                "second-language",
                place,
                "only one language is spoken so far",
                "leave one entry under languages",
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
    groups = {Known.ACCOUNT_NUMBER: tuple(int(size) for size in line.company.account_number.groups)}
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
    def report(path: tuple[str | int, ...], message: str, remedy: str) -> None:
        place = placed.place((placed.node.kind, *path))
        findings.append(Diagnostic("IVR121", "unknown-name", place, message, remedy))

    return Lowering(
        id=name,
        company=line.company,
        defaults=line.file.defaults,
        language=line.language,
        person=line.file.person,
        groups=line.representatives.groups,
        back=backs.get(name),
        report=report,
    )


def _backs(line: Line, dialogs: Mapping[DialogId, Dialog]) -> dict[DialogId, DialogId]:
    """For each dialog the nearest menu whose option leads to it; among equals the one written first.

    The search goes on from a dialog by what it leads to when all goes well, and stops at menus, which are asked
    from themselves; a call has no history, so this is decided once for all callers.
    """
    menus = [name for name, placed in line.nodes.items() if isinstance(placed.node, Menu)]
    backs: dict[DialogId, DialogId] = {}
    waiting = deque((target, menu) for menu in menus for target in _choices(dialogs[menu]))
    while waiting:
        at, menu = waiting.popleft()
        if at in backs or at == menu or at not in dialogs:
            continue
        backs[at] = menu
        if at not in menus:
            waiting.extend((following, menu) for following in _onwards(dialogs[at]))
    backs.pop(line.file.start, None)
    return backs


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
