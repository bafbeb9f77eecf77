"""A difference for a terminal, a pull request, a browser and a program."""

import json
import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from ivr.exploring.difference import Difference
from ivr.exploring.difference_change import Change, Kind, Section
from ivr.reporting.difference_html import as_html
from ivr.reporting.difference_json import as_json
from ivr.reporting.difference_markdown import LONGEST, as_markdown
from ivr.reporting.difference_text import as_text
from ivr.reporting.difference_words import Mark, runs, sentence, summary

SAID = Change(
    Section.WORDS, Kind.CHANGED, "first words", "Hello to you.", "Hello to us.", ("main",), "en-US", (1.0, 2.0)
)
MOVED = Change(Section.KEYS, Kind.MOVED, "To pay", "1", "2", ("main",))
CLOSES = Change(Section.HOURS, Kind.CHANGED, "billing on Saturday", "9:00 to 20:00", "9:00 to 18:00", ("ring",))
ALL = Difference((MOVED, CLOSES, SAID), {"old_name": "new_name"})

CHANGES = st.builds(
    Change,
    st.sampled_from([one for one in Section if one is not Section.PATHS]),
    st.sampled_from(Kind),
    st.text(max_size=12),
    st.text(max_size=30),
    st.text(max_size=30),
    st.lists(st.text("ab<|`", min_size=1, max_size=5), min_size=1, max_size=3).map(tuple),
)


class Balanced(HTMLParser):
    """Fails where a tag is not closed, and keeps the names of those that were open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.met: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self.met.add(tag)
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_nothing_is_told_in_the_words_everybody_looks_for() -> None:
    assert as_text(Difference()) == "Callers will notice nothing."
    assert "Callers will notice nothing." in as_markdown(Difference())
    assert "Callers will notice nothing." in as_html(Difference(), "line", "old", "new")
    assert json.loads(as_json(Difference())) == {"different": False, "changes": [], "renamed": {}}


def test_the_summary_counts_what_there_is() -> None:
    assert summary(ALL.changes) == "Callers will notice 3 changes: 1 of keys, 1 of hours, 1 of words."


def test_hours_say_what_an_office_manager_would() -> None:
    assert sentence(CLOSES) == "billing closes at 18:00 instead of 20:00 on Saturday"


def test_a_moved_key_is_one_sentence() -> None:
    assert sentence(MOVED) == 'main: "To pay" is on key 2 instead of 1'


def test_the_text_marks_words_inside_the_sentence() -> None:
    text = as_text(ALL)
    assert "    Hello to [-you.-] {+us.+}" in text.split("\n")
    assert "Renamed, which nobody hears: old_name is new_name." in text


def test_colours_change_nothing_but_colours() -> None:
    painted = as_text(ALL, lambda text, mark: text if mark is Mark.KEPT else f"\x1b[1m{text}\x1b[0m")
    assert "\x1b[1m" in painted
    assert re.sub(r"\x1b\[[01]m", "", painted) == as_text(ALL)


def test_a_text_that_is_another_one_is_not_torn_to_pieces() -> None:
    assert [one.mark for one in runs("To pay your bill", "Our shop is closed today")] == [Mark.OLD, Mark.NEW]


@given(st.text("ab \n", max_size=20), st.text("ab \n", max_size=20))
def test_the_runs_of_a_word_diff_make_up_both_texts(before: str, after: str) -> None:
    found = runs(before, after)
    for text, mark in ((before, Mark.OLD), (after, Mark.NEW)):
        assert " ".join(one.text for one in found if one.mark in (Mark.KEPT, mark)).split() == text.split()


@given(st.lists(CHANGES, max_size=5))
def test_no_row_of_the_text_is_wider_than_a_terminal_unless_a_word_is(changes: list[Change]) -> None:
    for row in as_text(Difference(tuple(changes))).split("\n"):
        assert len(row) <= 80 or len(max(row.split(), key=len)) > 60
        assert "\x1b" not in row


@given(st.lists(CHANGES, max_size=5))
def test_the_page_is_whole_whatever_the_words_are(changes: list[Change]) -> None:
    page = Balanced()
    page.feed(as_html(Difference(tuple(changes)), "<line>", "old", "new"))
    assert page.open == []
    assert "script" not in page.met


def test_the_page_needs_nothing_from_elsewhere() -> None:
    page = as_html(ALL, "line", "old", "new")
    assert not re.search(r"(?:src|href)=\"(?!#)", page)
    assert "prefers-color-scheme: dark" in page
    assert '<dd lang="en-US">Hello to <del>you.</del></dd>' in page


def test_a_comment_begins_with_the_count_and_folds_the_rest() -> None:
    rows = as_markdown(ALL, "pay-my-bill").split("\n")
    assert rows[0] == "### What callers will notice on pay-my-bill"
    assert rows[2].startswith("Callers will notice 3 changes")
    assert sum(row.startswith("<details") for row in rows) == sum(row == "</details>" for row in rows) == 3


@given(st.lists(CHANGES, max_size=5))
def test_no_words_break_out_of_a_comment(changes: list[Change]) -> None:
    comment = as_markdown(Difference(tuple(changes)))
    for row in comment.split("\n"):
        if row.startswith("| ") and row != "| What | Before and now |":
            assert len(re.findall(r"(?<!\\)\|", row.replace("\\\\", ""))) == 3
    assert not re.search(r"@(?!<!-- -->)", comment)
    tags = set(re.findall(r"<(/?\w+)", comment))
    assert tags <= {
        "details",
        "/details",
        "summary",
        "/summary",
        "b",
        "/b",
        "sub",
        "/sub",
        "br",
        "del",
        "/del",
        "ins",
        "/ins",
    }


def test_a_comment_that_would_be_too_long_says_how_much_it_left_out() -> None:
    many = tuple(
        Change(Section.WORDS, Kind.CHANGED, f"part {n}", "old " * 40, "new " * 40, ("main",)) for n in range(900)
    )
    comment = as_markdown(Difference(many, {f"old_{n}": f"new_{n}" for n in range(500)}))
    assert len(comment) < LONGEST
    left = re.search(r"^(\d+) more changes do not fit here", comment, flags=re.MULTILINE)
    assert left is not None
    assert int(left[1]) + comment.count("said differently") == 900


def test_json_has_a_row_for_each_change() -> None:
    rows = json.loads(as_json(ALL))
    assert rows["different"] is True
    assert rows["renamed"] == {"old_name": "new_name"}
    assert [one["section"] for one in rows["changes"]] == ["keys", "hours", "words"]
    assert rows["changes"][2]["seconds"] == [1.0, 2.0]
