"""The ways out of every dialog that it holds itself, by the names that journals give them (passages.py).

Nothing moves here: a dialog is read for what it leads to, as `exits` reads it. What leads away from every question alike
(0, *, #, 9, the bounds of a call, hanging up) is no way of any one dialog and is left out. A test holds the names
to those of calls that were walked.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import TypeVar, assert_never

from ivr.dialog.grammar import Amount, DialogId, DigitString, LanguageKey, OneKey, universal
from ivr.dialog.program import (
    Asking,
    Branching,
    Connecting,
    Dialog,
    Ending,
    Fetching,
    Holding,
    OfHours,
    Passing,
    Paying,
    Program,
    Recording,
    RequestCallback,
    SignIn,
    Taking,
    VerifyAccount,
)
from ivr.exploring.passages import EXHAUSTED, HELD_BACK, HUNG_UP, NEXT, WAITS, Passage, is_line_wide
from ivr.telephony.hours import Doors
from ivr.telephony.keys import BACK

CALLED_BACK = "called back"
WHISPER = "whisper"
"""Ways that no journal has: they begin a leg of its own."""

_BACK_OR_AWAY = frozenset({BACK, HELD_BACK, HUNG_UP, WAITS})


def is_own(program: Program, passage: Passage) -> bool:
    """Whether a way is its dialog's own, and leads to another. Whoever is asked for a language goes back to where that was asked
    for, whatever the answer."""
    everywhere = is_line_wide(passage.way) or passage.way in _BACK_OR_AWAY or passage.dialog == program.languages
    return bool(passage.to) and passage.to != passage.dialog and not everywhere


def ways_of(program: Program) -> Iterator[Passage]:
    """In the order of the dialogs, and of each dialog in the order it was written."""
    for dialog in program.dialogs.values():
        for way, to in _ways(program, dialog):
            if to in program.dialogs:
                yield Passage(dialog.id, way, to)


Outcome = TypeVar("Outcome", bound=StrEnum)


def _ways(program: Program, dialog: Dialog) -> Iterable[tuple[str, DialogId]]:  # noqa: C901 - a table, one case for each kind
    match dialog:
        case Passing(then=then):
            return [(NEXT, then)]
        case Branching():
            return _of_branch(dialog)
        case Asking():
            return _of_question(program, dialog)
        case Fetching():
            return _of_inquiry(dialog)
        case Connecting(outcomes=ends, whisper=whisper):
            return [*_ended(ends), (WHISPER, whisper)]
        case Holding(keys=keys, outcomes=left):
            return [*((f"key {key}", to) for key, to in keys.items()), *_ended(left)]
        case Paying(outcomes=paid, exhausted=exhausted):
            return [*_ended(paid), (EXHAUSTED, exhausted)]
        case Recording(outcomes=after):
            return _ended(after)
        case Taking(outcomes=done):
            return _ended(done)
        case Ending():
            return []
        case _:
            assert_never(dialog)


def _ended(outcomes: Mapping[Outcome, DialogId]) -> list[tuple[str, DialogId]]:
    return [(str(outcome), to) for outcome, to in outcomes.items()]


def _of_branch(dialog: Branching) -> Iterator[tuple[str, DialogId]]:
    if isinstance(dialog.of, OfHours):
        for doors in Doors:
            yield doors.value, next((one.then for one in dialog.cases if one.operand == doors), dialog.otherwise)
        return
    for number, case in enumerate(dialog.cases, 1):
        yield str(number), case.then
    yield "otherwise", dialog.otherwise


def _of_question(program: Program, dialog: Asking) -> Iterator[tuple[str, DialogId]]:
    match dialog.grammar:
        case LanguageKey():  # back to wherever it was asked for
            return
        case OneKey(choices=choices):
            yield from ((f"key {key}", to) for key, to in choices.items())
        case DigitString(then=then) | Amount(then=then):
            yield "keyed", then
    silences = dialog.attempts.noinput
    if silences and universal(dialog.grammar):  # whoever was silent once is given more time, and one more try
        silences = max(silences, program.patience.noinput)
    yield f"noinput {silences + 1}, {EXHAUSTED}", dialog.exhausted
    yield f"nomatch {dialog.attempts.nomatch + 1}, {EXHAUSTED}", dialog.exhausted


def _of_inquiry(dialog: Fetching) -> Iterator[tuple[str, DialogId]]:
    yield from _ended(dialog.outcomes)
    match dialog.inquiry:
        case VerifyAccount() | SignIn():
            yield EXHAUSTED, dialog.exhausted
        case RequestCallback(begins=begins):
            yield CALLED_BACK, begins
        case _:
            return
