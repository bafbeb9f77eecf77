"""The call record (CDR): a fold of the journal. Nothing in it is kept anywhere else."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from ivr.dialog.journal import Entry, Happening


@dataclass(frozen=True, slots=True)
class CallRecord:
    """One call in one row. `outcomes` are the names the author gave; `ended_by` says who ended it."""

    answered_at: datetime | None = None
    ended_at: datetime | None = None
    ended_by: str = ""
    dialogs: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    representative: str = ""
    noinputs: int = 0
    nomatches: int = 0
    asked_for_person: bool = False
    seconds: int | None = None


def fold(entries: Iterable[Entry]) -> CallRecord:
    """The record of the entries so far; folding more of them only adds."""
    record = CallRecord()
    for entry in entries:
        record = _with(record, entry)
    return record


def _with(record: CallRecord, entry: Entry) -> CallRecord:  # noqa: C901 - one case per happening
    match entry.kind:
        case Happening.ANSWERED:
            return replace(record, answered_at=record.answered_at or entry.at)
        case Happening.ENTERED:
            return replace(record, dialogs=(*record.dialogs, entry.dialog))
        case Happening.NOINPUT:
            return replace(record, noinputs=record.noinputs + 1)
        case Happening.NOMATCH:
            return replace(record, nomatches=record.nomatches + 1)
        case Happening.ASKED_FOR_PERSON:
            return replace(record, asked_for_person=True)
        case Happening.OUTCOME:
            return replace(record, outcomes=(*record.outcomes, entry.detail))
        case Happening.CONNECTED:
            return replace(record, representative=entry.detail)
        case Happening.ENDED if not record.ended_by:
            return replace(record, ended_at=entry.at, ended_by="line")
        case Happening.HUNG_UP if not record.ended_by:
            return replace(record, ended_at=entry.at, ended_by="caller")
        case Happening.CLOSED:
            seconds = record.seconds or entry.count or None
            return replace(
                record, ended_at=record.ended_at or entry.at, ended_by=record.ended_by or "caller", seconds=seconds
            )
        case _:
            return record
