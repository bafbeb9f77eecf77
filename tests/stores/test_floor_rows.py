"""Any Floor becomes rows and is the same Floor again, and only what differs is written."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from stores_cast import MINUTE, ROSA, TEN, WAITER, floors, standings, talks, waiters

from ivr.routing.floor import Floor, Standing, Talk, Waiter
from ivr.service.ports import UnreadableStateError
from ivr.stores import codec, floor_rows

FLOOR = Floor({"rosa": ROSA}, {"CA1": WAITER}, (Talk("billing", TEN, 200),), "Sue")


@given(floors)
def test_any_floor_comes_back_equal_from_its_rows(floor: Floor) -> None:
    assert floor_rows.changed(floor_rows.EMPTY, floor_rows.changes(floor_rows.EMPTY, floor)) == floor


@given(floors, floors)
def test_the_rows_that_differ_lead_from_any_floor_to_any_other(one: Floor, other: Floor) -> None:
    assert floor_rows.changed(one, floor_rows.changes(one, other)) == other


@given(floors)
def test_a_floor_differs_from_itself_in_nothing(floor: Floor) -> None:
    alike = floor_rows.changed(floor_rows.EMPTY, floor_rows.changes(floor_rows.EMPTY, floor))
    assert floor_rows.changes(floor, floor) == floor_rows.changes(floor, alike) == {}


def test_every_field_is_drawn_by_these_tests() -> None:
    for strategy, kind in ((standings, Standing), (waiters, Waiter), (talks, Talk), (floors, Floor)):
        drawn = set(strategy.wrapped_strategy.kwargs)  # type: ignore[attr-defined]
        assert drawn == {one.name for one in fields(kind)}


def test_only_the_rows_that_differ_are_written() -> None:
    mia = replace(ROSA, representative="mia")
    before = replace(FLOOR, standings={"rosa": ROSA, "mia": mia})
    after = replace(before, standings={"rosa": replace(ROSA, until=TEN + MINUTE), "mia": replace(mia)}, waiting={})
    assert {place: body is None for place, body in floor_rows.changes(before, after).items()} == {
        ("standing", "rosa"): False,
        ("waiter", "CA1"): True,
    }


def test_a_part_that_a_newer_program_wrote_is_not_passed_over() -> None:
    with pytest.raises(UnreadableStateError, match="does not know: breaks"):
        floor_rows.changed(floor_rows.EMPTY, {("breaks", ""): b"{}"})


@pytest.mark.parametrize("part", list(floor_rows.Part))
@pytest.mark.parametrize("body", [b"", b"{", b"[1]", b'{"representative": 1}', b"\xff"])
def test_a_row_that_is_none_is_unreadable(part: floor_rows.Part, body: bytes) -> None:
    with pytest.raises(UnreadableStateError):
        floor_rows.changed(floor_rows.EMPTY, {(part, "rosa"): body})


def test_a_row_can_be_read_by_a_person() -> None:
    assert codec.encode_waiter(WAITER).startswith(
        b'{"call":"CA1","group":"billing","entered":"2026-11-24T15:00:00Z","language":"en-US"'
    )
