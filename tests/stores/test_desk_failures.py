"""The sentences of the port Failures, for every store."""

from pathlib import Path

import pytest
from sqlite_calls import asked
from stores_cast import DAY, MINUTE, NAIVE, TEN, at_once

from ivr.service.desk_ports import Failures
from ivr.service.ports import StoreError
from ivr.stores.desk_store import DeskStore


@pytest.fixture
def failures(desk: DeskStore) -> Failures:
    return desk.failures


class TestFailures:
    def test_are_counted_by_what_they_have_in_common(self, failures: Failures) -> None:
        for what in ("name:rosa", "from:192.0.2.1", "name:rosa"):
            failures.note(what, TEN)
        assert failures.since("name:rosa", TEN) == 2
        assert failures.since("from:192.0.2.1", TEN) == 1
        assert failures.since("name:ben", TEN) == 0

    def test_of_that_moment_or_later_are_counted(self, failures: Failures) -> None:
        for minutes in (0, 1, 2, 2):
            failures.note("name:rosa", TEN + minutes * MINUTE)
        assert [failures.since("name:rosa", TEN + minutes * MINUTE) for minutes in range(4)] == [4, 3, 2, 0]

    def test_are_forgotten_for_one_alone(self, failures: Failures) -> None:
        for what in ("name:rosa", "name:ben"):
            failures.note(what, TEN)
        failures.forget("name:rosa")
        failures.forget("name:mia")
        assert failures.since("name:rosa", TEN - DAY) == 0
        assert failures.since("name:ben", TEN - DAY) == 1

    def test_older_than_a_day_are_dropped_when_anybody_fails(self, failures: Failures) -> None:
        failures.note("name:rosa", TEN - MINUTE)
        failures.note("name:rosa", TEN)
        failures.note("name:ben", TEN + DAY)
        assert failures.since("name:rosa", TEN - DAY) == 1

    @pytest.mark.parametrize("what", ["", "\udc00", "\0", "x" * 1_000_000, "n' OR 1=1 --"])
    def test_may_be_of_anything_a_stranger_types(self, failures: Failures, what: str) -> None:
        failures.note(what, TEN)
        assert failures.since(what, TEN) == 1
        assert failures.since("x", TEN) == 0

    def test_without_a_zone_are_refused(self, failures: Failures) -> None:
        with pytest.raises(StoreError, match="time zone"):
            failures.note("name:rosa", NAIVE)
        assert failures.since("name:rosa", TEN - DAY) == 0

    def test_at_the_same_moment_all_count(self, failures: Failures) -> None:
        at_once(6, lambda _: failures.note("name:rosa", TEN))
        assert failures.since("name:rosa", TEN) == 6


def test_the_disk_has_neither_names_nor_more_than_a_day_of_them(path: Path, desk_file: DeskStore) -> None:
    for number in range(50):
        desk_file.failures.note(f"name:hunter2-{number}", TEN)
    desk_file.failures.note("name:rosa", TEN + 2 * DAY)
    assert b"hunter2" not in path.read_bytes() + path.with_name(path.name + "-wal").read_bytes()
    assert asked(path, "SELECT count(*), max(length(what)) FROM desk_failures") == [(1, 16)]
