"""The sentences of the port Talks, for every store."""

from dataclasses import replace

import pytest
from stores_cast import DAY, MINUTE, NAIVE, TALK, TEN

from ivr.service.floor_ports import Disposition, Talked, Talks
from ivr.service.ports import StoreError
from ivr.stores.desk_store import DeskStore


@pytest.fixture
def talks(desk: DeskStore) -> Talks:
    return desk.talks


def talk(call: str, minutes: float = 0, representative: str = "rosa") -> Talked:
    return replace(TALK, call=call, representative=representative, began=TEN + minutes * MINUTE)


class TestATalk:
    def test_is_that_of_its_representative(self, talks: Talks) -> None:
        talks.begin(TALK)
        assert talks.of("rosa") == (TALK,)
        assert talks.of("ben") == ()

    def test_begun_again_is_as_it_was(self, talks: Talks) -> None:
        talks.begin(TALK)
        talks.end("CA1", TEN + MINUTE)
        talks.dispose("CA1", "rosa", Disposition.PAID)
        talks.begin(replace(TALK, began=TEN + 2 * MINUTE))
        assert talks.of("rosa") == (replace(TALK, ended=TEN + MINUTE, disposition=Disposition.PAID),)

    def test_of_one_call_may_be_had_by_two_who_pass_it_on(self, talks: Talks) -> None:
        talks.begin(TALK)
        talks.end("CA1", TEN + MINUTE)
        talks.begin(talk("CA1", 1, "ben"))
        assert talks.of("rosa") == (replace(TALK, ended=TEN + MINUTE),)
        assert talks.of("ben") == (talk("CA1", 1, "ben"),)

    def test_ends_once(self, talks: Talks) -> None:
        """The second end is that of the second talk of the call, or news that came twice."""
        talks.begin(TALK)
        talks.begin(talk("CA2"))
        talks.end("CA1", TEN + MINUTE)
        talks.begin(talk("CA1", 1, "ben"))
        talks.end("CA1", TEN + 3 * MINUTE)
        talks.end("CA9", TEN + 4 * MINUTE)
        assert talks.of("rosa") == (replace(TALK, ended=TEN + MINUTE), talk("CA2"))
        assert talks.of("ben") == (replace(talk("CA1", 1, "ben"), ended=TEN + 3 * MINUTE),)

    @pytest.mark.parametrize("word", Disposition)
    def test_comes_to_what_the_representative_says(self, talks: Talks, word: Disposition) -> None:
        talks.begin(TALK)
        assert talks.dispose("CA1", "rosa", Disposition.UNSOLVED)
        assert talks.dispose("CA1", "rosa", word)
        assert talks.of("rosa") == (replace(TALK, disposition=word),)

    def test_that_never_was_comes_to_nothing(self, talks: Talks) -> None:
        talks.begin(TALK)
        assert not talks.dispose("CA1", "ben", Disposition.PAID)
        assert not talks.dispose("CA2", "rosa", Disposition.PAID)
        assert talks.of("rosa") == (TALK,)

    @pytest.mark.parametrize(
        "unkeepable",
        [replace(TALK, began=NAIVE), replace(TALK, ended=NAIVE), replace(TALK, hand_off=(("a", "\udc00"),))],
    )
    def test_that_cannot_be_kept_is_refused(self, talks: Talks, unkeepable: Talked) -> None:
        with pytest.raises(StoreError):
            talks.begin(unkeepable)
        assert talks.of("rosa") == ()

    def test_cannot_end_at_a_moment_without_a_zone(self, talks: Talks) -> None:
        talks.begin(TALK)
        with pytest.raises(StoreError, match="time zone"):
            talks.end("CA1", NAIVE)
        assert talks.of("rosa") == (TALK,)


class TestTheList:
    def test_has_the_newest_first(self, talks: Talks) -> None:
        for call, minutes in (("CA2", 2), ("CA3", 3), ("CA1", 1)):
            talks.begin(talk(call, minutes))
        assert [one.call for one in talks.of("rosa")] == ["CA3", "CA2", "CA1"]

    def test_has_fifty_at_most(self, talks: Talks) -> None:
        for number in range(53):
            talks.begin(talk(f"CA{number:02}", number))
            talks.begin(talk(f"CA{number:02}", number, "ben"))
        assert [one.call for one in talks.of("rosa")] == [f"CA{number:02}" for number in range(52, 2, -1)]

    def test_forgets_what_began_more_than_thirty_days_before_another(self, talks: Talks) -> None:
        talks.begin(talk("CA1", -1))
        talks.begin(talk("CA2"))
        talks.begin(replace(talk("CA3", 0, "ben"), began=TEN + 30 * DAY))
        assert [one.call for one in talks.of("rosa")] == ["CA2"]


def test_a_disposition_this_program_does_not_know_is_a_store_error(desk_file: DeskStore) -> None:
    desk_file.talks.begin(replace(TALK, disposition=Disposition.PAID))
    with desk_file._database.writing() as connection:  # type: ignore[union-attr]
        connection.execute("UPDATE desk_talks SET disposition = 'sang'")
    with pytest.raises(StoreError, match="sang"):
        desk_file.talks.of("rosa")
