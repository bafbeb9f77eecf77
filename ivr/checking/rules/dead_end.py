"""IVR104."""

from collections.abc import Collection, Iterator

from ivr.checking.rule import Subject, rule
from ivr.checking.walking import reachable, way_to
from ivr.dialog.grammar import DialogId
from ivr.dialog.program import (
    Asking,
    Connecting,
    Dialog,
    Ending,
    Fetching,
    Holding,
    How,
    Paying,
    RecordPayment,
    exits,
)
from ivr.reading.spelling import shown
from ivr.source import Place
from ivr.telephony.outcomes import FetchOutcome, PayOutcome


@rule("IVR104", "dead-end")
def dead_end(subject: Subject) -> Iterator[tuple[Place, str, str]]:
    """After silence, wrong answers, a failed look-up, text or payment the line can hang up although no person was tried.

    Why: whoever cannot use the keys, or whose account cannot be found, needs a person most. Passing the line's
    `person` node counts as trying, whatever that node does by the hour, and so does waiting in a queue; leaving a
    message does not.

    Caught:

        nodes:
          greeting:
            menu:
              options:
                1:
                  say: To end the call
                  go: goodbye
              exhausted: goodbye
          goodbye:
            hangup: Goodbye.

    Instead:

        nodes:
          greeting:
            menu:
              options:
                1:
                  say: To end the call
                  go: goodbye
              exhausted: representative
          goodbye:
            hangup: Goodbye.
    """
    if not subject.routed:
        return
    program, fatal = subject.program, _fatal(subject)
    untried = reachable(program, [program.start], lambda one: _short_of_person(subject, exits(one), one))
    for name in untried:
        for start in (one for one in _errors_of(program.dialogs[name]) if one in fatal):
            came = reachable(program, [start], lambda one: _after_errors(subject, one))
            for end in came:
                if _hangs_up(subject, end):
                    way = dict.fromkeys(subject.node(one) for one in way_to(came, end))
                    fact = (
                        f"When things go wrong at {shown(subject.node(name))}, the caller is led to "
                        f"{', then '.join(way)}, and the line hangs up; no person was tried."
                    )
                    yield subject.place(name), fact, f"Lead to {program.person} instead."


_GOOD = frozenset({FetchOutcome.VERIFIED, FetchOutcome.RECOGNISED, FetchOutcome.DONE})


def _errors_of(dialog: Dialog) -> list[DialogId]:
    match dialog:
        case Asking(exhausted=exhausted):
            return [exhausted]
        case Fetching(inquiry=RecordPayment()):  # the payment is made, whatever becomes of the news
            return []
        case Fetching(exhausted=exhausted, outcomes=outcomes):
            return [exhausted, *(to for how, to in outcomes.items() if how not in _GOOD)]
        case Paying(exhausted=exhausted, outcomes=ends):
            return [exhausted, *(to for end, to in ends.items() if end is not PayOutcome.PAID)]
        case _:
            return []


def _fatal(subject: Subject) -> Collection[DialogId]:
    """Where somebody who goes on failing comes to a hang-up: walked once and backwards, because most lines have no such
    place, and no way needs to be looked for then."""
    before: dict[DialogId, list[DialogId]] = {}
    for name, dialog in subject.dialogs.items():
        for target in _after_errors(subject, dialog):
            before.setdefault(target, []).append(name)
    ends = [name for name in subject.dialogs if _hangs_up(subject, name)]
    return reachable(subject.program, ends, lambda one: before.get(one.id, ()))


def _short_of_person(subject: Subject, onwards: frozenset[DialogId], dialog: Dialog) -> frozenset[DialogId]:
    """Where a dialog leads while no person was tried: nowhere from a transfer, a queue or the line's person node."""
    if dialog.id == subject.program.person or isinstance(dialog, Connecting | Holding):
        return frozenset()
    return onwards


def _after_errors(subject: Subject, dialog: Dialog) -> frozenset[DialogId]:
    """Where somebody is led who goes on failing; never by a choice of their own, or by what succeeds."""
    onwards = frozenset(_errors_of(dialog)) if _errors_of(dialog) else exits(dialog)
    return _short_of_person(subject, onwards, dialog)


def _hangs_up(subject: Subject, dialog: DialogId) -> bool:
    ending = subject.dialogs[dialog]
    return isinstance(ending, Ending) and ending.how is How.HANGUP and dialog != subject.program.person
