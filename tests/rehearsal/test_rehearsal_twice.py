"""What counts as done twice, and what only looks like it."""

from datetime import UTC, datetime

from ivr.bootstrap import demonstration
from ivr.carrier.clock import VirtualClock
from ivr.carrier.happenings import Closed, Closing, Happening, RangOut, Texted
from ivr.dialog.journal import Entry
from ivr.dialog.journal import Happening as Noted
from ivr.dialog.prompts import Known
from ivr.rehearsal.twice import Watched, rung_twice, texted_twice, written_twice
from ivr.secret import Secret
from ivr.service.ports import Proof

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = datetime(2026, 11, 24, 13, tzinfo=UTC)


def rings(*whom: str) -> list[Happening]:
    """A `?` is a question to the caller."""
    what = [Closed(Closing.KEYS) if one == "?" else RangOut((one,)) for one in whom]
    return [Happening(0.0, "caller", one) for one in what]


def test_one_telephone_twice_for_one_turn_is_found_and_one_after_another_is_not() -> None:
    assert rung_twice(rings("Rosa", "Ben"), "caller") == []
    assert rung_twice(rings("Rosa", "Ben", "Rosa"), "caller") == ["Rosa was rung twice for one turn"]


def test_a_caller_who_was_asked_meanwhile_may_be_put_through_to_the_same_person() -> None:
    assert rung_twice(rings("Rosa", "?", "Rosa"), "caller") == []


def test_one_text_twice_is_found_and_two_texts_are_two() -> None:
    link, other = (Texted("+12125550123", body) for body in ("Pay here.", "Thank you."))
    texts = [Happening(0.0, "caller", one) for one in (link, other)]
    assert texted_twice(texts) == []
    assert texted_twice([*texts, texts[0]]) == ["one text was sent 2 times"]


def test_the_same_entry_at_another_time_is_the_same_entry() -> None:
    entry = Entry(Noted.KEYED, NOON, 3, "pin", "account.pin", 4)
    again = Entry(Noted.KEYED, LATER, 3, "pin", "account.pin", 4)
    assert written_twice([entry, again]) == ["the journal has 2 entries keyed pin of turn 3"]


def test_entries_of_two_turns_or_of_two_questions_are_two() -> None:
    entries = [Entry(Noted.ENTERED, NOON, 3, "main"), Entry(Noted.ENTERED, NOON, 4, "main")]
    assert written_twice([*entries, Entry(Noted.ENTERED, NOON, 3, "pin")]) == []


def looked_up(*asked: tuple[str, int]) -> list[str]:
    """What is said of look-ups under these keys, after so many answers."""
    count = 0
    with VirtualClock() as clock:
        watched = Watched(demonstration(None, clock, quick=False), lambda: count)
        assert not watched.quick
        for key, count in asked:  # noqa: B007 - the directory asks for the count
            watched.verify(Secret("1"), Proof(Known.ACCOUNT_PIN, Secret("2")), "", key)
        return watched.twice()


def test_two_look_ups_under_one_key_or_for_one_answer_are_found() -> None:
    assert looked_up(("CA1:4", 4), ("CA1:4", 5)) == ["2 look-ups for one answer"]
    assert looked_up(("CA1:4", 4), ("CA1:5", 4)) == ["2 look-ups for one answer"]


def test_a_look_up_for_each_answer_is_as_it_should_be() -> None:
    assert looked_up(("CA1:4", 4), ("CA1:9", 7)) == []
    assert looked_up() == []
