"""The ways of a call, read out of its journal: the same whether it is read move by move or as a whole."""

import random
from datetime import UTC, datetime

import pytest
from drawn_line import drawn_line
from following import Calling
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.dialog.journal import Entry, Happening
from ivr.dialog.state import CallState
from ivr.dialog.step import Step
from ivr.exploring.passages import Passage, passages
from ivr.line.compile import compile_line

NOW = datetime(2026, 11, 24, 15, 5, tzinfo=UTC)
PROGRAM = compile_line(drawn_line()).program


@settings(max_examples=10)
@given(st.integers(0, 2**32))
def test_a_whole_journal_has_the_ways_of_each_of_its_moves(seed: int) -> None:
    legs: list[list[Step]] = []

    def note(before: CallState | None, moved: Step) -> None:
        if before is None:
            legs.append([])
        legs[-1].append(moved)

    calling = Calling(PROGRAM, random.Random(seed), note)
    for _ in range(5):
        calling.call()
    for leg in legs:
        whole = [entry for moved in leg for entry in moved.journal]
        assert [*passages(whole)] == [one for moved in leg for one in passages(moved.journal)]


def at(dialog: str, *kinds: tuple[Happening, str, int] | Happening, turn: int = 2) -> list[Entry]:
    full = [(one, "", 0) if isinstance(one, Happening) else one for one in kinds]
    return [Entry(kind, NOW, turn, dialog, detail, count) for kind, detail, count in full]


NOINPUT = (Happening.NOINPUT, "", 2)


@pytest.mark.parametrize(
    ("journal", "ways"),
    [
        ([], []),
        (at("menu", Happening.ENTERED), []),
        (at("a", Happening.ENTERED) + at("b", Happening.ENTERED), [("a", "next", "b")]),
        (at("menu", (Happening.CHOSE, "1", 0)) + at("pay", Happening.ENTERED), [("menu", "key 1", "pay")]),
        (at("menu", NOINPUT), [("menu", "noinput 2", "menu")]),
        (
            at("menu", NOINPUT, Happening.EXHAUSTED) + at("end", Happening.ENTERED),
            [("menu", "noinput 2, exhausted", "end")],
        ),
        (at("menu", NOINPUT, Happening.LIMITED) + at("person", Happening.ENTERED), [("menu", "limit", "person")]),
        (at("menu", Happening.HUNG_UP), [("menu", "hung up", "")]),
        (at("hold", Happening.HUNG_UP) + at("hold", Happening.CLOSED, turn=3), [("hold", "hung up", "")]),
        (at("pay", Happening.HUNG_UP, (Happening.PAID, "unknown", 0)), [("pay", "hung up", "")]),
        (
            at("ring", (Happening.RING_ENDED, "busy", 0), (Happening.DECIDED, "noanswer", 0))
            + at("end", Happening.ENTERED),
            [("ring", "noanswer", "end")],
        ),
        (
            at("menu", NOINPUT) + at("menu", Happening.REPEATED, turn=3),
            [("menu", "noinput 2", "menu"), ("menu", "#", "menu")],
        ),
    ],
    ids=str,
)
def test_a_journal_is_read_as_these_ways(journal: list[Entry], ways: list[tuple[str, str, str]]) -> None:
    assert [*passages(journal)] == [Passage(*one) for one in ways]
