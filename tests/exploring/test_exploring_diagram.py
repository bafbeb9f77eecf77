"""The chart of a line: its boxes, its arrows, and that what dialogs hold is what calls do."""

from functools import cache

import pytest
from drawn_line import TEXTS, charted, drawn_line

from ivr.exploring.atlas import walk
from ivr.exploring.coverage import Kind, kind_of
from ivr.exploring.coverage_naming import Naming
from ivr.exploring.diagram import Arrow, Chart, Walked, walked
from ivr.exploring.diagram_ways import CALLED_BACK, WHISPER, is_own, ways_of
from ivr.exploring.diagram_yaml import written
from ivr.exploring.passages import is_error
from ivr.line.compile import compile_line
from ivr.line.tongues import LANGUAGES
from ivr.source import Place

QUEUE = "wait"
"""A walk names ways out of a queue by what the carrier reports, a dialog by what its author wrote."""


@cache
def _walked() -> Walked:
    return walked(walk(compile_line(drawn_line()).program))


def arrow(chart: Chart, source: str, target: str, *, error: bool = False) -> Arrow:
    return next(one for one in chart.arrows if (one.source, one.target, one.error) == (source, target, error))


def test_every_way_that_a_call_takes_out_of_a_dialog_is_one_that_the_dialog_names() -> None:
    named = set(ways_of(compile_line(drawn_line()).program))
    taken = {
        one for one in _walked().passages if is_own(compile_line(drawn_line()).program, one) and one.dialog != QUEUE
    }
    assert len(taken) > 25
    assert taken - named == set()


def test_every_way_that_a_dialog_names_is_taken_by_some_call() -> None:
    """But for those that only a leg of its own takes, and outcomes that look-ups which cannot have them name all the same."""
    named = [one for one in ways_of(compile_line(drawn_line()).program) if one.way not in (CALLED_BACK, WHISPER)]
    never = {(one.dialog, one.way) for one in named if one not in _walked().passages and one.dialog != QUEUE}
    assert never <= {("identify", "recognised"), ("is_open", "holiday")}


def test_a_chart_of_a_walk_has_the_same_arrows_as_one_of_the_dialogs() -> None:
    proved, read = charted(walked=_walked()), charted()
    assert proved.proved
    assert not read.proved
    ends = {(one.source, one.target, one.error) for one in read.arrows}
    assert {(one.source, one.target, one.error) for one in proved.arrows if one.source != QUEUE} <= ends
    assert {one[:2] for one in ends} == {(one.source, one.target) for one in proved.arrows}
    assert arrow(proved, QUEUE, "message").ways == ("key 1",)


def test_a_chart_of_a_walk_counts_the_situations_at_each_node() -> None:
    proved = charted(walked=_walked())
    assert proved.box("main").situations
    assert proved.box("owes").situations == 0  # a branch waits for nothing
    assert charted().box("main").situations is None


def test_several_ways_between_two_nodes_are_one_arrow() -> None:
    found = arrow(charted(), "main", "number")
    assert found.ways == ("key 1", "key 2")
    assert found.label == "1 To hear how much you owe, 2 To hear it once more"


def test_ways_that_are_errors_are_an_arrow_of_their_own() -> None:
    found = charted()
    assert arrow(found, "message", "goodbye").ways == ("left",)
    assert arrow(found, "message", "goodbye", error=True).ways == ("empty",)
    assert (
        arrow(found, "main", "is_open", error=True).label
        == "silence \N{MULTIPLICATION SIGN}4, wrong key \N{MULTIPLICATION SIGN}3"
    )
    assert arrow(found, "is_open", "goodbye", error=True).label == "closed, holiday, emergency"


@pytest.mark.parametrize(
    ("way", "error"),
    [
        ("key 1", False),
        ("keyed", False),
        ("noinput 2", True),
        ("nomatch 3, exhausted", True),
        ("card", True),
        ("exhausted", True),
        ("bridged", False),
        ("busy", True),
        ("open", False),
        ("holiday", True),
        ("2", False),
        ("otherwise", False),
        ("next", False),
        ("down", True),
    ],
)
def test_what_is_not_as_a_caller_would_have_it_is_an_error(way: str, *, error: bool) -> None:
    assert is_error(way) is error


