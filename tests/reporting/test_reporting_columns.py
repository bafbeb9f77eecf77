"""The caret stands below its character, whatever stands before it; and nothing in a file talks to the terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.reporting.columns import WIDEST, masked, snippet, width


@pytest.mark.parametrize(
    ("row", "at", "shown", "column"),
    [
        ("say: x", 5, "say: x", 5),
        ("\tsay: x", 1, "    say: x", 4),
        ("a\tx", 2, "a   x", 4),
        ("名: x", 3, "名: x", 4),
        ("e\u0301: x", 4, "e\u0301: x", 3),
        ("a\u200bx", 2, "a\u200bx", 1),
        ("\x1b[31mx", 5, "·[31mx", 5),
        ("say:", 4, "say:", 4),
        ("", 0, "", 0),
    ],
)
def test_the_caret_is_as_many_columns_in_as_the_row_is_wide_before_it(
    row: str, at: int, shown: str, column: int
) -> None:
    assert snippet(row, at) == (shown, column)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=400), st.data())
def test_a_long_row_is_cut_around_its_place(row: str, data: st.DataObject) -> None:
    row = row.replace("\n", "").replace("\r", "")
    at = data.draw(st.integers(0, len(row)))
    shown, column = snippet(row, at)
    total = sum(width(one) for one in shown)
    assert total <= WIDEST + 8
    assert 0 <= column <= total


def test_a_cut_row_says_so_on_both_sides() -> None:
    shown, column = snippet("a" * 150 + "X" + "b" * 150, 150)
    assert shown.startswith("…a")
    assert shown.endswith("b…")
    assert shown[column] == "X"


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        ('press: "8448 2000 1234 5678"', 'press: "•••• •••• •••• 5678"'),
        ("number: 8448200012345678", "number: ••••••••••••5678"),
        ("number: +1 555 010 0101", "number: +1 555 010 0101"),
        ("at: 2026-11-24 10:05", "at: 2026-11-24 10:05"),
        ("press: 4321", "press: 4321"),
    ],
)
def test_a_long_number_is_shown_by_its_last_four_digits(row: str, shown: str) -> None:
    assert masked(row) == shown


def test_a_masked_row_is_as_wide_as_it_was() -> None:
    row = 'press: "8448 2000 1234 5678"  # x'
    assert len(masked(row)) == len(row)
