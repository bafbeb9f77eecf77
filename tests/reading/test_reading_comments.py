"""Where comments are: behind every # that is no part of a text, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.reading.comments import comments
from ivr.reading.mending import in_quotes
from ivr.source import Source

ALLOW = "# ivr: allow dead-end: it is right"


def found(text: str) -> list[tuple[int, int, str, bool]]:
    return [(one.place.line, one.place.column, one.text, one.alone) for one in comments(Source("a.yaml", text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: b  # c", [(1, 7, "# c", False)]),
        ("# c\na: b\n", [(1, 1, "# c", True)]),
        ("  # c\r\na: b\r\n  # d", [(1, 3, "# c", True), (3, 3, "# d", True)]),
        ("a: |  # c\n  b # no comment\n# d\n", [(1, 7, "# c", False), (3, 1, "# d", True)]),
        ("a: >-\n  b\n  # text\n\n  # text too\nc: d\n", []),
        ('a: "b # c"  # d\n', [(1, 13, "# d", False)]),
        ("a: 'b # c\n  # d'\n", []),
        ("a: b#c\n", []),
        ("a: [b, c] # d\n", [(1, 11, "# d", False)]),
        ("a: # c\n  b: 1\n", [(1, 4, "# c", False)]),
        ("? a # c\n: b\n", [(1, 5, "# c", False)]),
        ("\ufeff# c\na: b\n", [(1, 1, "# c", True)]),
        ("", []),
    ],
)
def test_a_comment_is_what_stands_outside_every_text(text: str, expected: list[tuple[int, int, str, bool]]) -> None:
    assert found(text) == expected


def test_of_a_text_that_is_no_yaml_the_comments_before_the_break_are_known() -> None:
    assert found('a: b  # c\nd: "e\n# f\n') == [(1, 7, "# c", False)]


def test_a_text_of_nothing_but_brackets_is_left_at_the_depth_of_no_menu() -> None:
    assert found("[" * 5000 + " # c") == []


WORDS = st.text("ab #:'\"\\|>-{}é漢\t", min_size=1, max_size=20).map(str.strip).filter(bool)


@st.composite
def lines_with_comments(draw: st.DrawFn) -> tuple[str, list[int]]:
    """A YAML mapping in every spelling of a text, and the lines on which the comments put into it stand."""
    rows: list[str] = []
    expected: list[int] = []
    for number in range(draw(st.integers(1, 6))):
        words = draw(WORDS)
        spelling = draw(st.sampled_from(["quoted", "block", "folded", "plain", "alone"]))
        commented = draw(st.booleans())
        behind = f"  {ALLOW}" if commented else ""
        first = len(rows) + 1
        match spelling:
            case "quoted":
                rows.append(f"key{number}: {in_quotes(words + ' ' + ALLOW)}{behind}")
            case "block" | "folded":
                sign = "|" if spelling == "block" else ">"
                rows += [f"key{number}: {sign}{behind}", f"  {ALLOW}", "  words", f"  # {ALLOW}"]
            case "plain":
                rows.append(f"key{number}: one#{number}{behind}")
            case _:
                rows.append(f"{ALLOW}")
                commented = True
        expected += [first] * commented
    return "\n".join([*rows, "last: word"]) + draw(st.sampled_from(["", "\n"])), expected


@given(lines_with_comments())
def test_no_words_of_a_text_are_ever_taken_for_a_comment(case: tuple[str, list[int]]) -> None:
    text, expected = case
    assert [line for line, _, words, _ in found(text) if words == ALLOW] == expected
    assert [line for line, *_ in found(text.replace("\n", "\r\n"))] == expected


@given(st.text("ab:#|>-[]{}'\"&*!\\ \t\n\r\ufeff", max_size=60))
def test_no_text_stops_the_search(text: str) -> None:
    for line, column, words, _ in found(text):
        assert words.startswith("#")
        assert line >= 1
        assert column >= 1
