"""A Line becomes a Program: every node lowered, every `back` found, nothing left to resolve.

What only lowering can see (hours that do not exist, a group without people) comes out as findings with a place.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ivr.diagnostics import Diagnostic
from ivr.dialog.grammar import DialogId, OneKey
from ivr.dialog.program import (
    Asking,
    Branching,
    Connecting,
    Dialog,
    Ending,
    Fetching,
    Holding,
    Passing,
    Paying,
    Program,
    Recording,
    exits,
)
from ivr.dialog.prompts import Grouping, Known, Tier, Voice
from ivr.line.catalogue import Catalogue
from ivr.line.line import Line, Placed
from ivr.line.lowering import Lowering
from ivr.line.mistakes import BAD_COMPARISON, UNKNOWN_SWITCH
from ivr.line.model import Path, Unread
from ivr.line.nodes.menu import Menu
from ivr.line.nodes.queue import Queue
from ivr.line.reach import node_of, reached, waiting
from ivr.line.tongues import LANGUAGES, choice_of_language, voices, with_offers
from ivr.reading.mistakes import Mistake
from ivr.routing.roster import Staff
from ivr.telephony.outcomes import MessageOutcome

_Found = tuple[str, Diagnostic]
"""A finding, and the node it is about."""

_WHATEVER_THE_COMPANY = frozenset({UNKNOWN_SWITCH.code, BAD_COMPARISON.code})


@dataclass(frozen=True, slots=True)
class Compiled:
    """The program, which may name dialogs that do not exist when the line's targets do not, and the findings."""

    program: Program
    findings: tuple[Diagnostic, ...]


@lru_cache(maxsize=32)
def compile_line(line: Line) -> Compiled:
    """Lower every node once to find where `*` leads by default, and knowing it once for each language. A line never
    changes, so what it comes to is kept for the last few: a rehearsal puts the same one up for every call."""
    findings: list[_Found] = []
    general: list[Diagnostic] = []
    backs = _backs(line, _lower_all(line, line.language, {}, []))
    tables = {tag: _table(line, str(tag), backs, findings) for tag in line.file.languages}
    dialogs = tables.pop(line.language)
    program = _program(line, dialogs, tables, voices(line, general))
    return Compiled(program, (*general, *_told(line, program, findings)))


def _told(line: Line, program: Program, findings: Sequence[_Found]) -> Iterator[Diagnostic]:
    """Of a node that waits for another company.yaml only what none could put right."""
    quiet = waiting(line, reached(program)) if Unread.ROUTES not in line.unread else frozenset()
    return (one for node, one in findings if node not in quiet or one.code in _WHATEVER_THE_COMPANY)


def _program(
    line: Line, dialogs: dict[DialogId, Dialog], tables: Mapping[str, Mapping[DialogId, Dialog]], spoken: list[Voice]
) -> Program:
    voice, *others = spoken
    return Program(
        line=str(line.file.line),
        digest=line.digest,
        start=line.file.start,
        person=line.file.person,
        voice=voice,
        others=tuple(others),
        dialogs=dialogs,
        translated=tables,
        languages=LANGUAGES if LANGUAGES in dialogs else None,
        needs=_needs(line, dialogs),
        reasons={str(name): str(one.node.reason) for name, one in line.nodes.items() if one.node.reason},
        patience=line.file.defaults.patient.lower(),
        calendars={str(name): hours.calendar() for name, hours in line.company.hours.items()},
        grouping=_grouping(line),
        limits=line.file.defaults.call.lower(),
    )


def _grouping(line: Line) -> Grouping:
    shape = line.company.account_number
    groups = {Known.ACCOUNT_NUMBER: tuple(int(size) for size in shape.groups) if shape else ()}
    return Grouping({**groups, Known.CALLER_PHONE: (3, 3, 4), Known.CALLER_CALLBACK: (3, 3, 4)})


def _table(
    line: Line, language: str, backs: Mapping[DialogId, DialogId], findings: list[_Found]
) -> dict[DialogId, Dialog]:
    """All dialogs in one language, the offer of the others and the choice among them included. What is wrong with a
    node is wrong in every language, and told once."""
    first = language == line.language
    dialogs = _lower_all(line, language, backs, findings if first else [])
    others = [str(tag) for tag in line.file.languages if tag != language]
    dialogs = with_offers(dialogs, line.file.start, others)
    if len(others) > 1:
        dialogs[LANGUAGES] = choice_of_language(line, language)
    return dialogs


