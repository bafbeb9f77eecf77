"""What the caller of a call file keys that came out of a walk: for what was keyed as an example, what a demonstration account has, so
that the directory knows it.

The numbers and PINs of demonstration accounts are invented, and stand in the line's call files already.
"""

from collections.abc import Iterable, Iterator, Mapping

from ivr.dialog.grammar import DialogId, DigitString
from ivr.dialog.program import Asking, Program
from ivr.dialog.prompts import VERIFIERS, Known
from ivr.dialog.world import Answered, Event, Fetched
from ivr.exploring.entries import example
from ivr.exploring.happenings import PRESSES
from ivr.exploring.moving import Doing
from ivr.line.line import Line
from ivr.telephony.outcomes import FetchOutcome

Customer = Mapping[str, str]
"""By the name a line keeps it under, what one customer can key."""
NOBODY: Customer = {}
"""Somebody without an account."""
_PHONE_KEYED = 4  # digits


def demonstrated(line: Line) -> Iterator[Customer]:
    for one in () if line.demonstration is None else line.demonstration.accounts:
        known = {
            Known.ACCOUNT_NUMBER: one.number.reveal(),
            Known.ACCOUNT_PIN: one.pin.reveal(),
            Known.ACCOUNT_BILL_CODE: one.bill_code.reveal(),
            Known.ACCOUNT_ZIP: one.zip.reveal(),
            Known.ACCOUNT_PHONE_LAST4: one.phone.reveal()[-_PHONE_KEYED:],
        }
        yield {name.value: text for name, text in known.items() if text}


def asked(program: Program, at: DialogId, doing: Doing) -> DigitString | None:
    """What a move at a dialog answers, where it answers a question for digits as it should be answered."""
    dialog = program.dialogs[at]
    if not isinstance(dialog, Asking) or not isinstance(dialog.grammar, DigitString):
        return None
    return dialog.grammar if doing.label == f"{PRESSES}{example(dialog.grammar)}" else None


def meant(doing: Doing, grammar: DigitString | None, following: Iterable[Event | Answered], customer: Customer) -> str:
    """The keys of a move. A proof that the next look-up of those that follow refuses is a wrong one, and stays an example."""
    keys = doing.label.removeprefix(PRESSES)
    if grammar is None or (Known(grammar.into) in VERIFIERS and _refused(following)):
        return keys
    return customer.get(grammar.into, keys)


def _refused(following: Iterable[Event | Answered]) -> bool:
    outcomes = (event.outcome for event in following if isinstance(event, Fetched))
    return next(outcomes, None) is FetchOutcome.REFUSED
