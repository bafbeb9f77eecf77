"""The call record is a fold of the journal: more entries only add to it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.dialog.journal import Entry, Happening
from ivr.dialog.record import CallRecord, fold

START = datetime(2026, 11, 24, 15, 5, tzinfo=UTC)

entries = st.lists(
    st.builds(
        Entry,
        kind=st.sampled_from(Happening),
        at=st.integers(0, 10_000).map(lambda seconds: START + timedelta(seconds=seconds)),
        turn=st.integers(0, 60),
        dialog=st.sampled_from(["main", "pin", "representative"]),
        detail=st.sampled_from(["", "1", "bridged", "noanswer", "ann", "ben"]),
        count=st.integers(0, 900),
    ),
    max_size=30,
)


def entry(kind: Happening, seconds: int = 0, dialog: str = "", detail: str = "", count: int = 0) -> Entry:
    return Entry(kind, START + timedelta(seconds=seconds), 1, dialog, detail, count)


def test_no_entries_are_an_empty_record() -> None:
    assert fold([]) == CallRecord()


def test_a_call_that_reached_a_representative_is_one_row() -> None:
    record = fold(
        [
            entry(Happening.ANSWERED),
            entry(Happening.ENTERED, dialog="main"),
            entry(Happening.NOINPUT, 9, "main", count=1),
            entry(Happening.ASKED_FOR_PERSON, 15, "main"),
            entry(Happening.ENTERED, 15, "ring"),
            entry(Happening.RANG, 15, "ring", "ann"),
            entry(Happening.RING_ENDED, 35, "ring", "noanswer"),
            entry(Happening.RANG, 35, "ring", "ben"),
            entry(Happening.RING_ENDED, 300, "ring", "bridged"),
            entry(Happening.CONNECTED, 300, "ring", "ben"),
            entry(Happening.OUTCOME, 300, "ring", "reached_representative"),
            entry(Happening.HUNG_UP, 301),
            entry(Happening.CLOSED, 302, count=302),
        ]
    )
    assert record == CallRecord(
        answered_at=START,
        ended_at=START + timedelta(seconds=301),
        ended_by="caller",
        dialogs=("main", "ring"),
        outcomes=("reached_representative",),
        representative="ben",
        noinputs=1,
        asked_for_person=True,
        seconds=302,
    )


@pytest.mark.parametrize(
    ("kinds", "ended_by"),
    [
        ([Happening.ENDED], "line"),
        ([Happening.HUNG_UP], "caller"),
        ([Happening.CLOSED], "caller"),
        ([Happening.ENDED, Happening.HUNG_UP, Happening.CLOSED], "line"),
        ([Happening.HUNG_UP, Happening.ENDED], "caller"),
        ([Happening.ANSWERED], ""),
    ],
)
def test_who_ended_the_call_first_ended_it(kinds: list[Happening], ended_by: str) -> None:
    record = fold(entry(kind, seconds) for seconds, kind in enumerate(kinds))
    assert record.ended_by == ended_by
    assert record.ended_at == (START if ended_by else None)


def test_a_representative_who_was_rung_and_did_not_answer_is_not_in_the_record() -> None:
    record = fold([entry(Happening.RANG, detail="ann"), entry(Happening.RING_ENDED, detail="noanswer")])
    assert record.representative == ""


def test_the_length_of_a_call_is_what_the_carrier_said_first() -> None:
    assert fold([entry(Happening.CLOSED)]).seconds is None
    assert fold([entry(Happening.CLOSED, count=42)]).seconds == 42
    assert fold([entry(Happening.CLOSED), entry(Happening.CLOSED, count=42)]).seconds == 42
    assert fold([entry(Happening.CLOSED, count=42), entry(Happening.CLOSED, count=7)]).seconds == 42


@given(entries)
def test_every_entry_is_counted_once(journal: list[Entry]) -> None:
    record = fold(journal)
    kinds = [one.kind for one in journal]
    assert record.noinputs == kinds.count(Happening.NOINPUT)
    assert record.nomatches == kinds.count(Happening.NOMATCH)
    assert record.asked_for_person == (Happening.ASKED_FOR_PERSON in kinds)
    assert record.dialogs == tuple(one.dialog for one in journal if one.kind is Happening.ENTERED)
    assert record.outcomes == tuple(one.detail for one in journal if one.kind is Happening.OUTCOME)
    assert (record.ended_at is None) == (not record.ended_by)
    assert (record.answered_at is None) == (Happening.ANSWERED not in kinds)


@given(entries, entries)
def test_more_entries_only_add(first: list[Entry], more: list[Entry]) -> None:
    before, after = fold(first), fold([*first, *more])
    assert after.dialogs[: len(before.dialogs)] == before.dialogs
    assert after.outcomes[: len(before.outcomes)] == before.outcomes
    assert after.noinputs >= before.noinputs
    assert after.nomatches >= before.nomatches
    assert after.asked_for_person >= before.asked_for_person
    for known, still in (
        (before.answered_at, after.answered_at),
        (before.ended_at, after.ended_at),
        (before.ended_by, after.ended_by),
        (before.seconds, after.seconds),
    ):
        assert not known or still == known
