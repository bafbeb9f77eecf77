"""The reasons a caller can have at each dialog: those of the nodes on the ways to it.

A reason is no part of where a call stands, so a branch on it may go any way in the Atlas. Ways that no reason leads to would all be
suspicions, and settling one takes longer than everything else. What is told here is never less than can happen: the ways are those
that `step` is held to (program.leads_to), and whoever is told of another line's caller may hear any reason.
"""

from collections import deque
from collections.abc import Mapping, Sequence

from ivr.dialog.grammar import DialogId, LanguageKey
from ivr.dialog.program import Asking, Connecting, Dialog, Fetching, Passing, Program, TakeNext, exits, leads_to
from ivr.dialog.prompts import Known
from ivr.line.reach import leads_on

Ways = frozenset[int]
"""Classes of reasons, by their places among the examples."""


def ways_of_reasons(program: Program, examples: Sequence[str | None]) -> Mapping[DialogId, Ways]:
    """Those among `examples` that a caller may have whom a dialog waits for, by place; the last one stands for each reason that is
    not among them, None for no reason. A dialog that nobody gets to is not among the keys."""
    places = {one: place for place, one in enumerate(examples)}
    own = {at: frozenset({places.get(one, len(examples) - 1)}) for at, one in program.reasons.items()}
    found: dict[DialogId, Ways] = {}
    ahead = deque([(program.start, frozenset({places[None]})), (program.person, frozenset({places[None]}))])
    while ahead:
        at, come = ahead.popleft()
        dialog = program.dialogs.get(at)
        known = found.get(at, frozenset()) | own.get(at, come)
        if dialog is not None and known != found.get(at):
            found[at] = known
            leaving = frozenset(places.values()) if _told(dialog) else known
            ahead.extend((one, leaving) for one in _onward(program, dialog))
    return found


def _told(dialog: Dialog) -> bool:
    """Whether a reason is told from outside, or copied."""
    if isinstance(dialog, Passing):
        return any(to is Known.CALLER_REASON for to, _ in dialog.keeps) or Known.CALLER_REASON in dialog.forgets
    return isinstance(dialog, Fetching) and isinstance(dialog.inquiry, TakeNext)


def _onward(program: Program, dialog: Dialog) -> frozenset[DialogId]:
    """Everywhere a dialog leads, on this leg or on one that begins with what is known. Whoever chose a language is where it was
    asked for, with the reason from there: only a choice that has a reason of its own, or that a node leads to, takes one anywhere."""
    if isinstance(dialog, Connecting):
        return leads_to(program, dialog) | {dialog.whisper}
    if isinstance(dialog, Asking) and isinstance(dialog.grammar, LanguageKey):
        led = any(program.languages in exits(one) for one in program.dialogs.values())
        if led or dialog.id in program.reasons or dialog.id != program.languages:
            return leads_to(program, dialog)
        return leads_on(program, dialog) | {program.person}
    return leads_on(program, dialog)
