"""What a move itself makes of values, and what the dialogs it comes by decide by values."""

from collections.abc import Iterator
from dataclasses import dataclass

from ivr.dialog.grammar import Amount, read
from ivr.dialog.journal import Happening
from ivr.dialog.keeping import kept
from ivr.dialog.program import Asking, Branching, Case, Comparison, Dialog, Passing, Paying, Program
from ivr.dialog.prompts import Known
from ivr.dialog.state import CallState
from ivr.dialog.step import Step
from ivr.dialog.world import Answered, Event, Paid
from ivr.exploring.classes import NOTHING
from ivr.telephony.events import Keyed
from ivr.telephony.outcomes import PayOutcome


@dataclass(frozen=True, slots=True)
class Settled:
    """What could not be otherwise in this move: the text, None for what is not known."""

    text: str | None


def come_about(
    program: Program, state: CallState | None, event: Event | Answered, moved: Step
) -> Iterator[tuple[Known, Known | Settled]]:
    """An amount that was just keyed is what it is, and so is the confirmation of a payment."""
    dialog = None if state is None else program.dialogs[state.at]
    keyed = any(entry.kind is Happening.KEYED for entry in moved.journal)
    if keyed and isinstance(event, Keyed) and isinstance(dialog, Asking) and isinstance(dialog.grammar, Amount):
        now_known = kept(moved.state, dialog.grammar, read(dialog.grammar, event.keys).entry)
        yield Known(dialog.grammar.into), Settled(now_known.values[dialog.grammar.into])
    if isinstance(event, Paid) and event.outcome is PayOutcome.PAID:
        yield Known.PAYMENT_CONFIRMATION, Settled(event.confirmation or None)


def asked_by(dialog: Dialog) -> Iterator[Branching]:
    """What a dialog decides by values: a branch; one that copies values, whether there is anything to copy; a payment, whether there is
    anything to pay."""
    if isinstance(dialog, Branching):
        yield dialog
    if isinstance(dialog, Passing):
        for _, what in dialog.keeps:
            yield Branching(dialog.id, what, (Case(Comparison.KNOWN, "yes", "known"),), "not known")
    if isinstance(dialog, Paying):
        yield Branching(dialog.id, Known.PAYMENT_AMOUNT, (Case(Comparison.ABOVE, NOTHING, "pays"),), "nothing to pay")
