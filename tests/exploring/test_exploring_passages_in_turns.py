"""A move has the same ways whether its journal is read by itself or among those of its call."""

from datetime import UTC, datetime

from ivr.dialog.journal import Entry, Happening
from ivr.exploring.passages import Passage, passages

NOW = datetime(2026, 11, 24, 15, 5, tzinfo=UTC)


def test_a_language_chosen_that_was_spoken_anyway_leads_back_by_no_way_of_the_dialog_before() -> None:
    """Nothing is noted of that choice but where it leads (dialog/choosing_language.py)."""
    asked = [
        Entry(Happening.ASKED_FOR_LANGUAGE, NOW, 2, "menu"),
        Entry(Happening.ENTERED, NOW, 2, "languages"),
    ]
    chosen = [Entry(Happening.ENTERED, NOW, 3, "menu")]
    assert list(passages(asked)) == [Passage("menu", "9", "languages")]
    assert list(passages(chosen)) == []
    assert list(passages([*asked, *chosen])) == [*passages(asked), *passages(chosen)]