def test_a_picture_and_a_report_on_coverage_call_the_same_ways_errors() -> None:
    naming = Naming.of(drawn_line())
    own = [one for one in ways_of(compile_line(drawn_line()).program) if one.way not in (CALLED_BACK, WHISPER)]
    named = [(one, way) for one in own if (way := naming.way(one))]
    assert len(named) > 25
    assert [one for one, way in named if is_error(one.way) is not (kind_of(drawn_line(), way) is Kind.ERROR)] == []


def test_a_comparison_is_told_in_words() -> None:
    assert arrow(charted(), "owes", "special").label == "account.balance above 0 USD"
    assert arrow(charted(), "owes", "goodbye").label == "otherwise"


def test_keys_that_hold_everywhere_are_no_arrows() -> None:
    found = charted()
    assert {"0", "#", "9"} & {way for one in found.arrows for way in one.ways} == set()
    assert found.box("main").universal
    assert not found.box("greeting").universal


def test_going_back_is_an_arrow_where_nothing_else_leads_there() -> None:
    back = [one for one in charted().arrows if "*" in one.ways]
    assert [(one.source, one.target, one.label) for one in back] == [("number", "another_way", "* to go back")]


def test_nothing_leads_away_from_the_choice_of_a_language_but_back() -> None:
    for found in (charted(), charted(walked=_walked())):
        assert found.box(LANGUAGES).kind == "language"
        assert [one for one in found.arrows if LANGUAGES in (one.source, one.target)] == []


def test_parts_of_a_node_are_folded_into_it_or_drawn_each() -> None:
    folded, each = charted(), charted(dialogs=True)
    assert all("." not in box.id for box in folded.boxes)
    assert arrow(each, "number", "number.confirm").label == "keyed"
    assert arrow(each, "ring", "ring.whisper").label == "whisper"
    assert arrow(folded, "number", "pin").label == "1 If that's right"


def test_what_no_call_comes_to_is_named_and_only_drawn_when_asked_for() -> None:
    assert charted().left_out == ("nobody_comes",)
    every = charted(everything=True)
    assert every.left_out == ()
    assert [box.id for box in every.boxes if not box.reached] == ["nobody_comes"]


def test_a_box_holds_its_words_in_every_language_with_seconds() -> None:
    words = charted().box("main").words
    assert {one.language for one in words} == {"en-US", "es-US", "id-ID"}
    assert all(one.seconds > 1 for one in words)
    assert any("oprima cero" in one.text for one in words)
    first = charted().box("main").first
    assert first is not None
    assert first.text.startswith("To hear how much you owe, press one.")


def test_seconds_are_those_of_the_language_in_which_the_first_words_take_longest() -> None:
    box = charted().box("main")
    assert box.seconds == max(one.seconds for one in box.words if (one.part, one.use) == ("", "said"))


def test_a_box_knows_where_it_stands_and_what_is_written_there() -> None:
    box = charted().box("owes")
    assert box.place is not None
    assert TEXTS["line.yaml"].splitlines()[box.place.line - 1] == "  owes:"
    assert box.yaml.splitlines()[0] == "owes:"
    assert box.yaml.endswith("otherwise: goodbye")
    assert charted().box("main").outcome == "asked"


def test_the_start_and_the_person_are_marked() -> None:
    found = charted()
    assert [box.id for box in found.boxes if box.start] == ["greeting"]
    assert [box.id for box in found.boxes if box.person] == ["is_open"]


def test_calls_that_come_to_a_node_are_named_where_they_are_known() -> None:
    found = charted(covered={"main": ["pays.call.yaml", "asks.call.yaml"]})
    assert found.box("main").tests == ("asks.call.yaml", "pays.call.yaml")
    assert found.box("pin").tests == ()
    assert charted().box("main").tests is None


def test_values_of_a_call_stand_in_a_chart_by_their_names() -> None:
    texts = [one.text for box in charted().boxes for one in box.words]
    assert any("{account.number}" in one for one in texts)


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("nodes:\n  a:\n    say: x\n\n    next: b\n\n  # next\n  b: {hangup: y}\n", 2, "a:\n  say: x\n\n  next: b"),
        ("nodes:\n  a: {hangup: y}\n  b: {hangup: y}\n", 2, "a: {hangup: y}"),
        ("nodes:\n  a:\n    say: x", 2, "a:\n  say: x"),
        ("", 2, ""),
    ],
)
def test_the_text_of_a_node_ends_where_the_next_begins(text: str, line: int, expected: str) -> None:
    assert written(text, Place("line.yaml", line, 3)) == expected