def _needs(line: Line, dialogs: Mapping[DialogId, Dialog]) -> dict[DialogId, Tier]:
    """How well a caller must be known, for every dialog of a node that says so."""
    tiers = {name: placed.node.needs for name, placed in line.nodes.items()}
    found = {at: tiers.get(node_of(at)) for at in dialogs}
    return {at: tier for at, tier in found.items() if tier is not None}


def _lower_all(
    line: Line, language: str, backs: Mapping[DialogId, DialogId], findings: list[_Found]
) -> dict[DialogId, Dialog]:
    dialogs: dict[DialogId, Dialog] = {}
    catalogue = None if language == line.language else line.catalogues.get(language, Catalogue(language, "", {}))
    staff = line.representatives.staff(line.language)
    for name, placed in line.nodes.items():
        low = _lowering(line, name, placed, backs, findings, staff)
        for dialog in placed.node.lower(replace(low, language=language, catalogue=catalogue)):
            dialogs[dialog.id] = dialog
    return dialogs


def _lowering(
    line: Line, name: str, placed: Placed, backs: Mapping[DialogId, DialogId], findings: list[_Found], staff: Staff
) -> Lowering:
    def report(mistake: Mistake, path: Path, message: str, remedy: str) -> None:
        findings.append((name, mistake.at(placed.place((placed.node.kind, *path)), message, remedy)))

    return Lowering(
        id=name,
        company=line.company,
        defaults=line.file.defaults,
        language=line.language,
        person=line.file.person,
        groups=line.representatives.groups,
        staff=staff,
        back=backs.get(name),
        unread=line.unread,
        report=report,
        written=line.language,
    )


def _backs(line: Line, dialogs: Mapping[DialogId, Dialog]) -> dict[DialogId, DialogId]:
    """For each dialog the nearest menu, or queue, whose option leads to it; among equals the one written first.

    A way goes on from a dialog by what it leads to when all goes well, and stops at menus, which are asked from
    themselves; a call has no history, so this is decided once for all callers. Nothing lies behind what a call begins
    with, up to its first question.
    """
    menus = [name for name, placed in line.nodes.items() if isinstance(placed.node, Menu | Queue)]
    beginning = _beginning(line.file.start, dialogs)
    nearest = _nearest(menus, dialogs)
    return {at: menus[orders[0]] for at, orders in nearest.items() if orders and at not in beginning}


def _nearest(menus: Sequence[DialogId], dialogs: Mapping[DialogId, Dialog]) -> dict[DialogId, list[int]]:
    """For each dialog the menus whose choices lead to it, by their place, nearest first and never itself.

    One walk from all menus together, in the order of steps and then of menus. Two of them are kept for each dialog,
    because behind it may stand the first of the two: so a line of thousands of menus is walked in no time.
    """
    places = {name: place for place, name in enumerate(menus)}
    nearest: dict[DialogId, list[int]] = {}
    ahead = deque((target, place) for place, menu in enumerate(menus) for target in _choices(dialogs[menu]))
    while ahead:
        at, place = ahead.popleft()
        known = nearest.setdefault(at, [])
        if at not in dialogs or place in known or place == places.get(at) or len(known) == 2:
            continue
        known.append(place)
        if at not in places:
            ahead.extend((following, place) for following in _onwards(dialogs[at]))
    return nearest


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
    match dialog:
        case Asking(grammar=OneKey(choices=choices)):
            return list(choices.values())
        case Holding(keys=keys):
            return list(keys.values())
        case _:
            return []


def _onwards(dialog: Dialog) -> list[DialogId]:
    """Where a dialog leads when the caller does what it asks: not where errors and outcomes of transfers lead."""
    match dialog:
        case Asking():
            return sorted(exits(replace(dialog, back=None, exhausted=dialog.id)) - {dialog.id})
        case Fetching(outcomes=outcomes):
            return list(outcomes.values())
        case Paying(outcomes=ends):
            return list(ends.values())
        case Recording(outcomes=after):
            return [after[MessageOutcome.LEFT]]
        case Connecting() | Holding() | Ending():
            return []
        case _:
            return sorted(exits(dialog))
