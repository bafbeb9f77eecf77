"""The sentences of the port Voicemails, for every store."""

from dataclasses import replace
from datetime import timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stores_cast import DAY, KEY, MESSAGE, MINUTE, NAIVE, TEN, at_once

from ivr.service.floor_ports import Voicemail, Voicemails
from ivr.service.ports import StoreError
from ivr.stores.desk_store import DeskStore, desk_store
from ivr.stores.sealing import Sealer


@pytest.fixture
def voicemails(desk: DeskStore) -> Voicemails:
    return desk.voicemails


def message(recording: str, minutes: float = 0) -> Voicemail:
    return replace(MESSAGE, recording=recording, left_at=TEN + minutes * MINUTE)


def listed(voicemails: Voicemails) -> list[str]:
    return [one.recording for one in voicemails.all()]


class TestAMessage:
    def test_is_listed_as_it_was_kept(self, voicemails: Voicemails) -> None:
        assert voicemails.all() == ()
        voicemails.keep(MESSAGE)
        assert voicemails.all() == (MESSAGE,)

    def test_kept_again_is_as_it_was(self, voicemails: Voicemails) -> None:
        voicemails.keep(MESSAGE)
        voicemails.heard("RE1", "rosa", TEN)
        voicemails.keep(replace(MESSAGE, seconds=7))
        assert voicemails.all() == (replace(MESSAGE, heard_by="rosa", heard_at=TEN),)

    def test_is_heard_once(self, voicemails: Voicemails) -> None:
        voicemails.keep(MESSAGE)
        assert voicemails.heard("RE1", "rosa", TEN + MINUTE)
        assert not voicemails.heard("RE1", "ben", TEN + 2 * MINUTE)
        assert voicemails.all() == (replace(MESSAGE, heard_by="rosa", heard_at=TEN + MINUTE),)

    def test_that_is_not_there_is_not_heard(self, voicemails: Voicemails) -> None:
        assert not voicemails.heard("RE1", "rosa", TEN)
        assert voicemails.all() == ()

    def test_is_heard_by_one_of_many(self, voicemails: Voicemails) -> None:
        voicemails.keep(MESSAGE)
        said = at_once(6, lambda number: (voicemails.heard("RE1", f"rep{number}", TEN), f"rep{number}"))
        (first,) = [who for granted, who in said if granted]
        assert voicemails.all()[0].heard_by == first

    @pytest.mark.parametrize(
        "unkeepable", [replace(MESSAGE, left_at=NAIVE), replace(MESSAGE, hand_off=(("a", "\udc00"),))]
    )
    def test_that_cannot_be_kept_is_refused(self, voicemails: Voicemails, unkeepable: Voicemail) -> None:
        with pytest.raises(StoreError):
            voicemails.keep(unkeepable)
        assert voicemails.all() == ()

    def test_cannot_be_heard_at_a_moment_without_a_zone(self, voicemails: Voicemails) -> None:
        voicemails.keep(MESSAGE)
        with pytest.raises(StoreError, match="time zone"):
            voicemails.heard("RE1", "rosa", NAIVE)
        assert voicemails.all() == (MESSAGE,)


class TestTheList:
    def test_begins_with_those_nobody_heard_and_then_has_the_newest_first(self, voicemails: Voicemails) -> None:
        for recording, minutes in (("RE3", 3), ("RE1", 1), ("RE4", 4), ("RE2", 2)):
            voicemails.keep(message(recording, minutes))
        voicemails.heard("RE4", "rosa", TEN + DAY)
        voicemails.heard("RE1", "rosa", TEN + DAY)
        assert listed(voicemails) == ["RE3", "RE2", "RE4", "RE1"]

    def test_goes_by_time_and_not_by_the_text_of_a_time(self, voicemails: Voicemails) -> None:
        east = timezone(timedelta(hours=9))
        voicemails.keep(message("RE1"))
        voicemails.keep(replace(message("RE2", -1), left_at=(TEN - MINUTE).astimezone(east)))
        assert listed(voicemails) == ["RE1", "RE2"]

    def test_has_two_hundred_at_most_and_those_nobody_heard_are_among_them(self, voicemails: Voicemails) -> None:
        for number in range(203):
            voicemails.keep(message(f"RE{number:03}", number))
        for number in range(3, 203):
            voicemails.heard(f"RE{number:03}", "rosa", TEN + DAY)
        assert listed(voicemails) == ["RE002", "RE001", "RE000", *(f"RE{number:03}" for number in range(202, 5, -1))]

    def test_of_one_group_is_not_shortened_by_the_flood_of_another(self, voicemails: Voicemails) -> None:
        voicemails.keep(replace(message("RE-ours"), group="moving"))
        for number in range(201):
            voicemails.keep(message(f"RE{number:03}", number + 1))
        assert listed(voicemails)[-1] == "RE-ours"
        assert len(listed(voicemails)) == 201


class TestKeeping:
    def test_forgets_what_was_heard_more_than_ninety_days_before(self, voicemails: Voicemails) -> None:
        for recording in ("RE1", "RE2", "RE3"):
            voicemails.keep(message(recording))
        voicemails.heard("RE1", "rosa", TEN - MINUTE)
        voicemails.heard("RE2", "rosa", TEN)
        voicemails.keep(replace(message("RE4"), left_at=TEN + 90 * DAY))
        assert listed(voicemails) == ["RE4", "RE3", "RE2"]

    def test_never_forgets_what_nobody_heard(self, voicemails: Voicemails) -> None:
        voicemails.keep(MESSAGE)
        voicemails.keep(replace(message("RE2"), left_at=TEN + 4000 * DAY))
        assert listed(voicemails) == ["RE2", "RE1"]


sids = st.sampled_from(["RE1", "RE2", "RE3"])
times = st.integers(-5, 200).map(lambda days: TEN + days * DAY)
steps = st.one_of(
    st.tuples(st.just("keep"), sids, times),
    st.tuples(st.just("heard"), sids, times),
)


@settings(max_examples=30, deadline=None)
@given(st.lists(steps, max_size=12))
def test_stores_of_messages_cannot_be_told_apart(
    tmp_path_factory: pytest.TempPathFactory, taken: list[tuple[str, str, object]]
) -> None:
    path = tmp_path_factory.mktemp("desk") / "calls.db"
    with desk_store(None, None) as memory, desk_store(path, Sealer([KEY])) as file:
        for what, recording, at in taken:
            said = []
            for store in (memory.voicemails, file.voicemails):
                if what == "keep":
                    store.keep(replace(message(recording), left_at=at))  # type: ignore[arg-type]
                else:
                    said.append(store.heard(recording, "rosa", at))  # type: ignore[arg-type]
            assert len(set(said)) <= 1
            assert memory.voicemails.all() == file.voicemails.all()
